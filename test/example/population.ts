import type { Change, Item, Latent, Provider } from "./model.ts";
import * as model from "./model.ts";

/** Residual standard deviations that give every latent variable variance 1 within a cell, and the covariances that follow. */
function implied(latents: readonly Latent[]): {
  residual: Readonly<Record<string, number>>;
  covariance: readonly (readonly number[])[];
} {
  const at = new Map(latents.map(({ id }, k) => [id, k]));
  const covariance = latents.map(() => latents.map(() => 0));
  const residual: Record<string, number> = {};
  for (const [k, { id, causes }] of latents.entries()) {
    for (let j = 0; j < k; j++) {
      const common = Object.entries(causes).reduce((sum, [cause, b]) => sum + b * covariance[at.get(cause)!]![j]!, 0);
      covariance[k]![j] = common;
      covariance[j]![k] = common;
    }
    const explained = Object.entries(causes).reduce((sum, [cause, b]) => sum + b * covariance[k]![at.get(cause)!]!, 0);
    if (explained >= 1) throw new Error(`The causes of "${id}" explain more than its variance.`);
    covariance[k]![k] = 1;
    residual[id] = Math.sqrt(1 - explained);
  }
  return { residual, covariance };
}

/**
 * The parameters of the population: the coefficients of `model.ts` and what follows from them. `covariance` is that of
 * the latent variables within a cell, rows and columns in the order of `latents`.
 */
export const population = { ...model, ...implied(model.latents) };

/** Means of the latent variables of a cell, in the order of `latents`; `added` is what moves each besides its causes. */
export function meansOf(added: Readonly<Record<string, number>>): Float64Array {
  const at = new Map(model.latents.map(({ id }, k) => [id, k]));
  const means = new Float64Array(model.latents.length);
  for (const [k, { id, causes }] of model.latents.entries()) {
    means[k] = Object.entries(causes).reduce((sum, [cause, b]) => sum + b * means[at.get(cause)!]!, added[id] ?? 0);
  }
  return means;
}

/** A kind of customer: whatever moves the means of latent variables. */
export interface Cell {
  readonly branch: number;
  readonly age: number;
  readonly tier: number;
  readonly provider: Provider;
}

/** What a cell and a wave's shift add to the means of latent variables. Competitors have no branches. */
export function addedBy(cell: Cell, shift: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const added: Record<string, number> = { ...shift };
  const add = (latent: string, amount: number): void => {
    added[latent] = (added[latent] ?? 0) + amount;
  };
  if (cell.provider === "fenghe") add("experience", model.branches[cell.branch]!.effect);
  add("experience", model.ages[cell.age]!.experience);
  add("satisfaction", model.tiers[cell.tier]!.satisfaction);
  for (const [latent, amount] of Object.entries(model.providers[cell.provider])) add(latent, amount);
  return added;
}

export interface Where {
  readonly change: Change;
  /** From 0, of `waves`. */
  readonly wave: number;
  readonly waves: number;
  /** Shares of cells among the customers (what weighted answers estimate; the default) or among the answers. */
  readonly among?: "customers" | "answers";
  /** Only this branch, age band or tier. */
  readonly only?: Partial<Cell>;
}

/** All cells of Fenghe's own customers with their shares, which sum to 1. */
function cellsOf({ among = "customers", only = {} }: Where): { cell: Cell; share: number }[] {
  const answered = Object.fromEntries(
    Object.keys(model.regions).map((region) => [
      region,
      model.branches.filter((branch) => branch.region === region).reduce((sum, { share }) => sum + share, 0),
    ]),
  );
  const cells = model.branches.flatMap((branch, b) =>
    model.ages.flatMap((age, a) =>
      model.tiers.map((tier, t) => ({
        cell: { branch: b, age: a, tier: t, provider: "fenghe" as const },
        share:
          tier.share *
          (among === "answers"
            ? branch.share * age.answers
            : (branch.share / answered[branch.region]!) * model.regions[branch.region] * age.customers),
      })),
    ),
  );
  const kept = cells.filter(({ cell }) =>
    (["branch", "age", "tier"] as const).every((key) => only[key] === undefined || only[key] === cell[key]),
  );
  const total = kept.reduce((sum, { share }) => sum + share, 0);
  return kept.map(({ cell, share }) => ({ cell, share: share / total }));
}

/** The item as it stands in a wave: the rewording moves one. */
export function itemIn(item: Item, change: Change, wave: number): Item {
  const reworded = change === "planted" && item.column === model.rewording.column && wave >= model.rewording.from;
  return reworded ? { ...item, mean: item.mean + model.rewording.mean } : item;
}

/**
 * The shares of an item's codes from `from` to `to` in the population, as printed (a reversed item's turned round):
 * exact but for Φ, whose error is below 2e-12. Careless answers are left out.
 */
export function sharesOf(column: string, where: Where): number[] {
  const found = model.items.find((item) => item.column === column);
  if (!found) throw new Error(`The model has no item "${column}".`);
  const item = itemIn(found, where.change, where.wave);
  const latent = model.latents.findIndex(({ id }) => id === item.latent);
  const shift = model.shiftOf(where.change, where.wave, where.waves);
  const shares = Array.from({ length: item.to - item.from + 1 }, () => 0);
  for (const { cell, share } of cellsOf(where)) {
    const centre = item.loading * meansOf(addedBy(cell, shift))[latent]!;
    let below = 0;
    for (let code = item.from; code <= item.to; code++) {
      const upTo = code === item.to ? 1 : normalBelow((code + 0.5 - item.mean) / item.sd - centre);
      shares[code - item.from]! += share * (upTo - below);
      below = upTo;
    }
  }
  return item.reversed ? shares.reverse() : shares;
}

/** The mean code of an item in the population, as printed. */
export function meanOf(column: string, where: Where): number {
  const from = model.items.find((item) => item.column === column)?.from ?? 1;
  return sharesOf(column, where).reduce((sum, share, k) => sum + share * (from + k), 0);
}

/** The population's index on 0-100: the mean of the three satisfaction items, each 100 (x − 1) / 9. */
export function indexOf(where: Where): number {
  const items = ["overall", "vs_expectation", "vs_ideal"];
  return items.reduce((sum, column) => sum + (100 * (meanOf(column, where) - 1)) / 9, 0) / items.length;
}

/**
 * Φ(z): within 7 of 0 by its series ½ + φ(z)(z + z³/3 + z⁵/15 + …) (Marsaglia 2004), beyond that 0 or 1, which errs by
 * less than 2e-12.
 */
function normalBelow(z: number): number {
  if (z < -7) return 0;
  if (z > 7) return 1;
  let term = z;
  let sum = z;
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (z * z) / k;
    sum += term;
  }
  return 0.5 + (sum * Math.exp(-0.5 * z * z)) / Math.sqrt(2 * Math.PI);
}
