import type { Problem } from "../../problems/problem.ts";

/** Where the checks put what they find: code without `study/`, place, sentence, what to do. */
export type Report = (code: string, place: Problem["place"], message: string, hint?: string) => void;

/** A list of problems and the function that adds an error to it. */
export function collect(): { problems: readonly Problem[]; report: Report } {
  const problems: Problem[] = [];
  return {
    problems,
    report: (code, place, message, hint) => {
      problems.push({ code: `study/${code}`, severity: "error", place, message, ...(hint !== undefined && { hint }) });
    },
  };
}
