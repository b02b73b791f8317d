import { appendFileSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { build } from "../src/pipeline.ts";
import { ProblemError } from "../src/problems/problem.ts";
import { diff, publish, status, verify } from "../src/publishing.ts";
import { writeFiles } from "./program.ts";
import { numbersIn, readSite } from "./site-files.ts";

// Three waves of people who partly come back; the third is added later.
const third = "  winter: { title: Winter, fieldwork: 2026-12-01/2026-12-20, responses: winter.csv }\n";
const studyFile = (waves = "") => `title: Café visitors
client: The Café
languages: [en]
respondent: id
waves:
  spring: { title: Spring, fieldwork: 2026-03-01/2026-03-31, responses: spring.csv }
  autumn: { title: Autumn, fieldwork: 2026-09-01/2026-09-30, responses: autumn.csv }
${waves}scales:
  ten: { from: 1, to: 10 }
questions:
  q1: { text: How satisfied are you overall?, scale: ten }
  q2: { text: The coffee, scale: ten }
  q3: { text: The room, scale: ten }
  q4: { text: Nobody reads this, scale: ten }
  q5: { text: The cakes, scale: ten }
elements:
  coffee: { label: Coffee, performance: q2, expectation: q1 }
  room: { label: Room, performance: q3 }
analyses:
  index: { overall: q1 }
  elements: {}
  drivers: {}
  gaps: {}
  trend: {}
  structural-model:
    blocks: { quality: [q2, q5], satisfaction: [q1] }
    paths: { satisfaction: [quality] }
`;

/** 120 people, the first 60 of whom are in the next wave too. */
function answers(wave: number): string {
  const rows = Array.from({ length: 120 }, (_, k) => {
    const person = wave * 60 + k;
    const mood = (person * 7) % 5;
    return [
      `p${person}`,
      3 + mood + ((person + wave) % 3),
      2 + mood + ((person * 5) % 4),
      1 + ((person * 3 + wave) % 10),
      5,
      2 + mood + ((person * 11 + wave) % 4),
    ].join();
  });
  return `id,q1,q2,q3,q4,q5\n${rows.join("\n")}\n`;
}

const root = mkdtempSync(join(tmpdir(), "satisfact-publishing-"));
const out = join(root, "_site");
const inStudy = (...path: string[]) => join(root, "data", "cafe", ...path);
afterAll(() => rm(root, { recursive: true, force: true }));

beforeEach(() => {
  rmSync(root, { recursive: true, force: true });
  writeFiles(root, {
    "data/cafe/study.yaml": studyFile(),
    "data/cafe/spring.csv": answers(0),
    "data/cafe/autumn.csv": answers(1),
  });
});

const correctedAt = "2026-11-28T14:20:05Z";
const publishing = (wave: string, correct?: string) =>
  publish({ root, study: "cafe", wave, ...(correct !== undefined && { correct: { why: correct, at: correctedAt } }) });
const building = () => build({ root, out });
const resultsOf = (wave: string) => JSON.parse(readFileSync(join(out, "cafe", wave, "results.json"), "utf8"));
const page = (wave: string, name: string) => readFileSync(join(out, "cafe", wave, "en", name, "index.html"), "utf8");
const filesOf = (wave: string) =>
  new Map(
    [...readSite(out)]
      .filter(([path]) => path.startsWith(`cafe/${wave}/`))
      .map(([path, bytes]) => [path, bytes.toString()]),
  );
/** Without the menu of waves, which is navigation. */
const withoutMenu = (text: string) => text.replace(/<details class="menu">[\s\S]*?<\/details>/g, "");

async function problemOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).problems[0]!;
}

