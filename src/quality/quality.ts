import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import type { Responses } from "../responses/responses.ts";
import type { Study } from "../study/study.ts";
import { findDuplicates } from "./duplicates.ts";
import { findOtherProviders } from "./other-providers.ts";
import { findUnanswered } from "./unanswered.ts";

/** Which rows stay, and what was left out by which check; said on the page about the sample. */
export interface Quality {
  /** Per row 1 or 0; null when every row stays. */
  readonly kept: Uint8Array | null;
  /** In the order of the checks; a check that left out nothing is not among them. */
  readonly excluded: readonly Exclusion[];
  readonly notices: readonly Problem[];
}

interface Exclusion {
  readonly check: CheckId;
  readonly rows: number;
}

/** What a check hands back: the rows to leave out among those still kept, and what the analyst should know. */
export interface Found {
  readonly rows: readonly number[] | Uint32Array;
  readonly problems: readonly Problem[];
}

type Check = (study: Study, responses: Responses, kept: Uint8Array) => Found;

/** In this order: people who rated somebody else are no duplicates, and an empty row is not anybody's last answer. */
const checks = {
  "other-provider": findOtherProviders,
  unanswered: findUnanswered,
  duplicate: findDuplicates,
} as const satisfies Record<string, Check>;

type CheckId = keyof typeof checks;

/** Runs every check on the rows that the ones before left. Throws when a check finds an error. */
export function checkQuality(study: Study, responses: Responses): Quality {
  const kept = new Uint8Array(responses.rows).fill(1);
  const excluded: Exclusion[] = [];
  const problems: Problem[] = [];
  for (const [check, find] of Object.entries(checks) as [CheckId, Check][]) {
    const found = find(study, responses, kept);
    problems.push(...found.problems);
    for (const row of found.rows) kept[row] = 0;
    if (found.rows.length > 0) excluded.push({ check, rows: found.rows.length });
  }
  if (!kept.includes(1)) problems.push(noteNothingLeft(responses, excluded));
  if (problems.some(({ severity }) => severity === "error")) throw new ProblemError(problems);
  return { kept: excluded.length > 0 ? kept : null, excluded, notices: problems };
}

function noteNothingLeft(responses: Responses, excluded: readonly Exclusion[]): Problem {
  return {
    code: "quality/nothing-left",
    severity: "error",
    place: { file: responses.file },
    message: `No answers of the wave ${quote(responses.wave.id)} are left (${excluded.map(({ check, rows }) => `${check}: ${rows}`).join(", ")}).`,
    hint: "Check that the questions name the right columns of the right file.",
  };
}
