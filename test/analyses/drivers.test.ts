import { describe, expect, it } from "vitest";
import { findings } from "../../src/analyses/drivers/findings.ts";
import type { DriversResult } from "../../src/analyses/drivers/result.ts";
import { tiersOf } from "../../src/analyses/drivers/tiers.ts";
import reference from "../reference/importance.json" with { type: "json" };
import { measure, type Sheet } from "./harness.ts";

interface Case {
  /** Elements beside their ids; `y` is the overall question, `x1` … the elements. */
  readonly elements: number;
  readonly options?: string;
  readonly more?: string;
  readonly importance?: boolean;
  /** Few, so that the tests are quick, where no interval is looked at closely. */
  readonly draws?: number;
}

const ids = (count: number, letter = "x") => Array.from({ length: count }, (_, k) => `${letter}${k + 1}`);

function studyOf({ elements, options = "", more = "", importance = false, draws = 200 }: Case): string {
  const questions = ["y", ...ids(elements), ...(importance ? ids(elements, "i") : [])];
  return `
title: Case
client: Nobody
languages: [en]
waves: { w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
scales: { s: { from: 1, to: 10, dont_know: [98], not_applicable: [99] } }
questions:
${questions.map((id) => `  ${id}: { text: ${id}, scale: s }`).join("\n")}
elements:
${ids(elements)
  .map((id, k) => `  ${id}: { label: ${id}, performance: ${id}${importance ? `, importance: i${k + 1}` : ""} }`)
  .join("\n")}
${more}
conventions: { draws: ${draws} }
analyses: { drivers: { overall: y, ${options} } }
`;
}

async function driversOf(given: Case, rows: Sheet, extra: readonly string[] = []): Promise<DriversResult> {
  const head = ["y", ...ids(given.elements), ...(given.importance ? ids(given.elements, "i") : []), ...extra];
  return (await measure(studyOf(given), { "w1.csv": [head, ...rows] })).get("drivers") as DriversResult;
}

const { overall, elements, weights } = reference.drawn;
const people = overall.map((y, row) => [y, ...elements.map((element) => element[row]!)]);
const caseOf = async (given: Case, rows: Sheet) => (await driversOf(given, rows)) as unknown as { code: string };

/** An invented answer 1-10, the same at every run: `weight` of what the person thinks of the rest. */
function answer(row: number, column: number): number {
  const mixed = Math.imul(row * 31 + column + 1, 2654435761) >>> 0;
  return 1 + (((mixed ^ (mixed >>> 13)) >>> 5) % 10);
}

