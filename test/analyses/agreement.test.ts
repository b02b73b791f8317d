import { describe, expect, test } from "vitest";
import { compareMethods } from "../../src/analyses/agreement/compute.ts";
import { findings } from "../../src/analyses/agreement/findings.ts";
import { type AgreementResult, options } from "../../src/analyses/agreement/result.ts";
import type { Estimate } from "../../src/analyses/estimate.ts";
import { registry } from "../../src/analyses/registry.ts";
import type { Scored } from "../../src/analyses/scored.ts";
import { readingOf } from "../../src/report/reading.ts";
import { voiceOf } from "../../src/report/say.ts";
import { sentenceOf } from "../../src/report/sentences.ts";
import { showTable } from "../../src/report/tables.ts";
import type { WaveResults } from "../../src/report/wave-results.ts";
import { loadWords } from "../../src/report/words.ts";
import { agreementOf } from "../../src/stats/rank-agreement.ts";
import { measure, publish, type Sheet } from "./harness.ts";

const estimate = (group: string, value: number | null, status: Estimate["status"] = "shown"): Estimate => ({
  value,
  low: null,
  high: null,
  level: 0.95,
  method: "none",
  base: 60,
  effectiveBase: 60,
  unit: "index",
  measure: "m",
  subject: { kind: "overall", id: "overall", group },
  status,
});

const scored = (method: string, values: readonly (number | null)[]): Scored => ({
  by: "unit",
  method,
  rows: values.map((value, k) => estimate(`unit=${"abcdefghi"[k]}`, value)),
});
const compare = (ran: readonly Scored[]) => compareMethods("unit", ran, options.parse({}), 0.95);
/** Nine units, `a` the best. */
const plain = [90, 85, 80, 75, 70, 65, 60, 55, 50];

describe("ranks of several methods", () => {
  test("Spearman and W are those of three executives who rank six applicants", () => {
    // Siegel & Castellan (1988), Nonparametric Statistics, 9.5: three executives rank six applicants; rank sums 8 14 11 11 11 8, S = 25.5, W = 0.16
    const executives = [
      [1, 6, 3, 2, 5, 4],
      [1, 5, 6, 4, 2, 3],
      [6, 3, 2, 5, 4, 1],
    ];
    const found = agreementOf(executives.map((row) => row.map((rank) => -rank)));
    expect(found.w).toBeCloseTo((12 * 25.5) / (9 * (6 ** 3 - 6)), 12);
    expect(Number(found.w!.toFixed(2))).toBe(0.16);
    // 1 − 6 Σd² / (n³ − n), Σd² counted by hand
    const rho = (squares: number) => 1 - (6 * squares) / (6 ** 3 - 6);
    expect(found.correlations[0]![1]).toBeCloseTo(rho(24), 12);
    expect(found.correlations[0]![2]).toBeCloseTo(rho(54), 12);
    expect(found.correlations[1]![2]).toBeCloseTo(rho(54), 12);
    expect(found.spans[0]).toEqual({ best: 1, worst: 6, mean: 8 / 3 });
  });

  test("scores that differ by rounding alone are equal ones: by none of ranks, correlation and W are they told apart", () => {
    const exact = [
      [0.3, 0.3, 0.2, 0.9],
      [70, 80, 60, 90],
    ];
    const rounded = [[0.1 + 0.2, 0.3, 0.2, 0.9], exact[1]!];
    expect(rounded[0]![0]).not.toBe(0.3);
    expect(agreementOf(rounded)).toEqual(agreementOf(exact));
    expect(agreementOf(rounded).ranks[0]).toEqual([2.5, 2.5, 4, 1]);
    // what is really apart stays so
    expect(agreementOf([[0.3, 0.3000001, 0.2, 0.9], exact[1]!]).ranks[0]).toEqual([3, 2, 4, 1]);
  });

  test("equal scores share the mean of their ranks; a method that tells nothing apart correlates with none", () => {
    const found = agreementOf([
      [5, 5, 3, 1],
      [2, 2, 2, 2],
    ]);
    expect(found.ranks).toEqual([
      [1.5, 1.5, 3, 4],
      [2.5, 2.5, 2.5, 2.5],
    ]);
    expect(found.correlations[0]![1]).toBeNull();
  });
});

