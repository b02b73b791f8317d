import {
  type ColumnSpec,
  codeOf,
  comparedOf,
  differenceOf,
  givenOf,
  nonzeroOf,
  pointedOf,
  scoreOf,
} from "../../responses/column.ts";
import { meanOf, type Tallies } from "../../stats/tallies.ts";
import { scaleOf } from "../../study/scales.ts";
import type { Element, Study } from "../../study/study.ts";
import type { Measure } from "../analysis.ts";
import type { Subject } from "../estimate.ts";
import type { GapsOptions } from "./result.ts";

/** An element whose perceived and expected answers can be set against each other. */
export interface Pair {
  readonly element: Element;
  readonly perceived: ColumnSpec;
  /** Without the zeros, where the scale has a 0: C has no meaning there (METHODS B1 "Edge"). */
  readonly expected: ColumnSpec;
  readonly allExpected: ColumnSpec;
  readonly hasZero: boolean;
  /** Length of the scale. */
  readonly length: number;
  readonly questions: readonly string[];
}

export const stateCodes = [
  ["dissatisfied", -1],
  ["satisfied", 0],
  ["highly_satisfied", 1],
] as const;

/** The pairs of a study, and the elements left out with the reason. */
export function pairsOf(study: Study): {
  pairs: readonly Pair[];
  skipped: readonly { element: string; code: string }[];
} {
  const pairs: Pair[] = [];
  const skipped: { element: string; code: string }[] = [];
  for (const element of study.elements.values()) {
    const perceived = study.questions.get(element.performance)!;
    const expected = element.expectation === undefined ? undefined : study.questions.get(element.expectation)!;
    if (!expected) skipped.push({ element: element.id, code: "no-expectation" });
    else if (!sameScale(study, element.performance, element.expectation!))
      skipped.push({ element: element.id, code: "scales-unequal" });
    else if (perceived.reversed || expected.reversed) skipped.push({ element: element.id, code: "reversed" });
    else {
      const scale = scaleOf(perceived);
      const hasZero = scale.from <= 0 && scale.to >= 0;
      const allExpected = codeOf(expected.id);
      pairs.push({
        element,
        perceived: codeOf(perceived.id),
        expected: hasZero ? nonzeroOf(allExpected) : allExpected,
        allExpected,
        hasZero,
        length: scale.to - scale.from,
        questions: [perceived.id, expected.id],
      });
    }
  }
  return { pairs, skipped };
}

function sameScale(study: Study, one: string, other: string): boolean {
  const a = scaleOf(study.questions.get(one)!);
  const b = scaleOf(study.questions.get(other)!);
  return a.from === b.from && a.to === b.to;
}

export function measures(study: Study, options: GapsOptions): readonly Measure[] {
  const { pairs } = pairsOf(study);
  return [
    ...pairs.flatMap((pair) => elementMeasures(study, pair, options)),
    ...dimensionMeasures(study, pairs, options),
  ];
}

function elementMeasures(study: Study, pair: Pair, options: GapsOptions): readonly Measure[] {
  const { element, perceived, expected, length, questions } = pair;
  const scale = scaleOf(study.questions.get(element.performance)!);
  const about = { subject: { kind: "element", id: element.id } satisfies Subject, questions };
  const gap = { ...about, unit: "gap", better: "higher", bounds: [-length, length] } as const;
  const level = { ...about, unit: "code", detail: true, bounds: [scale.from, scale.to] } as const;
  const difference = differenceOf(perceived, expected);
  const zone = (name: string, question: string | undefined): readonly Measure[] =>
    question === undefined || !sameScale(study, element.performance, question)
      ? []
      : [
          {
            ...gap,
            id: `gaps.${name}`,
            questions: [...questions.slice(0, 1), question],
            statistic: { kind: "mean", column: differenceOf(perceived, codeOf(question)) },
          },
        ];
  return [
    { ...gap, id: "gaps.gap", statistic: { kind: "mean", column: difference } },
    {
      ...level,
      id: "gaps.expected",
      better: "none",
      statistic: { kind: "mean", column: givenOf(expected, difference) },
    },
    {
      ...level,
      id: "gaps.perceived",
      better: "higher",
      statistic: { kind: "mean", column: givenOf(perceived, difference) },
    },
    {
      ...about,
      id: "gaps.ratio",
      unit: "ratio",
      better: "higher",
      statistic: { kind: "ratio", numerator: perceived, denominator: expected },
    },
    ...stateCodes.map(
      ([state, code]): Measure => ({
        ...about,
        id: `gaps.state.${state}`,
        unit: "share",
        better: state === "satisfied" ? "none" : state === "dissatisfied" ? "lower" : "higher",
        bounds: [0, 1],
        detail: true,
        statistic: { kind: "share", column: comparedOf(perceived, expected, options.band), values: [code] },
      }),
    ),
    ...(pair.hasZero
      ? [
          {
            ...gap,
            id: "gaps.gap_with_zero",
            detail: true,
            statistic: { kind: "mean", column: differenceOf(perceived, pair.allExpected) },
          } as const,
        ]
      : []),
    ...zone("adequacy", element.minimum),
    ...zone("superiority", element.desired),
  ];
}

