import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import type { Responses } from "../responses/responses.ts";
import { quantile } from "../stats/quantile.ts";
import { type Raked, rake } from "../stats/rake.ts";
import type { Fitted } from "../stats/spread.ts";
import type { Weights } from "../study/study.ts";
import { divideRows, type RowMargin } from "./margins.ts";
import { readWeights } from "./read-weights.ts";

/** METHODS B0 "Weights". */
const exact = { tolerance: 1e-10, most: 1000 };
/** Of a resample: what is left is far below the spread of the resamples. */
const close = { tolerance: 1e-6, most: 100 };
const widest = 20;

export interface FittedWeights {
  /** Mean 1. */
  readonly weights: Float64Array;
  readonly margins: readonly RowMargin[];
  readonly rounds: number;
  /** People whose weight was cut. */
  readonly trimmed: number;
  readonly notices: readonly Problem[];
  /** For the variance by residuals. */
  readonly fitted: Fitted;
  /**
   * The weights of a resample in which each row is `times` times, fitted to the same margins again; `scale` is what each row
   * begins with, as a multiple of its weight before the fit (null: 1). Weights that were cut stay cut.
   */
  readonly refit: (times: Uint8Array, scale: Float64Array | null) => Float64Array;
}

type Wanted = Exclude<Weights, { kind: "column" }>;

/**
 * Weights fitted to the margins of the population: raking, which with one margin is post-stratification. People who are
 * blank on a margin keep their share of the rows. With `trim`, weights above that multiple of the median are cut to it and
 * fitted again.
 */
export function fitWeights(responses: Responses, wanted: Wanted): FittedWeights {
  const base = wanted.base === undefined ? null : readWeights(responses, wanted.base);
  const divided = wanted.margins.map((margin) => divideRows(responses, margin));
  const problems = divided.flatMap((each) => each.problems);
  if (problems.length > 0) throw new ProblemError(problems);
  const margins = divided.map((each) => each.divided);
  const cells = crossMargins(margins);
  const start = base ?? new Float64Array(responses.rows).fill(1);
  const first = fitTo(start, cells);
  const cap = wanted.trim === undefined ? Number.POSITIVE_INFINITY : wanted.trim * medianOf(first.weights);
  const trimmed = first.weights.reduce((count, weight) => count + Number(weight > cap), 0);
  const before = trimmed > 0 ? first.weights.map((weight) => Math.min(weight, cap)) : start;
  const last = trimmed > 0 ? fitTo(before, cells) : first;
  if (!(last.raked.error < exact.tolerance)) throw new ProblemError([tellUnsettled(wanted, margins, last)]);
  return {
    weights: last.weights,
    margins,
    rounds: last.raked.rounds,
    trimmed,
    notices: [...tellBlanks(responses, margins), ...tellWide(wanted, last.weights)],
    fitted: numberCategories(margins, trimmed > 0 || base ? before : null),
    refit(times, scale) {
      const own = scale ? before.map((weight, row) => weight * scale[row]!) : before;
      const mass = new Float64Array(cells.size);
      for (let row = 0; row < own.length; row++) mass[cells.of[row]!]! += own[row]! * times[row]!;
      const ratios = ratiosOf(mass, rake(mass, cells.margins, close), own.length);
      return own.map((weight, row) => weight * ratios[cells.of[row]!]!);
    },
  };
}

/** The rows by their categories on all margins. */
interface Cells {
  readonly of: Uint32Array;
  readonly size: number;
  /** The margins over the cells. */
  readonly margins: readonly { readonly codes: Uint32Array; readonly targets: Float64Array }[];
}

/** Cells are numbered by their categories, so that no sum over them hangs on the order of rows. */
function crossMargins(margins: readonly RowMargin[]): Cells {
  const rows = margins[0]!.codes.length;
  let of: Uint32Array = new Uint32Array(rows);
  let size = 1;
  for (const { codes, targets } of margins) {
    const wide = targets.length;
    const met = new Uint32Array(size * wide);
    const crossed = Uint32Array.from(of, (cell, row) => cell * wide + codes[row]!);
    for (const cell of crossed) met[cell] = 1;
    size = 0;
    for (let cell = 0; cell < met.length; cell++) if (met[cell] === 1) met[cell] = size++;
    of = crossed.map((cell) => met[cell]!);
  }
  return {
    of,
    size,
    margins: margins.map(({ codes, targets }) => {
      const categories = new Uint32Array(size);
      of.forEach((cell, row) => {
        categories[cell] = codes[row]!;
      });
      return { codes: categories, targets };
    }),
  };
}

