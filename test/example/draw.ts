import { commentOf, givePoints, kanoPair, kanoSteps, missingOr, spendMoney } from "./answers.ts";
import type { Change, Provider } from "./model.ts";
import * as model from "./model.ts";
import { addedBy, itemIn, meansOf, population } from "./population.ts";
import { type Random, randomOf } from "./random.ts";
import { type DrawnColumn, openSheet, type Sheet } from "./sheet.ts";

/** One wave. `people` are numbers that stay with a person from wave to wave; columns are in file order. */
export interface DrawnWave {
  readonly people: Uint32Array;
  readonly columns: ReadonlyMap<string, DrawnColumn>;
}

export interface Drawing {
  readonly seed: number;
  /** How many waves. */
  readonly waves: number;
  /** Answers per wave; a list gives each wave its own. */
  readonly respondents: number | readonly number[];
  readonly change: Change;
  readonly provider?: Provider;
  /** Adds people who rush, tick one number all along or break off, and hostile comments: no part of the population. */
  readonly flaws?: boolean;
  /** A branch that took no more than so many answers in a wave (from 0). */
  readonly closed?: { readonly wave: number; readonly branch: string; readonly answers: number };
}

/** Share of a wave's people who answer the next wave too. */
const recurring = 0.35;

const purpose = { wave: 1, person: 2 } as const;

/**
 * Draws a study from the population of `model.ts`. The same arguments give the same answers; memory is about 100 bytes
 * an answer. Weights post-stratify the answers to the customers by region and age band (mean 1, four decimals).
 */
export function drawAnswers(drawing: Drawing): DrawnWave[] {
  const drawn: DrawnWave[] = [];
  const seen = { last: 0 };
  for (let wave = 0; wave < drawing.waves; wave++) {
    drawn.push(drawWave(drawing, wave, drawn.at(-1)?.people ?? new Uint32Array(0), seen));
  }
  return drawn;
}

function drawWave(drawing: Drawing, wave: number, before: Uint32Array, seen: { last: number }): DrawnWave {
  const { respondents } = drawing;
  const rows = typeof respondents === "number" ? respondents : respondents[wave];
  if (rows === undefined) throw new Error(`No number of answers is given for wave ${wave}.`);
  const random = randomOf(drawing.seed, purpose.wave, wave);
  const people = invite(drawing, wave, rows, before, seen, random);
  const sheet = openSheet(rows);
  const teller = tellerOf(drawing, wave, sheet);
  for (let row = 0; row < rows; row++) teller(row, personOf(drawing, people[row]!), random);
  weigh(sheet, drawing.provider ?? "fenghe");
  return { people, columns: sheet.columns };
}

/** Who answers: people of the wave before, each with the same chance, then new ones; in random order. */
function invite(
  drawing: Drawing,
  wave: number,
  rows: number,
  before: Uint32Array,
  seen: { last: number },
  random: Random,
): Uint32Array {
  const people = new Uint32Array(rows);
  const closed = drawing.closed?.wave === wave ? drawing.closed : undefined;
  let left = closed?.answers ?? 0;
  let count = 0;
  const ask = (person: number): void => {
    if (closed && model.branches[personOf(drawing, person).branch]!.id === closed.branch && left-- <= 0) return;
    people[count++] = person;
  };
  for (const person of before) if (count < rows && random.uniform() < recurring) ask(person);
  while (count < rows) ask(++seen.last);
  for (let k = rows - 1; k > 0; k--) {
    const other = Math.floor(random.uniform() * (k + 1));
    [people[k], people[other]] = [people[other]!, people[k]!];
  }
  return people;
}

/** What stays with a person: the cell, the mode, the lasting part of each residual, the Kano answers' place. */
interface Person {
  readonly branch: number;
  readonly age: number;
  readonly tier: number;
  readonly random: Random;
}

function personOf({ seed, provider = "fenghe" }: Drawing, person: number): Person {
  const random = randomOf(seed, purpose.person, Object.keys(model.providers).indexOf(provider), person);
  return {
    branch: pick(random, model.branches, (branch) => branch.share),
    age: pick(random, model.ages, (age) => age.answers),
    tier: pick(random, model.tiers, (tier) => tier.share),
    random,
  };
}

function pick<T>(random: Random, from: readonly T[], share: (item: T) => number): number {
  let left = random.uniform();
  for (const [k, item] of from.entries()) {
    left -= share(item);
    if (left < 0) return k;
  }
  return from.length - 1;
}