/** Elements with pairs by SERVQUAL dimension, in the study's order. */
export function dimensionsOf(pairs: readonly Pair[]): readonly (readonly [string, readonly Pair[]])[] {
  const names = [...new Set(pairs.flatMap((pair) => pair.element.tags.dimension ?? []))];
  return names.map((name) => [name, pairs.filter((pair) => pair.element.tags.dimension === name)] as const);
}

function dimensionMeasures(study: Study, pairs: readonly Pair[], options: GapsOptions): readonly Measure[] {
  const dimensions = dimensionsOf(pairs);
  if (dimensions.length === 0) return [];
  const columns = dimensions.map(([, members]) => dimensionColumn(study, members));
  const length = Math.max(...pairs.map((pair) => pair.length));
  const gap = { unit: "gap", better: "higher", bounds: [-length, length] } as const;
  const all = [...new Set(dimensions.flatMap(([, members]) => members.flatMap((pair) => pair.questions)))];
  const whole = { subject: { kind: "overall", id: "overall" } satisfies Subject, questions: all };
  return [
    ...dimensions.map(
      ([name, members], k): Measure => ({
        ...gap,
        id: "gaps.dimension",
        subject: { kind: "dimension", id: name },
        questions: members.flatMap((pair) => pair.questions),
        statistic: { kind: "mean", column: columns[k]! },
      }),
    ),
    {
      ...gap,
      ...whole,
      id: "gaps.total",
      statistic: {
        kind: "function",
        id: "gaps.total",
        asks: columns.map((column) => ({ kind: "moments", columns: [column] })),
        of: (tallies) => meanOfMeans(tallies, columns),
      },
    },
    ...pointMeasures(dimensions, columns, options, { ...gap, ...whole }),
  ];
}

/** A person's gap on a dimension: mean of the answered item gaps, half of them at least (METHODS B4). */
function dimensionColumn(study: Study, members: readonly Pair[]): ColumnSpec {
  return scoreOf(
    members.map((pair) => differenceOf(pair.perceived, pair.allExpected)),
    study.conventions.minimumAnswered,
  );
}

function pointMeasures(
  dimensions: ReturnType<typeof dimensionsOf>,
  columns: readonly ColumnSpec[],
  options: GapsOptions,
  shared: Pick<Measure, "unit" | "better" | "bounds" | "subject" | "questions">,
): readonly Measure[] {
  const { points } = options;
  if (!points || dimensions.some(([name]) => points[name] === undefined)) return [];
  const given = dimensions.map(([name]) => codeOf(points[name]!));
  const weighted = pointedOf(columns, given);
  // the contribution multiplies two means, each over the persons whose points are valid
  const valid = given.map((column) => givenOf(column, weighted));
  return [
    { ...shared, id: "gaps.weighted", statistic: { kind: "mean", column: weighted } },
    ...dimensions.flatMap(([name], k): readonly Measure[] => {
      const about = {
        subject: { kind: "dimension", id: name } satisfies Subject,
        questions: [points[name]!],
        detail: true,
      };
      return [
        {
          ...about,
          id: "gaps.points",
          unit: "code",
          better: "none",
          bounds: [0, 100],
          statistic: { kind: "mean", column: valid[k]! },
        },
        {
          ...shared,
          ...about,
          id: "gaps.contribution",
          statistic: {
            kind: "function",
            id: `gaps.contribution ${name}`,
            asks: [...valid, columns[k]!].map((column) => ({ kind: "moments", columns: [column] })),
            of: (tallies) => {
              const means = valid.map((column) => meanOf(tallies, column));
              const gap = meanOf(tallies, columns[k]!);
              const total = means.reduce<number>((sum, mean) => sum + (mean ?? Number.NaN), 0);
              return gap === null || !(total > 0) ? null : (means[k]! / total) * gap;
            },
          },
        },
      ];
    }),
  ];
}

function meanOfMeans(tallies: Tallies, columns: readonly ColumnSpec[]): number | null {
  const means = columns.map((column) => meanOf(tallies, column));
  return means.includes(null) ? null : means.reduce<number>((sum, mean) => sum + mean!, 0) / means.length;
}
