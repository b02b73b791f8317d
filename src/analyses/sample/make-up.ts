import { chiSquareTails } from "../../stats/distributions.ts";
import { estimate } from "../../stats/estimate.ts";
import { judge } from "../../stats/families.ts";
import type { Counts } from "../../stats/tallies.ts";
import { dividersOf } from "../../study/dividers.ts";
import type { Context } from "../analysis.ts";
import { statusOf } from "../assess.ts";
import type { Comparison, Estimate, Subject } from "../estimate.ts";
import type { Part } from "../sample-evidence.ts";
import { exact } from "./exact.ts";
import type { SampleOptions, SampleResult } from "./result.ts";

type MakeUp = SampleResult["makeUp"][number];

/** A chi-square test rests on this many people expected in each part (METHODS B0 "Crosstabs"). */
const leastExpected = 5;

/** What the study knows of the population by a column: shares (0-1) by value. The segment's id, or the column's name. */
interface Known {
  readonly segment: string;
  readonly column: string;
  readonly shares: ReadonlyMap<string, number>;
}

/** The shares that the study gives by segment, then those that the weights are made from; a cell counts for each of its columns. */
function knownOf({ study, wave, sample }: Context<SampleOptions>): readonly Known[] {
  const dividers = dividersOf(study);
  const known = [...(wave.population?.shares ?? [])].map(([segment, shares]): Known => {
    const { column } = dividers.find(({ id }) => id === segment)!;
    return { segment, column, shares };
  });
  for (const { columns, categories } of sample!.weights.margins) {
    for (const [k, column] of columns.entries()) {
      if (known.some((one) => one.column === column)) continue;
      const shares = new Map<string, number>();
      for (const { values, target } of categories) shares.set(values[k]!, (shares.get(values[k]!) ?? 0) + target);
      known.push({ segment: dividers.find((divider) => divider.column === column)?.id ?? column, column, shares });
    }
  }
  return known;
}

/** The sample beside the population for each grouping whose shares are known, their tests one family. */
export function makeUpOf(context: Context<SampleOptions>): readonly MakeUp[] {
  const { conventions, sample } = context;
  const rows = knownOf(context).map(({ segment, column, shares }) => {
    const parts = partsOf(sample!.makeUp(column), shares);
    const n = parts.reduce((sum, part) => sum + part.rows, 0);
    return { segment, parts, n, tested: testParts(parts, n, conventions.cautionBelow) };
  });
  const verdicts = judge(
    rows.map(({ tested }) => tested.p),
    conventions.fdr,
  );
  return rows.map(({ segment, parts, n, tested }, k) => {
    // one part that could name people would follow from the others and the total
    const named = parts.some(({ rows: count }) => count > 0 && count < conventions.cellBelow);
    const status = named ? "hidden" : statusOf(n, n, conventions);
    const subject: Subject = { kind: "segment", id: segment };
    const { level } = conventions;
    const value = n === 0 ? null : distanceOf(parts, n);
    const adjusted = verdicts.adjusted[k] ?? null;
    const test: Comparison = {
      measure: "sample.distance",
      subject,
      with: { kind: "population" },
      difference: value,
      low: null,
      high: null,
      level,
      p: tested.p,
      adjusted,
      family: verdicts.tests,
      test: "chi-square",
      linked: 0,
      unit: "share-points",
      verdict: adjusted === null ? "untested" : adjusted <= conventions.fdr ? "up" : "none",
      why: { code: named ? "base-too-small" : (tested.why ?? "no-distance-interval") },
    };
    return {
      segment,
      values: parts.map((_, part) => partOf(segment, parts, part, n, status, level)),
      distance: exact("sample.distance", value, "share", n === 0 ? "no-answers" : "no-distance-interval", {
        level,
        base: n,
        subject,
        status,
      }),
      test,
    };
  });
}

interface ComparedPart extends Part {
  readonly target: number;
}

/** The parts that the study gives a share, in its order, then those it does not know: none of the population is there. */
function partsOf(parts: readonly Part[], shares: ReadonlyMap<string, number>): readonly ComparedPart[] {
  const total = [...shares.values()].reduce((sum, share) => sum + share, 0);
  const found = new Map(parts.map((part) => [part.value, part]));
  return [
    ...[...shares].map(([value, share]) => ({
      ...(found.get(value) ?? { value, rows: 0, weight: 0 }),
      target: share / total,
    })),
    ...parts.filter(({ value }) => !shares.has(value)).map((part) => ({ ...part, target: 0 })),
  ];
}

/** Pearson's test that the unweighted counts are a simple random sample of the population. */
function testParts(
  parts: readonly ComparedPart[],
  n: number,
  leastRows: number,
): { readonly p: number | null; readonly why?: string } {
  if (n < leastRows) return { p: null, why: "base-indicative" };
  const held = parts.filter(({ rows, target }) => rows > 0 || target > 0);
  if (held.length < 2) return { p: null, why: "not-testable" };
  if (held.some(({ target }) => n * target < leastExpected)) return { p: null, why: "expected-small" };
  const statistic = held.reduce((sum, { rows, target }) => sum + (rows - n * target) ** 2 / (n * target), 0);
  return { p: chiSquareTails(statistic, held.length - 1).upper };
}

/** Half the sum of the distances of shares: 0 alike, 1 nothing in common. */
function distanceOf(parts: readonly ComparedPart[], n: number): number {
  return parts.reduce((sum, { rows, target }) => sum + Math.abs(rows / n - target), 0) / 2;
}

function partOf(
  segment: string,
  parts: readonly ComparedPart[],
  at: number,
  n: number,
  status: Estimate["status"],
  level: number,
): MakeUp["values"][number] {
  const { value, weight, target } = parts[at]!;
  const subject: Subject = { kind: "segment", id: `${segment}=${value}` };
  const column = { id: segment };
  const rows = parts.map((part) => part.rows);
  const counts: Counts = { values: parts.map((_, part) => part), n: rows, weight: rows, weight2: rows };
  const found = estimate(
    { kind: "share", column, values: [at] },
    { moments: {}, counts: { [column.id]: counts } },
    { level },
  );
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const at100 = { level, subject, base: n, status };
  return {
    value,
    unweighted: {
      value: found.value,
      low: found.low,
      high: found.high,
      level,
      method: found.method,
      base: n,
      effectiveBase: n,
      cases: parts[at]!.rows,
      unit: "share",
      measure: "sample.share.unweighted",
      subject,
      status,
      ...(found.why && { why: { code: found.why } }),
    },
    weighted: exact("sample.share.weighted", total === 0 ? null : weight / total, "share", "by-weights", at100),
    population: exact("sample.share.population", target, "share", "given", { level, subject }),
  };
}
