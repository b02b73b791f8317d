import { type Responses, status } from "../responses/responses.ts";
import type { Study } from "../study/study.ts";
import type { Found } from "./quality.ts";

/** Rows in which every question of the study is blank: nobody answered. "Don't know" is an answer here. */
export function findUnanswered(_study: Study, responses: Responses, kept: Uint8Array): Found {
  const answered = countAnswered(responses);
  const rows: number[] = [];
  for (let row = 0; row < responses.rows; row++) if (kept[row] === 1 && answered[row] === 0) rows.push(row);
  return { rows, problems: [] };
}

/** How many questions of the study each row does not leave blank. */
export function countAnswered(responses: Responses): Uint16Array {
  const counts = new Uint16Array(responses.rows);
  for (const { question, status: states } of responses.answers.values()) {
    const filled = Uint8Array.from(states, (state) => (state === status.blank || state === status.notAsked ? 0 : 1));
    const { codes } = responses.columns.get(question.column)!;
    for (let row = 0; row < counts.length; row++) counts[row]! += filled[codes[row]!]!;
  }
  return counts;
}
