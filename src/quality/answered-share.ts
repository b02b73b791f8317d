import { type Answers, type Responses, status } from "../responses/responses.ts";

/**
 * Per row the share of the questions that it answers, "don't know" included. Open questions and those that do not apply,
 * or were not asked, do not count; 1 where nothing is left to count.
 */
export function answeredShares(responses: Responses): Float64Array {
  const answered = new Uint16Array(responses.rows);
  const counted = new Uint16Array(responses.rows);
  for (const answers of responses.answers.values()) {
    if (answers.question.type === "text") continue;
    const counts = Uint8Array.from(answers.status, (state) =>
      state === status.notApplicable || state === status.notAsked ? 0 : 1,
    );
    const filled = Uint8Array.from(answers.status, (state, k) => (counts[k] === 1 && state !== status.blank ? 1 : 0));
    const codes = codesOf(responses, answers);
    for (let row = 0; row < responses.rows; row++) {
      const code = codes[row]!;
      counted[row]! += counts[code]!;
      answered[row]! += filled[code]!;
    }
  }
  return Float64Array.from(answered, (some, row) => (counted[row] === 0 ? 1 : some / counted[row]!));
}

/** Per row the place of its text among the texts of a question's column. */
export function codesOf({ columns }: Responses, { question }: Answers): Uint8Array | Uint16Array | Uint32Array {
  return columns.get(question.column)!.codes;
}
