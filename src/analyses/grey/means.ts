import type { ColumnSpec } from "../../responses/column.ts";
import { type GroupResampler, momentsOfGroup } from "../../stats/grouped.ts";
import { kishOf } from "../../stats/linearised.ts";
import { type Ask, keyOf, type Moments, momentsOf } from "../../stats/tallies.ts";
import type { Group } from "../analysis.ts";
import type { Indicator } from "./model.ts";

export function asksOf(columns: readonly ColumnSpec[]): readonly Ask<ColumnSpec>[] {
  return columns.map((column) => ({ kind: "moments", columns: [column] }));
}

/** NaN where nobody answered. */
export function meanOf({ shift, sums, weight }: Moments): number {
  return weight > 0 ? shift[0]! + sums[0]! / weight : Number.NaN;
}

/** The units' means in a draw; null where a unit has nobody left who rated an element. */
export function meansIn(
  resampler: GroupResampler,
  draw: number,
  units: readonly Group[],
  columns: readonly ColumnSpec[],
): readonly (readonly number[])[] | null {
  const { moments } = resampler.tallies(draw);
  const tables = asksOf(columns).map((ask) => moments[keyOf(ask)]!);
  const means = units.map(({ value }) => {
    const place = resampler.groups.indexOf(value);
    return tables.map((table) => meanOf(momentsOfGroup(table, place)));
  });
  return means.some((row) => row.some(Number.isNaN)) ? null : means;
}

export interface Base {
  readonly n: number;
  readonly effectiveN: number;
}

/** A grade rests on the element that fewest rated. */
export function baseOf({ tallies }: Group, indicators: readonly Indicator[]): Base {
  const bases = indicators.map(({ column }) => {
    const { n, weight, weight2 } = momentsOf(tallies, [column]);
    return { n, effectiveN: kishOf(n, weight, weight2) };
  });
  return { n: Math.min(...bases.map(({ n }) => n)), effectiveN: Math.min(...bases.map((base) => base.effectiveN)) };
}

/** The more the better, of each. */
export function directions(columns: readonly unknown[]): readonly 1[] {
  return columns.map(() => 1 as const);
}

export function groupOf({ segment, value }: Group): string {
  return `${segment}=${value}`;
}
