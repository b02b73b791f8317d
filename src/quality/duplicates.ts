import { quote } from "../problems/quoting.ts";
import { orderByKey, sameKey } from "../responses/key-order.ts";
import type { Responses } from "../responses/responses.ts";
import type { Study } from "../study/study.ts";
import { answeredShares } from "./answered-share.ts";
import type { Found } from "./quality.ts";
import { countAnswered } from "./unanswered.ts";

/** A row that answers so much of its questions is complete, unless the study draws the line elsewhere. */
const complete = 0.5;

/**
 * Rows of a respondent who is in the file more than once: the last complete row is kept, where none is complete the one
 * with the most answers, of equally full ones the last (METHODS B20). Said with its number and first line, since it may
 * be a slip of the export.
 */
export function findDuplicates(study: Study, responses: Responses, kept: Uint8Array): Found {
  const { keys } = responses;
  if (!keys || study.respondent === undefined) return { rows: [], problems: [] };
  const repeated = groupRepeated(keys, kept);
  if (repeated.length === 0) return { rows: [], problems: [] };
  const answered = countAnswered(responses);
  const shares = answeredShares(responses);
  const isComplete = (row: number) => shares[row]! >= (study.quality?.partialBelow ?? complete);
  const rows: number[] = [];
  for (const group of repeated) {
    const best =
      group.findLast(isComplete) ?? group.reduce((one, other) => (answered[other]! >= answered[one]! ? other : one));
    rows.push(...group.filter((row) => row !== best));
  }
  const second = Math.min(...repeated.map((group) => group[1]!));
  const people = repeated.length === 1 ? "1 respondent is" : `${repeated.length} respondents are`;
  return {
    rows,
    problems: [
      {
        code: "quality/duplicate-respondent",
        severity: "notice",
        place: { file: responses.file, line: responses.lineOf(second) },
        message: `${people} in the file more than once by ${quote(study.respondent)}; ${rows.length === 1 ? "1 row is" : `${rows.length} rows are`} left out. This line is the first that repeats an earlier one.`,
        hint: "Of each respondent the last complete row is kept, where none is complete the fullest. If they are different people, give them different ids.",
      },
    ],
  };
}

/** The kept rows of each respondent who has several, in file order. */
function groupRepeated(keys: NonNullable<Responses["keys"]>, kept: Uint8Array): readonly (readonly number[])[] {
  const groups: number[][] = [];
  let group: number[] = [];
  for (const row of orderByKey(keys)) {
    if (kept[row] !== 1) continue;
    if (group.length > 0 && sameKey(keys, group[0]!, row)) group.push(row);
    else group = [row];
    if (group.length === 2) groups.push(group);
  }
  return groups;
}
