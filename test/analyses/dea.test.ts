import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { figures } from "../../src/analyses/dea/chart.ts";
import { findings } from "../../src/analyses/dea/findings.ts";
import type { DeaResult } from "../../src/analyses/dea/result.ts";
import type { Estimate } from "../../src/analyses/estimate.ts";
import { ProblemError } from "../../src/problems/problem.ts";
import { measure, type Sheet } from "./harness.ts";

const published = JSON.parse(readFileSync(new URL("../reference/envelopment-published.json", import.meta.url), "utf8"));

const study = (dea: string, more = "") => `title: Case
client: Case
languages: [en]
waves:
  w1: { title: W1, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv }
unit: { column: branch, label: Branch }
scales:
  ten: { from: 0, to: 10 }
questions:
  q1: { text: Overall, scale: ten }
elements:
  e1: { label: E1, performance: q1 }
${more}analyses:
  index: { overall: q1 }
  elements: {}
  dea: { file: branches.csv, ${dea} }
`;

/** Answers of so many people in each branch, all of them the same within a branch. */
const answers = (scores: readonly number[], people = 40): Sheet => [
  ["branch", "q1"],
  ...scores.flatMap((score, k) => Array.from({ length: people }, () => [`b${k + 1}`, score])),
];

const branches = (columns: readonly string[], rows: readonly (readonly (string | number | null)[])[]): Sheet => [
  ["branch", ...columns],
  ...rows.map((row, k) => [`b${k + 1}`, ...row]),
];

async function run(dea: string, sheets: Readonly<Record<string, Sheet>>): Promise<DeaResult> {
  return (await measure(study(dea), sheets)).get("dea") as DeaResult;
}

async function problemsOf(dea: string, sheets: Readonly<Record<string, Sheet>>, more = "") {
  const error = await measure(study(dea, more), sheets).catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ProblemError);
  return (error as ProblemError).problems.map(
    ({ code, place, message }) =>
      `${code} ${place.file.endsWith(".csv") ? `${place.line}:${place.column}` : place.line} ${message}`,
  );
}

const numberOf = (row: DeaResult["units"][number], name: "efficiency" | "super" | "constant" | "variable" | "cross") =>
  row[name].value!;