describe("methods side by side", () => {
  test("that agree conclude who is first and last, by as many as say so", () => {
    const table = compare([
      scored("index", plain),
      scored("fuzzy", plain),
      scored("grey", plain),
      scored("entropy", [85, 90, ...plain.slice(2)]),
    ])!;
    expect(table.w.value).toBeGreaterThan(0.95);
    expect(table.rows.filter(({ disputed }) => disputed)).toEqual([]);
    expect(table.rows.map(({ subject, place, support }) => [subject.id, place, support])).toEqual([
      ["unit=a", "first", 4],
      ["unit=b", "first", 4],
      ["unit=c", "first", 4],
      ["unit=d", "none", 0],
      ["unit=e", "none", 0],
      ["unit=f", "none", 0],
      ["unit=g", "last", 4],
      ["unit=h", "last", 4],
      ["unit=i", "last", 4],
    ]);
    expect(findings({ tables: [{ ...table, leftOut: [] }] }).map((finding) => finding.case)).toEqual([
      "methods-agree-unit",
      ...Array.from({ length: 3 }, () => "methods-last-alike"),
      // the one method parts the first two
      ...["methods-first", "methods-first", "methods-first-alike"],
    ]);
  });

  test("a planted disagreement is named, and of it nothing is concluded", () => {
    const flipped = [50, ...plain.slice(1, 8), 90];
    const table = compare([
      scored("index", plain),
      scored("fuzzy", plain),
      scored("grey", flipped),
      scored("dea", flipped),
    ])!;
    const disputed = table.rows.filter((row) => row.disputed);
    expect(disputed.map(({ subject, best, worst }) => [subject.id, best, worst])).toEqual([
      ["unit=a", 1, 9],
      ["unit=i", 1, 9],
    ]);
    expect(disputed.map(({ place }) => place)).toEqual(["none", "none"]);
    expect(table.rows.find(({ subject }) => subject.id === "unit=b")).toMatchObject({ place: "first", support: 4 });
    expect(findings({ tables: [{ ...table, leftOut: [] }] })[0]).toMatchObject({
      case: "methods-differ-unit",
      with: { count: 2, of: 9, widest: { id: "unit=a" }, best: 1, worst: 9 },
    });
  });

  test("three of four methods are two thirds of them, two of four are not; three methods conclude nothing", () => {
    const last = [50, ...plain.slice(1, 8), 90];
    const place = (ran: readonly Scored[]) => compare(ran)!.rows.find(({ subject }) => subject.id === "unit=a")!.place;
    expect(place([scored("index", plain), scored("fuzzy", plain), scored("grey", plain), scored("dea", last)])).toBe(
      "first",
    );
    expect(place([scored("index", plain), scored("fuzzy", plain), scored("grey", last), scored("dea", last)])).toBe(
      "none",
    );
    const three = compare([scored("index", plain), scored("fuzzy", plain), scored("grey", plain)])!;
    expect(three.concludes).toBe(false);
    expect(three.rows.every((row) => row.place === "none")).toBe(true);
    expect(findings({ tables: [{ ...three, leftOut: [] }] }).map((finding) => finding.case)).toEqual([
      "methods-agree-unit-few",
    ]);
  });

  test.each([
    [4, 1],
    [5, 1],
    [8, 2],
  ])("of %d units as many are among the last third as among the first", (units, ends) => {
    const table = compare(["index", "fuzzy", "grey", "dea"].map((method) => scored(method, plain.slice(0, units))))!;
    const placed = (place: string) => table.rows.filter((row) => row.place === place).map(({ subject }) => subject.id);
    const names = [..."abcdefghi"].slice(0, units).map((name) => `unit=${name}`);
    expect(placed("first")).toEqual(names.slice(0, ends));
    expect(placed("last")).toEqual(names.slice(-ends));
  });

  test("what stands on a small base or lacks a method is counted and not ranked", () => {
    const small = {
      ...scored("index", plain),
      rows: scored("index", plain).rows.map((row, k) => (k === 2 ? { ...row, status: "indicative" as const } : row)),
    };
    const table = compare([small, scored("fuzzy", [...plain.slice(0, 7), null])])!;
    expect(table.unranked).toBe(3);
    expect(table.rows.map(({ subject }) => subject.id)).toEqual(
      ["a", "b", "d", "e", "f", "g"].map((name) => `unit=${name}`),
    );
  });
});

test("a study whose methods score nothing in common says so", async () => {
  const study = `
title: T
client: C
languages: [en]
waves: { w1: { title: W, fieldwork: 2026-01-01/2026-01-31, responses: a.csv } }
scales: { ten: { from: 1, to: 10 } }
questions: { q1: { text: Overall, scale: ten } }
analyses: { index: { overall: q1 }, agreement: {} }
`;
  const rows = Array.from({ length: 40 }, (_, k) => [1 + (k % 10)]);
  const found = await measure(study, { "a.csv": [["q1"], ...rows] });
  expect(found.get("agreement")).toEqual({ code: "agreement-methods", slots: { fewest: 4 } });
});

