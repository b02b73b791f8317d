import type { Group, Measure } from "../analyses/analysis.ts";
import { cellTooSmall, statusOf } from "../analyses/assess.ts";
import { numberKey } from "../analyses/estimate.ts";
import { estimate } from "../stats/estimate.ts";
import type { Tallies } from "../stats/tallies.ts";
import { codesOf, scaleOf } from "../study/scales.ts";
import type { Conventions, Study } from "../study/study.ts";
import { type CountedSet, secondaryHidden } from "./span.ts";

/** What disclosure must know of a wave. `cross` counts the respondents by combination of the segments' values. */
export interface WaveTallies {
  readonly study: Study;
  readonly measures: readonly Measure[];
  readonly tallies: Tallies;
  readonly groups: readonly Group[];
  readonly cross: readonly { readonly values: readonly string[]; readonly rows: number }[];
  /** Segment ids in the order of `cross[].values`. */
  readonly segments: readonly string[];
}

/**
 * The figures of a wave that may not be shown, by `numberKey`: shares on too small a cell, groups on too small a base,
 * and what would give those away by subtraction over everything that is published of the wave.
 */
export function planHidden(wave: WaveTallies): ReadonlySet<string> {
  return new Set([...hiddenShares(wave), ...hiddenGroups(wave)]);
}

/** A question's respondents by what they answered; a share names some of them among some of them. */
interface Space {
  readonly hidden: CountedSet[];
  readonly hideable: CountedSet[];
  readonly fixed: CountedSet[];
}

function hiddenShares({ study, measures, tallies }: WaveTallies): readonly string[] {
  const spaces = new Map<string, Space>();
  for (const measure of measures) {
    const { statistic } = measure;
    if (statistic.kind !== "share") continue;
    const place = atomsOf(study, statistic.column, statistic.values);
    const among = atomsOf(study, statistic.column, statistic.among ?? null);
    if (!place || !among) continue;
    const space = spaces.get(place.space) ?? {
      hidden: [],
      hideable: [],
      fixed: [{ key: "all", atoms: place.all, count: Number.POSITIVE_INFINITY }],
    };
    spaces.set(place.space, space);
    const found = estimate(statistic, tallies, { level: study.conventions.level });
    const key = numberKey({ measure: measure.id, subject: measure.subject });
    const count = found.cases ?? 0;
    const set = { key, atoms: place.atoms, count, base: among.atoms };
    (cellTooSmall(measure, found, study.conventions) ? space.hidden : space.hideable).push(set);
    if (place.answered) space.fixed.push({ key: "answered", atoms: place.answered, count: Number.POSITIVE_INFINITY });
  }
  return [...spaces.values()].flatMap(({ hidden, hideable, fixed }) =>
    hidden.length === 0 ? [] : [...hidden.map((set) => set.key), ...secondaryHidden(hidden, hideable, fixed)],
  );
}

/** The atoms that values of a column stand for; null values = every value that the column can hold. */
function atomsOf(
  study: Study,
  column: Extract<Measure["statistic"], { kind: "share" }>["column"],
  values: readonly number[] | null,
): { space: string; atoms: ReadonlySet<string>; all: ReadonlySet<string>; answered?: ReadonlySet<string> } | null {
  if (column.kind === "compared") {
    const all = new Set(["-1", "0", "1"]);
    return { space: column.id, all, atoms: values ? new Set(values.map(String)) : all };
  }
  if (column.kind !== "code" && column.kind !== "status") return null;
  const codes = codesOf(scaleOf(study.questions.get(column.question)!)).map((code) => `code ${code}`);
  const missing = ["blank", "dont_know", "not_applicable"];
  const answered = new Set(codes);
  const all = new Set([...codes, ...missing]);
  const ofStatus = (status: number) => (status === 0 ? codes : [missing[status - 1]!]);
  const atoms =
    column.kind === "code"
      ? (values?.map((value) => `code ${value}`) ?? codes)
      : (values ?? [0, 1, 2, 3]).flatMap(ofStatus);
  return { space: column.question, atoms: new Set(atoms), all, answered };
}

/** Groups below the base rule, and the groups that must go with them. Every measure shown by group has one fate. */
function hiddenGroups({ measures, groups, cross, segments, study }: WaveTallies): readonly string[] {
  const headline = measures.find((measure) => measure.headline);
  if (!headline) return [];
  const sets = groups.map((group): CountedSet & { status: string } => {
    const at = segments.indexOf(group.segment);
    const atoms = cross.filter(({ values }) => values[at] === group.value).map(({ values }) => values.join("\u0000"));
    const found = estimate(headline.statistic, group.tallies, { level: study.conventions.level });
    const key = numberKey({
      measure: headline.id,
      subject: { kind: "segment", id: `${group.segment}=${group.value}` },
    });
    return { key, atoms: new Set(atoms), count: found.n, status: hideStatus(found.n, study.conventions) };
  });
  const all: CountedSet = {
    key: "all",
    atoms: new Set(cross.map(({ values }) => values.join("\u0000"))),
    count: Number.POSITIVE_INFINITY,
  };
  const hidden = sets.filter((set) => set.status === "hidden");
  if (hidden.length === 0) return [];
  return [
    ...hidden.map((set) => set.key),
    ...secondaryHidden(
      hidden.filter((set) => set.count > 0),
      sets.filter((set) => set.status !== "hidden"),
      [all],
    ),
  ];
}

function hideStatus(base: number, conventions: Conventions): string {
  return statusOf(base, base, conventions);
}
