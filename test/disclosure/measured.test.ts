import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../src/analyses/analysis.ts";
import type { IndexResult } from "../../src/analyses/index/result.ts";
import { registry } from "../../src/analyses/registry.ts";
import type { SegmentsResult } from "../../src/analyses/segments/result.ts";
import type { TrendResult } from "../../src/analyses/trend/result.ts";
import { measureStudy } from "../../src/measuring/study.ts";

const study = `
title: Case
client: Nobody
languages: [en]
waves:
  w1: { title: One, fieldwork: 2026-01-01/2026-01-31, responses: w1.csv }
  w2: { title: Two, fieldwork: 2026-04-01/2026-04-30, responses: w2.csv }
segments: [region, town]
scales: { s: { from: 1, to: 5, dont_know: [8], not_applicable: [9] } }
questions: { q: { text: Q, scale: s } }
elements: { x: { label: X, performance: q } }
analyses: { index: { overall: q }, elements: {}, trend: {}, segments: {} }
`;

/** One row per person: the answer, then region and town. */
type Row = readonly [number, string, string];

async function published(first: readonly Row[], second: readonly Row[]) {
  const root = mkdtempSync(join(tmpdir(), "satisfact-test-"));
  try {
    const folder = join(root, "data", "case");
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "study.yaml"), study);
    for (const [name, rows] of Object.entries({ w1: first, w2: second })) {
      writeFileSync(join(folder, `${name}.csv`), ["q,region,town", ...rows].join("\n"));
    }
    const kept = { read: () => undefined, write: () => {}, tidy: () => {} };
    const { waves } = await measureStudy({ folder, root, registry, program: "", kept });
    const of = (wave: number, id: string) =>
      (waves[wave]!.outcomes.get(id) as Outcome<unknown> & { kind: "done" }).result;
    return {
      index: (wave: number) => of(wave, "index") as IndexResult,
      segments: (wave: number) => (of(wave, "segments") as SegmentsResult).segments,
      trend: of(1, "trend") as TrendResult,
    };
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

const people = (count: number, code: number, region = "north", town = "a"): readonly Row[] =>
  Array.from({ length: count }, () => [code, region, town]);
const half = [...people(20, 4), ...people(30, 3), ...people(50, 2)];

describe("what is published of a wave", () => {
  it("hides a state of three people, and one other so that it does not follow", async () => {
    const few = [...people(3, 1), ...people(37, 3), ...people(60, 5)];
    const { index } = await published(half, few);
    const { states, top, bottom } = index(1);
    expect(states.map((state) => state.value)).toEqual([null, null, expect.closeTo(0.6, 12)]);
    expect(bottom).toMatchObject({ value: null, low: null, cases: null, base: null, why: { code: "withheld" } });
    expect(top.value).toBeCloseTo(0.6, 12);
  });

  it("hides the change that would give a hidden share away, in the wave that hides it and in the next", async () => {
    const few = [...people(3, 1), ...people(37, 3), ...people(60, 5)];
    for (const [first, second] of [
      [half, few],
      [few, half],
    ] as const) {
      const { trend } = await published(first, second);
      const bottom = trend.series.find((series) => series.measure === "index.bottom")!.points;
      const hidden = first === half ? 1 : 0;
      expect(bottom[hidden]!.estimate.value).toBeNull();
      expect(bottom[1 - hidden]!.estimate.value).toBeCloseTo(0.5, 12);
      expect(bottom[1]!.comparison).toMatchObject({
        difference: null,
        low: null,
        p: null,
        adjusted: null,
        verdict: "untested",
      });
    }
  });

  it("hides the change of a share that is hidden for another's sake", async () => {
    // three to whom it does not apply = everybody less those asked, which is printed beside the don't-knows
    const [first, second] = [
      [...half, ...people(20, 8)],
      [...half, ...people(30, 8), ...people(3, 9)],
    ];
    const { trend } = await published(first, second);
    const [before, now] = trend.series.find((series) => series.measure === "elements.dont_know")!.points;
    expect(before!.estimate.value).toBeCloseTo(20 / 120, 12);
    expect(now!.estimate).toMatchObject({ value: null, base: null });
    expect(now!.comparison).toMatchObject({ difference: null, p: null, verdict: "untested" });
  });

  it("shows that nobody did", async () => {
    const { index } = await published(half, [...people(40, 3), ...people(60, 5)]);
    expect(index(1).states.map((state) => state.value)).toEqual([0, expect.closeTo(0.4, 12), expect.closeTo(0.6, 12)]);
  });

  it("hides a town of four with the smallest other part of its region", async () => {
    const rows = [
      ...people(4, 5, "north", "a"),
      ...people(40, 4, "north", "b"),
      ...people(35, 3, "north", "c"),
      ...people(31, 2, "south", "d"),
      ...people(60, 3, "south", "e"),
    ];
    const { segments } = await published(half, rows);
    const shown = new Map(
      segments(1).flatMap(({ values, rows: measured }) => {
        const index = measured.find((row) => row.measure === "index.score")!;
        return values.map(({ value }, k) => [value, index.cells[k]!.estimate.value] as const);
      }),
    );
    // d is smaller than c, but hiding it would leave a = north - b - c
    expect([...shown].filter(([, value]) => value === null).map(([town]) => town)).toEqual(["a", "c"]);
    expect(shown.get("north")).toBeCloseTo((4 * 100 + 40 * 75 + 35 * 50) / 79, 10);
  });
});
