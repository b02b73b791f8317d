/**
 * The invented customers of Fenghe Cycles: a stated population from which the example study and the tests' studies are
 * drawn, so that a test can ask whether an estimate recovers the truth.
 *
 * Everything a customer thinks is a latent variable; the causes follow the arrows of the American Customer Satisfaction
 * Index (expectation, quality, value, satisfaction, complaints, loyalty; Fornell et al. 1996), with the twelve elements
 * of the visit between expectation and quality:
 *
 *     expectation ─┬─> elements ──> quality ──> value ──> satisfaction ──> complaints ──> loyalty
 *     experience ──┘                   └──────────────────────┘  └──────────────────────────┘
 *
 * Within a cell (branch x age band x value tier x provider) and a wave every latent variable is normal with variance 1;
 * cells and waves move its mean. An answer is the latent variable seen through an item: z = loading · latent +
 * √(1 − loading²) · error, and the code is mean + sd · z rounded to the scale, so the thresholds between the codes k
 * and k + 1 stand at (k + ½ − mean) / sd.
 */

/** A latent variable: a sum of earlier ones and a residual whose variance brings the whole to 1 within a cell. */
export interface Latent {
  readonly id: string;
  readonly causes: Readonly<Record<string, number>>;
}

/** What an element is: coefficient on quality, item means on the scale of 1-10, shares of don't know and not applicable. */
interface ElementModel {
  readonly id: string;
  readonly onQuality: number;
  readonly performance: number;
  readonly expectation?: number;
  readonly importance: number;
  readonly dontKnow: number;
  readonly notApplicable: number;
}

export const elements: readonly ElementModel[] = [
  {
    id: "range",
    onQuality: 0.06,
    performance: 7.5,
    expectation: 8.0,
    importance: 7.4,
    dontKnow: 0.01,
    notApplicable: 0,
  },
  {
    id: "advice",
    onQuality: 0.1,
    performance: 7.7,
    expectation: 8.4,
    importance: 8.0,
    dontKnow: 0.01,
    notApplicable: 0.04,
  },
  {
    id: "test_ride",
    onQuality: 0.03,
    performance: 7.6,
    expectation: 7.9,
    importance: 6.6,
    dontKnow: 0.01,
    notApplicable: 0.38,
  },
  { id: "booking", onQuality: 0.03, performance: 7.3, importance: 6.9, dontKnow: 0.02, notApplicable: 0.31 },
  {
    id: "store",
    onQuality: 0.04,
    performance: 8.6,
    expectation: 8.1,
    importance: 6.2,
    dontKnow: 0.005,
    notApplicable: 0,
  },
  {
    id: "waiting",
    onQuality: 0.13,
    performance: 6.5,
    expectation: 8.5,
    importance: 8.3,
    dontKnow: 0.01,
    notApplicable: 0,
  },
  {
    id: "quote",
    onQuality: 0.09,
    performance: 7.2,
    expectation: 8.9,
    importance: 8.9,
    dontKnow: 0.02,
    notApplicable: 0,
  },
  {
    id: "fitting",
    onQuality: 0.06,
    performance: 7.6,
    expectation: 8.1,
    importance: 7.1,
    dontKnow: 0.03,
    notApplicable: 0.22,
  },
  {
    id: "repair",
    onQuality: 0.17,
    performance: 8.5,
    expectation: 9.2,
    importance: 9.2,
    dontKnow: 0.02,
    notApplicable: 0.24,
  },
  {
    id: "punctual",
    onQuality: 0.16,
    performance: 7.6,
    expectation: 9.0,
    importance: 8.6,
    dontKnow: 0.02,
    notApplicable: 0.08,
  },
  {
    id: "warranty",
    onQuality: 0.07,
    performance: 7.3,
    expectation: 8.7,
    importance: 8.1,
    dontKnow: 0.16,
    notApplicable: 0.09,
  },
  {
    id: "phone",
    onQuality: 0.05,
    performance: 6.4,
    expectation: 8.0,
    importance: 7.0,
    dontKnow: 0.05,
    notApplicable: 0.34,
  },
];

/** Elements whose customers were also asked for the level just good enough and the level wished for. */
const zoned = ["waiting", "repair", "punctual"] as const;

/** In the order of causes. The arrows among the last six and expectation are those of the ACSI. */
export const latents: readonly Latent[] = [
  { id: "expectation", causes: {} },
  { id: "experience", causes: {} },
  ...elements.map(({ id }) => ({ id, causes: { expectation: 0.3, experience: 0.62 } })),
  {
    id: "quality",
    causes: { expectation: 0.15, ...Object.fromEntries(elements.map(({ id, onQuality }) => [id, onQuality])) },
  },
  { id: "value", causes: { expectation: 0.1, quality: 0.6 } },
  { id: "satisfaction", causes: { expectation: 0.08, quality: 0.52, value: 0.34 } },
  { id: "complaints", causes: { satisfaction: -0.55 } },
  { id: "loyalty", causes: { satisfaction: 0.66, complaints: -0.12 } },
];

