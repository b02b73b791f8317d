import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { build } from "../src/pipeline.ts";
import { scratchFolder, writeFiles } from "./program.ts";

const waves = ["winter", "spring", "summer", "autumn"];

const study = `
title: Café visitors
client: The Café
languages: [en]
waves:
${waves.map((id, k) => `  ${id}: { title: ${id}, fieldwork: 2026-0${1 + 2 * k}-01/2026-0${1 + 2 * k}-20, responses: ${id}.csv }`).join("\n")}
scales:
  ten: { from: 1, to: 10 }
questions:
  q1: { text: Overall, scale: ten }
analyses:
  index: { overall: q1 }
  trend: {}
`;

function answers(shift: number): string {
  return `q1\n${Array.from({ length: 40 }, (_, k) => 1 + ((7 * k + shift) % 10)).join("\n")}\n`;
}

/** A study of four waves, and a copy of it under another name. */
function project(): string {
  const root = scratchFolder();
  for (const id of ["cafe", "tearoom"])
    writeFiles(root, {
      [`data/${id}/study.yaml`]: study,
      ...Object.fromEntries(waves.map((wave, k) => [`data/${id}/${wave}.csv`, answers(k)])),
    });
  return root;
}

test("after one answer has changed, its wave and the later ones that read it are computed, nothing else", async () => {
  const root = project();
  const building = async () => {
    const { computedWaves, keptWaves } = await build({ root, out: join(root, "_site") });
    return { computed: computedWaves, kept: keptWaves };
  };
  const cafe = waves.map((wave) => `cafe/${wave}`);
  const tearoom = waves.map((wave) => `tearoom/${wave}`);
  expect(await building()).toEqual({ computed: [...cafe, ...tearoom], kept: [] });

  const change = (path: string) => {
    const [head, first, ...rest] = readFileSync(join(root, path), "utf8").split("\n");
    writeFileSync(join(root, path), [head, String(11 - Number(first)), ...rest].join("\n"));
  };
  change("data/cafe/summer.csv");
  expect(await building()).toEqual({
    computed: ["cafe/summer", "cafe/autumn"],
    kept: ["cafe/winter", "cafe/spring", ...tearoom],
  });
  change("data/tearoom/autumn.csv");
  expect(await building()).toEqual({
    computed: ["tearoom/autumn"],
    kept: [...cafe, ...tearoom.slice(0, 3)],
  });

  // words and templates move no figure
  writeFiles(root, { "templates/locales/en.yaml": "pages:\n  summary: What matters\n" });
  expect(await building()).toEqual({ computed: [], kept: [...cafe, ...tearoom] });
  // the study file may move any figure of its study
  appendFileSync(join(root, "data/cafe/study.yaml"), "conventions: { top: 2 }\n");
  expect(await building()).toEqual({ computed: cafe, kept: tearoom });
});
