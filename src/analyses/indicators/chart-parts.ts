import { axisOver } from "../../charts/axis.ts";
import type { Cell, Say, Table } from "../analysis.ts";
import type { Comparison, Estimate, Finding } from "../estimate.ts";
import { cells, endsOf, tableOf, verdictOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { IndicatorsResult } from "./result.ts";

export type Row = IndicatorsResult["rows"][number];

export function said(result: IndicatorsResult, id: string): Finding | undefined {
  return findings(result).find((finding) => finding.id === id);
}

export function shareAxis(rows: readonly Row[], say: Say, target?: number) {
  return axisOver(
    [...endsOf(rows.map(({ estimate }) => estimate)), target ?? null],
    (tick, digits) => say.number(tick, "share", { digits: Math.max(0, digits - 2) }),
    { within: [0, 1], fromOrigin: true },
  );
}

export function dotOf(row: Row, say: Say) {
  const { estimate, change, better } = row;
  const { value, low, high } = estimate;
  return {
    ...wordsOf(estimate, say),
    label: say.word(`measure.${estimate.measure}`),
    value,
    low,
    high,
    ...(change ? verdictOf(estimate, change, better) : plainDot(estimate)),
  };
}

export function plainDot(estimate: Estimate) {
  const { value, low, high, status } = estimate;
  return { value, low, high, verdict: status === "indicative" ? "indicative" : "untested" } as const;
}

export function nameOf({ measure }: Estimate): Cell {
  return cells.word(`measure.${measure}`);
}

export function cellsOf({
  estimate,
  change,
  better,
}: {
  estimate: Estimate;
  change?: Comparison | undefined;
  better: Row["better"];
}) {
  return { indicator: nameOf(estimate), value: cells.estimate(estimate), change: cells.comparison(change, better) };
}

export function rowsTable(id: string, rows: readonly Row[]): Table {
  return tableOf(id, ["indicator", "value", ...(isCompared(rows) ? ["change"] : [])], rows.map(cellsOf));
}

export function isCompared(rows: readonly Row[]): boolean {
  return rows.some(({ change }) => change !== undefined);
}
