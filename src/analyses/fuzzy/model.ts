import { type ColumnSpec, codeOf, rescaledOf } from "../../responses/column.ts";
import { type GradeTable, gradeTable, membershipOf, sharesOf } from "../../stats/fuzzy.ts";
import { type Ask, countsOf, type Tallies } from "../../stats/tallies.ts";
import type { Element, Study } from "../../study/study.ts";
import type { ByGroup, Measure } from "../analysis.ts";
import { weightAsks } from "../element-weights.ts";
import type { Subject } from "../estimate.ts";
import type { FuzzyOptions } from "./result.ts";

export interface Grade {
  readonly id: string;
  readonly from: number;
  readonly score: number;
}

/** What is evaluated: an element by its answers, or a measured quantity. */
export interface Factor {
  readonly id: string;
  readonly subject: Subject;
  readonly question: string;
  readonly column: ColumnSpec;
  readonly element?: Element;
  /** Of a measured quantity; the elements share out the rest. */
  readonly weight?: number;
  /** The group at two levels. */
  readonly group: string;
  readonly membership: (value: number, grade: number) => number;
}

/** Best first. */
export function gradesOf({ grades }: FuzzyOptions): readonly Grade[] {
  const sorted = Object.entries(grades).sort(([, a], [, b]) => b.from - a.from);
  return sorted.map(([id, { from, score }], k) => ({
    id,
    from,
    score: score ?? 100 - (k * 100) / sorted.length,
  }));
}

/** The factors in their groups: those of one group stand together, in the order in which groups first appear. */
export function factorsOf(study: Study, options: FuzzyOptions): readonly Factor[] {
  const grades = gradesOf(options);
  const chosen = options.elements?.map((id) => study.elements.get(id)!) ?? [...study.elements.values()];
  const { levels } = options;
  const rated = [...new Set(chosen)].map(
    (element): Factor => ({
      id: element.id,
      subject: { kind: "element", id: element.id },
      question: element.performance,
      column: rescaledOf(element.performance),
      element,
      group: levels === "none" ? "" : (element.tags[levels] ?? element.id),
      membership: (value, grade) => (gradeAt(value, grades) === grade ? 1 : 0),
    }),
  );
  const measured = Object.entries(options.measured).map(
    ([question, { weight, group, memberships }]): Factor => ({
      id: question,
      subject: { kind: "question", id: question },
      question,
      column: codeOf(question),
      weight,
      group: levels === "none" ? "" : (group ?? question),
      membership: (value, grade) => {
        const all = grades.map(({ id }) => membershipOf(value, memberships[id]!));
        const sum = all.reduce((total, each) => total + each, 0);
        // outside every function: the nearest end decides
        if (sum === 0) return nearestGrade(value, grades, memberships) === grade ? 1 : 0;
        return all[grade]! / sum;
      },
    }),
  );
  const all = [...rated, ...measured];
  const groups = [...new Set(all.map(({ group }) => group))];
  return groups.flatMap((group) => all.filter((factor) => factor.group === group));
}

/** The place of the grade whose lowest score a score reaches. */
function gradeAt(value: number, grades: readonly Grade[]): number {
  const at = grades.findIndex(({ from }) => value >= from - 1e-9);
  return at < 0 ? grades.length - 1 : at;
}

function nearestGrade(
  value: number,
  grades: readonly Grade[],
  memberships: Readonly<Record<string, number[]>>,
): number {
  const away = grades.map(({ id }) => {
    const points = memberships[id]!;
    return Math.max(points[0]! - value, value - points.at(-1)!, 0);
  });
  return away.indexOf(Math.min(...away));
}

/** The memberships of a factor in the grades, NaN where nobody answered. */
export function membershipsIn(tallies: Tallies, factor: Factor, grades: number): Float64Array {
  return readerOf(factor, grades)(tallies);
}

/** The same of many tallies: what the values give to the grades is worked out once for the same values. */
function readerOf({ column, membership }: Factor, grades: number): (tallies: Tallies) => Float64Array {
  let made: { readonly values: readonly number[]; readonly table: GradeTable } | undefined;
  return (tallies) => {
    const counts = countsOf(tallies, column);
    const { values } = counts;
    if (made?.values !== values) made = { values, table: gradeTable(values, grades, membership) };
    return sharesOf(counts, made.table);
  };
}

export function measures(study: Study, options: FuzzyOptions): readonly Measure[] {
  const grades = gradesOf(options);
  return factorsOf(study, options).flatMap((factor): readonly Measure[] => {
    const asks: readonly Ask<ColumnSpec>[] = [{ kind: "counts", column: factor.column }];
    const read = readerOf(factor, grades.length);
    const known = new WeakMap<Tallies, Float64Array>();
    const of = (tallies: Tallies) => {
      let made = known.get(tallies);
      if (!made) {
        made = read(tallies);
        known.set(tallies, made);
      }
      return made;
    };
    const common = { subject: factor.subject, detail: true, questions: [factor.question] };
    return [
      {
        ...common,
        id: "fuzzy.mean",
        unit: factor.element ? "index" : "amount",
        better: factor.element ? "higher" : "none",
        ...(factor.element && { bounds: [0, 100] as const }),
        statistic: { kind: "mean", column: factor.column },
      },
      ...grades.map(
        ({ id }, grade): Measure => ({
          ...common,
          id: `fuzzy.membership.${id}`,
          unit: "share",
          better: "none",
          bounds: [0, 1],
          statistic: {
            kind: "function",
            id: `fuzzy.membership.${id} ${factor.id}`,
            asks,
            of: (tallies) => of(tallies)[grade]!,
          },
        }),
      ),
    ];
  });
}

export function asks(study: Study, options: FuzzyOptions): readonly Ask<ColumnSpec>[] {
  const elements = factorsOf(study, options).flatMap(({ element }) => (element ? [element] : []));
  return weightAsks(options.weights, elements);
}

/** What a unit's evaluation is made of. */
export function byGroup({ unit }: Study, _: FuzzyOptions, all: readonly Measure[]): readonly ByGroup[] {
  return unit ? [{ segment: unit.id, measures: all.filter(({ id }) => id === "fuzzy.mean") }] : [];
}

export function groupAsks(study: Study, options: FuzzyOptions): readonly Ask<ColumnSpec>[] {
  return study.unit ? factorsOf(study, options).map(({ column }) => ({ kind: "counts", column })) : [];
}
