import { beforeAll, describe, expect, test } from "vitest";
import { registry } from "../../src/analyses/registry.ts";
import type { Edition } from "../../src/report/edition.ts";
import { readingOf } from "../../src/report/reading.ts";
import { voiceOf } from "../../src/report/say.ts";
import { summaryOf } from "../../src/report/summary.ts";
import type { SummaryTable } from "../../src/report/summary-table.ts";
import { pageTitle } from "../../src/report/titles.ts";
import { loadWords } from "../../src/report/words.ts";
import { drawAnswers } from "./draw.ts";
import { measureDrawn } from "./drawn-study.ts";
import { type Change, elements } from "./model.ts";
import { meanOf } from "./population.ts";

interface Summary {
  readonly title: string;
  readonly measures: readonly { readonly name: string; readonly mark: { readonly meaning: string } | null }[];
  readonly elements: SummaryTable;
  readonly pair: readonly { readonly title: string; readonly sentences: readonly string[] }[];
  /** What each element is to reach, 0-100. */
  readonly targets: ReadonlyMap<string, number>;
}

/**
 * The English summary of the second of two waves whose answers were drawn with that change; elements go by their ids. So
 * many answers that the shares of R² in the sample stand on the same side of an equal share as those of the population.
 */
async function summaryWith(change: Change): Promise<Summary> {
  const drawn = drawAnswers({ seed: 77, waves: 2, respondents: [1500, 5000], change });
  const { study, waves } = await measureDrawn(drawn, (file) => {
    file.conventions = { draws: 200 };
    for (const [id, element] of Object.entries<{ label: string }>(file.elements)) element.label = id;
  });
  const siblings = waves.map((wave) => readingOf(wave, registry));
  const reading = siblings.at(-1)!;
  const voice = voiceOf(study, loadWords(study.folder, ["en"]).get("en")!);
  // what a summary reads of its edition
  const edition = { reading, siblings, voice } as unknown as Edition;
  const page = reading.pages.find(({ id }) => id === "summary")!;
  const view = summaryOf(edition, "drawn/w1/en/summary/index.html") as Omit<Summary, "title" | "targets">;
  const targets = [...study.elements.values()].map(
    ({ id, performance }) => [id, study.questions.get(performance)!.target ?? 75] as const,
  );
  return { ...view, title: pageTitle(page, edition), targets: new Map(targets) };
}

function rowsOf({ elements }: Summary, kind?: "weak" | "good") {
  return elements.groups.filter((group) => kind === undefined || group.kind === kind).flatMap(({ rows }) => rows);
}

const labelsOf = (summary: Summary, kind: "weak" | "good") => rowsOf(summary, kind).map(({ label }) => label);

/** Everything that the summary claims in words. */
function claimsOf(summary: Summary): readonly string[] {
  return [
    summary.title,
    ...rowsOf(summary).flatMap(({ label, evidence }) => evidence.map(({ text }) => `${label}: ${text}`)),
    ...summary.pair.flatMap(({ sentences }) => sentences),
  ];
}

/** Elements of which the summary says that they rose, or fell. */
function moved(summary: Summary, way: "up" | "down"): readonly string[] {
  const said = claimsOf(summary).map((claim) => claim.toLowerCase());
  return elements.map(({ id }) => id).filter((id) => said.some((claim) => claim.startsWith(`${id}: ${way} `)));
}

/** What the row at the top says of the changes: better, worse, or none shown. */
function headlines({ measures }: Summary): readonly (string | undefined)[] {
  return measures.map(({ mark }) => mark?.meaning);
}

/** Elements that the summary puts on the wrong side of their targets, by the population of the second wave. */
function misplaced(summary: Summary, change: Change): readonly string[] {
  const isAbove = (id: string) =>
    (100 * (meanOf(`p_${id}`, { change, wave: 1, waves: 2 }) - 1)) / 9 > summary.targets.get(id)!;
  return [...labelsOf(summary, "weak").filter(isAbove), ...labelsOf(summary, "good").filter((id) => !isAbove(id))];
}

describe("three studies drawn from a stated population", () => {
  let summaries: Readonly<Record<"none" | "rise" | "failing", Summary>>;
  beforeAll(async () => {
    summaries = {
      none: await summaryWith("none"),
      rise: await summaryWith("rise"),
      failing: await summaryWith("failing"),
    };
  });

  test("nothing changed: no change is claimed, and only true strengths and shortfalls are", () => {
    const summary = summaries.none;
    expect(headlines(summary)).toEqual(["none", "none", "none", "none"]);
    expect([...moved(summary, "up"), ...moved(summary, "down")]).toEqual([]);
    expect(claimsOf(summary).filter((claim) => /\b(up|down|rises|falls|rose|fell)\b/i.test(claim))).toEqual([]);
    expect(misplaced(summary, "none")).toEqual([]);
    expect(labelsOf(summary, "good")).not.toEqual([]);
  });

  test("a strong rise: the index and every element named have risen, nothing has fallen", () => {
    const summary = summaries.rise;
    expect(summary.title).toMatch(/^The satisfaction index rises to /);
    expect(headlines(summary).slice(0, 2)).toEqual(["better", "better"]);
    expect(headlines(summary)).not.toContain("worse");
    expect(moved(summary, "down")).toEqual([]);
    const named = rowsOf(summary).map(({ label }) => label);
    expect(moved(summary, "up")).toEqual(expect.arrayContaining(named));
    expect(misplaced(summary, "rise")).toEqual([]);
    expect(labelsOf(summary, "good")).toHaveLength(3);
  });

  test("one element fails: it is among the first to improve, and no other has moved", () => {
    const summary = summaries.failing;
    expect(labelsOf(summary, "weak")).toContain("punctual");
    expect(summary.title).toMatch(/Improve first: .*punctual/);
    expect(misplaced(summary, "failing")).toEqual([]);
    expect(moved(summary, "down")).toEqual(["punctual"]);
    expect(moved(summary, "up")).toEqual([]);
    expect(headlines(summary)).not.toContain("better");
  });

  test("the three are three", () => {
    expect(new Set(Object.values(summaries).map(({ title }) => title)).size).toBe(3);
  });
});