describe("a published wave", () => {
  test("is the same without its answers, and so is every later wave that reads it", async () => {
    await building();
    const before = { spring: resultsOf("spring"), autumn: resultsOf("autumn") };
    await publishing("spring");
    await publishing("autumn");
    unlinkSync(inStudy("spring.csv"));
    unlinkSync(inStudy("autumn.csv"));
    const built = await building();
    expect(built).toMatchObject({ notices: [], computedWaves: [], keptWaves: [] });
    expect(resultsOf("spring")).toEqual(before.spring);
    expect(resultsOf("autumn")).toEqual(before.autumn);
    writeFileSync(inStudy("study.yaml"), studyFile(third));
    writeFileSync(inStudy("winter.csv"), answers(2));
    expect((await building()).notices).toMatchObject([
      { code: "archive/unpaired", place: { file: "data/cafe/published/autumn.json" } },
    ]);
    const { series } = resultsOf("winter").analyses.trend.result;
    const earlier = before.autumn.analyses.trend.result.series;
    for (const [k, { points }] of series.entries()) expect(points.slice(0, 2)).toEqual(earlier[k].points);
    // sixty people answered both; of the draft after a published wave whose answers are gone they can no longer be paired
    const score = series.find(({ measure }: { measure: string }) => measure === "index.score");
    expect(score.points.map(({ comparison }: { comparison?: { linked: number } }) => comparison?.linked)).toEqual([
      undefined,
      60,
      0,
    ]);
  });

  test("keeps the draft after it paired while its answers are there", async () => {
    await building();
    const draft = resultsOf("autumn");
    await publishing("spring");
    await building();
    expect(resultsOf("autumn")).toEqual(draft);
  });

  test("changes no byte when a later wave is added, built or published, but for the menu of waves", async () => {
    await publishing("spring");
    await building();
    const alone = filesOf("spring");
    await publishing("autumn");
    writeFileSync(inStudy("study.yaml"), studyFile(third));
    writeFileSync(inStudy("winter.csv"), answers(2));
    await building();
    const later = filesOf("spring");
    expect([...later.keys()]).toEqual([...alone.keys()]);
    expect([...later].filter(([path, text]) => withoutMenu(text) !== withoutMenu(alone.get(path)!))).toEqual([]);
    expect(withoutMenu(alone.get("cafe/spring/en/index/index.html")!)).not.toContain("Draft");
    expect(page("winter", "index")).toContain("Draft");
  });

  test("keeps its conventions and options when those of the study change", async () => {
    await publishing("spring");
    const text = studyFile()
      .replace("analyses:", "conventions: { level: 0.9 }\nanalyses:")
      .replace("overall: q1 }", "overall: [q1, q2] }");
    writeFileSync(inStudy("study.yaml"), text);
    const { notices } = await building();
    expect(notices).toMatchObject([
      { code: "archive/moved", severity: "notice", place: { file: "data/cafe/published/spring.json" } },
    ]);
    expect(resultsOf("spring").conventions.level).toBe(0.95);
    expect(resultsOf("autumn").conventions.level).toBe(0.9);
    expect(page("spring", "methodology")).not.toContain("q1, q2");
  });
});

const change = () => appendFileSync(inStudy("spring.csv"), "p900,1,1,1,1,1\np901,1,2,1,1,1\n");

describe("answers that would now give other figures", () => {
  test("are told, and the page keeps what was published", async () => {
    await publishing("spring");
    await building();
    const published = resultsOf("spring");
    change();
    const { notices } = await building();
    expect(notices.map(({ code }) => code)).toEqual(["archive/moved"]);
    expect(notices[0]!.message).toMatch(/^The answers, .*: \d+ figures, the first index\.score of overall\./);
    expect(resultsOf("spring")).toEqual(published);
    expect(await status({ root })).toMatchObject([
      { standings: [{ wave: { id: "spring" }, hasAnswers: true, moved: expect.any(Array) }, { published: null }] },
    ]);
  });

  test("are published as a correction that says why and shows the old figures beside the new", async () => {
    await publishing("spring");
    await building();
    const before = resultsOf("spring").analyses.index.result;
    change();
    expect(await problemOf(publishing("spring"))).toMatchObject({ code: "archive/published" });
    const { moved } = await publishing("spring", "Two visitors were missing");
    const built = await building();
    expect(built.notices).toEqual([]);
    const after = resultsOf("spring").analyses.index.result;
    const [old] = [...numbersIn(before)];
    const [now] = [...numbersIn(after)];
    expect(moved![0]).toMatchObject({
      measure: old!.measure,
      before: { value: old!.value },
      after: { value: now!.value },
    });
    const charter = page("spring", "charter");
    expect(charter).toContain("Corrected after it was published: Two visitors were missing.");
    expect(charter).toMatch(new RegExp(`${old!.value!.toFixed(1)}[^<]*</td><td class="r">${now!.value!.toFixed(1)}`));
    expect(readFileSync(join(out, "cafe", "index.html"), "utf8")).toContain("corrected");
    expect(await problemOf(publishing("spring", "Again"))).toMatchObject({ code: "archive/nothing-moved" });
    expect(await problemOf(publishing("autumn", "Never was"))).toMatchObject({ code: "archive/draft" });
  });
});

test("the feed moves to when a report was corrected, and says why", async () => {
  const open = () => {
    const path = inStudy("study.yaml");
    writeFileSync(path, `index: true\n${readFileSync(path, "utf8")}`);
  };
  const feed = async () => {
    await build({ root, out, siteUrl: "https://example.org" });
    const xml = readFileSync(join(out, "feed.xml"), "utf8");
    return { xml, updated: [...xml.matchAll(/<updated>([^<]*)/g)].map(([, at]) => at) };
  };
  open();
  await publishing("spring");
  const before = await feed();
  expect(before.updated[0]).toBe(before.updated[1]);
  expect(before.updated.join()).toMatch(/^(\d{4}-\d\d-\d\dT00:00:00Z,?){3}$/);
  change();
  await publishing("spring", "Two visitors <i>were</i> missing");
  const after = await feed();
  expect(after.updated).toEqual([correctedAt, before.updated[1], correctedAt]);
  expect(after.xml).toContain(
    "<summary>Corrected after it was published: Two visitors &lt;i&gt;were&lt;/i&gt; missing</summary>",
  );
  expect(page("spring", "charter")).toContain("<b>28 November 2026</b> · Two visitors");
});

