import type { Responses } from "../responses/responses.ts";
import { codesOf } from "./answered-share.ts";
import type { FindSignal } from "./signals.ts";

/** Rows that answer a question which checks attention, and not as it says. Leaving it blank is no wrong answer. */
export const findInattentive: FindSignal = ({ attention }, responses) =>
  anyOf([...attention].map(([question, right]) => rowsWhere(responses, question, (value) => !right.includes(value))));

/** Rows with a number that cannot be true. */
export const findImpossible: FindSignal = ({ ranges }, responses) =>
  anyOf(
    [...ranges].map(([question, { from, to }]) =>
      rowsWhere(responses, question, (value) => value < from || value > to),
    ),
  );

/** Rows whose answers contradict each other. */
export const findConflicts: FindSignal = ({ conflicts }, responses) =>
  anyOf(
    conflicts.map((codes) => {
      const parts = [...codes].map(([question, named]) =>
        rowsWhere(responses, question, (value) => named.includes(value)),
      );
      return (row) => parts.every((part) => part(row));
    }),
  );

type IsRow = (row: number) => boolean;

function anyOf(tests: readonly IsRow[]): IsRow | null {
  return tests.length === 0 ? null : (row) => tests.some((test) => test(row));
}

/** Rows whose answer to a question is such; none without an answer is. */
function rowsWhere(responses: Responses, question: string, is: (value: number) => boolean): IsRow {
  const answers = responses.answers.get(question)!;
  const such = Uint8Array.from(answers.values, (value) => (Number.isNaN(value) ? 0 : Number(is(value))));
  const codes = codesOf(responses, answers);
  return (row) => such[codes[row]!] === 1;
}
