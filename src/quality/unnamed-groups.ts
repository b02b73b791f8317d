import type { Problem } from "../problems/problem.ts";
import { quote, quoteAll } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import type { Responses } from "../responses/responses.ts";
import { dividersOf } from "../study/dividers.ts";
import type { Study } from "../study/study.ts";

/**
 * Groups that some respondents are in though the study file, which names the groups of that segment, does not name them: a slip
 * of a key makes a group of its own and takes its people from another.
 */
export function noteUnnamedGroups(study: Study, responses: Responses, kept: Uint8Array): readonly Problem[] {
  return dividersOf(study).flatMap(({ id, column: name, values }): readonly Problem[] => {
    const column = responses.columns.get(name);
    if (!column || values.size === 0) return [];
    const { texts, codes } = column;
    const isStrange = texts.map((text) => text !== "" && !values.has(text));
    const rows = [...kept.keys()].filter((row) => kept[row] === 1 && isStrange[codes[row]!]);
    if (rows.length === 0) return [];
    const strange = [...new Set(rows.map((row) => texts[codes[row]!]!))];
    const guess = strange.length === 1 ? didYouMean(strange[0]!, values.keys()) : undefined;
    return [
      {
        code: "quality/unnamed-group",
        severity: "notice",
        place: { file: responses.file, line: responses.lineOf(rows[0]!) },
        message: `The column ${quote(name)} holds ${quoteAll(strange, 4)} in ${rows.length === 1 ? "1 row" : `${rows.length} rows`}, which \`values\` of ${quote(id)} does not name: on the pages these are groups of their own.`,
        hint: `${guess ? `${guess} ` : ""}Correct the file, or name the group in \`values\`.`,
      },
    ];
  });
}
