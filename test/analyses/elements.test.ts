import { describe, expect, it } from "vitest";
import { findings } from "../../src/analyses/elements/compute.ts";
import type { ElementsResult } from "../../src/analyses/elements/result.ts";
import { measure, type Sheet } from "./harness.ts";

const study = `
title: Case
client: Nobody
languages: [en]
waves: { w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv } }
scales: { s: { from: 1, to: 5, dont_know: [8], not_applicable: [9] } }
questions: { a: { text: A, scale: s }, b: { text: B, scale: s }, c: { text: C, scale: s } }
elements:
  x: { label: X, performance: a, stage: after }
  y: { label: Y, performance: b, stage: before }
  z: { label: Z, performance: c, stage: after }
analyses: { elements: {} }
`;

async function elementsOf(rows: Sheet): Promise<ElementsResult> {
  return (await measure(study, { "w1.csv": [["a", "b", "c"], ...rows] })).get("elements") as ElementsResult;
}

// 40 people; answers laid down by a rule so that R can make them too
const people = Array.from({ length: 40 }, (_, k) => [3 + (k % 3), 2 + ((k * 7) % 3), 1 + ((k * 5) % 4)]);

describe("elements", () => {
  it("tests each score against the person's own mean, paired, adjusted over the elements", async () => {
    // R: k <- 0:39; x <- cbind(3+k%%3, 2+(k*7)%%3, 1+(k*5)%%4); s <- 25*(x-1); d <- s - rowMeans(s)
    // t <- apply(d, 2, function(v) { r <- t.test(v); c(r$estimate, r$p.value) }); p.adjust(t[2,], "BH")
    const result = await elementsOf(people);
    const by = new Map(result.elements.map((row) => [row.element, row]));
    const differences = ["x", "y", "z"].map((id) => by.get(id)!.ownMean.difference);
    expect(differences).toEqual([20.625, -4.375, -16.25].map((value) => expect.closeTo(value, 9)));
    ["x", "y", "z"].forEach((id, k) => {
      const { adjusted } = by.get(id)!.ownMean;
      expect(adjusted! / [2.70642312166e-13, 0.0223529627578, 0.000115458828338][k]!).toBeCloseTo(1, 8);
    });
    expect(findings(result)[0]).toMatchObject({
      case: "elements-range",
      subject: { id: "z" },
      with: { best: { id: "x" } },
    });
  });

  it("keeps blank, don't know and not applicable apart: each rate on the people it is about", async () => {
    const result = await elementsOf([...people, [8, 3, 3], [8, 3, 3], [9, 3, 3], [null, 3, 3]]);
    const row = result.elements.find(({ element }) => element === "x")!;
    // 40 answers, 2 don't know, 1 blank: 43 asked to whom it applies; 44 in all
    expect(row.score.base).toBe(40);
    expect(row.dontKnow).toMatchObject({ cases: 2, base: 43, value: expect.closeTo(2 / 43, 12) });
    expect(row.blank).toMatchObject({ cases: 1, base: 43 });
    expect(row.notApplicable).toMatchObject({ cases: 1, base: 44 });
    // two people are a cell that could name them; a blank is not
    expect([row.dontKnow.status, row.blank.status]).toEqual(["hidden", "shown"]);
    expect(row.distribution.reduce((sum, { share }) => sum + share.value!, 0)).toBeCloseTo(1, 12);
  });

  it("scores stages per person and puts before ahead of after", async () => {
    const result = await elementsOf(people);
    expect(result.stages.map(({ stage }) => stage)).toEqual(["before", "after"]);
    const after = people.map(([a, , c]) => 25 * ((a! - 1 + c! - 1) / 2));
    expect(result.stages[1]!.score.value).toBeCloseTo(after.reduce((sum, score) => sum + score, 0) / 40, 10);
  });

  it("claims nothing where all elements are alike", async () => {
    const same = Array.from({ length: 60 }, (_, k) => [1 + (k % 5), 1 + ((k + 1) % 5), 1 + ((k + 2) % 5)]);
    const result = await elementsOf(same);
    expect(findings(result).map((finding) => finding.case)).toEqual(["no-element-stands-out"]);
  });

  it("joins codes of few people to their neighbours, and never two alone, for the mean would part them", async () => {
    const answers = (counts: readonly number[]) =>
      counts.flatMap((n, k) => Array.from({ length: n }, () => [k + 1, 3, 3]));
    const joined = async (...counts: readonly number[]) =>
      (await elementsOf(answers(counts))).elements
        .find(({ element }) => element === "x")!
        .distribution.map(({ from, to, share }) => [from, to, share.cases]);
    expect(await joined(3, 20, 20, 20, 20)).toEqual([
      [1, 3, 43],
      [4, 4, 20],
      [5, 5, 20],
    ]);
    expect(await joined(20, 20, 20, 20, 2)).toEqual([
      [1, 1, 20],
      [2, 2, 20],
      [3, 5, 42],
    ]);
    expect(await joined(0, 20, 20, 20, 20)).toHaveLength(5);
    expect(await joined(40, 1, 0, 40, 0)).toEqual([
      [1, 1, 40],
      [2, 4, 41],
      [5, 5, 0],
    ]);
  });

  it("survives answers that are all equal", async () => {
    const result = await elementsOf(Array.from({ length: 50 }, () => [4, 4, 4]));
    expect(result.elements[0]!.score).toMatchObject({ value: 75, low: null, why: { code: "constant" } });
    expect(result.elements.every((row) => row.ownMean.verdict === "untested")).toBe(true);
  });
});
