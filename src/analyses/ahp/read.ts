import type { Place, Problem } from "../../problems/problem.ts";
import { quote, quoteAll } from "../../problems/quoting.ts";
import { didYouMean } from "../../problems/suggestion.ts";
import { parseFraction } from "../../responses/read-further.ts";
import { connectedSets, type Judgements } from "../../stats/ahp.ts";
import type { FileAsk, FurtherFiles } from "../../study/further-file.ts";
import type { Study } from "../../study/study.ts";
import type { AhpOptions } from "./result.ts";

/** Things that are compared with each other. */
interface Level {
  /** Empty at the top. */
  readonly of: string;
  readonly things: readonly string[];
}

interface Expert {
  readonly expert: string;
  /** By level, in the order of the levels. */
  readonly levels: readonly Judgements[];
}

/** A judgement as it was given. */
interface Given {
  readonly expert: string;
  readonly first: string;
  readonly second: string;
  /** Null where it cannot be read. */
  readonly value: number | null;
  readonly text: string;
  readonly place: Place;
}

/** Rounded reciprocals, such as 0.33 for 1/3 or 0.14 for 1/7, are taken as meant. */
const rounding = 0.03;

export function files(study: Study, options: AhpOptions): readonly FileAsk[] {
  const wantedBy = "`analyses.ahp`";
  const judged = { kind: "fraction", blank: true } as const;
  return [
    ...(options.pairs === undefined
      ? []
      : [
          {
            file: options.pairs,
            wantedBy,
            columns: {
              expert: { kind: "text" },
              first: { kind: "text" },
              second: { kind: "text" },
              judgement: judged,
            },
          } satisfies FileAsk,
        ]),
    ...Object.values(options.matrices ?? {}).map((file): FileAsk => {
      const things = [...new Set(levelsOf(study, options).flatMap((level) => level.things))];
      return {
        file,
        wantedBy,
        columns: { element: { kind: "text" }, ...Object.fromEntries(things.map((thing) => [thing, judged])) },
      };
    }),
  ];
}

/** The groups first, then the elements of each; one level where nothing groups them. */
export function levelsOf(study: Study, options: AhpOptions): readonly Level[] {
  const elements = options.elements ?? [...study.elements.keys()];
  const { by } = options;
  if (by === undefined) return [{ of: "", things: elements }];
  const tagged = elements.flatMap((id) => study.elements.get(id)?.tags[by] ?? []);
  const groups = [...new Set(tagged)];
  return [
    { of: "", things: groups },
    ...groups.map((of) => ({ of, things: elements.filter((id) => study.elements.get(id)?.tags[by] === of) })),
  ];
}

/** The experts' judgements, with everything that is wrong with them. */
export function readExperts(
  study: Study,
  options: AhpOptions,
  further: FurtherFiles,
): { readonly experts: readonly Expert[]; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report = (code: string, place: Place, message: string, hint?: string) =>
    problems.push({ code: `ahp/${code}`, severity: "error", place, message, ...(hint !== undefined && { hint }) });
  const levels = levelsOf(study, options);
  const own = study.placeOf(["analyses", "ahp"]);
  const { by } = options;
  if (by !== undefined) {
    const untagged = (options.elements ?? [...study.elements.keys()]).filter((id) => !study.elements.get(id)?.tags[by]);
    if (untagged.length > 0)
      report("no-group", own, `The elements ${quoteAll(untagged)} have no ${by}, by which analyses.ahp groups them.`);
  }
  const sources = gather(study, options, further, report);
  if (sources.length === 0 && problems.length === 0)
    report("no-judgements", own, "analyses.ahp has no judgements.", "Give `judgements`, `pairs` or `matrices`.");
  const experts = sources.map(({ expert, place, given }) => {
    const matrices = levels.map(({ things }) => things.map((_, i) => things.map((__, j) => (i === j ? 1 : null))));
    if (given.every(({ value, text }) => value === null && text === "")) {
      report(
        "no-answers",
        place,
        `The expert ${quote(expert)} judged nothing.`,
        "Remove the expert, or fill in the judgements.",
      );
      return { expert, levels: matrices };
    }
    const before = problems.length;
    const seen = new Map<string, Given>();
    for (const one of given) enter(one, levels, matrices, seen, report);
    if (problems.length === before)
      levels.forEach(({ of, things }, k) => {
        const sets = connectedSets(matrices[k]!);
        if (sets.length < 2) return;
        const named = sets
          .map((set) =>
            quoteAll(
              set.map((i) => things[i]!),
              20,
            ),
          )
          .join(" / ");
        const where = of === "" ? "" : ` within ${quote(of)}`;
        report(
          "disconnected",
          place,
          `The judgements of ${quote(expert)}${where} do not connect everything: ${named} are not compared with each other, directly or by way of others.`,
          `Compare one pair across, or name only what was compared in \`elements\`.`,
        );
      });
    return { expert, levels: matrices };
  });
  return { experts, problems };
}

type Report = (code: string, place: Place, message: string, hint?: string) => void;