/** Prepares the columns of a wave and returns what fills a row with a person's answers. */
function tellerOf(drawing: Drawing, wave: number, sheet: Sheet): (row: number, person: Person, random: Random) => void {
  const { change, waves, provider = "fenghe", flaws = false } = drawing;
  const { latents, residual } = population;
  const shift = model.shiftOf(change, wave, waves);
  const at = new Map(latents.map(({ id }, k) => [id, k]));
  const causes = latents.map((latent) =>
    Object.entries(latent.causes).map(([cause, b]) => ({ cause: at.get(cause)!, b })),
  );
  const lasting = latents.map(({ id }) => residual[id]! * Math.sqrt(model.persistence));
  const passing = latents.map(({ id }) => residual[id]! * Math.sqrt(1 - model.persistence));
  const means = model.branches.map((_, branch) =>
    model.ages.map((_, age) => model.tiers.map((_, tier) => meansOf(addedBy({ branch, age, tier, provider }, shift)))),
  );

  sheet.numbers("weight");
  const day = sheet.codes("day");
  const seconds = sheet.numbers("seconds");
  const mode = sheet.words("mode", ["online", "phone"]);
  const own = provider === "fenghe";
  const branch = sheet.words(
    "branch",
    model.branches.map(({ id }) => id),
  );
  const region = sheet.words("region", Object.keys(model.regions));
  const age = sheet.words(
    "age_band",
    model.ages.map(({ id }) => id),
  );
  const tier = sheet.words(
    "value_tier",
    model.tiers.map(({ id }) => id),
  );
  const regionOf = model.branches.map((branch) => 1 + Object.keys(model.regions).indexOf(branch.region));
  const brand = sheet.words("provider", [provider]);
  const ratings = model.items.map((item) => ({
    ...itemIn(item, change, wave),
    latent: at.get(item.latent)!,
    error: Math.sqrt(1 - item.loading * item.loading),
    codes: sheet.codes(item.column),
  }));
  const given = Object.entries(model.points).map(([dimension, share]) => ({
    share,
    column: sheet.numbers(`points_${dimension}`),
  }));
  const yesOrNo = model.yesOrNo.map(({ column, latent, above }) => ({
    latent: at.get(latent)!,
    above,
    codes: sheet.codes(column),
  }));
  const handled = { ...model.handled, latent: at.get(model.handled.latent)!, codes: sheet.codes(model.handled.column) };
  const pairs = model.kano.map((feature) => ({
    steps: kanoSteps(feature, change === "planted" && waves > 1 ? wave / (waves - 1) : 0),
    functional: sheet.codes(`k_${feature.id}_f`),
    dysfunctional: sheet.codes(`k_${feature.id}_d`),
  }));
  const attention = sheet.codes("attention");
  const visits = sheet.numbers("visits");
  const spend = sheet.numbers("spend");
  const spendTotal = sheet.numbers("spend_total");
  const comment = sheet.words("comment");
  const lastElement = ratings.findLastIndex(({ column }) => column.startsWith("i_"));
  const eta = new Float64Array(latents.length);

  return (row, person, random) => {
    const mean = means[person.branch]![person.age]![person.tier]!;
    const stays = person.random;
    for (let k = 0; k < latents.length; k++) {
      let deviation = lasting[k]! * stays.normal() + passing[k]! * random.normal();
      for (const { cause, b } of causes[k]!) deviation += b * (eta[cause]! - mean[cause]!);
      eta[k] = mean[k]! + deviation;
    }
    branch[row] = own ? person.branch + 1 : 0;
    region[row] = regionOf[person.branch]!;
    age[row] = person.age + 1;
    tier[row] = person.tier + 1;
    brand[row] = 1;
    mode[row] = stays.uniform() < (model.ages[person.age]!.id === "60+" ? 0.45 : 0.08) ? 2 : 1;
    // Replies thin out: half come in the first three weeks.
    day[row] = 1 + Math.floor(80 * random.uniform() ** 2);
    const careless = flaws && random.uniform() < 0.015;
    const breaksOff = flaws && random.uniform() < 0.015;
    seconds[row] = Math.round((careless ? 95 : 430) * Math.exp(0.32 * random.normal()));
    const always = careless ? 5 + Math.floor(5 * random.uniform()) : 0;

    for (let k = 0; k < ratings.length; k++) {
      const item = ratings[k]!;
      const z = item.loading * eta[item.latent]! + item.error * random.normal();
      const missing = random.uniform();
      if (breaksOff && k > lastElement) continue;
      item.codes[row] = always || missingOr(item, missing, z);
    }
    if (!breaksOff && random.uniform() > 0.03) givePoints(row, given, random);
    for (const { latent, above, codes } of yesOrNo) if (!breaksOff) codes[row] = eta[latent]! > above ? 1 : 0;
    const z = handled.loading * eta[handled.latent]! + Math.sqrt(1 - handled.loading ** 2) * random.normal();
    if (!breaksOff) handled.codes[row] = yesOrNo[1]!.codes[row] === 1 ? missingOr(handled, random.uniform(), z) : 99;
    for (const { steps, functional, dysfunctional } of pairs) {
      const [f, d] = kanoPair(steps, stays.uniform(), random);
      if (breaksOff) continue;
      if (random.uniform() > model.blank) functional[row] = f;
      if (random.uniform() > model.blank) dysfunctional[row] = d;
    }
    if (!breaksOff) {
      attention[row] = random.uniform() < (careless ? 0.5 : 0.006) ? 1 + Math.floor(5 * random.uniform()) : 3;
      spendMoney(row, model.tiers[person.tier]!.spend, eta[at.get("loyalty")!]!, { visits, spend, spendTotal }, random);
      comment[row] = sheet.word("comment", commentOf(eta, flaws, random));
    }
  };
}

/** Post-stratification: customers' share of the cell over its share of the answers. Cells without answers are left out. */
function weigh(sheet: Sheet, provider: Provider): void {
  const weight = sheet.columns.get("weight")!.values;
  const region = sheet.columns.get("region")!.values;
  const age = sheet.columns.get("age_band")!.values;
  if (provider !== "fenghe") {
    weight.fill(1);
    return;
  }
  const shares = Object.values(model.regions).flatMap((part) => model.ages.map(({ customers }) => part * customers));
  const cellOf = (row: number): number => (region[row]! - 1) * model.ages.length + age[row]! - 1;
  const counts = shares.map(() => 0);
  for (let row = 0; row < weight.length; row++) counts[cellOf(row)]! += 1;
  const reached = shares.reduce((sum, share, cell) => sum + (counts[cell]! > 0 ? share : 0), 0);
  for (let row = 0; row < weight.length; row++) {
    const cell = cellOf(row);
    weight[row] = Math.round((10_000 * weight.length * shares[cell]!) / reached / counts[cell]!) / 10_000;
  }
}
