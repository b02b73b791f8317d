import { describe, expect, test } from "vitest";
import { findings } from "../../src/analyses/components/findings.ts";
import type { ComponentsResult } from "../../src/analyses/components/result.ts";
import { drawnRows, measureDrawn } from "./drawn-answers.ts";

const of = async (analyses: string, given = {}) =>
  (await measureDrawn(analyses, given)).get("components") as ComponentsResult;
const unit = "unit: { column: branch, label: Branch, values: { b0: b0, b1: b1, b2: b2 } }";

describe("components of the drawn answers", () => {
  const measured = of("  components: {}", { more: unit });

  test("eigenvalues and first loadings as R's eigen()", async () => {
    const { components, elements, complete } = await measured;
    expect(complete).toBe(150);
    expect(components.map(({ eigenvalue }) => eigenvalue.value)).toEqual(
      [1.528591467484233, 1.181852300636162, 0.996715230009915, 0.292841001869693].map((value) =>
        expect.closeTo(value, 10),
      ),
    );
    expect(elements.map(({ element, loading }) => [element, loading.value])).toEqual([
      ["u", expect.closeTo(0.9263639448232776, 10)],
      ["x1", expect.closeTo(0.7372919600804708, 10)],
      ["x2", expect.closeTo(0.3558667955606753, 10)],
      ["x3", expect.closeTo(0.0141668145242005, 9)],
    ]);
    expect(elements.reduce((sum, { weight }) => sum + weight.value!, 0)).toBeCloseTo(1, 12);
  });

  test("the index by eigenvector over sd, as R works it out", async () => {
    const { composite } = await measured;
    expect("index" in composite && composite.index.value).toBeCloseTo(54.414472074699, 9);
  });

  test("units are scored with the weights of all", async () => {
    const { composite, scored } = await measured;
    if (!("index" in composite)) throw new Error("refused");
    const [units] = scored;
    expect(units!.rows.map(({ subject }) => subject.group).sort()).toEqual(["unit=b0", "unit=b1", "unit=b2"]);
    // three branches of fifty: their mean is that of all
    expect(units!.rows.reduce((sum, { value }) => sum + value! / 3, 0)).toBeCloseTo(composite.index.value!, 9);
    const b1 = units!.rows.find(({ subject }) => subject.group === "unit=b1")!;
    const own = drawnRows.filter((row) => row[5] === "b1");
    const scores = own.map((row) =>
      composite.weights.reduce((sum, w, k) => sum + (w * 100 * (Number(row[k]) - 1)) / (k === 3 ? 3 : 4), 0),
    );
    const mean = scores.reduce((sum, score) => sum + score, 0) / scores.length;
    const sd = Math.sqrt(scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / (scores.length - 1));
    expect(b1.value).toBeCloseTo(mean, 9);
    // t.975 on 49 degrees of freedom
    expect(b1.high! - mean).toBeCloseTo((2.009575237129 * sd) / Math.sqrt(50), 8);
  });

  test("rules of retention stand side by side; findings go by the one in force", async () => {
    const result = await measured;
    expect(result.rules.kaiser).toBe(2);
    expect(result.rules.eighty).toBe(3);
    expect(findings(result)[0]!.case).toBe(result.rules.parallel === 0 ? "components-none" : findings(result)[0]!.case);
    const kaiser = await of("  components: { retention: kaiser }");
    expect(kaiser.kept).toBe(2);
    const first = kaiser.elements.find(({ element }) => element === "u")!;
    // a rotation leaves what an element shares with the components as it was
    expect(first.rotated.reduce((sum, { value }) => sum + value! ** 2, 0)).toBeCloseTo(first.communality.value!, 10);
  });
});

describe("what is refused", () => {
  test("an index where a loading is not positive", async () => {
    const rows = drawnRows.map(([x1, x2, x3, u, ...rest]) => [6 - Number(x1), x2!, x3!, u!, ...rest]);
    const { composite, scored } = await of("  components: {}", { rows, more: unit });
    expect(composite).toMatchObject({ refused: { code: "components-negative" } });
    expect(scored).toEqual([]);
  });

  test("few people, an element rated alike by all, one that follows from another", async () => {
    const few = await measureDrawn("  components: {}", { rows: drawnRows.slice(0, 30) });
    expect(few.get("components")).toEqual({ code: "components-base", slots: { needed: 50, n: 30 } });
    const constant = drawnRows.map(([x1, x2, , ...rest]) => [x1!, x2!, 3, ...rest]);
    expect((await measureDrawn("  components: {}", { rows: constant })).get("components")).toMatchObject({
      code: "components-constant",
    });
    const doubled = drawnRows.map(([x1, , ...rest]) => [x1!, x1!, ...rest]);
    const { kmo, sphericity } = await of("  components: {}", { rows: doubled });
    expect(kmo.value).toBeNull();
    expect(sphericity).toBeUndefined();
  });

  test("an element named twice", async () => {
    await expect(of("  components: { elements: [x1, x2, x1] }")).rejects.toThrow(/twice/);
  });
});