describe("drivers", () => {
  it("gives R's figures: R², coefficients, variance inflation, LMG", async () => {
    const { plain } = reference.drawn;
    const result = await driversOf({ elements: 4, draws: 1000 }, people);
    expect(result).toMatchObject({ method: "lmg", complete: 120, asked: 120, excluded: [] });
    expect(result.r2.value).toBeCloseTo(plain.r2, 12);
    expect(result.adjusted.value).toBeCloseTo(plain.adjusted, 12);
    expect(result.f).toMatchObject({ value: expect.closeTo(plain.f, 9), df1: 4, df2: 115 });
    expect(result.model.p! / plain.p).toBeCloseTo(1, 8);
    for (const row of result.elements) {
      const k = Number(row.element.slice(1)) - 1;
      expect(row.beta.value).toBeCloseTo(plain.betas[k]!, 12);
      expect(row.vif.value).toBeCloseTo(plain.vif[k]!, 12);
      expect(row.correlation.value).toBeCloseTo(plain.correlation[k]!, 12);
      expect(row.pratt.value).toBeCloseTo(plain.betas[k]! * plain.correlation[k]!, 12);
      expect(row.part!.raw.value).toBeCloseTo(plain.lmg[k]!, 12);
      expect(row.part!.share.value).toBeCloseTo(plain.lmg[k]! / plain.r2, 12);
      expect(row.part!.share.low).toBeLessThan(row.part!.share.value!);
      expect(row.part!.rank.low).toBeLessThanOrEqual(row.part!.rank.value!);
    }
    expect(result.elements.map((row) => row.part!.rank.value)).toEqual([1, 2, 3, 4]);
    expect(result.elements[0]).toMatchObject({ element: "x1", role: "named", part: { tier: 1 } });
    // its share cannot be told from that of the second, so it is not called the strongest
    expect(result.elements[1]!.part!.tier).toBe(1);
    expect(findings(result)[0]).toMatchObject({ case: "driver-only", subject: { id: "x1" } });
  });

  it("weighs: figures of weighted least squares, and Wald's test in place of F", async () => {
    const { weighted } = reference.drawn;
    const rows = people.map((row, k) => [...row, weights[k]!]);
    const result = await driversOf({ elements: 4, more: "weights: { column: w }", draws: 1000 }, rows, ["w"]);
    expect(result.r2.value).toBeCloseTo(weighted.r2, 12);
    expect(result.elements.map((row) => row.beta.value)).toEqual(
      result.elements.map((row) => expect.closeTo(weighted.betas[Number(row.element.slice(1)) - 1]!, 12)),
    );
    expect(result.elements.map((row) => row.part!.raw.value)).toEqual(
      result.elements.map((row) => expect.closeTo(weighted.lmg[Number(row.element.slice(1)) - 1]!, 12)),
    );
    expect(result.model).toMatchObject({ test: "wald", verdict: "up" });
    // R's covariance is the linearised one of the slopes; a covariance from 1,000 draws differs from it by about a tenth
    expect(Math.abs(result.f!.value / weighted.wald - 1)).toBeLessThan(0.25);
  });

  it("divides by Johnson's weights where the study asks for it, and above fifteen elements", async () => {
    const { plain } = reference.drawn;
    const asked = await driversOf({ elements: 4, options: "method: johnson" }, people);
    for (const row of asked.elements)
      expect(row.part!.raw.value).toBeCloseTo(plain.johnson[Number(row.element.slice(1)) - 1]!, 12);
    const many = Array.from({ length: 170 }, (_, row) => Array.from({ length: 17 }, (_, k) => answer(row, k)));
    expect((await driversOf({ elements: 16 }, many)).method).toBe("johnson");
  });

  it("counts only who rated everything, and says how many that are", async () => {
    const rows = [...people, [5, 6, 98, 7, 4], [5, 99, 3, 7, 4], [7, null, 3, 7, 4], [null, 5, 5, 5, 5]];
    const result = await driversOf({ elements: 4 }, rows);
    expect(result).toMatchObject({ complete: 120, asked: 123 });
    expect(result.r2.value).toBeCloseTo(reference.drawn.plain.r2, 12);
  });

  it("fills gaps with the person's own mean where half was rated", async () => {
    // three rated of four: the fourth becomes their mean; one rated of three that apply is too little
    const gaps = [...people, [5, 6, 98, 7, 5], [9, 4, 98, 98, 99]];
    const filled = [...people, [5, 6, 6, 7, 5]];
    const half = await driversOf({ elements: 4, options: "missing: half" }, gaps);
    const whole = await driversOf({ elements: 4 }, filled);
    expect(half).toMatchObject({ complete: 121, asked: 122, missing: "half" });
    expect(half.r2.value).toBeCloseTo(whole.r2.value!, 12);
  });

  it("takes the index's questions where it is given none", async () => {
    const text = studyOf({ elements: 4 }).replace("overall: y, ", "");
    const withIndex = text.replace("analyses: {", "analyses: { index: { overall: y },");
    const sheet = { "w1.csv": [["y", ...ids(4)], ...people] };
    const result = (await measure(withIndex, sheet)).get("drivers") as DriversResult;
    expect(result.r2.value).toBeCloseTo(reference.drawn.plain.r2, 12);
    expect((await measure(text, sheet)).get("drivers")).toEqual({ code: "drivers-no-overall" });
  });
});

