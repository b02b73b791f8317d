import type { Place, Problem } from "../../problems/problem.ts";
import { quote, quoteAll } from "../../problems/quoting.ts";
import { didYouMean } from "../../problems/suggestion.ts";
import type { FileAsk, FurtherFiles } from "../../study/further-file.ts";
import type { Study } from "../../study/study.ts";
import type { Subject } from "../estimate.ts";
import type { DelphiOptions } from "./result.ts";

export interface Rating {
  readonly expert: string;
  readonly round: number;
  readonly item: string;
  readonly rating: number;
  /** (familiarity + basis) / 2, 0-1; null where not both were said. */
  readonly authority: number | null;
}

export function files(_study: Study, { file, scale }: DelphiOptions): readonly FileAsk[] {
  const share = { kind: "number", from: 0, to: 1, blank: true, absent: true } as const;
  return [
    {
      file,
      wantedBy: "`analyses.delphi`",
      columns: {
        expert: { kind: "text" },
        round: { kind: "number", whole: true, from: 1 },
        item: { kind: "text" },
        rating: { kind: "number", from: scale.from, to: scale.to, blank: true },
        familiarity: share,
        basis: share,
      },
    },
  ];
}

/** What was rated: elements in the order of the study, then the items that the study file names, then those of the file. */
export function itemsOf(study: Study, { items }: DelphiOptions, ratings: readonly Rating[]): readonly Subject[] {
  const rated = new Set(ratings.map(({ item }) => item));
  const further = items === undefined ? [] : items === "free" ? rated : Object.keys(items);
  return [
    ...[...study.elements.keys()].map((id): Subject => ({ kind: "element", id })),
    ...[...further].filter((id) => !study.elements.has(id)).map((id): Subject => ({ kind: "item", id })),
  ].filter(({ id }) => rated.has(id));
}

/** Blank ratings are no ratings. */
export function readRatings({ file }: DelphiOptions, further: FurtherFiles): readonly Rating[] {
  return further.get(file)!.rows.flatMap(({ cells }) => {
    const { rating, familiarity, basis } = cells;
    if (typeof rating !== "number") return [];
    const both = typeof familiarity === "number" && typeof basis === "number";
    const authority = both ? (familiarity + basis) / 2 : null;
    return [{ expert: String(cells.expert), round: Number(cells.round), item: String(cells.item), rating, authority }];
  });
}

/** Unknown items, items under the name of an element, ratings given twice, rounds and experts without a rating, more answers than questionnaires. */
export function check(study: Study, options: DelphiOptions, further: FurtherFiles): readonly Problem[] {
  const problems: Problem[] = [];
  const report = (code: string, place: Place, message: string, hint?: string) =>
    problems.push({ code: `delphi/${code}`, severity: "error", place, message, ...(hint !== undefined && { hint }) });
  const file = further.get(options.file)!;
  const ratings = readRatings(options, further);
  if (file.rows.length === 0)
    report("no-ratings", { file: file.name }, "The file of the Delphi rounds has no ratings.");
  const named = typeof options.items === "object" ? Object.keys(options.items) : [];
  for (const id of named)
    if (study.elements.has(id))
      report(
        "item-is-element",
        study.placeOf(["analyses", "delphi", "items", id]),
        `analyses.delphi.items names ${quote(id)}, which is an element of the study.`,
        "Leave it out: elements are rated under their own labels.",
      );
  const known = [...study.elements.keys(), ...named];
  const seen = new Map<string, number>();
  const unknown = new Set<string>();
  const experts = new Set<string>();
  for (const { line, cells } of file.rows) {
    const place = file.placeOf(line, "item");
    const [expert, item] = [String(cells.expert), String(cells.item)];
    if (options.items !== "free" && !known.includes(item) && !unknown.has(item)) {
      unknown.add(item);
      const hint =
        didYouMean(item, known) ??
        `The study has ${quoteAll(known, 20)}. What is no element needs a text under analyses.delphi.items.`;
      report(
        "unknown-element",
        place,
        `The column "item" names ${quote(item)}, which is neither an element nor under analyses.delphi.items.`,
        hint,
      );
    }
    const key = JSON.stringify([expert, cells.round, item]);
    const before = seen.get(key);
    if (before !== undefined)
      report(
        "twice",
        place,
        `${quote(expert)} rates ${quote(item)} a second time in round ${cells.round}; the first is in line ${before}.`,
        "Keep one of the two.",
      );
    seen.set(key, line);
    const turn = JSON.stringify([expert, cells.round]);
    if (!experts.has(turn) && !ratings.some((one) => one.expert === expert && one.round === cells.round))
      report(
        "no-answers",
        file.placeOf(line, "expert"),
        `${quote(expert)} rated nothing in round ${cells.round}.`,
        "Remove the expert's rows of the round: who did not answer has none.",
      );
    experts.add(turn);
  }
  const last = Math.max(0, ...file.rows.map(({ cells }) => Number(cells.round)));
  for (let round = 1; round <= last; round++) {
    const returned = new Set(ratings.filter((one) => one.round === round).map(({ expert }) => expert)).size;
    if (returned === 0)
      report(
        "empty-round",
        { file: file.name },
        `Round ${round} has no ratings, and a later round has.`,
        "Number the rounds from 1 without a gap.",
      );
    const sent = options.sent?.[round - 1];
    if (sent !== undefined && sent < returned)
      report(
        "sent",
        study.placeOf(["analyses", "delphi", "sent", round - 1]),
        `analyses.delphi.sent gives ${sent} questionnaires for round ${round}, from which ${returned} experts answered.`,
      );
  }
  const given = options.sent?.length ?? last;
  if (given !== last && last > 0)
    report(
      "sent",
      study.placeOf(["analyses", "delphi", "sent"]),
      `analyses.delphi.sent names ${given} rounds; the file has ${last}.`,
    );
  return problems;
}
