import {
  consensusOf,
  consistencyOf,
  type Judgements,
  joinJudgements,
  joinWeights,
  prioritise,
  shiftWeight,
  synthesise,
  worstFits,
} from "../../stats/ahp.ts";
import { concordanceOf } from "../../stats/concordance.ts";
import { placesOf } from "../../stats/ranks.ts";
import type { Context, Outcome } from "../analysis.ts";
import type { Code, Estimate, Subject } from "../estimate.ts";
import { stated } from "../stated.ts";
import { levelsOf, readExperts } from "./read.ts";
import type { AhpLevel, AhpOptions, AhpResult } from "./result.ts";

/** Saaty 1980; by the number of things where the study is strict. */
const usual = 0.1;
const strictly: Readonly<Record<number, number>> = { 3: 0.05, 4: 0.08 };
const shown = 3;
const tenPoints = 0.1;

interface Solved {
  /** Weights of each level, then of all elements in the order of the levels. */
  readonly levels: readonly (readonly number[])[];
  readonly elements: readonly number[];
}

export function compute({ study, options, files }: Context<AhpOptions>): Outcome<AhpResult> {
  const levels = levelsOf(study, options);
  const { experts } = readExperts(study, options, files);
  const ids = levels.length === 1 ? levels[0]!.things : levels.slice(1).flatMap(({ things }) => things);
  const solve = (matrices: readonly Judgements[]): Solved =>
    together(
      matrices.map((matrix) => prioritise(matrix, options.method).weights),
      options,
    );
  const assessed = experts.map(({ expert, levels: matrices }) => {
    const checked = matrices.map((matrix, k) => assessLevel(matrix, levels[k]!, options, expertWhy));
    return { expert, levels: checked, passes: checked.every(({ state }) => state === "accepted") };
  });
  const passing = assessed.some(({ passes }) => passes);
  // where nobody passes the weights of all are told, and used by no other method
  const counting = assessed.map(({ passes }) => passes || options.force || !passing);
  const counted = experts.filter((_, k) => counting[k]);
  const solved = counted.map((expert) => solve(expert.levels));

  const joined =
    options.group === "judgements"
      ? levels.map((_, k) => joinJudgements(counted.map((expert) => expert.levels[k]!)))
      : null;
  const answer = joined
    ? solve(joined)
    : together(
        levels.map((_, k) => joinWeights(solved.map((one) => one.levels[k]!))),
        options,
      );
  const joint = joined ? joined.map((matrix, k) => assessLevel(matrix, levels[k]!, options, jointWhy)) : [];
  const sound = passing && joint.every(({ state }) => state === "accepted");
  const isForced = options.force && (!sound || assessed.some(({ passes }) => !passes));
  const usable = sound && !isForced;
  const status = usable || isForced ? "shown" : "indicative";
  const why: Code = { code: isForced ? "ahp-forced" : usable ? "ahp-judged" : "ahp-not-accepted" };
  const spread = (kind: Subject["kind"], id: string, value: number, own: readonly number[]) => {
    const estimate = (name: string, one: number): Estimate =>
      stated(`ahp.${name}`, { kind, id }, "share", one, why, status);
    return {
      weight: estimate("weight", value),
      lowest: estimate("lowest", Math.min(...own)),
      highest: estimate("highest", Math.max(...own)),
    };
  };
  const everybody: Subject = { kind: "overall", id: "overall" };
  const several = solved.length > 1;
  const agreement = several
    ? concordanceOf(
        solved.map(({ elements }) => elements),
        `${study.id} ahp`,
      )
    : null;
  const heaviest = <T extends { weight: Estimate }>(rows: readonly T[]) =>
    [...rows].sort((a, b) => b.weight.value! - a.weight.value!);
  return {
    kind: "done",
    result: {
      method: options.method,
      table: options.random_index,
      group: options.group,
      synthesis: options.synthesis,
      by: options.by ?? null,
      usable,
      forced: isForced,
      experts: assessed.map(({ expert, levels: checked }, k) => ({ expert, counts: counting[k]!, levels: checked })),
      joint,
      consensus: stated(
        "ahp.consensus",
        everybody,
        "share",
        several ? consensusOf(solved.map(({ elements }) => elements)) : null,
        several ? why : { code: "one-expert" },
        status,
      ),
      concordance: stated(
        "ahp.concordance",
        everybody,
        "coefficient",
        agreement?.w ?? null,
        agreement ? why : { code: several ? "ranks-all-equal" : "one-expert" },
        status,
      ),
      groups: options.by
        ? heaviest(
            levels[0]!.things.map((group, g) => ({
              group,
              ...spread(
                options.by!,
                group,
                answer.levels[0]![g]!,
                solved.map((one) => one.levels[0]![g]!),
              ),
            })),
          )
        : [],
      weights: heaviest(
        ids.map((element, i) => ({
          element,
          ...spread(
            "element",
            element,
            answer.elements[i]!,
            solved.map((one) => one.elements[i]!),
          ),
        })),
      ),
      sensitivity: levels[0]!.things.flatMap((moved, at) =>
        [-tenPoints, tenPoints].flatMap((points) => {
          const shifted = shiftWeight(answer.levels[0]!, at, points);
          if (!shifted) return [];
          const after = together([shifted, ...answer.levels.slice(1)], options).elements;
          const [from, to] = [placesOf(answer.elements), placesOf(after)];
          const changes = ids.flatMap((element, i) =>
            from[i] === to[i] ? [] : [{ element, from: from[i]!, to: to[i]! }],
          );
          return [{ moved, points, changes }];
        }),
      ),
    },
  };
}

const expertWhy: Code = { code: "ahp-expert" };
const jointWhy: Code = { code: "ahp-joint" };

function together(levels: readonly (readonly number[])[], options: AhpOptions): Solved {
  const [top, ...within] = levels;
  return { levels, elements: within.length === 0 ? top! : synthesise(top!, within, options.synthesis).flat() };
}

function assessLevel(
  matrix: Judgements,
  { of, things }: { readonly of: string; readonly things: readonly string[] },
  options: AhpOptions,
  why: Code,
): AhpLevel {
  const { weights, lambda } = prioritise(matrix, options.method);
  const found = consistencyOf(matrix, lambda, options.random_index);
  const limit = (options.strict && strictly[things.length]) || usual;
  const state = found.ratio > limit ? "rejected" : found.isLowerBound ? "lower-bound" : "accepted";
  const subject: Subject = of === "" ? { kind: "overall", id: "overall" } : { kind: options.by!, id: of };
  return {
    of,
    things: things.length,
    missing: matrix.flat().filter((value) => value === null).length / 2,
    ratio: stated(
      "ahp.ratio",
      subject,
      "coefficient",
      found.ratio,
      found.isLowerBound ? { code: "ahp-lower-bound" } : why,
    ),
    limit,
    randomIndex: found.randomIndex,
    table: found.table,
    state,
    worst:
      state === "rejected"
        ? worstFits(matrix, weights, shown).map(({ i, j, judgement, implied }) => ({
            first: things[i]!,
            second: things[j]!,
            judgement,
            implied,
          }))
        : [],
  };
}
