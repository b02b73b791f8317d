import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { builtIn } from "../../src/analyses/structural-model/built-in.ts";
import { type Size, widthOf } from "../../src/charts/chart.ts";
import { type PathDiagramInput, pathDiagram } from "../../src/charts/marks/path-diagram.ts";
import { drawChart } from "../../src/charts/render.ts";
import { ourLocales } from "../../src/report/words.ts";
import { nineBlockArrows } from "../charts/drawings.ts";
import { checkout } from "../program.ts";
import { cutChartText, diagramFaults, sidewaysScrolling, smallChartText } from "./looks.ts";
import { expectNone, pagesOfSite, useSite, useTab } from "./site.ts";

const pages = pagesOfSite().pages.filter((page) => page.endsWith("/model/index.html"));
const { browser, home } = useSite();
const css = readFileSync(join(checkout, "site/assets/satisfact.css"), "utf8");

type Arrow = readonly [from: number, to: number];
type Language = "en" | "zh-CN";

/** Figures as wide as they come. */
function modelOf(labels: readonly string[], arrows: readonly Arrow[], to: string): PathDiagramInput {
  return {
    boxes: labels.map((label) => ({ label, facts: ["100.0", "R² 100%"], strong: label === labels[6] })),
    arrows: arrows.map(([from, end], k) => ({
      from,
      to: end,
      text: k % 3 === 0 ? "−0.46" : "0.58",
      interval: k % 3 === 0 ? `−0.56${to}−0.37` : k % 3 === 1 ? `−0.02${to}0.12` : "0.51–0.64",
      strength: (k % 10) / 10,
      quiet: k % 3 === 1,
    })),
  };
}

const own: Readonly<Record<Language, readonly string[]>> = {
  en: [
    "Trust in the brand",
    "Expectations of the service before the visit",
    "Digital self-service (app and web)",
    "Perceived quality of what the staff do and say",
    "Waiting",
    "Price fairness",
    "Overall satisfaction",
    "Complaints and their handling",
    "Recommendation",
  ],
  "zh-CN": [
    "品牌信任",
    "到店之前对服务的期望",
    "App 自助服务（含小程序）",
    "在营业厅办理业务时工作人员能够主动说明资费规则",
    "等候时间",
    "价格公道",
    "总体满意度",
    "投诉及其处理",
    "向亲友推荐",
  ],
};
const every = own.en.flatMap((_, end) => Array.from({ length: end }, (_, from): Arrow => [from, end]));

function builtInModel(name: keyof typeof builtIn, language: Language, to: string): PathDiagramInput {
  const ids: string[] = builtIn[name].latents.map(({ id }) => id);
  const labels = ids.map((id) => ourLocales().get(language)!.get(`subject.latent.${id}`)!);
  return modelOf(
    labels,
    builtIn[name].paths.map(([from, end]): Arrow => [ids.indexOf(from), ids.indexOf(end)]),
    to,
  );
}

function pageWith(input: PathDiagramInput, language: Language): string {
  const drawn = (Object.keys(widthOf) as Size[]).map((size) =>
    drawChart(pathDiagram(input, size), { id: size, title: "Model", description: "Model", language, size }),
  );
  return `<!doctype html><html lang="${language}"><meta name="viewport" content="width=device-width"><style>${css}</style><div class="frame"><main><figure id="model-paths">${drawn.join("")}</figure></main></div></html>`;
}

const models = (["en", "zh-CN"] as const).flatMap((language) => {
  const to = language === "en" ? " to " : "至";
  return [
    ...(["acsi", "scsb", "ecsi"] as const).map((name) => [name, language, builtInModel(name, language, to)] as const),
    ["nine blocks", language, modelOf(own[language], nineBlockArrows, to)] as const,
    ["nine blocks, every arrow", language, modelOf(own[language], every, to)] as const,
  ];
});

describe.each([
  ["on a desk", { viewport: { width: 1280, height: 900 } }, "screen"],
  ["on a phone", { viewport: { width: 360, height: 740 } }, "screen"],
  ["on paper", { viewport: { width: 680, height: 1000 } }, "print"],
] as const)("boxes and arrows %s", (_, options, media) => {
  const tab = useTab(browser, options);

  test.each(pages)("%s: nothing stands on anything else", async (page) => {
    await tab().page.emulateMedia({ media });
    await tab().open(home() + page);
    expectNone(await tab().page.evaluate(diagramFaults));
  });

  test.each(models)("%s, %s: nothing stands on anything else", async (_, language, input) => {
    await tab().page.emulateMedia({ media });
    // a page of the site lets no style of another into its tab
    await tab().open("about:blank");
    await tab().page.setContent(pageWith(input, language));
    expectNone(await tab().page.evaluate(diagramFaults));
    expectNone(await tab().page.evaluate(cutChartText));
    expectNone(await tab().page.evaluate(smallChartText));
    expectNone(await tab().page.evaluate(sidewaysScrolling));
  });
});