/** Share of each residual's variance that stays with the person from wave to wave; the rest is drawn anew. */
export const persistence = 0.5;

/** A rating: one item of one latent variable. Shares of blank, don't know and not applicable are of all answers, independent of everything. */
export interface Item {
  readonly column: string;
  readonly latent: string;
  readonly loading: number;
  readonly mean: number;
  readonly sd: number;
  readonly from: number;
  readonly to: number;
  readonly dontKnow: number;
  readonly notApplicable: number;
  /** The code printed is from + to − code: a high code is a bad answer. */
  readonly reversed?: boolean;
}

/** Share of blanks of every rating. */
export const blank = 0.012;

function rating(
  column: string,
  latent: string,
  loading: number,
  mean: number,
  sd: number,
  more: Partial<Item> = {},
): Item {
  return { column, latent, loading, mean, sd, from: 1, to: 10, dontKnow: 0, notApplicable: 0, ...more };
}

/** In the order of the questionnaire. */
export const items: readonly Item[] = [
  rating("overall", "satisfaction", 0.9, 8.4, 1.85),
  rating("vs_expectation", "satisfaction", 0.84, 7.8, 1.95),
  rating("vs_ideal", "satisfaction", 0.85, 7.4, 2.05),
  ...elements.map(({ id, performance, dontKnow, notApplicable }) =>
    rating(`p_${id}`, id, 0.86, performance, 1.95, {
      dontKnow,
      notApplicable,
      ...(id === "booking" && { reversed: true }),
    }),
  ),
  ...elements.flatMap(({ id, expectation }) =>
    expectation === undefined ? [] : [rating(`e_${id}`, "expectation", 0.6, expectation, 1.45)],
  ),
  ...elements.map(({ id, importance }) => rating(`i_${id}`, "expectation", 0.35, importance, 1.5)),
  ...zoned.flatMap((id, k) => [
    rating(`min_${id}`, "expectation", 0.45, [6.0, 7.2, 6.9][k]!, 1.5),
    rating(`des_${id}`, "expectation", 0.55, [8.7, 9.5, 9.3][k]!, 1.1),
  ]),
  rating("exp_overall", "expectation", 0.84, 8.0, 1.5),
  rating("exp_personal", "expectation", 0.74, 7.6, 1.7),
  rating("exp_reliable", "expectation", 0.7, 7.9, 1.7),
  rating("qual_overall", "quality", 0.88, 7.9, 1.7),
  rating("qual_personal", "quality", 0.81, 7.6, 1.85),
  rating("qual_reliable", "quality", 0.8, 7.8, 1.9),
  rating("val_quality", "value", 0.88, 7.3, 1.9),
  rating("val_price", "value", 0.86, 6.9, 2.0),
  rating("again", "loyalty", 0.86, 8.1, 2.0),
  rating("price_limit", "loyalty", 0.5, 6.3, 1.6),
  rating("trust", "loyalty", 0.78, 7.7, 1.85),
  rating("best_for_me", "loyalty", 0.74, 7.1, 2.1),
  rating("recommend", "loyalty", 0.83, 7.7, 2.1, { from: 0 }),
];

/** Yes (1) where the latent variable lies above the threshold: was annoyed, took it to the store, asks for Fenghe by name. */
export const yesOrNo = [
  { column: "annoyed", latent: "complaints", above: 0.9 },
  { column: "complained", latent: "complaints", above: 1.4 },
  { column: "by_name", latent: "loyalty", above: 0.3 },
] as const;

/** How the few who complained were served; 99 for all others. */
export const handled: Item = rating("handled", "satisfaction", 0.4, 5.2, 2.3);

interface BranchModel {
  readonly id: string;
  readonly region: "central" | "east" | "west";
  /** Of the answers, 0-1. */
  readonly share: number;
  /** On the mean of experience, in standard deviations: drawn once from N(0, 0.2²), then b05 and b08 set apart. */
  readonly effect: number;
}

