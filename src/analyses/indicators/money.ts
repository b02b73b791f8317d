import { type ColumnSpec, codeOf, withinOf } from "../../responses/column.ts";
import { quantileOfCounts, trimmedMeanOfCounts } from "../../stats/order.ts";
import { type Counts, countsOf, meanOf } from "../../stats/tallies.ts";
import type { Study } from "../../study/study.ts";
import type { Measure } from "../analysis.ts";
import { family, share, whole } from "./make.ts";
import type { IndicatorsOptions } from "./result.ts";

/** Part of the answers cut off at either end of a trimmed mean. */
const trim = 0.1;
/** Rises that a number question is reported at, in percent. */
const usualRises = [5, 10, 20, 30];

export function spendMeasures(question: string): readonly Measure[] {
  const column = codeOf(question);
  const amount = (name: string, statistic: Measure["statistic"], rest: Partial<Measure> = {}): Measure => ({
    id: `indicators.${name}`,
    subject: whole,
    unit: "amount",
    better: "higher",
    statistic,
    questions: [question],
    family,
    ...rest,
  });
  return [
    amount("spend", {
      kind: "function",
      id: `mean ${column.id}`,
      asks: [{ kind: "moments", columns: [column] }],
      of: (tallies) => meanOf(tallies, column),
    }),
    amount(
      "spend_median",
      ofCounts(`median ${column.id}`, column, (counts) => quantileOfCounts(counts, 0.5)),
      { detail: true },
    ),
    amount(
      "spend_trimmed",
      ofCounts(`trimmed ${trim} ${column.id}`, column, (counts) => trimmedMeanOfCounts(counts, trim)),
      { detail: true },
    ),
  ];
}

function ofCounts(id: string, column: ColumnSpec, of: (counts: Counts) => number | null): Measure["statistic"] {
  return { kind: "function", id, asks: [{ kind: "counts", column }], of: (tallies) => of(countsOf(tallies, column)) };
}

export function walletMeasure({ own, total }: NonNullable<IndicatorsOptions["wallet"]>): Measure {
  return {
    id: "indicators.wallet",
    subject: whole,
    unit: "share",
    better: "higher",
    statistic: { kind: "ratio", numerator: codeOf(own), denominator: codeOf(total) },
    bounds: [0, 1],
    questions: [own, total],
    family,
  };
}

/** The median rise that people would stay at, and the share that stays at each rise. */
export function toleranceMeasures(
  study: Study,
  tolerance: NonNullable<IndicatorsOptions["price_tolerance"]>,
): readonly Measure[] {
  const question = study.questions.get(tolerance.question)!;
  const column = codeOf(question.id);
  const rises = new Map(Object.entries(tolerance.rises ?? {}).map(([code, rise]) => [Number(code), rise]));
  const riseOf = (code: number) => (tolerance.rises ? rises.get(code)! : code);
  const positive = [...new Set(rises.values())].filter((rise) => rise > 0);
  const levels = tolerance.levels ?? (tolerance.rises ? positive : usualRises);
  const median = (counts: Counts) => {
    const order = counts.values.map((_, k) => k).sort((a, b) => riseOf(counts.values[a]!) - riseOf(counts.values[b]!));
    const pick = (list: readonly number[]) => order.map((k) => list[k]!);
    const { n, weight, weight2 } = counts;
    const values = pick(counts.values).map(riseOf);
    const middle = quantileOfCounts({ values, n: pick(n), weight: pick(weight), weight2: pick(weight2) }, 0.5);
    return middle === null ? null : middle / 100;
  };
  return [
    {
      id: "indicators.tolerance",
      subject: whole,
      unit: "share",
      better: "higher",
      statistic: ofCounts(`median rise ${column.id}`, column, median),
      questions: [question.id],
      // a median of few codes moves in steps: the shares below are followed in its place
      detail: true,
    },
    ...[...levels]
      .sort((a, b) => a - b)
      .map((level) =>
        share(
          "stay",
          {
            ...(tolerance.rises
              ? { column, values: [...rises].flatMap(([code, rise]) => (rise >= level ? [code] : [])) }
              : { column: withinOf(column, level, null), values: [1] }),
            questions: [question.id],
            better: "higher",
          },
          { subject: { kind: "rise", id: String(level) }, family: "indicators.stay" },
        ),
      ),
  ];
}