describe("envelopment of branches", () => {
  const six = published.sixUnits;
  const sheets = {
    "w1.csv": answers([7, 7, 7, 7, 7, 7]),
    "branches.csv": branches(
      ["a", "b", "y"],
      six.inputs.map((row: number[], k: number) => [...row, six.outputs[k][0]]),
    ),
  };

  it("gives the six units of the textbook, unranked because they are too few, the sixth not efficient", async () => {
    const found = await run("inputs: [a, b], outputs: [y], index: false", sheets);
    expect(found).toMatchObject({ returns: "constant", orientation: "input", least: 9, few: true });
    expect(found.units.map(({ unit }) => unit)).toEqual(["b1", "b2", "b3", "b4", "b5", "b6"]);
    found.units.forEach((row, k) => {
      expect(numberOf(row, "efficiency")).toBeCloseTo(six.efficiency[k], 9);
      expect(numberOf(row, "super")).toBeCloseTo(six.super[k], 9);
      expect(row.efficient).toBe(six.efficient.includes(k));
    });
    const sixth = found.units[5]!;
    expect(sixth.measures[0]!.actual.value! - sixth.measures[0]!.target.value!).toBeCloseTo(six.slackOfSixth, 9);
    expect(found.scored[0]!.rows).toEqual([]);
    expect(findings(found).map((finding) => finding.case)).toEqual(["dea-few"]);
  });

  it("leads with variable returns where an output is a mean score, and shows both", async () => {
    const found = await run("inputs: [a, b]", sheets);
    expect(found.returns).toBe("variable");
    const row = found.units[0]!;
    expect(numberOf(row, "efficiency")).toBe(numberOf(row, "variable"));
    expect(row.scale.value).toBeCloseTo(numberOf(row, "constant") / numberOf(row, "variable"), 12);
    expect((await run("inputs: [a, b], returns: constant", sheets)).returns).toBe("constant");
  });

  it("says so where the others cannot make as much, and puts such a unit first", async () => {
    const { infeasible } = published;
    const found = await run("inputs: [a], outputs: [y], index: false, returns: variable", {
      "w1.csv": answers([7, 7, 7, 7, 7, 7]),
      "branches.csv": branches(
        ["a", "y"],
        [0, 1, 2, 0, 0, 1].map((k, at) => [infeasible.inputs[k][0] + (at > 2 ? 1 : 0), infeasible.outputs[k][0]]),
      ),
    });
    expect(found.few).toBe(false);
    const first = found.units[0]!;
    expect(first).toMatchObject({ unit: "b3", super: { value: null, why: { code: "dea-infeasible" } } });
    expect(found.units.map(({ unit, super: above }) => [unit, above.value]).slice(1, 3)).toEqual([
      ["b1", expect.closeTo(1.5, 9)],
      ["b2", expect.closeTo(1.0666666667, 9)],
    ]);
    expect(findings(found).map((finding) => finding.case)).toEqual(["dea-benchmarks", "dea-furthest-input"]);
    expect(found.scored[0]!.rows).toHaveLength(6);
  });

  it("takes complaints as an input or by their reciprocal", async () => {
    const given = {
      "w1.csv": answers([5, 6, 7, 8, 9, 6]),
      "branches.csv": branches(
        ["a", "c"],
        [
          [2, 4],
          [3, 2],
          [4, 8],
          [5, 5],
          [6, 1],
          [9, 9],
        ],
      ),
    };
    const input = await run("inputs: [a], undesirable: { c: input }", given);
    const reciprocal = await run("inputs: [a], undesirable: { c: reciprocal }", given);
    const plain = await run("inputs: [a, c]", given);
    expect(input.units.map((row) => [row.unit, numberOf(row, "efficiency")])).toEqual(
      plain.units.map((row) => [row.unit, numberOf(row, "efficiency")]),
    );
    const last = reciprocal.units.find(({ unit }) => unit === "b6")!;
    const complaints = last.measures.find(({ kind }) => kind === "undesirable-reciprocal")!;
    expect(complaints.actual.value).toBe(9);
    // fewer complaints are wanted, never more
    for (const { measures } of reciprocal.units)
      for (const { kind, actual, target } of measures)
        if (kind === "undesirable-reciprocal") expect(target.value!).toBeLessThanOrEqual(actual.value! + 1e-9);
  });

  it("stretches outputs where the study says so", async () => {
    const r = published.benchmarking;
    const found = await run("inputs: [x], outputs: [y], index: false, returns: variable, orientation: output", {
      "w1.csv": answers([7, 7, 7, 7, 7, 7, 7]),
      "branches.csv": branches(
        ["x", "y"],
        r.inputs.map((row: number[], k: number) => [row[0]!, r.outputs[k][0]]),
      ),
    });
    for (const row of found.units)
      expect(1 / numberOf(row, "efficiency")).toBeCloseTo(r.variablePhi[Number(row.unit.slice(1)) - 1], 9);
    const returns = Object.fromEntries(found.units.map((row) => [row.unit, row.returns]));
    expect(returns).toMatchObject({ b1: "increasing", b3: "constant", b4: "decreasing" });
  });

  it("leaves out branches whose score may not be shown, and those without figures, and lists them", async () => {
    const found = await run("inputs: [a]", {
      "w1.csv": [
        ...answers([5, 6, 7, 8]),
        ...answers([9], 9)
          .slice(1)
          .map(([, score]) => ["b5", score!]),
      ],
      "branches.csv": branches(["a"], [[2], [3], [null], [5], [1]]),
    });
    expect(found.units.map(({ unit }) => unit).sort()).toEqual(["b1", "b2", "b4"]);
    expect(found.excluded).toEqual([
      { unit: "b3", why: { code: "dea-no-figures" } },
      { unit: "b5", why: { code: "base-too-small" } },
    ]);
    // nothing that is drawn or tabled knows what the small branch said
    expect(JSON.stringify(found)).not.toContain('"value":90');
    expect(figures(found).map(({ id }) => id)).toEqual(["dea-efficiency", "dea-targets", "dea-peers", "dea-excluded"]);
  });

  describe("without one other branch", () => {
    const staff = [4, 6, 7, 9, 5, 12, 8, 10, 14];
    const scores = [4, 7, 6, 9, 4, 9, 8, 7, 10];
    const given = (left: number | null) => ({
      "w1.csv": answers(scores).filter(([branch]) => branch !== `b${left}`),
      "branches.csv": branches(
        ["a"],
        staff.map((a) => [a]),
      ).filter(([branch]) => branch !== `b${left}`),
    });

    /**
     * Input efficiency with variable returns and one input by trying every pair: two conditions bind, so that two branches
     * at most make a point of the frontier (Banker, Charnes & Cooper 1984).
     */
    function efficiencyAmong(own: number, others: readonly number[]): number {
      let least = staff[own]!;
      for (const i of others)
        for (const j of others) {
          const [low, high] = [scores[i]!, scores[j]!];
          if (high < scores[own]!) continue;
          const part = low >= scores[own]! ? 0 : (scores[own]! - low) / (high - low);
          least = Math.min(least, staff[i]! + part * (staff[j]! - staff[i]!));
        }
      return least / staff[own]!;
    }
    const everyone = staff.map((_, k) => k);

    it("a branch rises to what it reaches when the others are solved anew, and the one that matters is named", async () => {
      const found = await run("inputs: [a]", given(null));
      expect(found.returns).toBe("variable");
      let risen = 0;
      for (const row of found.units) {
        const own = Number(row.unit.slice(1)) - 1;
        const among = (left: number | null) =>
          efficiencyAmong(
            own,
            everyone.filter((k) => k !== left),
          );
        expect(row.efficiency.value).toBeCloseTo(among(null), 9);
        const without = everyone.filter((k) => k !== own).map((left) => ({ left, value: among(left) }));
        const highest = Math.max(...without.map(({ value }) => value));
        expect(row.highest.value, row.unit).toBeCloseTo(highest, 9);
        if (highest < among(null) + 1e-9) expect(row.without).toBeNull();
        else {
          risen++;
          expect(without.find(({ left }) => `b${left + 1}` === row.without)!.value).toBeCloseTo(highest, 9);
        }
      }
      expect(risen).toBeGreaterThan(3);
    });

    it("a study that never had that branch says the same", async () => {
      const found = await run("inputs: [a]", given(null));
      const row = found.units.find(({ without }) => without !== null)!;
      const anew = await run("inputs: [a]", given(Number(row.without!.slice(1))));
      expect(anew.units).toHaveLength(staff.length - 1);
      expect(numberOf(anew.units.find(({ unit }) => unit === row.unit)!, "efficiency")).toBeCloseTo(
        row.highest.value!,
        9,
      );
    });
  });

  it("says in words what an efficiency rests on", async () => {
    const found = await run("inputs: [a, b]", sheets);
    for (const { efficiency, super: above, cross } of found.units)
      for (const estimate of [efficiency, above, cross] satisfies Estimate[])
        expect(estimate).toMatchObject({ method: "none", base: null, low: null });
  });
});

