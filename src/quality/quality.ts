import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import type { Responses } from "../responses/responses.ts";
import type { RawColumn } from "../sources/raw-table.ts";
import type { Signal, Study } from "../study/study.ts";
import { splitByArrival } from "./arrival.ts";
import { findDuplicates } from "./duplicates.ts";
import { findOtherProviders } from "./other-providers.ts";
import { type SignalCount, screen } from "./signals.ts";
import { medianSeconds } from "./speeders.ts";
import { findUnanswered } from "./unanswered.ts";
import { noteUnnamedGroups } from "./unnamed-groups.ts";

/** Which rows stay, and what was left out by which check; said on the page about the sample. */
export interface Quality {
  /** Per row 1 or 0; null when every row stays. */
  readonly kept: Uint8Array | null;
  /** The rows that stay when no questionnaire is left out for carelessness; null when they are the same. */
  readonly uncleaned: Uint8Array | null;
  /** In the order of the checks; a check that left out nothing is not among them. */
  readonly excluded: readonly Exclusion[];
  /** What speaks against how many questionnaires; none where the study does not ask. */
  readonly signals: readonly SignalCount[];
  /** Median seconds of the questionnaires before they were looked at; null without times. */
  readonly medianSeconds: number | null;
  /** Who came early and who late; null where the study does not ask or all came at once. */
  readonly arrival: RawColumn | null;
  readonly notices: readonly Problem[];
}

interface Exclusion {
  readonly check: CheckId | Signal | "two-signals";
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

/** Runs every check on the rows that the ones before left, then looks for carelessness. Throws when a check finds an error. */
export function checkQuality(study: Study, responses: Responses): Quality {
  const kept = new Uint8Array(responses.rows).fill(1);
  const excluded: Exclusion[] = [];
  const problems: Problem[] = [];
  const leaveOut = (check: Exclusion["check"], rows: Found["rows"]) => {
    for (const row of rows) kept[row] = 0;
    if (rows.length > 0) excluded.push({ check, rows: rows.length });
  };
  for (const [check, find] of Object.entries(checks) as [CheckId, Check][]) {
    const found = find(study, responses, kept);
    problems.push(...found.problems);
    leaveOut(check, found.rows);
  }
  const before = Uint8Array.from(kept);
  const rules = study.quality;
  const screened = rules && screen(rules, responses, kept);
  for (const [reason, rows] of screened?.out ?? []) leaveOut(reason, rows);
  if (!kept.includes(1)) problems.push(noteNothingLeft(responses, excluded));
  problems.push(...noteDispositions(responses, excluded), ...noteUnnamedGroups(study, responses, kept));
  if (problems.some(({ severity }) => severity === "error")) throw new ProblemError(problems);
  return {
    kept: excluded.length > 0 ? kept : null,
    uncleaned: before.some((row, k) => row !== kept[k]) ? before : null,
    excluded,
    signals: screened?.signals ?? [],
    medianSeconds: rules ? medianSeconds(rules, responses, before) : null,
    arrival: rules?.received === undefined ? null : splitByArrival(rules.received, responses, kept),
    notices: problems,
  };
}

/** The questionnaires in the file are those that the study counts as interviews, complete and partial. */
function noteDispositions({ rows, wave, file }: Responses, excluded: readonly Exclusion[]): readonly Problem[] {
  const { dispositions } = wave;
  if (!dispositions) return [];
  const interviews = dispositions.complete + dispositions.partial;
  const aside = excluded.find(({ check }) => check === "other-provider")?.rows ?? 0;
  if (interviews === rows - aside) return [];
  return [
    {
      code: "quality/dispositions",
      severity: "notice",
      place: wave.place,
      message: `The dispositions of the wave ${quote(wave.id)} count ${interviews} interviews, complete and partial; ${quote(file)} holds ${rows - aside}${aside > 0 ? " of the study's own provider" : ""}.`,
      hint: "Correct whichever is wrong: the response rate rests on the dispositions.",
    },
  ];
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
