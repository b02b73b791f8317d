import { quote, quoteAll } from "../problems/quoting.ts";
import { didYouMean } from "../problems/suggestion.ts";
import type { Responses } from "../responses/responses.ts";
import type { Study } from "../study/study.ts";
import type { Found } from "./quality.ts";

/** Rows that rate another provider than the study's own, blank ones included: they never enter its figures. */
export function findOtherProviders(study: Study, responses: Responses, kept: Uint8Array): Found {
  if (!study.provider) return { rows: [], problems: [] };
  const { column: name, own } = study.provider;
  const { texts, codes } = responses.columns.get(name)!;
  const mine = texts.indexOf(own);
  if (mine === -1) {
    const held = texts.filter((text) => text !== "").sort();
    const hint = [didYouMean(own, held), `The column holds ${quoteAll(held)}.`]
      .filter((part) => part !== undefined)
      .join(" ");
    const message = `No row has ${quote(own)}, the study's own provider, in the column ${quote(name)}.`;
    return {
      rows: [],
      problems: [
        { code: "quality/no-own-provider", severity: "error", place: { file: responses.file }, message, hint },
      ],
    };
  }
  const rows: number[] = [];
  for (let row = 0; row < codes.length; row++) if (kept[row] === 1 && codes[row] !== mine) rows.push(row);
  return { rows, problems: [] };
}