describe("what cannot be enveloped", () => {
  it("is one branch alone, and branches that are all alike", async () => {
    expect(await run("inputs: [a]", { "w1.csv": answers([5]), "branches.csv": branches(["a"], [[2]]) })).toEqual({
      code: "dea-one-unit",
      slots: { n: 1 },
    });
    expect(
      await run("inputs: [a]", { "w1.csv": answers([5, 5, 5]), "branches.csv": branches(["a"], [[2], [2], [2]]) }),
    ).toEqual({ code: "dea-alike" });
  });

  it("is told with its line: zero or negative figures, branches twice or unknown", async () => {
    const sheets = {
      "w1.csv": answers([5, 6]),
      "branches.csv": [
        ["branch", "a"],
        ["b1", 0],
        ["b2", -3],
        ["b1", 4],
      ],
    };
    expect(await problemsOf("inputs: [a]", sheets)).toEqual([
      'dea/not-positive 2:4 The column "a" holds 0 here; envelopment needs figures above zero.',
      'dea/not-positive 3:4 The column "a" holds -3 here; envelopment needs figures above zero.',
      'dea/twice 4:1 "b1" stands here again, after line 2.',
    ]);
  });

  it("is told at its key: nothing that a unit makes, a column named twice", async () => {
    const sheets = { "w1.csv": answers([5, 6]), "branches.csv": branches(["a"], [[1], [2]]) };
    expect((await problemsOf("inputs: [a], index: false", sheets))[0]).toMatch(
      /^study\/dea-no-output 16 .*Nothing is named/,
    );
    expect((await problemsOf("inputs: [a], outputs: [a]", sheets))[0]).toMatch(
      /^study\/dea-twice 16 .*"a" is named twice/,
    );
  });
});

describe("the words of envelopment", () => {
  it("never speak of waste", () => {
    for (const language of ["en", "zh-CN"])
      for (const file of [`locales/${language}.yaml`, `methods/dea.${language}.md`])
        expect(readFileSync(new URL(`../../templates/${file}`, import.meta.url), "utf8")).not.toMatch(/\bwaste|浪费/);
  });
});
