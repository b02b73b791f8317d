import type { Estimate, Unit } from "../analyses/estimate.ts";
import type { Words } from "./words.ts";

/** Numbers, ranges, p and dates as they are printed (METHODS D1, D2). Rounding is the last thing that happens to a number. */
export interface Format {
  /** A number with its sign where the unit is a difference; the percent sign and nothing else of the unit. */
  number(value: number, unit: Unit, options?: NumberOptions): string;
  /** The same with its unit in words: `2.6 points`, `4.2个百分点`. */
  measured(value: number, unit: Unit, options?: NumberOptions): string;
  /** `72.9–74.7`, `−3.9 to −1.3`; empty where a bound is missing. */
  interval(range: Range): string;
  /** `p<0.001`, `p=0.012` with the language's spacing. */
  p(value: number): string;
  /** A whole number, its thousands parted. */
  count(value: number): string;
  /** A share 0-1 that is a convention, such as a confidence level: `95%`. */
  level(value: number): string;
  /** A number given by the study, such as a target or a scale end: as short as it is. */
  plain(value: number): string;
  date(iso: string): string;
  dates(range: { readonly from: string; readonly to: string }): string;
  /** Two numbers as a range, whatever they are: `9–10`. */
  range(low: string, high: string): string;
  readonly marks: NumberMarks;
}

/** How a language writes numbers: the section `format` of its locale. */
interface NumberMarks {
  readonly decimal: string;
  readonly thousands: string;
  /** The fewest digits before the decimal mark that are parted into thousands. */
  readonly thousandsFrom: number;
  readonly minus: string;
  readonly plus: string;
  /** What stands before and after a number of percent. */
  readonly percent: readonly [string, string];
}

interface NumberOptions {
  /** A plus before positive numbers; differences have it unless this is false. */
  readonly sign?: boolean | undefined;
  readonly digits?: number | undefined;
  /** Answers in the denominator: shares of 1,000 and more have a decimal. */
  readonly base?: number | null | undefined;
}

export type Range = Pick<Estimate, "low" | "high" | "unit"> & {
  readonly base?: number | null;
  readonly digits?: number;
};

const decimals: Readonly<Record<Unit, number>> = {
  index: 1,
  points: 1,
  share: 0,
  "share-points": 0,
  ratio: 2,
  "ratio-points": 2,
  code: 2,
  gap: 2,
  "gap-points": 2,
  coefficient: 2,
  rank: 0,
  net: 0,
  amount: 0,
  "amount-points": 0,
  "per-thousand": 1,
};

const differences: ReadonlySet<Unit> = new Set([
  "points",
  "share-points",
  "ratio-points",
  "gap",
  "gap-points",
  "net",
  "amount-points",
]);
const shares: ReadonlySet<Unit> = new Set(["share", "share-points"]);
/** Kept as parts of one, printed as parts of a hundred. */
const hundredths: ReadonlySet<Unit> = new Set([...shares, "net"]);

/** Shares on this many answers and more are printed with a decimal. */
const manyAnswers = 1000;

/** Decimals that a number is printed with. */
function decimalsOf(value: number, unit: Unit, { digits, base }: Omit<NumberOptions, "sign"> = {}): number {
  // tied ranks share their mean
  const more = (shares.has(unit) && (base ?? 0) >= manyAnswers) || (unit === "rank" && !Number.isInteger(value));
  return digits ?? decimals[unit] + (more ? 1 : 0);
}

/**
 * The format that shows a number in a spreadsheet as it is printed. What is kept as parts of one has a percent sign there, a
 * difference its sign.
 */
export function sheetFormat(value: number, unit: Unit, options: Omit<NumberOptions, "sign"> = {}): string {
  const digits = decimalsOf(value, unit, options);
  const form = `#,##0${digits > 0 ? `.${"0".repeat(digits)}` : ""}${hundredths.has(unit) ? "%" : ""}`;
  return differences.has(unit) ? `+${form};-${form};${form}` : form;
}

