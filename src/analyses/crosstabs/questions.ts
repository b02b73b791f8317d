import { codesOf, scaleOf } from "../../study/scales.ts";
import type { Question, Study } from "../../study/study.ts";
import type { CrosstabsOptions } from "./result.ts";

/** Questions of one page. Its address comes from the study file alone, so that it stays the same over the waves. */
export interface Block {
  /** A role that elements give their questions, or `questions`; numbered from the second page on. */
  readonly id: string;
  readonly questions: readonly Question[];
}

const roles = ["performance", "expectation", "importance", "tolerance", "questions"] as const;

/** Questions on a page: fewer where the tables are wide. */
function mostOnPage(study: Study): number {
  return study.segments.length > 4 ? 6 : 12;
}

/** The questions that are shown by group, by page: what elements ask for first, then the others in the study's order. */
export function blocksOf(study: Study, options: CrosstabsOptions): readonly Block[] {
  const most = mostOnPage(study);
  const chosen = questionsOf(study, options);
  return roles.flatMap((role) => {
    const own = chosen.filter((question) => roleOf(question, study) === role);
    return Array.from({ length: Math.ceil(own.length / most) }, (_, k) => ({
      id: k === 0 ? role : `${role}-${k + 1}`,
      questions: own.slice(k * most, (k + 1) * most),
    }));
  });
}

/** Ratings, choices and numbers; by default without the questions that only test whether people read. */
export function questionsOf(study: Study, options: CrosstabsOptions): readonly Question[] {
  const tests = study.quality?.attention ?? new Map();
  const all = [...study.questions.values()].filter(({ type }) => type !== "text");
  return options.questions === "all"
    ? all.filter((question) => !tests.has(question.id))
    : all.filter((question) => options.questions.includes(question.id));
}

function roleOf(question: Question, study: Study): (typeof roles)[number] {
  for (const element of study.elements.values()) {
    if (element.performance === question.id) return "performance";
    if (element.expectation === question.id) return "expectation";
    if (element.importance === question.id) return "importance";
    if (element.minimum === question.id || element.desired === question.id) return "tolerance";
  }
  return "questions";
}

/** Answers in the order of the scale; none for numbers. */
export function answersOf(question: Question): readonly number[] {
  if (question.type === "number") return [];
  const scale = scaleOf(question);
  const apart = [...scale.dontKnow, ...scale.notApplicable];
  const options = [...scale.labels.keys()].filter((code) => !apart.includes(code));
  return question.type === "choice" && options.length > 0 ? options : codesOf(scale);
}

/** A unit of more values than this has a page of its own, not a column each. */
const mostUnits = 12;

/** The segments that questions are shown by; `values` says how many values of each occur in the wave. */
export function segmentsOf(
  study: Study,
  options: CrosstabsOptions,
  values: (segment: string) => number,
): readonly string[] {
  if (options.segments !== "all") return options.segments;
  const { unit } = study;
  const own = study.segments.map(({ id }) => id);
  return unit && !own.includes(unit.id) && values(unit.id) <= mostUnits ? [...own, unit.id] : own;
}
