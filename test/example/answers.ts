import { chinese, english, general, hostile, openings } from "./comments.ts";
import type { Item } from "./model.ts";
import * as model from "./model.ts";
import type { Random } from "./random.ts";
import { blankCode } from "./sheet.ts";

/** The code of z on the item's scale, or why there is none. */
export function missingOr(item: Omit<Item, "latent">, missing: number, z: number): number {
  let left = missing - model.blank;
  if (left < 0) return blankCode;
  left -= item.dontKnow;
  if (left < 0) return 98;
  if (left < item.notApplicable) return 99;
  const code = Math.min(item.to, Math.max(item.from, Math.floor(item.mean + item.sd * z + 0.5)));
  return item.reversed ? item.from + item.to - code : code;
}

/** 100 points in fives over the dimensions; one in twenty adds up a few points off, one in eighty far off. */
export function givePoints(
  row: number,
  given: readonly { share: number; column: Float64Array }[],
  random: Random,
): void {
  const wished = given.map(({ share }) => share * Math.exp(0.45 * random.normal()));
  const total = wished.reduce((sum, wish) => sum + wish, 0);
  const fives = wished.map((wish) => (20 * wish) / total);
  const dealt = fives.map(Math.floor);
  const byRest = fives.map((_, k) => k).sort((a, b) => fives[b]! - dealt[b]! - (fives[a]! - dealt[a]!) || a - b);
  const left = 20 - dealt.reduce((sum, part) => sum + part, 0);
  for (const k of byRest.slice(0, left)) dealt[k]! += 1;
  const slip = random.uniform();
  const by = slip < 0.0125 ? 20 : slip < 0.0625 ? 1 + Math.floor(5 * random.uniform()) : 0;
  const where = Math.floor(given.length * random.uniform());
  const sign = random.uniform() < 0.5 && 5 * dealt[where]! >= by ? -1 : 1;
  for (const [k, { column }] of given.entries()) column[row] = 5 * dealt[k]! + (k === where ? sign * by : 0);
}

/** Shares of Kano's categories, which sum to 1. */
type KanoShares = Readonly<Record<(typeof kanoCategories)[number], number>>;

/** A feature's shares so far along (0-1) between the first and the last wave, added up to the end of each category. */
export function kanoSteps(feature: { first: KanoShares; last?: KanoShares }, along: number): number[] {
  const { first, last = first } = feature;
  let sum = 0;
  return kanoCategories.map((category) => {
    sum += first[category] + along * (last[category] - first[category]);
    return sum;
  });
}

const kanoCategories = ["A", "O", "M", "I", "R", "Q"] as const;

/**
 * A pair of codes (1 like, 2 must be, 3 neutral, 4 live with, 5 dislike) that Berger's table reads as the category in
 * whose step the person's place (0-1) lies.
 */
export function kanoPair(steps: readonly number[], place: number, random: Random): readonly [number, number] {
  const category = kanoCategories[steps.findIndex((upTo) => place < upTo)] ?? "Q";
  const spread = random.uniform();
  const middle = spread < 0.3 ? 2 : spread < 0.85 ? 3 : 4;
  const other = 2 + Math.floor(3 * random.uniform());
  const half = random.uniform() < 0.5;
  switch (category) {
    case "A":
      return [1, middle];
    case "O":
      return [1, 5];
    case "M":
      return [middle, 5];
    case "I":
      return [middle, other];
    case "R":
      return half ? [5, other] : [other, 1];
    case "Q":
      return half ? [1, 1] : [5, 5];
  }
}

/** Visits in twelve months, yuan spent here and at all bicycle stores. */
export function spendMoney(
  row: number,
  median: number,
  loyalty: number,
  to: { visits: Float64Array; spend: Float64Array; spendTotal: Float64Array },
  random: Random,
): void {
  // Poisson with mean 1.2 by counting exponential steps, plus the visit the survey is about.
  let steps = -Math.log(1 - random.uniform());
  let visits = 1;
  for (; steps < 1.2; visits++) steps -= Math.log(1 - random.uniform());
  const spend = Math.round(median * Math.exp(0.55 * random.normal() + 0.12 * loyalty));
  const share = 1 / (1 + Math.exp(-1.1 - 0.6 * loyalty - 0.8 * random.normal()));
  to.visits[row] = visits;
  if (random.uniform() > 0.05) to.spend[row] = spend;
  if (random.uniform() > 0.09) to.spendTotal[row] = Math.max(spend, Math.round(spend / share / 10) * 10);
}

/** Three in ten write something, most about the element that struck them most; "" is nothing. */
export function commentOf(eta: Float64Array, flaws: boolean, random: Random): string {
  const oneOf = <T>(list: readonly T[]): T => list[Math.floor(random.uniform() * list.length)]!;
  if (random.uniform() >= 0.3) return "";
  if (flaws && random.uniform() < 0.04) return oneOf(hostile);
  if (random.uniform() < 0.15) return oneOf(general);
  let struck = 0;
  let most = 0;
  for (const [k, { performance }] of model.elements.entries()) {
    // Elements follow expectation and experience in the order of latents.
    const felt = eta[k + 2]! + (performance - 7.5) / 2;
    if (Math.abs(felt) > Math.abs(most)) [struck, most] = [k, felt];
  }
  const { id } = model.elements[struck]!;
  const inEnglish = random.uniform() < 0.1;
  const phrases = (inEnglish ? english : chinese)[id]!;
  return (inEnglish ? "" : oneOf(openings)) + oneOf(most < 0 ? phrases.low : phrases.high);
}