export function formatOf(words: Words): Format {
  const marks = marksOf(words);
  const print = (value: number, digits: number) => textOf(rounded(value, digits), digits, marks);
  const plain: Format["plain"] = (value) => {
    const short = String(Number(value.toPrecision(6)));
    return print(Number(short), short.split(".")[1]?.length ?? 0);
  };
  const percent = (text: string) => marks.percent.join(text);
  const bare = (value: number, unit: Unit, { sign, digits, base }: NumberOptions = {}): string => {
    const places = decimalsOf(value, unit, { digits, base });
    const number = rounded(hundredths.has(unit) ? 100 * value : value, places);
    const plus = (sign ?? differences.has(unit)) && number.units > 0 && !number.below;
    return `${plus ? marks.plus : ""}${textOf(number, places, marks)}`;
  };
  const number: Format["number"] = (value, unit, options) =>
    unit === "share" ? percent(bare(value, unit, options)) : bare(value, unit, options);
  const range: Format["range"] = (a, b) => words.word("format.range", { a, b });
  const isSigned = (text: string) => text.startsWith(marks.minus) || text.startsWith(marks.plus);
  const dates: Format["dates"] = ({ from, to }) => {
    const a = partsOf(from, words);
    const b = partsOf(to, words);
    const form = a.y !== b.y ? "years" : a.m !== b.m ? "months" : a.d !== b.d ? "days" : "one";
    return words.word(`date.${form}`, { y1: a.y, m1: a.m, d1: a.d, y2: b.y, m2: b.m, d2: b.d });
  };
  return {
    number,
    measured: (value, unit, options) => words.word(`unit.${unit}`, { n: number(value, unit, options) }),
    interval: ({ low, high, unit, base, digits }) => {
      if (low === null || high === null) return "";
      const [a, b] = [low, high].map((bound) => bare(bound, unit, { base, digits })) as [string, string];
      const whole = unit === "share" ? percent : (text: string) => text;
      if (isSigned(a) || isSigned(b)) return words.word("format.to", { a: whole(a), b: whole(b) });
      return whole(range(a, b));
    },
    p: (value) =>
      words.word(value < 0.001 ? "format.p-below" : "format.p", { p: print(value < 0.001 ? 0.001 : value, 3) }),
    count: (value) => print(value, 0),
    level: (value) => percent(plain(100 * value)),
    plain,
    range,
    marks,
    date: (iso) => dates({ from: iso, to: iso }),
    dates,
  };
}

function marksOf(words: Words): NumberMarks {
  const [before = "", after = ""] = words.template("format.percent").split("{n}");
  return {
    decimal: words.word("format.decimal"),
    thousands: words.word("format.thousands"),
    thousandsFrom: Number(words.word("format.thousands-from")),
    minus: words.word("format.minus"),
    plus: words.word("format.plus"),
    percent: [before, after],
  };
}

/** A number of so many units of its last decimal; one that rounds to zero is not below it. */
interface Rounded {
  readonly units: number;
  readonly below: boolean;
}

/**
 * Halves away from zero. Twelve digits are trusted: the last bits of a sum depend on the order of its terms, the printed
 * figure must not.
 */
function rounded(value: number, digits: number): Rounded {
  if (!Number.isFinite(value)) throw new Error(`${value} cannot be printed.`);
  const units = scale(Math.abs(value), digits);
  return { units, below: value < 0 && units > 0 };
}

function textOf({ units, below }: Rounded, digits: number, marks: NumberMarks): string {
  const [whole, fraction] = (units / 10 ** digits).toFixed(digits).split(".");
  const parted =
    whole!.length >= Math.max(4, marks.thousandsFrom) ? whole!.replace(/\B(?=(\d{3})+$)/g, marks.thousands) : whole!;
  return `${below ? marks.minus : ""}${parted}${fraction ? marks.decimal + fraction : ""}`;
}

/** The number in units of its last decimal, a whole number. */
function scale(size: number, digits: number): number {
  // what twelve digits leave out is less than 1e-5 here: only near a half can it turn the rounding, so most need no text
  const quick = size * 10 ** digits;
  if (digits <= 5 && quick < 1e6 && Math.abs(quick - Math.floor(quick) - 0.5) > 1e-5) return Math.round(quick);
  const trusted = Number(size.toPrecision(12));
  return trusted < 1e-6 ? 0 : Math.round(Number(`${trusted}e${digits}`));
}

function partsOf(iso: string, words: Words): { y: string; m: string; d: string } {
  const [y, m, d] = iso.split("-").map(Number) as [number, number, number];
  return { y: String(y), m: words.word(`date.month.${m}`), d: d === 1 ? words.word("date.first") : String(d) };
}