describe("drivers of bad input", () => {
  it("leaves out, by name, an element without variation", async () => {
    const rows = people.map((row, k) => [...row, 0.5 + (k % 3) / 7, 7]);
    const weighted = await measure(studyOf({ elements: 5, more: "weights: { column: w }" }), {
      "w1.csv": [["y", ...ids(4), "w", "x5"], ...rows],
    });
    const result = weighted.get("drivers") as DriversResult;
    expect(result.excluded).toEqual([{ element: "x5", why: { code: "drivers-constant" } }]);
    expect(result.elements).toHaveLength(4);
    expect(result.elements.every((row) => Number.isFinite(row.part!.share.value))).toBe(true);
  });

  it("leaves out, by name, elements that follow from others, whichever way", async () => {
    const same = await driversOf(
      { elements: 5 },
      people.map((row) => [...row, row[2]!]),
    );
    expect(same.excluded).toEqual([{ element: "x5", why: { code: "drivers-collinear" } }]);
    expect(same.r2.value).toBeCloseTo(reference.drawn.plain.r2, 10);
    const turned = await driversOf(
      { elements: 5 },
      people.map((row) => [...row, 11 - row[2]!]),
    );
    expect(turned.excluded.map(({ element }) => element)).toEqual(["x5"]);
  });

  it("leaves out the overall question among the elements", async () => {
    const text = studyOf({ elements: 4 }).replace(
      "elements:\n",
      "elements:\n  whole: { label: whole, performance: y }\n",
    );
    const result = (await measure(text, { "w1.csv": [["y", ...ids(4)], ...people] })).get("drivers") as DriversResult;
    expect(result.excluded).toEqual([{ element: "whole", why: { code: "drivers-is-overall" } }]);
    expect(result.r2.value).toBeCloseTo(reference.drawn.plain.r2, 12);
  });

  it("refuses fewer than 50 people, and fewer than 10 for each element", async () => {
    expect(await caseOf({ elements: 4 }, people.slice(0, 49))).toEqual({
      code: "drivers-base",
      slots: { needed: 50, n: 49 },
    });
    expect(await caseOf({ elements: 4 }, people.slice(0, 6))).toEqual({ code: "drivers-few", slots: { needed: 50 } });
    expect((await driversOf({ elements: 4 }, people.slice(0, 50))).complete).toBe(50);
    const seven = Array.from({ length: 69 }, (_, row) => Array.from({ length: 8 }, (_, k) => answer(row, k)));
    expect(await caseOf({ elements: 7 }, seven)).toEqual({ code: "drivers-base", slots: { needed: 70, n: 69 } });
  });

  it("says who was not rated at all, and that nobody answered the overall question", async () => {
    const unrated = people.map((row) => [...row.slice(0, 4), null]);
    expect(await caseOf({ elements: 4 }, unrated)).toEqual({
      code: "drivers-unanswered",
      slots: { element: { kind: "element", id: "x4" } },
    });
    expect(
      await caseOf(
        { elements: 4 },
        people.map(([, ...rest]) => [null, ...rest]),
      ),
    ).toEqual({ code: "no-overall-answers" });
  });

  it("refuses where there is nothing to explain, nothing that varies, or nothing left over", async () => {
    expect(
      await caseOf(
        { elements: 4 },
        people.map(([, ...rest]) => [8, ...rest]),
      ),
    ).toEqual({ code: "drivers-overall-constant" });
    expect(
      await caseOf(
        { elements: 2 },
        people.map(([y]) => [y!, 5, 6]),
      ),
    ).toEqual({ code: "drivers-no-variation" });
    expect(
      await caseOf(
        { elements: 4 },
        people.map(([, x, ...rest]) => [11 - x!, x!, ...rest]),
      ),
    ).toEqual({ code: "drivers-exact" });
    const many = Array.from({ length: 220 }, (_, row) => Array.from({ length: 22 }, (_, k) => answer(row, k)));
    expect(await caseOf({ elements: 21, options: "method: lmg" }, many)).toEqual({ code: "drivers-too-many" });
  });

  it("names nobody where answers have nothing to do with each other", async () => {
    const rows = Array.from({ length: 200 }, (_, row) => Array.from({ length: 4 }, (_, k) => answer(row, k)));
    const result = await driversOf({ elements: 3 }, rows);
    expect(result.model.verdict).toBe("none");
    expect(findings(result)[0]!.case).toBe("drivers-none");
  });

  it("does not name an element that only goes along with a driver", async () => {
    // the overall answer hangs on x1 alone; x2 is x1 seen through noise, x3 is nothing
    const rows = Array.from({ length: 300 }, (_, row) => {
      const x1 = answer(row, 1);
      const near = (by: number, column: number) =>
        Math.min(10, Math.max(1, Math.round(x1 + by * (answer(row, column) - 5.5))));
      return [near(0.3, 2), x1, near(0.3, 3), answer(row, 4)];
    });
    const result = await driversOf({ elements: 3 }, rows);
    expect(result.elements.map(({ element, role }) => [element, role])).toEqual([
      ["x1", "named"],
      ["x2", "shared"],
      ["x3", "unnamed"],
    ]);
  });

  it("gives one element its correlation with R's test, and no share", async () => {
    // R: cor.test(x1, y) on the drawn answers; its p is that of the F test of lm(y ~ x1)
    const result = await driversOf(
      { elements: 1 },
      people.map((row) => row.slice(0, 2)),
    );
    expect(result.elements[0]).toMatchObject({
      correlation: { value: expect.closeTo(reference.drawn.plain.correlation[0]!, 12) },
      role: "named",
    });
    expect(result.elements[0]!.part).toBeUndefined();
    const r = reference.drawn.plain.correlation[0]!;
    expect(result.f!.value).toBeCloseTo((r * r * 118) / (1 - r * r), 8);
    expect(findings(result).map((finding) => finding.case)).toEqual(["driver-single"]);
  });

  it("flags an element that runs the other way", async () => {
    const result = await driversOf(
      { elements: 4 },
      people.map(([y, x, ...rest]) => [y!, 11 - x!, ...rest]),
    );
    expect(result.elements[0]).toMatchObject({
      element: "x1",
      notes: [{ code: "negative-correlation" }],
      role: "unnamed",
    });
    expect(findings(result).map((finding) => finding.case)).toContain("driver-negative");
  });

  it("does not show coefficients above a variance inflation of 10", async () => {
    const rows = people.map((row, k) => [...row, Math.min(10, row[1]! + (k % 12 === 0 ? 1 : 0))]);
    const result = await driversOf({ elements: 5 }, rows);
    const twins = result.elements.filter(({ element }) => element === "x1" || element === "x5");
    expect(Math.min(...twins.map(({ vif }) => vif.value!))).toBeGreaterThan(10);
    expect(twins.map(({ beta }) => [beta.value, beta.why])).toEqual([
      [null, { code: "vif-high" }],
      [null, { code: "vif-high" }],
    ]);
  });
});

