import type { Question, Scale } from "./study.ts";

/** The codes of a scale that are answers, lowest first. */
export function codesOf(scale: Scale): readonly number[] {
  return Array.from({ length: scale.to - scale.from + 1 }, (_, k) => scale.from + k);
}

/** A code on 0-100, where 100 is the good end: 100 (x − from) / (to − from), turned round for a reversed question. */
export function rescale(question: Pick<Question, "reversed" | "scale">, code: number): number {
  const { from, to } = scaleOf(question);
  return (100 * (question.reversed ? to - code : code - from)) / (to - from);
}

/** The scale of a question that is known to have one. */
export function scaleOf(question: Pick<Question, "scale">): Scale {
  if (!question.scale) throw new Error("A question without a scale was treated as a rating.");
  return question.scale;
}

/** Least share of the scale that the top box begins at: 2 gives 4-5 of 5, 6-7 of 7, 8-10 of 10; 1 gives 5, 7, 9-10. */
const topFrom = { 1: 85, 2: 75 } as const;

/**
 * The codes of the top box, the bottom box (its mirror image) and what lies between, by the convention `top` (METHODS B2,
 * E "Satisfaction rate"). Codes are as in the file; for a reversed question the top box holds the low codes.
 */
export function boxesOf(
  question: Pick<Question, "reversed" | "scale">,
  top: 1 | 2,
): Record<"top" | "middle" | "bottom", readonly number[]> {
  const codes = codesOf(scaleOf(question));
  const cut = topFrom[top];
  return {
    top: codes.filter((code) => rescale(question, code) >= cut),
    middle: codes.filter((code) => rescale(question, code) < cut && rescale(question, code) > 100 - cut),
    bottom: codes.filter((code) => rescale(question, code) <= 100 - cut),
  };
}
