import type { Problem } from "../../problems/problem.ts";
import { quote } from "../../problems/quoting.ts";
import { codesOf } from "../../study/scales.ts";
import type { Study } from "../../study/study.ts";
import { pairsOf } from "./measures.ts";
import type { KanoOptions } from "./result.ts";

/** Pairs whose answers are not the five of Kano. */
export function check(study: Study, options: KanoOptions): readonly Problem[] {
  return pairsOf(options).flatMap((pair) =>
    (["functional", "dysfunctional"] as const).flatMap((half): readonly Problem[] => {
      const id = pair[half];
      const { scale } = study.questions.get(id)!;
      const codes = scale ? codesOf(scale) : [];
      const problem = (message: string, hint: string): Problem => ({
        code: "study/kano-scale",
        severity: "error",
        place: study.placeOf(["analyses", "kano", "features", pair.id, half]),
        message,
        hint,
      });
      const [like, , , , dislike] = options.answers ?? [];
      if (codes.length !== 5)
        return [
          problem(
            `A Kano pair needs five answers, from like to dislike; the question ${quote(id)} has ${codes.length}.`,
            "Give it a scale of five options: like, must be, neutral, can live with, dislike.",
          ),
        ];
      const strange = options.answers?.find((code) => !codes.includes(code));
      if (strange === undefined) return [];
      return [
        problem(
          `\`answers\` runs from ${like} to ${dislike} and names the code ${strange}, which the question ${quote(id)} does not have.`,
          `Its codes are ${codes.join(", ")}.`,
        ),
      ];
    }),
  );
}