describe("stated beside derived importance", () => {
  it("finds the hidden driver, and what is only said to matter", async () => {
    // x1 carries the overall answer and is stated least; x2 carries nothing and is stated most
    const rows = Array.from({ length: 200 }, (_, row) => {
      const [x1, x2, x3] = [answer(row, 1), answer(row, 2), answer(row, 3)];
      const y = Math.min(10, Math.max(1, Math.round(0.7 * x1 + 0.25 * x3 + 0.1 * answer(row, 4))));
      return [y, x1, x2, x3, 3 + (row % 3), 8 + (row % 3), 5 + (row % 4)];
    });
    const result = await driversOf({ elements: 3, importance: true }, rows);
    const by = new Map(result.stated!.rows.map((row) => [row.element, row]));
    expect(by.get("x1")).toMatchObject({ class: "hidden", rank: 3, shareRank: 1 });
    expect(by.get("x2")).toMatchObject({ class: "stated-only", rank: 1, shareRank: 3 });
    // 3, 4, 5 of 1-10 in turn: a mean of (67·3 + 67·4 + 66·5)/200
    expect(by.get("x1")!.importance.value).toBeCloseTo((100 * (799 / 200 - 1)) / 9, 10);
    // both axes are one family
    expect(by.get("x1")!.comparison.family).toBe(6);
    expect(findings(result).map((finding) => finding.case)).toEqual(
      expect.arrayContaining(["driver-strongest", "driver-hidden", "driver-stated-only"]),
    );
  });

  it("decides nothing where all was stated alike", async () => {
    const result = await driversOf(
      { elements: 4, importance: true },
      people.map((row) => [...row, 9, 9, 9, 9]),
    );
    expect(result.stated!.equal).toBe(true);
    expect(result.stated!.rows.map((row) => [row.rank, row.class, row.comparison.verdict])).toEqual(
      Array.from({ length: 4 }, () => [1, "borderline", "untested"]),
    );
  });

  it("is left out where importance was not asked", async () => {
    expect((await driversOf({ elements: 4 }, people)).stated).toBeUndefined();
  });
});

describe("tiers", () => {
  /** A thousand draws within `by` of the value, those of three shares crossed, so that they have nothing to do with each other. */
  const drawn = (values: readonly number[], by: number) =>
    values.map((value, share) => ({
      value,
      draws: Array.from({ length: 1000 }, (_, k) => value + by * ((Math.floor(k / 10 ** (share % 3)) % 10) / 4.5 - 1)),
    }));

  it("open where a share can be told from the tier's first, not from the one before", () => {
    // differences lie within 0.02 of their value: 0.45 stays with 0.46, 0.435 is told from 0.46 though not from 0.45
    expect(tiersOf(drawn([0.46, 0.45, 0.435], 0.01), 0.95)).toEqual([1, 1, 2]);
    expect(tiersOf(drawn([0.46, 0.42, 0.1], 0.01), 0.95)).toEqual([1, 2, 3]);
    expect(tiersOf(drawn([0.3, 0.29, 0.28], 0.2), 0.95)).toEqual([1, 1, 1]);
  });

  it("stay whole where the draws do not say", () => {
    const shares = [
      { value: 2, draws: [null, null, 1] },
      { value: 1, draws: [1, 1, 1] },
    ];
    expect(tiersOf(shares, 0.95)).toEqual([1, 1]);
  });
});
