import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { hintAtNumber } from "../responses/numbers.ts";
import type { Responses } from "../responses/responses.ts";

const mostListed = 20;

/**
 * The number that each row has in a column that is no question, NaN where it is blank. `read` says what a text stands
 * for, null when for nothing: such texts are `quality/<code>`, each said with its first line.
 */
export function numbersOfColumn(
  responses: Responses,
  name: string,
  read: (text: string) => number | null,
  { code, form, hint }: { readonly code: string; readonly form: string; readonly hint: string },
): Float64Array {
  const { texts, codes, firstRow } = responses.columns.get(name)!;
  const values = texts.map((text) => (text === "" ? Number.NaN : read(text)));
  const held = new Uint8Array(texts.length);
  for (const text of codes) held[text] = 1;
  const bad = texts.flatMap((text, k) => (values[k] === null && held[k] === 1 ? [{ text, row: firstRow[k]! }] : []));
  if (bad.length > 0) {
    throw new ProblemError(
      bad.slice(0, mostListed).map(
        ({ text, row }): Problem => ({
          code: `quality/${code}`,
          severity: "error",
          place: { file: responses.file, line: responses.lineOf(row) },
          message: `The column ${quote(name)} holds ${quote(text)}, which is no ${form}.`,
          hint: hintAtNumber(text, responses.wave.responses.decimal) ?? hint,
        }),
      ),
    );
  }
  return Float64Array.from(codes, (text) => values[text]!);
}
