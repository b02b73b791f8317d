import type { Estimate, Unit } from "../analyses/estimate.ts";
import type { Words } from "./words.ts";

/** Numbers, ranges, p and dates as they are printed (METHODS D1, D2). Rounding is the last thing that happens to a number. */
export interface Format {
  /** A number with its sign where the unit is a difference; `%` and nothing else of the unit. */
  number(value: number, unit: Unit, options?: NumberOptions): string;
  /** The same with its unit in words: `2.6 points`, `4.2个百分点`. */
  measured(value: number, unit: Unit, options?: NumberOptions): string;
  /** `72.9–74.7`, `−3.9 to −1.3`; empty where a bound is missing. */
  interval(range: Range): string;
  /** `p<0.001`, `p=0.012` with the language's spacing. */
  p(value: number): string;
  /** A whole number with thousands commas. */
  count(value: number): string;
  /** A share 0-1 that is a convention, such as a confidence level: `95%`. */
  level(value: number): string;
  /** A number given by the study, such as a target or a scale end: as short as it is. */
  plain(value: number): string;
  date(iso: string): string;
  dates(range: { readonly from: string; readonly to: string }): string;
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
  const number: Format["number"] = (value, unit, { sign, digits, base } = {}) => {
    const text = fixed(hundredths.has(unit) ? 100 * value : value, decimalsOf(value, unit, { digits, base }));
    const plus = (sign ?? differences.has(unit)) && !text.startsWith("−") && Number(text.replaceAll(",", "")) > 0;
    return `${plus ? "+" : ""}${text}${unit === "share" ? "%" : ""}`;
  };
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
      const [a, b] = [low, high].map((bound) => number(bound, unit, { base, digits })) as [string, string];
      if (/^[−+]/.test(a) || /^[−+]/.test(b)) return words.word("format.to", { a, b });
      return `${a.replace(/%$/, "")}–${b}`;
    },
    p: (value) =>
      words.word(value < 0.001 ? "format.p-below" : "format.p", { p: value < 0.001 ? "0.001" : fixed(value, 3) }),
    count: (value) => fixed(value, 0),
    level: (value) => `${plain(100 * value)}%`,
    plain,
    date: (iso) => dates({ from: iso, to: iso }),
    dates,
  };
}

/**
 * Fixed decimals, halves away from zero, a true minus, thousands commas; a number that rounds to zero has no sign. Twelve
 * digits are trusted: the last bits of a sum depend on the order of its terms, the printed figure must not.
 */
function fixed(value: number, digits: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} cannot be printed.`);
  const scaled = scale(Math.abs(value), digits);
  const [whole, fraction] = (scaled / 10 ** digits).toFixed(digits).split(".");
  const thousands = whole!.length > 3 ? whole!.replace(/\B(?=(\d{3})+$)/g, ",") : whole!;
  const grouped = thousands + (fraction ? `.${fraction}` : "");
  return value < 0 && scaled > 0 ? `−${grouped}` : grouped;
}

/** The number in units of its last decimal, a whole number. */
function scale(size: number, digits: number): number {
  // what twelve digits leave out is less than 1e-5 here: only near a half can it turn the rounding, so most need no text
  const quick = size * 10 ** digits;
  if (digits <= 5 && quick < 1e6 && Math.abs(quick - Math.floor(quick) - 0.5) > 1e-5) return Math.round(quick);
  const trusted = Number(size.toPrecision(12));
  return trusted < 1e-6 ? 0 : Math.round(Number(`${trusted}e${digits}`));
}

function plain(value: number): string {
  const short = String(Number(value.toPrecision(6)));
  return fixed(Number(short), short.split(".")[1]?.length ?? 0);
}

function partsOf(iso: string, words: Words): { y: string; m: string; d: string } {
  const [y, m, d] = iso.split("-").map(Number) as [number, number, number];
  return { y: String(y), m: words.word(`date.month.${m}`), d: String(d) };
}
