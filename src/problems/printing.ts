import type { Place, Problem } from "./problem.ts";
import { visible } from "./quoting.ts";

/** One problem as one line: place first, then what, why and what to do, its code last. */
export function formatProblem(problem: Problem): string {
  const kind = problem.severity === "notice" ? "notice: " : "";
  const hint = problem.hint ? ` ${problem.hint}` : "";
  return visible(`${formatPlace(problem.place)}  ${kind}${problem.message}${hint}  (${problem.code})`);
}

/** Problems as lines in file order, equal ones once. */
export function formatProblems(problems: readonly Problem[]): string {
  return sortProblems(problems).map(formatProblem).join("\n");
}

/** Problems for machines (`check --json`): file order, equal ones once, with the number of errors and notices. */
export function formatProblemsAsJson(problems: readonly Problem[]): string {
  const sorted = sortProblems(problems);
  const errors = sorted.filter((problem) => problem.severity === "error").length;
  const listed = sorted.map(({ code, severity, place, message, hint }) => ({
    code,
    severity,
    file: place.file,
    ...(place.line !== undefined && { line: place.line }),
    ...(place.column !== undefined && { column: place.column }),
    message,
    ...(hint !== undefined && { hint }),
  }));
  return `${JSON.stringify({ errors, notices: sorted.length - errors, problems: listed }, null, 2)}\n`;
}

/** By file name, line, column, code, message; a place without a line comes first; equal problems are kept once. */
export function sortProblems(problems: readonly Problem[]): readonly Problem[] {
  const sorted = [...problems].sort(
    (a, b) =>
      compare(a.place.file, b.place.file) ||
      (a.place.line ?? 0) - (b.place.line ?? 0) ||
      (a.place.column ?? 0) - (b.place.column ?? 0) ||
      compare(a.code, b.code) ||
      compare(a.message, b.message) ||
      compare(a.hint ?? "", b.hint ?? "") ||
      compare(a.severity, b.severity),
  );
  return sorted.filter((problem, k) => k === 0 || !isSame(problem, sorted[k - 1]!));
}

function formatPlace({ file, line, column }: Place): string {
  return [file, line, column].filter((part) => part !== undefined).join(":");
}

function isSame(a: Problem, b: Problem): boolean {
  return (
    formatPlace(a.place) === formatPlace(b.place) &&
    a.code === b.code &&
    a.message === b.message &&
    a.hint === b.hint &&
    a.severity === b.severity
  );
}

// By code unit: the order must not depend on the machine's language.
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
