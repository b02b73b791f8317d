import type { NumberColumn } from "../stats/tallies.ts";
import { rescale } from "../study/scales.ts";
import type { Question } from "../study/study.ts";
import type { ColumnSpec } from "./column.ts";
import { type Responses, status } from "./responses.ts";

/**
 * A column with the reason of every missing value. `values` (NaN: missing) and `status` run along the codes' lookup, or
 * along the rows where `codes` is null.
 */
interface Resolved {
  readonly codes: Uint8Array | Uint16Array | Uint32Array | null;
  readonly values: Float64Array;
  readonly status: Uint8Array;
}

/** Two coded columns become one coded column while their pairs are at most this many. */
const mostPairs = 65536;

const resolved = new WeakMap<Responses, Map<string, Resolved>>();

/** The numbers that a spec names, one per row; each spec is worked out once for the same responses. */
export function columnOf(responses: Responses, spec: ColumnSpec): NumberColumn {
  const { codes, values } = resolve(responses, spec);
  return codes === null ? { kind: "plain", values } : { kind: "coded", codes, lookup: values };
}

function resolve(responses: Responses, spec: ColumnSpec): Resolved {
  const known = resolved.get(responses) ?? new Map<string, Resolved>();
  resolved.set(responses, known);
  const column = known.get(spec.id) ?? compute(responses, spec);
  known.set(spec.id, column);
  return column;
}

function compute(responses: Responses, spec: ColumnSpec): Resolved {
  const part = (of: ColumnSpec) => resolve(responses, of);
  switch (spec.kind) {
    case "everybody":
      return {
        codes: new Uint8Array(responses.rows),
        values: Float64Array.of(1),
        status: Uint8Array.of(status.answered),
      };
    case "code":
      return codesOf(responses, spec.question);
    case "rescaled": {
      const { question } = answersOf(responses, spec.question);
      return map(codesOf(responses, spec.question), (code) => rescale(question, code));
    }
    case "status": {
      const { question, status: states } = answersOf(responses, spec.question);
      return {
        codes: codesOfColumn(responses, question),
        values: Float64Array.from(states, (state) => (state === status.notAsked ? Number.NaN : state)),
        status: new Uint8Array(states.length),
      };
    }
    case "nonzero":
      return map(part(spec.of), (value) => (value === 0 ? null : value));
    case "among":
      return map(part(spec.of), (value) => Number(spec.values.includes(value)));
    case "within": {
      const { from, to, blank } = spec;
      const inside = map(part(spec.of), (value) =>
        Number((from === null || value >= from) && (to === null || value <= to)),
      );
      return blank ? fillBlanks(inside, 0) : inside;
    }
    case "filled":
      return fill(responses.rows, part(spec.of), part(spec.by));
    case "given":
      return pair(responses.rows, part(spec.of), part(spec.where), (of) => of);
    case "difference":
      return pair(
        responses.rows,
        part(spec.minuend),
        part(spec.subtrahend),
        (minuend, subtrahend) => minuend - subtrahend,
      );
    case "paired": {
      const values = new Map(spec.table.map(([left, right, value]) => [`${left} ${right}`, value]));
      const found = pair(
        responses.rows,
        part(spec.left),
        part(spec.right),
        (left, right) => values.get(`${left} ${right}`) ?? Number.NaN,
      );
      return withoutNumber(found);
    }
    case "compared":
      return pair(responses.rows, part(spec.left), part(spec.right), (left, right) =>
        Math.abs(left - right) <= spec.band ? 0 : Math.sign(left - right),
      );
    case "score":
      return score(responses.rows, spec.parts.map(part), spec.weights ?? spec.parts.map(() => 1), spec.minimum);
    case "pointed":
      return pointed(responses.rows, spec.parts.map(part), spec.points.map(part), spec.low, spec.high);
  }
}

function answersOf(responses: Responses, question: string) {
  const answers = responses.answers.get(question);
  if (!answers) throw new Error(`The question "${question}" was not read.`);
  return answers;
}

function codesOf(responses: Responses, id: string): Resolved {
  const { question, values, status: states } = answersOf(responses, id);
  if (question.type === "text") throw new Error(`The question "${id}" is answered in words and has no numbers.`);
  return { codes: codesOfColumn(responses, question), values, status: states };
}

function codesOfColumn(responses: Responses, question: Question) {
  return responses.columns.get(question.column)!.codes;
}

/** A value becomes another, or null: it does not apply. */
function map(column: Resolved, change: (value: number) => number | null): Resolved {
  const values = new Float64Array(column.values.length);
  const states = Uint8Array.from(column.status);
  column.values.forEach((value, k) => {
    const changed = Number.isNaN(value) ? value : change(value);
    values[k] = changed ?? Number.NaN;
    if (changed === null) states[k] = status.notApplicable;
  });
  return { codes: column.codes, values, status: states };
}

