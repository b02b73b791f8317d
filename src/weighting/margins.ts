import type { Problem } from "../problems/problem.ts";
import { quote } from "../problems/quoting.ts";
import { closest, didYouMean } from "../problems/suggestion.ts";
import type { Responses } from "../responses/responses.ts";
import type { Margin, Target } from "../study/study.ts";

/** A margin as the rows have it. A category is a target's place in the study file; the last one is for who is blank. */
export interface RowMargin {
  readonly margin: Margin;
  /** Per row its category. */
  readonly codes: Uint32Array;
  /** Per category its rows. */
  readonly rows: Float64Array;
  /** Shares to be reached, adding up to 1: blank keeps its share of the rows, the others share the rest. */
  readonly targets: Float64Array;
}

const mostListed = 20;

/**
 * The rows by the categories of a margin. Nobody can stand for people who are not in the sample, and nobody is left out in
 * silence: `weighting/empty-category`, `weighting/zero-target`, `weighting/no-target`.
 */
export function divideRows(
  responses: Responses,
  margin: Margin,
): { readonly divided: RowMargin; readonly problems: readonly Problem[] } {
  const columns = margin.columns.map((name) => responses.columns.get(name)!);
  const size = margin.targets.length + 1;
  const blank = size - 1;
  const places = new Map(margin.targets.map(({ values }, k) => [JSON.stringify(values), k]));
  const known = new Map<string, number>();
  const strange = new Map<string, { readonly values: readonly string[]; line: number; rows: number }>();
  const codes = new Uint32Array(responses.rows);
  const rows = new Float64Array(size);
  for (let row = 0; row < codes.length; row++) {
    const key =
      columns.length === 1 ? String(columns[0]!.codes[row]) : columns.map((column) => column.codes[row]).join();
    let category = known.get(key);
    if (category === undefined) {
      const values = columns.map(({ texts, codes: at }) => texts[at[row]!]!);
      category = values.includes("") ? blank : (places.get(JSON.stringify(values)) ?? -1);
      known.set(key, category);
      if (category < 0) strange.set(key, { values, line: Number.POSITIVE_INFINITY, rows: 0 });
    }
    if (category < 0) {
      const found = strange.get(key)!;
      found.rows++;
      found.line = Math.min(found.line, responses.lineOf(row));
    } else {
      codes[row] = category;
      rows[category]!++;
    }
  }
  const kept = rows[blank]! / responses.rows;
  const targets = Float64Array.from({ length: size }, (_, k) =>
    k === blank ? kept : margin.targets[k]!.share * (1 - kept),
  );
  return {
    divided: { margin, codes, rows, targets },
    problems: describe(responses, margin, rows, [...strange.values()]),
  };
}

function describe(
  responses: Responses,
  { columns, targets }: Margin,
  rows: Float64Array,
  strange: readonly { readonly values: readonly string[]; readonly line: number; readonly rows: number }[],
): readonly Problem[] {
  const where = `the column${columns.length > 1 ? "s" : ""} ${columns.map((name) => quote(name)).join(" and ")}`;
  const nameOf = (values: readonly string[]) => values.join(" ");
  const held = strange.map(({ values }) => nameOf(values));
  const named = new Set<string>();
  const ofTargets = targets.flatMap((target, k): readonly Problem[] => {
    const people = rows[k]!;
    const name = nameOf(target.values);
    if (target.share > 0 && people === 0) {
      const near = closest(name, held);
      if (near !== undefined) named.add(near);
      return [
        error(
          "empty-category",
          target.place,
          `Nobody in the wave ${quote(responses.wave.id)} has ${quote(name)} in ${where}, to which the weights give a share.`,
          didYouMean(name, held) ??
            "Join it with another value in the file, and add the shares: nobody can stand for people who did not answer.",
        ),
      ];
    }
    return target.share === 0 && people > 0 ? [tellZero(target, people)] : [];
  });
  // a slip in the study file is told where it stands, not again for every row that it misses
  const others = strange.filter(({ values }) => !named.has(nameOf(values)));
  const ofRows = others.slice(0, mostListed).map(({ values, line, rows: people }) =>
    error(
      "no-target",
      { file: responses.file, line },
      `${people === 1 ? "1 row has" : `${people} rows have`} ${quote(nameOf(values))} in ${where}, to which the weights give no share.`,
      didYouMean(
        nameOf(values),
        targets.map((target) => nameOf(target.values)),
      ) ?? "Add its share to the study file.",
    ),
  );
  return [...ofTargets, ...ofRows];

  function tellZero(target: Target, people: number): Problem {
    const has = people === 1 ? "1 respondent has" : `${people} respondents have`;
    return error(
      "zero-target",
      target.place,
      `The share of ${quote(nameOf(target.values))} is 0, and ${has} it in ${where}.`,
      "Give it its share, or take these rows out of the file: a weight of 0 would leave people out in silence.",
    );
  }
}

function error(code: string, place: Problem["place"], message: string, hint: string): Problem {
  return { code: `weighting/${code}`, severity: "error", place, message, hint };
}
