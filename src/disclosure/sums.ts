/** A sum over kinds of people or answers, each with its factor. */
export type Sum = ReadonlyMap<string, number>;

/** Sums in echelon form: each has a pivot that no other holds. */
type Basis = [string, Map<string, number>][];

/** Whether a sum follows from published ones by adding, subtracting and multiplying. */
export function follows(sum: Sum, published: readonly Sum[]): boolean {
  const basis: Basis = [];
  for (const known of published) extend(basis, known);
  return reduced(sum, basis).size === 0;
}

/** The first items of a list whose sums no others before them give, until `most` are found. */
export function independent<T>(items: readonly T[], sumOf: (item: T) => Sum, most: number): readonly T[] {
  const basis: Basis = [];
  const kept: T[] = [];
  for (const item of items) {
    if (basis.length >= most) break;
    if (extend(basis, sumOf(item))) kept.push(item);
  }
  return kept;
}

/** Adds a sum to a basis; false where the basis gives it already. */
function extend(basis: Basis, sum: Sum): boolean {
  const rest = reduced(sum, basis);
  const [pivot, factor] = [...rest][0] ?? [];
  if (pivot === undefined) return false;
  for (const [key, value] of rest) rest.set(key, value / factor!);
  for (const [, row] of basis) eliminate(row, pivot, rest);
  basis.push([pivot, rest]);
  return true;
}

function reduced(sum: Sum, basis: Basis): Map<string, number> {
  const rest = new Map(sum);
  for (const [pivot, row] of basis) eliminate(rest, pivot, row);
  return rest;
}

function eliminate(from: Map<string, number>, pivot: string, row: Sum): void {
  const factor = from.get(pivot);
  if (factor === undefined) return;
  for (const [key, value] of row) {
    const left = (from.get(key) ?? 0) - factor * value;
    // factors are small whole numbers: what is this close to 0 is 0
    if (Math.abs(left) < 1e-9) from.delete(key);
    else from.set(key, left);
  }
}