/** Writes one judgement and its reciprocal into its level's matrix. */
function enter(
  one: Given,
  levels: readonly Level[],
  matrices: readonly (number | null)[][][],
  seen: Map<string, Given>,
  report: Report,
): void {
  const { expert, first, second, value, text, place } = one;
  const known = levels.flatMap(({ things }) => things);
  const unknown = [first, second].find((thing) => !known.includes(thing));
  if (unknown !== undefined) {
    report(
      "unknown-element",
      place,
      `${quote(expert)} judges ${quote(unknown)}, which is not among what is compared.`,
      didYouMean(unknown, known) ?? `Compared are ${quoteAll(known, 20)}.`,
    );
    return;
  }
  const k = levels.findIndex(({ things }) => things.includes(first) && things.includes(second));
  if (k < 0) {
    // a cell of a whole matrix that lies across levels is blank
    if (text !== "")
      report(
        "across",
        place,
        `${quote(expert)} compares ${quote(first)} with ${quote(second)}, which are not of one group.`,
        "Groups are compared with groups, and elements within their group.",
      );
    return;
  }
  if (text === "") return;
  const pair = `${quote(first)} with ${quote(second)}`;
  if (value === null) {
    report(
      "not-a-number",
      place,
      `${quote(expert)} compares ${pair} by ${quote(text)}, which is no number and no quotient such as 1/3.`,
    );
    return;
  }
  if (first === second) {
    if (value !== 1)
      report("diagonal", place, `${quote(expert)} compares ${quote(first)} with itself by ${text}; that is always 1.`);
    return;
  }
  if (!(value >= (1 / 9) * (1 - rounding) && value <= 9)) {
    report(
      "off-scale",
      place,
      `${quote(expert)} compares ${pair} by ${text}; judgements lie between 1/9 and 9.`,
      value === 0 ? "Leave the pair out where it was not compared." : undefined,
    );
    return;
  }
  const twice = seen.get(`${first}\n${second}`);
  if (twice) {
    report(
      "twice",
      place,
      `${quote(expert)} compares ${pair} a second time: ${twice.text} stands in line ${twice.place.line}.`,
      "Keep one of the two.",
    );
    return;
  }
  seen.set(`${first}\n${second}`, one);
  const level = levels[k]!;
  const [i, j] = [level.things.indexOf(first), level.things.indexOf(second)];
  const matrix = matrices[k]!;
  const mirrored = seen.get(`${second}\n${first}`);
  if (mirrored && Math.abs(value * mirrored.value! - 1) > rounding) {
    report(
      "not-reciprocal",
      place,
      `${quote(expert)} compares ${pair} by ${text} and the other way round by ${mirrored.text}; one must be 1 divided by the other.`,
      "Give each pair once.",
    );
    return;
  }
  // of the two ways the one above 1 is the one that was not rounded
  if (mirrored && value < 1) return;
  matrix[i]![j] = value;
  matrix[j]![i] = 1 / value;
}

function gather(study: Study, options: AhpOptions, further: FurtherFiles, report: Report) {
  const found = new Map<string, { place: Place; given: Given[] }>();
  const begin = (expert: string, place: Place) => {
    if (found.has(expert))
      report(
        "expert-twice",
        place,
        `The judgements of ${quote(expert)} are given twice.`,
        "Give each expert one name and one place.",
      );
    const entry = { place, given: [] as Given[] };
    found.set(expert, entry);
    return entry.given;
  };
  for (const [expert, judged] of Object.entries(options.judgements ?? {})) {
    const path = ["analyses", "ahp", "judgements", expert];
    const given = begin(expert, study.placeOf(path));
    const put = (first: string, second: string, raw: number | string, at: readonly (string | number)[]) => {
      const text = String(raw);
      given.push({ expert, first, second, value: parseFraction(text), text, place: study.placeOf([...path, ...at]) });
    };
    if (!Array.isArray(judged)) {
      for (const [first, row] of Object.entries(judged))
        for (const [second, raw] of Object.entries(row)) put(first, second, raw, [first, second]);
      continue;
    }
    const [{ things }, below] = [levelsOf(study, options)[0]!, options.by];
    const rows = things.length - 1;
    if (below !== undefined || judged.length !== rows || judged.some((row, i) => row.length !== rows - i)) {
      report(
        "triangle",
        study.placeOf(path),
        `The triangle of ${quote(expert)} must have ${rows} rows, of ${rows} judgements down to one${below === undefined ? "" : ", and cannot be used with `by`"}.`,
        "Write the judgements by name where pairs are missing or elements are grouped.",
      );
      // nothing more can be said of judgements whose pairs are not known
      found.delete(expert);
      continue;
    }
    for (const [i, row] of judged.entries())
      for (const [j, raw] of row.entries()) put(things[i]!, things[i + 1 + j]!, raw, [i, j]);
  }
  if (options.pairs !== undefined) {
    const file = further.get(options.pairs)!;
    const listed = new Map<string, Given[]>();
    for (const { line, cells } of file.rows) {
      const expert = String(cells.expert);
      let given = listed.get(expert);
      if (!given) {
        given = begin(expert, file.placeOf(line, "expert"));
        listed.set(expert, given);
      }
      given.push(
        fromCell(expert, String(cells.first), String(cells.second), cells.judgement, file.placeOf(line, "judgement")),
      );
    }
  }
  for (const [expert, name] of Object.entries(options.matrices ?? {})) {
    const file = further.get(name)!;
    const given = begin(expert, study.placeOf(["analyses", "ahp", "matrices", expert]));
    for (const { line, cells } of file.rows)
      for (const [second, cell] of Object.entries(cells))
        if (second !== "element" && !(cell === 1 && second === cells.element))
          given.push(fromCell(expert, String(cells.element), second, cell, file.placeOf(line, second)));
  }
  return [...found].map(([expert, entry]) => ({ expert, ...entry }));
}

function fromCell(
  expert: string,
  first: string,
  second: string,
  cell: string | number | null | undefined,
  place: Place,
): Given {
  const value = typeof cell === "number" ? cell : null;
  return { expert, first, second, value, text: value === null ? "" : String(Number(value.toPrecision(4))), place };
}

export function check(study: Study, options: AhpOptions, further: FurtherFiles): readonly Problem[] {
  return readExperts(study, options, further).problems;
}
