import type { ColumnSpec } from "../responses/column.ts";
import type { Statistic } from "../stats/statistic.ts";
import { keyOf, type Tallies } from "../stats/tallies.ts";
import { codesOf } from "../study/scales.ts";
import type { Question, Study } from "../study/study.ts";
import type { Atoms } from "./relations.ts";

/**
 * What a statistic counts of each respondent, as sets of answers; a mean sums, with a factor for each answer, where the
 * answers are known, else `sum` stands for what it sums.
 */
export interface AnswersOf {
  /** Statistics of one space are on the same answers: what they count can be added and subtracted. */
  readonly space: string;
  /** What it counts: one set, two for a balance. */
  readonly own: readonly Atoms[];
  /** The denominator. */
  readonly base: ReadonlySet<string>;
  /** Published of everybody whatever is hidden: how many there are, and how many answered. */
  readonly every: readonly ReadonlySet<string>[];
}

const sum: ReadonlySet<string> = new Set(["sum"]);
const missing = ["blank", "dont_know", "not_applicable"];

export function answersOf(statistic: Statistic<ColumnSpec>, study: Study, tallies: Tallies): AnswersOf {
  switch (statistic.kind) {
    case "ratio": {
      const key = keyOf({ kind: "moments", columns: [statistic.numerator, statistic.denominator] });
      return { space: key, own: [sum], base: new Set(["answered"]), every: [] };
    }
    case "function":
      return { space: statistic.id, own: [sum], base: new Set(["answered"]), every: [] };
    case "mean": {
      const { space, answered, summed, every } = spaceOf(statistic.column, study, tallies);
      return { space, own: [summed], base: answered, every };
    }
    case "balance": {
      const { space, atoms, answered, every } = spaceOf(statistic.column, study, tallies);
      return { space, own: [atoms(statistic.plus), atoms(statistic.minus)], base: answered, every };
    }
    case "share": {
      const { space, atoms, all, every } = spaceOf(statistic.column, study, tallies);
      return { space, own: [atoms(statistic.values)], base: statistic.among ? atoms(statistic.among) : all, every };
    }
  }
}

/** An answer with a code, as an atom. */
export function atomOf(code: number): string {
  return `code ${code}`;
}

/** What the mean of a rating sums, counted from the end of the scale: the base says the rest. */
export function sumOfCodes(codes: readonly number[]): Atoms {
  return new Map(codes.map((code) => [atomOf(code), code - codes[0]!]));
}

/** The answers that a column tells apart. `all` have a value in it; `answered` those whose mean it could be. */
function spaceOf(column: ColumnSpec, study: Study, tallies: Tallies) {
  const question = questionOf(column, study);
  if (!question?.scale) {
    const values = tallies.counts[column.id]?.values.map(String) ?? ["answered"];
    const all = new Set(values);
    return {
      space: column.id,
      atoms: (some: readonly number[]) => new Set(some.map(String)),
      all,
      answered: all,
      summed: sum,
      every: [all],
    };
  }
  const numbers = codesOf(question.scale);
  const codes = numbers.map(atomOf);
  const answered = new Set(codes);
  const all = new Set([...codes, ...missing]);
  const ofStatus = (status: number) => (status === 0 ? codes : [missing[status - 1]!]);
  const isStatus = column.kind === "status";
  return {
    space: question.id,
    atoms: (some: readonly number[]) =>
      new Set(some.flatMap((value) => (isStatus ? ofStatus(value) : [atomOf(value)]))),
    all: isStatus ? all : answered,
    answered,
    summed: isStatus ? sum : sumOfCodes(numbers),
    every: [all, answered],
  };
}

function questionOf(column: ColumnSpec, study: Study): Question | undefined {
  // a score of one part is that part
  if (column.kind === "score" && column.parts.length === 1) return questionOf(column.parts[0]!, study);
  if (column.kind !== "code" && column.kind !== "status" && column.kind !== "rescaled") return undefined;
  return study.questions.get(column.question);
}
