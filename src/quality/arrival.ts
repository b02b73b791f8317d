import { parseNumber } from "../responses/numbers.ts";
import type { Responses } from "../responses/responses.ts";
import type { RawColumn } from "../sources/raw-table.ts";
import { numbersOfColumn } from "./numbers-of-column.ts";

/** The name of the column that `splitByArrival` makes: no column of a file can have it. */
export const arrivalColumn = "\u0000arrival";

/**
 * A column that says of each row whether it came in `early` or `late`; blank where that is not known. The kept rows are
 * cut where the two parts are most equal, of equal cuts at the earliest; null where all came at once.
 */
export function splitByArrival(column: string, responses: Responses, kept: Uint8Array): RawColumn | null {
  const read = (text: string) => readTime(text, responses.wave.responses.decimal);
  const times = numbersOfColumn(responses, column, read, {
    code: "not-a-time",
    form: "date and no number",
    hint: "Write dates as 2026-07-14 or 2026-07-14 09:30, or numbers that rise with time.",
  });
  const known = times.filter((time, row) => kept[row] === 1 && !Number.isNaN(time)).sort();
  const first = known[0];
  const last = known.at(-1);
  if (first === undefined || first === last) return null;
  let cut = first;
  let least = Number.POSITIVE_INFINITY;
  known.forEach((time, k) => {
    const apart = Math.abs(known.length - 2 * (k + 1));
    if (time === known[k + 1] || time === last || apart >= least) return;
    cut = time;
    least = apart;
  });
  const codes = Uint8Array.from(times, (time) => (Number.isNaN(time) ? 0 : time <= cut ? 1 : 2));
  const texts = ["", "early", "late"];
  return { name: arrivalColumn, texts, firstRow: texts.map((_, code) => codes.indexOf(code)), codes };
}

/** A number as it is, a date as days; null where the text is neither. */
function readTime(text: string, decimal: "." | ","): number | null {
  const number = parseNumber(text, decimal);
  if (number !== null) return number;
  const match = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?Z?)?$/.exec(text);
  if (!match) return null;
  const [, day, hours = "00", minutes = "00", seconds = "00"] = match;
  const time = Date.parse(`${day}T${hours}:${minutes}:${seconds}Z`);
  return Number.isFinite(time) ? time / 86_400_000 : null;
}