describe("a study whose methods differ on one store", () => {
  const elements = ["a", "b", "c"] as const;
  const study = (more: string) => `
title: { en: T, zh-CN: 题 }
client: { en: C, zh-CN: 客 }
languages: [en, zh-CN]
unit: { column: store, label: { en: Store, zh-CN: 店 } }
waves: { w1: { title: { en: W, zh-CN: 波 }, fieldwork: 2026-01-01/2026-01-31, responses: a.csv } }
scales: { hundred: { from: 0, to: 100 } }
questions:
${[...elements, "o"].map((id) => `  q_${id}: { text: { en: ${id}, zh-CN: ${id} }, scale: hundred }`).join("\n")}
elements:
${elements.map((id) => `  ${id}: { label: { en: ${id}, zh-CN: ${id} }, performance: q_${id} }`).join("\n")}
analyses: { index: { overall: q_o }, entropy: {}, grey: { search: false }, agreement: {}, ${more} }
`;
  /** The elements have the stores in their order; overall satisfaction agrees but for the first, which it puts last. */
  const byElements = [90, 80, 70, 60, 50, 40];
  const overall = [30, 82, 72, 62, 52, 42];
  const sheets: Readonly<Record<string, Sheet>> = {
    "a.csv": [
      ["store", "q_a", "q_b", "q_c", "q_o"],
      ...byElements.flatMap((score, store) =>
        Array.from({ length: 40 }, (_, k) => {
          const off = k % 2 === 0 ? 1 : -1;
          return [`s${store}`, score + off, score - 2 + off, score + 3 - off, overall[store]! + off];
        }),
      ),
    ],
    // two inputs and an output of six stores: nine are needed
    "stores.csv": [["store", "staff", "rent"], ...byElements.map((_, k) => [`s${k}`, 3 + k, 9 - k])],
  };

  async function tell(more: string) {
    const [wave] = await publish(study(more), sheets);
    const outcome = wave!.outcomes.get("agreement")!;
    if (outcome.kind !== "done") throw new Error(outcome.why.code);
    return { wave: wave!, table: (outcome.result as AgreementResult).tables[0]! };
  }
  /** The rows of a table, cell by cell, as a page says them. */
  function rowsOf(wave: WaveResults, figure: string, language: "en" | "zh-CN") {
    const voice = voiceOf(wave.study, loadWords(wave.study.folder, [language]).get(language)!);
    const { table } = readingOf(wave, registry)
      .figures("agreement")
      .find(({ id }) => id === figure)!;
    const view = showTable(table, voice);
    return { head: view.head.map(({ text }) => text), rows: view.rows.map((row) => row.cells.map(({ text }) => text)) };
  }

  test("names that store, with its ranks, in both languages, and shows the plain mean beside them", async () => {
    const { wave, table } = await tell("segments: {}");
    expect(table.methods).toEqual(["index", "entropy", "grey"]);
    expect(table.rows.filter(({ disputed }) => disputed).map(({ subject }) => subject.id)).toEqual(["unit=s0"]);
    for (const { subject, score } of table.rows)
      expect(score).toMatchObject({
        measure: "index.score",
        value: expect.closeTo(overall[Number(subject.id.slice(-1))]!, 9),
        base: 40,
      });
    const [first] = readingOf(wave, registry).findings("agreement");
    const say = (language: "en" | "zh-CN") =>
      sentenceOf(first!, voiceOf(wave.study, loadWords(wave.study.folder, [language]).get(language)!));
    expect(say("en")).toMatch(/differently, s0 furthest apart, from rank 1 to 6/);
    expect(say("zh-CN")).toMatch(/相差最大的是s0（第1至第6名）/);
    const { head, rows } = rowsOf(wave, "ranks-unit", "en");
    expect(head.slice(0, 3)).toEqual(["Unit", "Index", "Rank: Satisfaction index"]);
    expect(rows.find(([store]) => store === "s0")!.slice(0, 5)).toEqual(["s0", "30.0", "6", "1", "1"]);
  });

  test("names the methods that could not run or rank nothing, each with its reason, in both languages", async () => {
    const { wave, table } = await tell(
      "fuzzy: { weights: { a: 0.5, b: 0.5 } }, dea: { file: stores.csv, inputs: [staff, rent] }",
    );
    expect(table.methods).toEqual(["index", "entropy", "grey"]);
    expect(table.leftOut).toEqual([
      { method: "fuzzy", why: { code: "weights-named-element", slots: { element: { kind: "element", id: "c" } } } },
      { method: "dea", why: { code: "agreement-no-scores" } },
    ]);
    expect(rowsOf(wave, "methods-out-unit", "en").rows).toEqual([
      ["Fuzzy evaluation", "The study names no weight for c; name one for each element that is evaluated."],
      ["Data envelopment", expect.stringMatching(/too few things to be ranked/)],
    ]);
    expect(rowsOf(wave, "methods-out-unit", "zh-CN").rows).toEqual([
      ["模糊综合评价", expect.stringMatching(/c/)],
      ["数据包络分析", expect.stringMatching(/不作排名/)],
    ]);
  });

  test("marks the ranks by weights that are forced", async () => {
    const circle = "{ z: { a: { b: 5, c: 1/4 }, b: { c: 6 } } }";
    const { wave, table } = await tell(`ahp: { judgements: ${circle}, force: true }, fuzzy: { weights: ahp }`);
    expect([table.methods, table.forced]).toEqual([["index", "entropy", "fuzzy", "grey"], ["fuzzy"]]);
    const head = rowsOf(wave, "ranks-unit", "en").head.filter((text) => text.startsWith("Rank: "));
    expect(head.map((text) => text.includes("forced"))).toEqual([false, false, true, false]);
    expect(rowsOf(wave, "ranks-unit", "zh-CN").head.filter((text) => text.includes("强制采用"))).toHaveLength(1);
  });
});
