import { codeColumn, placesOf } from "./scan.ts";
import type { NumberColumn } from "./tallies.ts";

/**
 * The distinct answers of rows complete in some columns, with what they weigh: for models that need more than moments and
 * read the answers several times. They are rows in disguise, so they never leave the fit that made them.
 */
export interface Patterns {
  /** Complete rows. */
  readonly n: number;
  /** Patterns x columns. */
  readonly values: Float64Array;
  /** Rows, Σv and Σv² of each pattern. */
  readonly rows: Float64Array;
  readonly weight: Float64Array;
  readonly weight2: Float64Array;
  /** The pattern of each row, −1 where it is not complete. */
  readonly patternOf: Int32Array;
}

/** `weights` null: every row weighs 1. */
export function patternsOf(columns: readonly NumberColumn[], weights: Float64Array | null): Patterns {
  const coded = columns.map((column) => {
    const { codes, lookup } = codeColumn(column);
    return { codes, ...placesOf(lookup) };
  });
  const total = coded[0]!.codes.length;
  const k = coded.length;
  // places of all columns as one number, as long as that is exact; else patterns have patterns
  const known: Map<number, number>[] = [];
  const groups: { from: number; to: number }[] = [];
  let radix = 1;
  coded.forEach(({ values }, j) => {
    const size = Math.max(1, values.length);
    if (groups.length === 0 || radix * size > 2 ** 26) {
      groups.push({ from: j, to: j + 1 });
      radix = size;
    } else {
      groups.at(-1)!.to = j + 1;
      radix *= size;
    }
  });
  for (const _ of groups) known.push(new Map());
  const patternOf = new Int32Array(total).fill(-1);
  const firsts: number[] = [];
  const rows: number[] = [];
  const weight: number[] = [];
  const weight2: number[] = [];
  let n = 0;
  next: for (let row = 0; row < total; row++) {
    let pattern = 0;
    for (let g = 0; g < groups.length; g++) {
      let key = 0;
      for (let j = groups[g]!.from; j < groups[g]!.to; j++) {
        const { codes, cells, values } = coded[j]!;
        const place = cells[codes[row]!]!;
        if (place < 0) continue next;
        key = key * values.length + place;
      }
      // 2^26 keys beside 2^26 patterns so far: exact in a double
      key += pattern * 2 ** 26;
      const map = known[g]!;
      const found = map.get(key);
      if (found === undefined) {
        pattern = map.size;
        map.set(key, pattern);
      } else pattern = found;
    }
    const v = weights ? weights[row]! : 1;
    if (pattern === firsts.length) {
      firsts.push(row);
      rows.push(0);
      weight.push(0);
      weight2.push(0);
    }
    n++;
    patternOf[row] = pattern;
    rows[pattern]!++;
    weight[pattern]! += v;
    weight2[pattern]! += v * v;
  }
  const values = new Float64Array(firsts.length * k);
  firsts.forEach((row, pattern) => {
    coded.forEach(({ codes, cells, values: own }, j) => {
      values[pattern * k + j] = own[cells[codes[row]!]!]!;
    });
  });
  return {
    n,
    values,
    rows: Float64Array.from(rows),
    weight: Float64Array.from(weight),
    weight2: Float64Array.from(weight2),
    patternOf,
  };
}

/**
 * Σ over the rows of how weighted scores vary, for the sandwich of a fit: `score(pattern, out)` writes the k derivatives of one
 * row. A simple sample: Σ v² s s' · n/(n − 1); else what `spread` makes of the scores as columns.
 */
export function scoreSpread(
  patterns: Patterns,
  k: number,
  score: (pattern: number, out: Float64Array) => void,
  spread: ((columns: readonly NumberColumn[]) => ArrayLike<number>) | null,
): Float64Array {
  const { n, rows, weight2, patternOf } = patterns;
  const own = new Float64Array(k);
  const sum = new Float64Array(k * k);
  if (spread === null) {
    for (let pattern = 0; pattern < rows.length; pattern++) {
      score(pattern, own);
      for (let i = 0; i < k; i++) {
        const at = weight2[pattern]! * own[i]!;
        for (let j = 0; j < k; j++) sum[i * k + j]! += at * own[j]!;
      }
    }
    return sum.map((value) => (value * n) / (n - 1));
  }
  const columns = Array.from({ length: k }, () => new Float64Array(patternOf.length).fill(Number.NaN));
  const scores = new Float64Array(rows.length * k);
  for (let pattern = 0; pattern < rows.length; pattern++) score(pattern, scores.subarray(pattern * k, pattern * k + k));
  patternOf.forEach((pattern, row) => {
    if (pattern >= 0) for (let i = 0; i < k; i++) columns[i]![row] = scores[pattern * k + i]!;
  });
  // the first row and column are those of the constant
  const all = spread(columns.map((values) => ({ kind: "plain", values })));
  for (let i = 0; i < k; i++) for (let j = 0; j < k; j++) sum[i * k + j] = all[(i + 1) * (k + 1) + j + 1]!;
  return sum;
}

/** A B A for symmetric A. */
export function sandwich(bread: Float64Array, meat: Float64Array): Float64Array {
  return product(product(bread, meat), bread);
}

export function product(a: Float64Array, b: Float64Array): Float64Array {
  const k = Math.sqrt(a.length);
  const out = new Float64Array(k * k);
  for (let i = 0; i < k; i++)
    for (let l = 0; l < k; l++) for (let j = 0; j < k; j++) out[i * k + j]! += a[i * k + l]! * b[l * k + j]!;
  return out;
}
