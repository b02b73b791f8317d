import { type Problem, ProblemError } from "../../problems/problem.ts";
import { quote } from "../../problems/quoting.ts";
import { codesOf } from "../../study/scales.ts";
import type { Question, Study } from "../../study/study.ts";
import type { IndicatorsOptions, YesNo } from "./result.ts";

export interface Answered {
  readonly question: Question;
  /** The codes that mean yes. */
  readonly yes: readonly number[];
}

/** A yes/no question with its codes. */
export function answeredOf(study: Study, given: YesNo): Answered {
  const { question, yes } = typeof given === "string" ? { question: given, yes: [1] } : given;
  return { question: study.questions.get(question)!, yes };
}

/**
 * What the schema cannot hold the options to: that a yes is a code of its question, that every code has its rise.
 * @throws ProblemError at the question
 */
export function checkOptions(study: Study, options: IndicatorsOptions): void {
  const { reputation, awareness, named_choice, repeat, complaints, defects } = options;
  const asked: readonly (readonly [string, YesNo | undefined])[] = [
    ["reputation.aware", reputation?.aware],
    ["awareness.top_of_mind", awareness?.top_of_mind],
    ["awareness.unaided", awareness?.unaided],
    ["awareness.aided", awareness?.aided],
    ["named_choice", named_choice],
    ["repeat.referral", repeat?.referral],
    ["complaints.felt", complaints?.felt],
    ["complaints.filed", complaints?.filed],
    ["defects.problem", defects?.problem],
    ["defects.solved", defects?.solved],
  ];
  const problems = [
    ...asked.flatMap(([key, given]) => (given === undefined ? [] : checkYesNo(key, answeredOf(study, given)))),
    ...checkTolerance(study, options.price_tolerance),
  ];
  if (problems.length > 0) throw new ProblemError(problems);
}

function checkYesNo(key: string, { question, yes }: Answered): readonly Problem[] {
  const name = `analyses.indicators.${key}`;
  if (!question.scale) {
    const message = `${name} needs a question with codes for yes and no; ${quote(question.id)} is of type ${question.type}.`;
    return [problem("question-type", question, message, "Give it a scale with options such as {0: No, 1: Yes}.")];
  }
  const known = codesOf(question.scale);
  const strange = yes.filter((code) => !known.includes(code));
  if (strange.length > 0) {
    const message = `${name} takes the code ${strange[0]} as yes, which the question ${quote(question.id)} does not have.`;
    const hint = `Say which codes are yes: {question: ${question.id}, yes: [${known[0]}]}.`;
    return [problem("yes-code", question, message, hint)];
  }
  if (known.every((code) => yes.includes(code)))
    return [problem("yes-code", question, `${name} takes every code of ${quote(question.id)} as yes.`, "Name fewer.")];
  return [];
}

function checkTolerance(study: Study, tolerance: IndicatorsOptions["price_tolerance"]): readonly Problem[] {
  if (!tolerance) return [];
  const name = "analyses.indicators.price_tolerance";
  const question = study.questions.get(tolerance.question)!;
  const { rises } = tolerance;
  if (question.type === "number") {
    if (!rises) return [];
    const message = `${name} has \`rises\`, but ${quote(question.id)} is a number: its answers are the rises themselves.`;
    return [problem("rises", question, message, "Remove `rises`.")];
  }
  if (!question.scale) {
    const message = `${name} needs a rating or a number; ${quote(question.id)} is of type ${question.type}.`;
    return [problem("question-type", question, message)];
  }
  const known = codesOf(question.scale).map(String);
  const missing = known.filter((code) => rises?.[code] === undefined);
  const strange = Object.keys(rises ?? {}).filter((code) => !known.includes(code));
  return [
    ...(missing.length > 0
      ? [
          problem(
            "rises",
            question,
            `${name} does not say which rise the code ${missing[0]} of ${quote(question.id)} stands for.`,
            "Write rises: {code: percent} for every code; below today's price the percent is negative.",
          ),
        ]
      : []),
    ...strange.map((code) =>
      problem("rises", question, `${name} has a rise for the code ${code}, which ${quote(question.id)} does not have.`),
    ),
  ];
}

function problem(code: string, question: Question, message: string, hint?: string): Problem {
  return { code: `study/${code}`, severity: "error", place: question.place, message, ...(hint && { hint }) };
}
