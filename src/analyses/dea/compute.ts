import {
  crossEfficiencies,
  type Envelopment,
  efficiencies,
  envelop,
  leastUnits,
  leaveOneOut,
  superEfficiencies,
  type UnitData,
} from "../../stats/envelopment.ts";
import type { Study } from "../../study/study.ts";
import type { ByGroup, Context, Group, Measure, Outcome } from "../analysis.ts";
import { assess, inGroup } from "../assess.ts";
import { type Code, type Estimate, numberKey, type Subject } from "../estimate.ts";
import { stated } from "../stated.ts";
import type { DeaOptions, DeaResult } from "./result.ts";

type Kind = DeaResult["units"][number]["measures"][number]["kind"];

const same = 1e-6;

/** The scores that are outputs, as the methods of their own measure them. */
function scoresOf({ index, elements }: DeaOptions, all: readonly Measure[]): readonly Measure[] {
  return all.filter(
    ({ id, subject }) =>
      (index && id === "index.score" && subject.kind === "overall") ||
      (id === "elements.score" && subject.kind === "element" && elements.includes(subject.id)),
  );
}

export function byGroup(study: Study, options: DeaOptions, all: readonly Measure[]): readonly ByGroup[] {
  return study.unit ? [{ segment: study.unit.id, measures: scoresOf(options, all) }] : [];
}

/** A column of the units' figures. */
interface Column {
  readonly kind: Kind;
  readonly subject: Subject;
  readonly unit: Estimate["unit"];
}

/** A unit with its figures in the order of the columns, or why it has none. */
type Row =
  | { readonly unit: string; readonly status: Estimate["status"]; readonly values: readonly number[] }
  | { readonly unit: string; readonly why: Code };

export function compute(context: Context<DeaOptions>): Outcome<DeaResult> {
  const { study, options } = context;
  const scores = scoresOf(options, context.measures);
  const missing = [
    ...(options.index && !scores.some(({ id }) => id === "index.score") ? ["index.score"] : []),
    ...(scores.filter(({ id }) => id === "elements.score").length < options.elements.length ? ["elements.score"] : []),
  ][0];
  if (missing !== undefined) return { kind: "notApplicable", why: { code: "no-measure", slots: { measure: missing } } };
  const columns = columnsOf(options, scores);
  const rows = context.groups
    .filter(({ segment }) => segment === study.unit!.id)
    .map((group) => rowOf(group, scores, context));
  const units = rows.flatMap((row) => ("values" in row ? [row] : []));
  const excluded = rows.flatMap((row) => ("why" in row ? [row] : []));
  if (units.length < 2) return { kind: "notApplicable", why: { code: "dea-one-unit", slots: { n: units.length } } };
  const alike = columns.every((_, k) => units.every(({ values }) => values[k] === units[0]!.values[k]));
  if (alike) return { kind: "notApplicable", why: { code: "dea-alike" } };
  return { kind: "done", result: { ...envelopAll(units, columns, context), excluded } };
}

function columnsOf({ inputs, outputs, undesirable }: DeaOptions, scores: readonly Measure[]): readonly Column[] {
  const resource = (id: string, kind: Kind): Column => ({ kind, subject: { kind: "resource", id }, unit: "code" });
  return [
    ...inputs.map((id) => resource(id, "input")),
    ...outputs.map((id) => resource(id, "output")),
    ...Object.entries(undesirable).map(([id, as]) => resource(id, `undesirable-${as}`)),
    ...scores.map(({ subject, unit }): Column => ({ kind: "output", subject, unit })),
  ];
}

/** A unit is taken only if every score of it may be shown: an efficiency would tell what is hidden. */
function rowOf(group: Group, scores: readonly Measure[], context: Context<DeaOptions>): Row {
  const { options, study, wave, conventions, hidden } = context;
  const unit = group.value;
  const name = `${group.segment}=${unit}`;
  const estimates = scores.map((measure) => assess(inGroup(measure, name), { tallies: group.tallies }, conventions));
  if (estimates.some((score) => score.status === "hidden" || hidden?.has(numberKey(score))))
    return { unit, why: { code: "base-too-small" } };
  const row = context.files
    .get(options.file)!
    .rows.find(({ cells }) => cells[study.unit!.column] === unit && (cells.wave === null || cells.wave === wave.id));
  const columns = [...options.inputs, ...options.outputs, ...Object.keys(options.undesirable)];
  const figures = [...columns.map((column) => row?.cells[column] ?? null), ...estimates.map(({ value }) => value)];
  const values = figures.filter((value): value is number => typeof value === "number");
  if (values.length < figures.length) return { unit, why: { code: "dea-no-figures" } };
  if (values.some((value) => value <= 0)) return { unit, why: { code: "dea-not-positive" } };
  const status = estimates.some((score) => score.status === "indicative") ? "indicative" : "shown";
  return { unit, status, values };
}

