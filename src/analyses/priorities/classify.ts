import { replicatesOf, spreadOf } from "../../stats/bootstrap.ts";
import { normalTails } from "../../stats/distributions.ts";
import { kishOf } from "../../stats/linearised.ts";
import { momentsOf } from "../../stats/tallies.ts";
import { testT } from "../../stats/tested.ts";
import { scaleOf } from "../../study/scales.ts";
import type { Context, Measure } from "../analysis.ts";
import { assess, judgeFamily, type Trial } from "../assess.ts";
import type { Comparison, Estimate } from "../estimate.ts";
import { type Coefficient, contrastOf } from "./contrast.ts";
import { measures } from "./measures.ts";
import type { PrioritiesOptions, PrioritiesResult } from "./result.ts";

type ContrastResult = NonNullable<PrioritiesResult["contrast"]>;

/** Asymmetries beyond this are no longer a performance factor (METHODS B6). */
const band = 0.1;
/** METHODS B0: at least so many people, and so many for each coefficient. */
const fewestPeople = 50;
const fewestPerCoefficient = 10;

/** The penalty-reward contrast; nothing where the answers cannot bear it. */
export function classify(context: Context<PrioritiesOptions>): Pick<PrioritiesResult, "contrast" | "contrastWhy"> {
  const { study, options, conventions, tallies } = context;
  const model = contrastOf(study, options);
  const found = model?.fit(tallies);
  if (!model || !found) return { contrastWhy: { code: "contrast-not-possible" } };
  const coefficients = [...found.penalties, ...found.rewards].filter(({ value }) => !Number.isNaN(value));
  const needed = Math.max(fewestPeople, fewestPerCoefficient * coefficients.length);
  if (found.n < needed) {
    // how many they were may not be told of very few
    const few = found.n < conventions.hideBelow;
    return {
      contrastWhy: { code: few ? "drivers-few" : "drivers-base", slots: { needed, ...(!few && { n: found.n }) } },
    };
  }
  const all = measures(study, options);
  const measureOf = (name: string, id: string) =>
    all.find((measure) => measure.id === `priorities.${name}` && measure.subject.id === id)!;
  const { weight, weight2 } = momentsOf(tallies, model.columns);
  const weighted = kishOf(found.n, weight, weight2) !== found.n;

  const sides = model.elements.flatMap(({ id }, k) =>
    (["penalty", "reward"] as const).map((name) => {
      const measure = measureOf(name, id);
      const coefficient = (name === "penalty" ? found.penalties : found.rewards)[k]!;
      return {
        measure,
        coefficient,
        trial: trialOf(context, measure, coefficient, found.n - coefficients.length - 1, weighted),
      };
    }),
  );
  const judged = judgeFamily(
    sides.map(({ trial }) => trial),
    conventions,
  );
  return {
    contrast: {
      n: found.n,
      r2: assess(measureOf("contrast_r2", "overall"), context, conventions),
      cuts: cutsOf(),
      elements: model.elements.map(({ id }, k): ContrastResult["elements"][number] => {
        const [penalty, reward] = [sideOf(2 * k), sideOf(2 * k + 1)];
        const asymmetry = assess(measureOf("asymmetry", id), context, conventions);
        const verdict = classOf(asymmetry, penalty?.comparison, reward?.comparison);
        return {
          element: id,
          ...(penalty && { penalty }),
          ...(reward && { reward }),
          ...(asymmetry.value !== null && { asymmetry }),
          ...verdict,
        };
      }),
    },
  };

  function sideOf(at: number): NonNullable<ContrastResult["elements"][number]["penalty"]> | undefined {
    const { measure, coefficient } = sides[at]!;
    if (Number.isNaN(coefficient.value)) return undefined;
    return { coefficient: assess(measure, context, conventions), comparison: judged[at]!, cases: coefficient.cases };
  }

  /** What counted as poor and excellent, once per scale. */
  function cutsOf(): ContrastResult["cuts"] {
    const byScale = new Map<string, ContrastResult["cuts"][number]>();
    model!.elements.forEach(({ performance }, k) => {
      const question = study.questions.get(performance)!;
      const { from, to } = scaleOf(question);
      const { low, high } = model!.cuts[k]!;
      if (question.reversed || low.length === 0 || high.length === 0) return;
      byScale.set(`${from}-${to}`, { from, to, low: Math.max(...low), high: Math.min(...high) });
    });
    return [...byScale.values()];
  }
}

/** t of least squares; where people count differently, from the spread of the draws. */
function trialOf(
  { resampler }: Context<PrioritiesOptions>,
  measure: Measure,
  { value, se }: Coefficient,
  df: number,
  weighted: boolean,
): Trial {
  const against = { kind: "zero", value: 0 } as const;
  const nothing = { measure, with: against, testable: false } as const;
  if (Number.isNaN(value)) return { ...nothing, compared: untestedAs("few-cases"), why: "few-cases" };
  if (!weighted)
    return {
      measure,
      with: against,
      compared: { ...testT("one-sample", value, se, df), low: null, high: null },
      testable: true,
    };
  const spread =
    measure.statistic.kind === "function" ? spreadOf(replicatesOf(measure.statistic, resampler)) : "unstable";
  if (typeof spread === "string")
    return { ...nothing, compared: { ...untestedAs(spread), difference: value }, why: spread };
  const { lower, upper } = normalTails(value / spread.sd);
  return {
    measure,
    with: against,
    compared: {
      difference: value,
      low: null,
      high: null,
      se: spread.sd,
      df: null,
      p: 2 * Math.min(lower, upper),
      method: "bootstrap",
      linked: 0,
      basis: { kind: "t", se: spread.sd, df: null },
    },
    testable: true,
  };
}

function untestedAs(why: string): Trial["compared"] {
  return {
    difference: null,
    low: null,
    high: null,
    se: null,
    df: null,
    p: null,
    method: "none",
    linked: 0,
    basis: { kind: "none" },
    why,
  };
}

/**
 * The class by the asymmetry's interval, where a right-signed coefficient is shown (METHODS B6): all of it above the band is
 * an excitement factor, below a basic one, within a performance factor.
 */
export function classOf(
  asymmetry: Pick<Estimate, "value" | "low" | "high">,
  penalty: Pick<Comparison, "verdict"> | undefined,
  reward: Pick<Comparison, "verdict"> | undefined,
): Pick<ContrastResult["elements"][number], "class" | "why"> {
  if (!penalty && !reward) return { class: "unclear", why: { code: "few-cases" } };
  if (penalty?.verdict === "up" || reward?.verdict === "down") return { class: "unclear", why: { code: "wrong-sign" } };
  const { value, low, high } = asymmetry;
  if (penalty?.verdict !== "down" && reward?.verdict !== "up")
    return { class: "unclear", why: { code: "no-effect-shown" } };
  if (value === null || low === null || high === null) return { class: "unclear", why: { code: "not-computable" } };
  if (low > band) return { class: "excitement" };
  if (high < -band) return { class: "basic" };
  if (low >= -band && high <= band) return { class: "performance" };
  return { class: "unclear", why: { code: "several-classes" } };
}
