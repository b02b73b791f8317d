import { type ColumnSpec, codeOf, pairedOf, statusOf } from "../../responses/column.ts";
import { codesOf, scaleOf } from "../../study/scales.ts";
import type { Study } from "../../study/study.ts";
import type { ByGroup, Measure } from "../analysis.ts";
import { type Category, categories, categoryIn, codeOfCategory, points } from "./categories.ts";
import type { KanoOptions } from "./result.ts";

/** A feature with both its questions. */
export interface Pair {
  readonly id: string;
  readonly functional: string;
  readonly dysfunctional: string;
}

/** Features that are counted from answers. */
export function pairsOf({ features }: KanoOptions): readonly Pair[] {
  return Object.entries(features).flatMap(([id, { functional, dysfunctional }]) =>
    functional !== undefined && dysfunctional !== undefined ? [{ id, functional, dysfunctional }] : [],
  );
}

/** Codes of like, must be, neutral, can live with, dislike. */
function answersOf(study: Study, question: string, { answers }: KanoOptions): readonly number[] {
  return answers ?? codesOf(scaleOf(study.questions.get(question)!));
}

function tableOf(
  study: Study,
  { functional, dysfunctional }: Pair,
  options: KanoOptions,
  pointsAt: (functional: number, dysfunctional: number) => number,
): readonly (readonly [number, number, number])[] {
  const columns = answersOf(study, dysfunctional, options);
  return answersOf(study, functional, options).flatMap((f, row) =>
    columns.map((d, column) => [f, d, pointsAt(row, column)] as const),
  );
}

/** The category of each person's pair, by its code; missing where half of the pair is. */
export function categoryColumn(study: Study, pair: Pair, options: KanoOptions): ColumnSpec {
  const { table } = options;
  return pairedOf(
    codeOf(pair.functional),
    codeOf(pair.dysfunctional),
    `kano ${table}`,
    tableOf(study, pair, options, (row, column) => codeOfCategory(categoryIn(table, row, column))),
  );
}

/** 0: the whole pair was answered, 1: half of it, 2: nothing. */
export function halfColumn({ functional, dysfunctional }: Pair): ColumnSpec {
  const states = [0, 1, 2, 3];
  const table = states.flatMap((f) => states.map((d) => [f, d, Number(f > 0) + Number(d > 0)] as const));
  return pairedOf(statusOf(functional), statusOf(dysfunctional), "unanswered", table);
}

function pointsColumn(study: Study, pair: Pair, options: KanoOptions, side: keyof typeof points): ColumnSpec {
  return pairedOf(
    codeOf(pair.functional),
    codeOf(pair.dysfunctional),
    `points ${side}`,
    tableOf(study, pair, options, (row, column) => points[side][side === "functional" ? row : column]!),
  );
}

const share = { unit: "share", better: "none", bounds: [0, 1], detail: true } as const;
const codes = (...some: Category[]) => some.map(codeOfCategory);
/** The denominator of better and worse. */
export const wanted = codes("A", "O", "M", "I");

/** What is measured of one column of categories. */
export interface FeatureMeasures {
  readonly shares: Readonly<Record<Category, Measure>>;
  /** 0-1; worse is shown with its sign turned. */
  readonly better: Measure;
  readonly worse: Measure;
  readonly total: Measure;
  readonly mustBe: Measure;
}

export function featureMeasures(feature: string, column: ColumnSpec, questions: readonly string[]): FeatureMeasures {
  const about = { ...share, subject: { kind: "feature", id: feature }, questions } as const;
  const of = (id: string, values: readonly number[], among?: readonly number[]): Measure => ({
    id: `kano.${id}`,
    ...about,
    statistic: { kind: "share", column, values, ...(among && { among }) },
  });
  return {
    shares: Object.fromEntries(
      categories.map((category) => [category, of(`share_${category}`, codes(category))]),
    ) as unknown as FeatureMeasures["shares"],
    better: of("better", codes("A", "O"), wanted),
    worse: of("worse", codes("O", "M"), wanted),
    total: of("total", codes("A", "O", "M")),
    mustBe: of("must_be", codes("M"), wanted),
  };
}

export function pairMeasures(study: Study, pair: Pair, options: KanoOptions): FeatureMeasures {
  return featureMeasures(pair.id, categoryColumn(study, pair, options), [pair.functional, pair.dysfunctional]);
}

export function continuousMeasures(study: Study, pair: Pair, options: KanoOptions): readonly [Measure, Measure] {
  const of = (side: keyof typeof points): Measure => ({
    id: `kano.${side}`,
    subject: { kind: "feature", id: pair.id },
    unit: "code",
    better: "none",
    bounds: [-2, 4],
    detail: true,
    statistic: { kind: "mean", column: pointsColumn(study, pair, options, side) },
    questions: [pair.functional, pair.dysfunctional],
  });
  return [of("functional"), of("dysfunctional")];
}

export function measures(study: Study, options: KanoOptions): readonly Measure[] {
  return pairsOf(options).flatMap((pair) => {
    const { shares, ...rest } = pairMeasures(study, pair, options);
    return [
      ...Object.values(shares),
      ...Object.values(rest),
      ...(options.continuous ? continuousMeasures(study, pair, options) : []),
    ];
  });
}

/** Segments that features are looked at by. */
export function segmentsOf(study: Study, { segments }: KanoOptions): readonly string[] {
  return segments ?? study.segments.map(({ id }) => id);
}

export function byGroup(study: Study, options: KanoOptions): readonly ByGroup[] {
  const shown = pairsOf(options).flatMap((pair) => {
    const { better, worse } = pairMeasures(study, pair, options);
    return [better, worse];
  });
  return segmentsOf(study, options).map((segment) => ({ segment, measures: shown }));
}