export const branches: readonly BranchModel[] = [
  { id: "b01", region: "central", share: 0.14, effect: 0.1 },
  { id: "b02", region: "central", share: 0.11, effect: -0.05 },
  { id: "b03", region: "central", share: 0.09, effect: 0.22 },
  { id: "b04", region: "central", share: 0.07, effect: -0.12 },
  { id: "b05", region: "central", share: 0.05, effect: 0.5 },
  { id: "b06", region: "central", share: 0.04, effect: -0.2 },
  { id: "b07", region: "east", share: 0.1, effect: 0.05 },
  { id: "b08", region: "east", share: 0.08, effect: -0.6 },
  { id: "b09", region: "east", share: 0.06, effect: 0.12 },
  { id: "b10", region: "east", share: 0.05, effect: -0.08 },
  { id: "b11", region: "east", share: 0.03, effect: 0.18 },
  { id: "b12", region: "west", share: 0.09, effect: -0.15 },
  { id: "b13", region: "west", share: 0.065, effect: 0.02 },
  { id: "b14", region: "west", share: 0.025, effect: 0.06 },
];

/** Shares of customers and of answers (the young answer more), and effects on the means of latent variables. */
export const ages = [
  { id: "18-29", customers: 0.22, answers: 0.3, experience: -0.1 },
  { id: "30-44", customers: 0.34, answers: 0.36, experience: -0.05 },
  { id: "45-59", customers: 0.26, answers: 0.21, experience: 0.05 },
  { id: "60+", customers: 0.18, answers: 0.13, experience: 0.25 },
] as const;

/** Shares of customers; of the answers, the shares of a region's branches. */
export const regions = { central: 0.4, east: 0.33, west: 0.27 } as const;

export const tiers = [
  { id: "high", share: 0.2, satisfaction: 0.12, spend: 1900 },
  { id: "medium", share: 0.5, satisfaction: 0, spend: 620 },
  { id: "low", share: 0.3, satisfaction: -0.05, spend: 210 },
] as const;

/** Fenghe itself, and two competitors whose customers were asked the same; effects on the means of latent variables. */
export const providers = {
  fenghe: {},
  jieta: { experience: -0.3, value: 0.25 },
  luxing: { experience: 0.15, value: -0.2 },
} as const;

export type Provider = keyof typeof providers;

/** What happens over the waves. `planted` is the example's story; the others hold still until the last wave. */
export type Change = "planted" | "none" | "rise" | "failing";

/** What a wave adds to the means of latent variables, in standard deviations. */
type Shift = Readonly<Record<string, number>>;

const plantedWaves: readonly Shift[] = [
  {},
  { satisfaction: 0.03 },
  { satisfaction: 0.13 },
  // Too few mechanics in the summer: waiting and punctuality fall. A printed price list: quotes are clearer. Dearer: value falls.
  { waiting: -0.45, punctual: -0.42, quote: 0.4, value: -0.3 },
];

const lastWave: Readonly<Record<Exclude<Change, "planted">, Shift>> = {
  none: {},
  rise: { experience: 0.6 },
  failing: { punctual: -0.9 },
};

/** The shift of a wave (from 0). A `planted` study longer than four waves holds still between its first and its last three. */
export function shiftOf(change: Change, wave: number, waves: number): Shift {
  if (change === "planted") return plantedWaves[Math.max(0, wave - Math.max(0, waves - plantedWaves.length))] ?? {};
  return wave === waves - 1 && waves > 1 ? lastWave[change] : {};
}

/** From the second wave of a planted study the phone item asks about messages too, and is answered this much higher. */
export const rewording = { column: "p_phone", from: 1, mean: 0.5 } as const;

/** A feature's Kano categories in the first and last wave, as shares; waves between lie on the straight line. */
export const kano = [
  { id: "same_day", first: { A: 0.2, O: 0.46, M: 0.12, I: 0.2, R: 0.01, Q: 0.01 } },
  { id: "window", first: { A: 0.25, O: 0.07, M: 0.04, I: 0.58, R: 0.05, Q: 0.01 } },
  { id: "pickup", first: { A: 0.54, O: 0.14, M: 0.02, I: 0.27, R: 0.02, Q: 0.01 } },
  { id: "price_first", first: { A: 0.03, O: 0.24, M: 0.6, I: 0.11, R: 0.01, Q: 0.01 } },
  {
    id: "loan_bike",
    first: { A: 0.5, O: 0.2, M: 0.04, I: 0.24, R: 0.01, Q: 0.01 },
    last: { A: 0.34, O: 0.38, M: 0.09, I: 0.17, R: 0.01, Q: 0.01 },
  },
  { id: "offers", first: { A: 0.09, O: 0.03, M: 0.02, I: 0.38, R: 0.45, Q: 0.03 } },
] as const;

/** Median points of 100 given to the five dimensions. */
export const points = { tangibles: 14, reliability: 32, responsiveness: 24, assurance: 18, empathy: 12 } as const;
