import { describe, expect, test } from "vitest";
import { findings } from "../../src/analyses/reliability/findings.ts";
import type { ReliabilityResult } from "../../src/analyses/reliability/result.ts";
import { drawnRows, measureDrawn } from "./drawn-answers.ts";

const blocks = "  reliability: { blocks: { a: { label: A, items: [x1, u] }, b: { label: B, items: [x2, x3] } } }";
const of = async (analyses: string, given = {}) =>
  (await measureDrawn(analyses, given)).get("reliability") as ReliabilityResult;

describe("blocks of the drawn answers", () => {
  const measured = of(blocks);

  test("alpha on 0-100 as R works it out from cov()", async () => {
    const [a] = (await measured).blocks;
    expect(a!.alpha.value).toBeCloseTo(0.653881852323, 12);
    expect(a!.alpha.method).toBe("bootstrap");
    expect(a!.alpha.low).toBeLessThan(a!.alpha.value!);
    // Spearman-Brown of r = 0.493002247
    expect(a!.standardised.value).toBeCloseTo((2 * 0.493002247) / 1.493002247, 8);
    expect(a!.omega.value).toBeCloseTo((2 * 0.493002247) / 1.493002247, 8);
    expect(a!.items.map(({ itemTotal }) => itemTotal.value)).toEqual([
      expect.closeTo(0.493002247, 8),
      expect.closeTo(0.493002247, 8),
    ]);
    expect(a!.items[0]!.alphaWithout).toMatchObject({ value: null, why: { code: "two-items" } });
  });

  test("the ratio of correlations between and within, from R's cor()", async () => {
    const between = (0.18804483 + 0.003836924 + 0.35342853 + 0.028800069) / 4;
    const [pair] = (await measured).pairs;
    expect(pair!.htmt.value).toBeCloseTo(between / Math.sqrt(0.493002247 * 0.04597775), 6);
  });

  test("a verdict goes by the interval against the limit", async () => {
    const result = await measured;
    const [a, b] = result.blocks;
    expect(a!.alpha.high! >= 0.7 && a!.alpha.low! < 0.7 ? "open" : "missed").toBe(a!.verdict);
    expect(b!.verdict).toBe("missed");
    expect(b!.omega).toMatchObject({ value: null, why: { code: "no-one-factor" } });
    expect(findings(result)[0]).toMatchObject({ case: "reliability-blocks", with: { count: 0, k: 2 } });
    const easy = await of(blocks.replace("blocks: {", "thresholds: { reliability: 0.2 }, blocks: {"));
    expect(easy.blocks[0]!.verdict).toBe("met");
  });

  test("shares at the ends are counted, and named only where the interval says so", async () => {
    const [, u] = (await measured).blocks[0]!.items;
    expect(u!.floor.value).toBeCloseTo(19 / 150, 12);
    expect(u!.ceiling.value).toBeCloseTo(30 / 150, 12);
    expect(u!.ends).toBe("none");
    const strict = await of(blocks.replace("blocks: {", "thresholds: { ends: 0.1 }, blocks: {"));
    expect(strict.blocks[0]!.items[1]!.ends).toBe("ceiling");
  });
});

describe("what cannot be judged", () => {
  test("without options the dimensions of the elements are the blocks", async () => {
    const result = await of("  reliability: {}");
    expect(result.blocks.map(({ block }) => block)).toEqual([
      { kind: "dimension", id: "one" },
      { kind: "dimension", id: "other" },
    ]);
  });

  test("latent variables of a path model come first, and a question counts once", async () => {
    const result = await of(
      "  structural-model: { blocks: { a: [x1, u], b: [x2, x3] }, paths: { a: [b] }, force: true }\n  reliability: {}",
    );
    expect(result.blocks.map(({ block }) => block)).toEqual([
      { kind: "latent", id: "a" },
      { kind: "latent", id: "b" },
    ]);
  });

  test("a question answered alike by everybody is named; the other block stays", async () => {
    const rows = drawnRows.map(([x1, x2, , ...rest]) => [x1!, x2!, 3, ...rest]);
    const result = await of(blocks, { rows });
    expect(result.blocks.map(({ block }) => block.id)).toEqual(["a"]);
    expect(result.excluded).toMatchObject([{ block: { id: "b" }, why: { code: "reliability-constant" } }]);
  });

  test("two questions that say the same have no loadings below 1, but an alpha", async () => {
    const rows = drawnRows.map(([x1, , ...rest]) => [x1!, x1!, ...rest]);
    const result = await of("  reliability: { blocks: { a: { items: [x1, x2, x3] } } }", { rows });
    expect(result.blocks[0]!.omega.why).toEqual({ code: "no-one-factor" });
    expect(result.blocks[0]!.alpha.value).not.toBeNull();
  });

  test("fewer people than may be told of", async () => {
    const outcome = (await measureDrawn(blocks, { rows: drawnRows.slice(0, 8) })).get("reliability");
    expect(outcome).toEqual({ code: "reliability-few" });
  });

  test("a block of one question, one twice in a block or in two blocks are problems", async () => {
    await expect(of("  reliability: { blocks: { a: { items: [x1] } } }")).rejects.toThrow(/items/);
    await expect(of("  reliability: { blocks: { a: { items: [x1, x1] } } }")).rejects.toThrow(/"x1" twice/);
    await expect(of("  reliability: { blocks: { a: { items: [x1, x2] }, b: { items: [x2, x3] } } }")).rejects.toThrow(
      /block "a" already/,
    );
  });
});
