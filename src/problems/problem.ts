/** Where a problem sits. Lines and columns count from 1; a file is named relative to the folder that is built. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

/**
 * What can be wrong with what the user gave us. An `error` stops the build; a `notice` is printed and, where it touches
 * a number, said on the page too.
 */
export interface Problem {
  /** Permanent, `stage/what`, such as `study/unknown-question`. */
  readonly code: string;
  readonly severity: "error" | "notice";
  readonly place: Place;
  /** What and why, in the analyst's words: one or two sentences with a full stop. */
  readonly message: string;
  /** What to do; a sentence. */
  readonly hint?: string;
}

/** Thrown by a stage that cannot go on: carries every problem the stage found, never only the first. */
export class ProblemError extends Error {
  readonly problems: readonly Problem[];
  constructor(problems: readonly Problem[]) {
    super(problems.map((problem) => `${problem.code}: ${problem.message}`).join("\n"));
    this.name = "ProblemError";
    this.problems = problems;
  }
}