describe("what cannot be", () => {
  test("a wave is not published before those that its trend shows, nor without its answers, nor by an unknown name", async () => {
    expect(await problemOf(publishing("autumn"))).toMatchObject({ code: "archive/order" });
    expect(await problemOf(publishing("summer"))).toMatchObject({ code: "build/unknown-wave" });
    await publishing("spring");
    unlinkSync(inStudy("spring.csv"));
    expect(await problemOf(publishing("spring", "Why"))).toMatchObject({ code: "archive/no-answers" });
  });

  test("a published file that was changed by hand, cut short, copied or left behind is named and refused", async () => {
    await publishing("spring");
    const path = inStudy("published", "spring.json");
    const written = readFileSync(path, "utf8");
    const refused = async (text: string, name = "spring") => {
      writeFileSync(inStudy("published", `${name}.json`), text);
      const problem = await problemOf(building());
      rmSync(inStudy("published", `${name}.json`));
      return [problem.code, problem.place.file];
    };
    const digit = written.search(/"value":\d/) + 8;
    expect(await refused(`${written.slice(0, digit)}9${written.slice(digit + 1)}`)).toEqual([
      "archive/changed",
      "data/cafe/published/spring.json",
    ]);
    expect(await refused(written.slice(0, 900))).toEqual(["archive/unreadable", "data/cafe/published/spring.json"]);
    expect(await refused("{}")).toEqual(["archive/unreadable", "data/cafe/published/spring.json"]);
    expect(await refused(written, "autumn")).toEqual(["archive/elsewhere", "data/cafe/published/autumn.json"]);
    expect(await refused(written, "sprung")).toEqual(["archive/unknown-wave", "data/cafe/published/sprung.json"]);
  });

  test("the study file may not lose a question that a published wave names; one that no page names it may", async () => {
    await publishing("spring");
    writeFileSync(inStudy("study.yaml"), studyFile().replace(/.*q4:.*\n/, ""));
    await building();
    writeFileSync(
      inStudy("study.yaml"),
      studyFile()
        .replace(/.*q3:.*\n/, "")
        .replace(/.*room:.*\n/, ""),
    );
    const error = await building().catch((caught: unknown) => caught);
    expect((error as ProblemError).problems.map(({ code, place, message }) => [code, place.file, message])).toEqual([
      [
        "archive/lost-name",
        "data/cafe/study.yaml",
        'The wave "spring" was published with the question "q3", which the study file no longer has.',
      ],
      [
        "archive/lost-name",
        "data/cafe/study.yaml",
        'The wave "spring" was published with the element "room", which the study file no longer has.',
      ],
    ]);
  });
});

describe("a site", () => {
  test("is held against its manifest and the archive, and what differs is named", async () => {
    await publishing("spring");
    await building();
    expect(await verify({ root })).toMatchObject({ problems: [], waves: ["cafe/spring"] });
    expect(await verify({ root: out })).toMatchObject({ problems: [], waves: ["cafe/spring"] });
    const results = join(out, "cafe", "spring", "results.json");
    const value = resultsOf("spring").analyses.index.result;
    const [first] = [...numbersIn(value)];
    writeFileSync(results, readFileSync(results, "utf8").replaceAll(String(first!.value), "99"));
    unlinkSync(join(out, "cafe", "spring", "en", "index", "index.html"));
    writeFileSync(join(out, "stray.html"), "<p>");
    const { problems } = await verify({ root });
    expect(problems.map(({ code, place }) => `${code} ${place.file}`).sort()).toEqual([
      "verify/changed cafe/spring/results.json",
      "verify/figures cafe/spring/results.json",
      "verify/missing cafe/spring/en/index/index.html",
      "verify/unknown stray.html",
    ]);
    expect(await problemOf(verify({ root: inStudy() }))).toMatchObject({ code: "verify/no-site" });
  });

  test("differs from what would be built by the figures that moved, and it is said what changed", async () => {
    await building();
    const now = () => diff({ root, out, study: "cafe", wave: "autumn" });
    expect(await now()).toEqual({ moved: [], same: true, changed: [] });
    appendFileSync(inStudy("autumn.csv"), "p900,1,1,1,1,1\n");
    expect(await now()).toMatchObject({
      same: false,
      changed: ["answers"],
      moved: expect.arrayContaining([expect.objectContaining({ measure: "index.score" })]),
    });
    rmSync(out, { recursive: true });
    expect(await problemOf(now())).toMatchObject({ code: "archive/not-built" });
  });
});