interface Fit {
  readonly weights: Float64Array;
  readonly raked: Raked;
}

function fitTo(start: Float64Array, cells: Cells): Fit {
  const mass = new Float64Array(cells.size);
  for (let row = 0; row < start.length; row++) mass[cells.of[row]!]! += start[row]!;
  const raked = rake(mass, cells.margins, exact);
  const ratios = ratiosOf(mass, raked, start.length);
  return { raked, weights: start.map((weight, row) => weight * ratios[cells.of[row]!]!) };
}

/** New over old mass, so that the weights have mean 1. A cell of which nobody was drawn has none. */
function ratiosOf(mass: Float64Array, raked: Raked, rows: number): Float64Array {
  return mass.map((old, cell) => (old > 0 ? (rows * raked.mass[cell]!) / old : 0));
}

function medianOf(weights: Float64Array): number {
  return quantile(Float64Array.from(weights).sort(), 0.5);
}

function numberCategories(margins: readonly RowMargin[], base: Float64Array | null): Fitted {
  let size = 0;
  const categories = margins.map(({ codes, targets }) => {
    const from = size;
    size += targets.length;
    return codes.map((code) => code + from);
  });
  return { categories, size, base };
}

function tellUnsettled(wanted: Wanted, margins: readonly RowMargin[], { weights, raked }: Fit): Problem {
  let worst = { name: "", error: 0 };
  for (const { margin, codes, targets } of margins) {
    const totals = new Float64Array(targets.length);
    codes.forEach((code, row) => {
      totals[code]! += weights[row]! / weights.length;
    });
    margin.targets.forEach(({ values }, k) => {
      const error = targets[k]! > 0 ? Math.abs(totals[k]! / targets[k]! - 1) : 0;
      if (error > worst.error) worst = { name: values.join(" "), error };
    });
  }
  return {
    code: "weighting/not-converged",
    severity: "error",
    place: wanted.place,
    message: `The margins cannot be met together: after ${raked.rounds} rounds ${quote(worst.name)} is still off its share by ${Number((100 * worst.error).toPrecision(2))} %.`,
    hint: "Some combination of values that the shares need is nobody's in the answers: join values, or leave a margin out.",
  };
}

function tellBlanks(responses: Responses, margins: readonly RowMargin[]): readonly Problem[] {
  return margins.flatMap(({ margin, rows }): readonly Problem[] => {
    const blank = rows.at(-1)!;
    if (blank === 0) return [];
    const who = blank === 1 ? "1 respondent is" : `${blank} respondents are`;
    return [
      {
        code: "weighting/blank-margin",
        severity: "notice",
        place: { file: responses.file },
        message: `${who} blank on ${margin.columns.map((name) => quote(name)).join(" or ")}, to which answers are weighted: together they keep their share of the sample, ${Number(((100 * blank) / responses.rows).toPrecision(2))} %.`,
        hint: "Fill the values in where they are known.",
      },
    ];
  });
}

function tellWide(wanted: Wanted, weights: Float64Array): readonly Problem[] {
  const [low, high] = weights.reduce(
    ([least, most], weight) => [Math.min(least!, weight), Math.max(most!, weight)],
    [Number.POSITIVE_INFINITY, 0],
  ) as [number, number];
  if (!(high / low > widest)) return [];
  return [
    {
      code: "weighting/wide-weights",
      severity: "notice",
      place: wanted.place,
      message: `The largest weight is ${Math.round(high / low)} times the smallest: a few people speak for many.`,
      hint:
        wanted.trim === undefined
          ? "Join small values, or cut weights with trim: 5."
          : "Join small values, or cut weights lower down with trim.",
    },
  ];
}
