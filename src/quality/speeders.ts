import { parseNumber } from "../responses/numbers.ts";
import type { Responses } from "../responses/responses.ts";
import { quantile } from "../stats/quantile.ts";
import type { QualityRules } from "../study/study.ts";
import { numbersOfColumn } from "./numbers-of-column.ts";
import type { FindSignal } from "./signals.ts";

/** Rows that took less than a share of the median time of the rows still kept. A row without a time is no speeder. */
export const findSpeeders: FindSignal = (rules, responses, kept) => {
  if (rules.seconds === undefined) return null;
  const seconds = secondsOf(rules.seconds, responses);
  const median = medianSeconds(rules, responses, kept);
  return median === null ? () => false : (row) => seconds[row]! < rules.speederBelow * median;
};

/** The median seconds of the kept rows that have a time; null where there are none. */
export function medianSeconds(rules: QualityRules, responses: Responses, kept: Uint8Array): number | null {
  if (rules.seconds === undefined) return null;
  const seconds = secondsOf(rules.seconds, responses);
  const known = seconds.filter((value, row) => kept[row] === 1 && !Number.isNaN(value)).sort();
  return known.length === 0 ? null : quantile(known, 0.5);
}

function secondsOf(column: string, responses: Responses): Float64Array {
  const read = (text: string) => {
    const value = parseNumber(text, responses.wave.responses.decimal);
    return value !== null && value >= 0 ? value : null;
  };
  return numbersOfColumn(responses, column, read, {
    code: "not-seconds",
    form: "number of seconds",
    hint: "Write the time in seconds, or leave the cell empty where it is not known.",
  });
}