type Unit = Extract<Row, { readonly values: readonly number[] }>;

const isInput = ({ kind }: Column) => kind === "input" || kind === "undesirable-input";
/** The reciprocal of what should be little; its own inverse. */
const turned = ({ kind }: Column, value: number) => (kind === "undesirable-reciprocal" ? 1 / value : value);

function envelopAll(
  units: readonly Unit[],
  columns: readonly Column[],
  { options, study, conventions }: Context<DeaOptions>,
): Omit<DeaResult, "excluded"> {
  const ins = columns.filter(isInput);
  const outs = columns.filter((column) => !isInput(column));
  const pick = (some: readonly Column[]) =>
    units.map(({ values }) => some.map((column) => turned(column, values[columns.indexOf(column)]!)));
  const data: UnitData = { inputs: pick(ins), outputs: pick(outs) };
  const { orientation, cross } = options;
  const means = outs.some(({ subject }) => subject.kind !== "resource");
  const returns = options.returns ?? (means ? "variable" : "constant");
  const constant = envelop(data, "constant", orientation);
  const variable = envelop(data, "variable", orientation);
  const leading = returns === "constant" ? constant : variable;
  const smaller = efficiencies(data, "non-increasing", orientation);
  const above = superEfficiencies(data, leading, returns, orientation);
  const crossed = crossEfficiencies(data, envelopOnInputs(data, constant, orientation), cross);
  const stable = leaveOneOut(data, leading, returns, orientation);
  const least = leastUnits(ins.length, outs.length);
  const few = units.length < least;
  const divider = study.unit!.id;

  const made = units.map(({ unit, status }, k): DeaResult["units"][number] => {
    const group = `${divider}=${unit}`;
    const number = (
      measure: string,
      value: number | null,
      subject: Subject = { kind: "overall", id: "overall" },
      kindOfUnit: Estimate["unit"] = "share",
      why = "solver-answer",
    ) =>
      stated(
        `dea.${measure}`,
        { ...subject, group },
        kindOfUnit,
        value,
        { code: value === null ? "dea-infeasible" : why },
        status,
        conventions.level,
      );
    const own = leading[k]!;
    const scale = constant[k]!.efficiency / variable[k]!.efficiency;
    const target = (column: Column) =>
      isInput(column) ? own.targets.inputs[ins.indexOf(column)]! : own.targets.outputs[outs.indexOf(column)]!;
    return {
      unit,
      efficiency: number("efficiency", own.efficiency),
      constant: number("constant", constant[k]!.efficiency),
      variable: number("variable", variable[k]!.efficiency),
      scale: number("scale", scale),
      returns: returnsOf(scale, smaller[k]!, variable[k]!.efficiency),
      efficient: own.efficient,
      super: number("super", above[k]!),
      cross: number("cross", crossed[k]!),
      highest: number("highest", stable[k]!.highest),
      without: stable[k]!.without === null ? null : units[stable[k]!.without!]!.unit,
      peers: own.peers.map(({ unit: peer, weight }) => ({ unit: units[peer]!.unit, weight })),
      measures: columns.map((column, c) => ({
        kind: column.kind,
        actual: number("actual", units[k]!.values[c]!, column.subject, column.unit, "given"),
        target: number("target", turned(column, target(column)), column.subject, column.unit),
      })),
    };
  });
  return {
    divider,
    orientation,
    returns,
    cross,
    measures: columns.length,
    least,
    few,
    units: few ? made : [...made].sort((a, b) => orderOf(b) - orderOf(a)),
    scored: [{ by: "unit", method: "dea", rows: few ? [] : made.map((row) => row.super) }],
  };
}

/** Cross-efficiency prices inputs and outputs with constant returns, where both orientations give the same efficiency. */
function envelopOnInputs(
  data: UnitData,
  constant: readonly Envelopment[],
  orientation: DeaOptions["orientation"],
): readonly Envelopment[] {
  return orientation === "input" ? constant : envelop(data, "constant", "input");
}

/** Banker, Charnes & Cooper 1984; Färe, Grosskopf & Lovell 1985: where the frontier of non-increasing returns lies. */
function returnsOf(scale: number, smaller: number, variable: number): DeaResult["units"][number]["returns"] {
  if (scale > 1 - same) return "constant";
  return Math.abs(smaller - variable) < same ? "decreasing" : "increasing";
}

/** A unit that the others cannot match at any scale stands before all. */
function orderOf({ super: above }: DeaResult["units"][number]): number {
  return above.value ?? Number.MAX_VALUE;
}