/** The column with a value for every blank. */
function fillBlanks({ codes, values, status: states }: Resolved, value: number): Resolved {
  const isBlank = (k: number) => states[k] === status.blank;
  return {
    codes,
    values: values.map((own, k) => (isBlank(k) ? value : own)),
    status: states.map((own, k) => (isBlank(k) ? status.answered : own)),
  };
}

/** A number from two; where one is missing, so is the result, for the weightier of the two reasons. */
function pair(
  rows: number,
  left: Resolved,
  right: Resolved,
  combine: (left: number, right: number) => number,
): Resolved {
  const wide = right.values.length;
  const size = left.values.length * wide;
  if (left.codes === null || right.codes === null || size > mostPairs) {
    const values = new Float64Array(rows);
    const states = new Uint8Array(rows);
    for (let row = 0; row < rows; row++) {
      const a = at(left, row);
      const b = at(right, row);
      values[row] = combine(left.values[a]!, right.values[b]!);
      states[row] = Math.max(left.status[a]!, right.status[b]!);
      if (states[row] !== status.answered) values[row] = Number.NaN;
    }
    return { codes: null, values, status: states };
  }
  const codes = size <= 256 ? new Uint8Array(rows) : new Uint16Array(rows);
  for (let row = 0; row < rows; row++) codes[row] = left.codes[row]! * wide + right.codes[row]!;
  const values = new Float64Array(size).fill(Number.NaN);
  const states = new Uint8Array(size);
  for (let code = 0; code < size; code++) {
    const a = Math.floor(code / wide);
    const b = code % wide;
    states[code] = Math.max(left.status[a]!, right.status[b]!);
    if (states[code] === status.answered) values[code] = combine(left.values[a]!, right.values[b]!);
  }
  return { codes, values, status: states };
}

/** Answers that came to no number do not apply. */
function withoutNumber({ codes, values, status: states }: Resolved): Resolved {
  const isLost = (k: number) => states[k] === status.answered && Number.isNaN(values[k]);
  return { codes, values, status: states.map((state, k) => (isLost(k) ? status.notApplicable : state)) };
}

function at(column: Resolved, row: number): number {
  return column.codes === null ? row : column.codes[row]!;
}

/** The first column where it has a value, else the second. */
function fill(rows: number, of: Resolved, by: Resolved): Resolved {
  const values = new Float64Array(rows);
  const states = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    const own = at(of, row);
    const [column, index] = of.status[own] === status.answered ? [of, own] : [by, at(by, row)];
    values[row] = column.values[index]!;
    states[row] = column.status[index]!;
  }
  return { codes: null, values, status: states };
}

/** Half rule of METHODS B0. Nothing that applies: not applicable; too little answered: blank, or don't know where that is all there is. */
function score(rows: number, parts: readonly Resolved[], weights: readonly number[], minimum: number): Resolved {
  const values = new Float64Array(rows).fill(Number.NaN);
  const states = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let weight = 0;
    let answered = 0;
    let applicable = 0;
    let blanks = 0;
    for (let k = 0; k < parts.length; k++) {
      const part = parts[k]!;
      const index = at(part, row);
      const state = part.status[index]!;
      if (state === status.notApplicable || state === status.notAsked) continue;
      applicable++;
      if (state === status.blank) blanks++;
      if (state !== status.answered) continue;
      answered++;
      sum += weights[k]! * part.values[index]!;
      weight += weights[k]!;
    }
    // A share such as 0.6 of 5 parts must not fail by rounding.
    if (weight > 0 && answered >= minimum * applicable - 1e-9) values[row] = sum / weight;
    else if (applicable === 0) states[row] = status.notApplicable;
    else states[row] = blanks > 0 || answered === applicable ? status.blank : status.dontKnow;
  }
  return { codes: null, values, status: states };
}

/** METHODS B4: a person's own points. Points that do not add up are no answer: blank. */
function pointed(
  rows: number,
  parts: readonly Resolved[],
  points: readonly Resolved[],
  low: number,
  high: number,
): Resolved {
  const values = new Float64Array(rows).fill(Number.NaN);
  const states = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    let total = 0;
    let state: number = status.answered;
    for (let k = 0; k < parts.length; k++) {
      const part = at(parts[k]!, row);
      const given = at(points[k]!, row);
      state = Math.max(state, parts[k]!.status[part]!, points[k]!.status[given]!);
      sum += points[k]!.values[given]! * parts[k]!.values[part]!;
      total += points[k]!.values[given]!;
    }
    if (state === status.answered && !(total >= low && total <= high)) state = status.blank;
    if (state === status.answered) values[row] = sum / total;
    states[row] = state;
  }
  return { codes: null, values, status: states };
}
