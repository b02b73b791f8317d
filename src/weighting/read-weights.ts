import { type Problem, ProblemError } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { hintAtNumber, parseNumber } from "../responses/numbers.ts";
import type { Responses } from "../responses/responses.ts";

/**
 * The weights of the rows as a column gives them. They are not scaled: every formula over tallies is free of the weights'
 * scale. Blank, zero, negative or other text is `weighting/bad-weight`, said once per text with its rows and first line.
 */
export function readWeights(responses: Responses, name: string): Float64Array {
  const { texts, codes } = responses.columns.get(name)!;
  const values = texts.map((text) => parseNumber(text, responses.wave.responses.decimal));
  const counts = new Float64Array(texts.length);
  const firsts = new Float64Array(texts.length).fill(Number.POSITIVE_INFINITY);
  codes.forEach((code, row) => {
    counts[code]!++;
    firsts[code] = Math.min(firsts[code]!, responses.lineOf(row));
  });
  const bad = texts.flatMap((_, code) => (counts[code]! > 0 && !isWeight(values[code]!) ? [code] : []));
  const problems = bad.slice(0, 20).map((code): Problem => {
    const rows = counts[code] === 1 ? "1 row" : `${counts[code]} rows`;
    const text = texts[code]!;
    return {
      code: "weighting/bad-weight",
      severity: "error",
      place: { file: responses.file, line: firsts[code]! },
      message: `The weight column ${quote(name)} ${text === "" ? "is blank" : `holds ${quote(text)}`} in ${rows}. A weight is a number above 0.`,
      hint: hintAt(text, values[code]!, responses.wave.responses.decimal),
    };
  });
  if (bad.length > problems.length) {
    const last = problems.at(-1)!;
    problems.push({
      ...last,
      message: `${bad.length - problems.length} more texts of the weight column ${quote(name)} are no weights.`,
    });
  }
  if (problems.length > 0) throw new ProblemError(problems);
  return Float64Array.from(codes, (code) => values[code]!);
}

function isWeight(value: number | null): value is number {
  return value !== null && value > 0;
}

function hintAt(text: string, value: number | null, decimal: "." | ","): string {
  if (text === "") return "Give every row a weight: 1 is that of an average respondent.";
  if (value === 0) return "A weight of 0 would leave a person out in silence: take the row out of the file.";
  if (value !== null) return "Correct the weight: a person cannot count less than nothing.";
  return hintAtNumber(text, decimal) ?? "Correct the file.";
}
