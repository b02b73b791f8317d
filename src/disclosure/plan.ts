import type { ByGroup, Group, Measure, TablePlan } from "../analyses/analysis.ts";
import { cellTooSmall } from "../analyses/assess.ts";
import { numberKey } from "../analyses/estimate.ts";
import { estimate } from "../stats/estimate.ts";
import type { Estimated } from "../stats/statistic.ts";
import type { Tallies } from "../stats/tallies.ts";
import type { Conventions, Study } from "../study/study.ts";
import { type AnswersOf, answersOf } from "./answers.ts";
import type { Atoms } from "./relations.ts";
import { nameOfGroup, type Scope, type Scopes, scopesOf, together } from "./scopes.ts";
import { type CountedSet, secondaryHidden } from "./span.ts";
import { type Cell, type TableCells, tableCells } from "./table-cells.ts";

/** What disclosure must know of a wave. `cross` counts the respondents by combination of the segments' values. */
export interface WaveTallies {
  readonly study: Study;
  readonly measures: readonly Measure[];
  readonly tallies: Tallies;
  readonly groups: readonly Group[];
  /** The measures that are shown by group. */
  readonly shown: readonly ByGroup[];
  readonly cross: readonly { readonly values: readonly string[]; readonly rows: number }[];
  /** Segment ids in the order of `cross[].values`. */
  readonly segments: readonly string[];
}

/**
 * The figures of a wave that may not be shown, by `numberKey`: those on too small a base or on a cell of too few people,
 * be they of everybody or of a group, and what would give these away by subtraction over all that is published of the wave.
 *
 * `tables`: what the banner tables of the same questions show. What they leave out may not follow from the figures here.
 *
 * A figure counts some people (a group) by some of their answers. Figures on the same answers stand in one space of
 * people x answers, where what follows from what is a matter of linear algebra; a mean is a sum over those who answered.
 * Respondents are counted unweighted, which gives away at least as much as weighted figures do.
 */
export function planHidden(wave: WaveTallies, tables: ReadonlyMap<string, TablePlan> = new Map()): ReadonlySet<string> {
  const scopes = scopesOf(wave.groups, wave.cross, wave.segments);
  const cells = tableCells(wave, scopes, tables);
  const spaces = new Map<string, Figure[]>();
  for (const figure of figuresOf(wave, scopes)) {
    const known = spaces.get(figure.answers.space);
    if (known) known.push(figure);
    else spaces.set(figure.answers.space, [figure]);
  }
  const none = { published: [], withheld: [] };
  return new Set(
    [...spaces].flatMap(([space, figures]) =>
      hiddenIn(figures, cells.get(space) ?? none, scopes, wave.study.conventions),
    ),
  );
}

/** A number that is published: a measure of everybody or of a group. */
interface Figure {
  readonly key: string;
  readonly measure: Measure;
  /** Of a group, its segment. */
  readonly segment?: string;
  readonly scope: Scope;
  readonly answers: AnswersOf;
  readonly found: Estimated;
}

function figuresOf({ study, measures, tallies, groups, shown }: WaveTallies, scopes: Scopes): readonly Figure[] {
  const answersOfStatistic = once((statistic: Measure["statistic"]) => answersOf(statistic, study, tallies));
  const figure = (measure: Measure, scope: Scope, own: Tallies, segment?: string): Figure => ({
    key: numberKey({
      measure: measure.id,
      subject: { ...measure.subject, ...(scope.group && { group: scope.group }) },
    }),
    measure,
    ...(segment !== undefined && { segment }),
    scope,
    answers: answersOfStatistic(measure.statistic),
    found: estimate(measure.statistic, own, { level: study.conventions.level }),
  });
  return [
    ...measures.map((measure) => figure(measure, scopes.everybody, tallies)),
    ...shown.flatMap((part) =>
      groups
        .filter(({ segment }) => segment === part.segment)
        .flatMap((group) => {
          const scope = scopes.groups.get(nameOfGroup(group))!;
          return part.measures.map((measure) => figure(measure, scope, group.tallies, group.segment));
        }),
    ),
  ];
}

/** The keys of the hidden figures of one space; `cells`: what banner tables show and leave out of its answers. */
function hiddenIn(
  figures: readonly Figure[],
  cells: TableCells,
  scopes: Scopes,
  conventions: Conventions,
): readonly string[] {
  const small = new Set(figures.filter((figure) => isSmall(figure, conventions)));
  const keys = [...small].map(({ key }) => key);
  // that nobody answered gives nobody away, and is said
  const [empty, hidden] = [
    [...small].filter(({ found }) => found.n === 0),
    [...small].filter(({ found }) => found.n > 0),
  ];
  if (hidden.length === 0 && cells.withheld.length === 0) return keys;
  const draw = drawIn(figures, [...cells.published, ...cells.withheld]);
  const setsOf = (figure: Figure) =>
    figure.answers.own.map((own, k) => draw(figure.key, figure.scope, own, countsOf(figure)[k]!, figure.answers.base));
  return [
    ...keys,
    ...secondaryHidden(
      [
        ...hidden.flatMap((figure) => setsOf(figure).filter(isSensitive(figure, conventions))),
        ...joinedSets(hidden, scopes, draw, conventions),
        ...cells.withheld.map(({ scope, answers, count }) => draw("", scope, answers, count)),
      ],
      figures.filter((figure) => !small.has(figure)).flatMap(setsOf),
      [
        ...empty.flatMap(setsOf),
        ...cells.published.map(({ scope, answers }) => draw("", scope, answers)),
        ...figures[0]!.answers.every.map((answers) => draw("", scopes.everybody, answers)),
        ...knownBlanks(figures, scopes, conventions).flatMap(({ scope, answers: { own, base } }) =>
          [...own, base].map((answers) => draw("", scope, answers)),
        ),
      ],
    ),
  ];
}

function isSmall({ measure, found }: Figure, conventions: Conventions): boolean {
  return found.n < conventions.hideBelow || cellTooSmall(measure, found, conventions);
}

/** Of a figure that is hidden, what must not be found out: all of it on a small base, else its small cells. */
function isSensitive({ found }: Figure, { hideBelow, cellBelow }: Conventions) {
  return ({ count }: CountedSet) => found.n < hideBelow || (count > 0 && count < cellBelow);
}

/** How many people are in each of the sets that a figure counts; a mean counts all who answered. */
function countsOf({ found }: Pick<Figure, "found">): readonly number[] {
  return found.sides ? [found.sides.plus, found.sides.minus] : [found.cases ?? found.n];
}

type Draw = (key: string, scope: Pick<Scope, "kinds">, answers: Atoms, count?: number, base?: Atoms) => CountedSet;

function isSum(answers: Atoms): answers is ReadonlyMap<string, number> {
  return "get" in answers;
}

/**
 * Makes sets of people x answers; answers that no figure tells apart are one. Where a mean sums unlike answers that nothing
 * tells apart, it says nothing of any other set, and stands for itself.
 */
function drawIn(figures: readonly Figure[], cells: readonly Cell[]): Draw {
  const sets = new Set([
    ...figures.flatMap(({ answers }) => [...answers.own, answers.base, ...answers.every]),
    ...cells.map(({ answers }) => answers),
  ]);
  const signatures = new Map<string, string>();
  [...sets].forEach((answers, k) => {
    if (isSum(answers)) return;
    for (const answer of answers) signatures.set(answer, `${signatures.get(answer) ?? ""} ${k}`);
  });
  // equal sets as one object, so that they are drawn once
  const same = new Map<string, Atoms>();
  const classesOf = once((answers: Atoms): Atoms => {
    const named = [...answers.keys()].map((answer) => signatures.get(answer) ?? answer);
    const classes = !isSum(answers)
      ? new Set(named)
      : new Set(named).size < named.length
        ? new Set(["sum"])
        : new Map([...answers.values()].map((factor, k) => [named[k]!, factor] as const));
    const name = [...classes].map(String).sort().join(";");
    const known = same.get(name) ?? classes;
    same.set(name, known);
    return known;
  });
  const product = once((kinds: readonly number[]) =>
    once((classes: Atoms): Atoms => {
      const places = (name: string) => kinds.map((kind) => `${kind}:${name}`);
      return isSum(classes)
        ? new Map([...classes].flatMap(([name, factor]) => places(name).map((place) => [place, factor] as const)))
        : new Set([...classes].flatMap(places));
    }),
  );
  return (key, scope, answers, count = Number.POSITIVE_INFINITY, base) => ({
    key,
    atoms: product(scope.kinds)(classesOf(answers)),
    count,
    ...(base && { base: product(scope.kinds)(classesOf(base)) }),
  });
}

/**
 * Hidden groups of one segment taken together, where they are too few even so: everybody less the groups that are shown
 * is these people, and so is a region less the branches of it that are shown.
 */
function joinedSets(
  hidden: readonly Figure[],
  scopes: Scopes,
  draw: Draw,
  conventions: Conventions,
): readonly CountedSet[] {
  const byGroup = hidden.filter(({ segment }) => segment !== undefined);
  return partition(byGroup).flatMap((members) =>
    together(members, scopes).flatMap((inside) => {
      const few = total(inside.map(({ found }) => found.n)) < conventions.hideBelow;
      const kinds = inside.flatMap(({ scope }) => scope.kinds);
      return inside[0]!.answers.own.flatMap((own, k) => {
        const count = total(inside.map((figure) => countsOf(figure)[k]!));
        return few || (count > 0 && count < conventions.cellBelow) ? [draw("", { kinds }, own, count)] : [];
      });
    }),
  );
}

/** Figures of one measure by groups of one segment. */
function partition(figures: readonly Figure[]): readonly (readonly Figure[])[] {
  const parts = new Map<string, Figure[]>();
  for (const figure of figures) {
    const { measure, segment } = figure;
    const name = `${keyOf(measure)} by ${segment}`;
    parts.set(name, [...(parts.get(name) ?? []), figure]);
  }
  return [...parts.values()];
}

/** Those who are blank on a segment and so few that a group with them is as good as the group: they count as known. */
function knownBlanks(
  figures: readonly Figure[],
  scopes: Scopes,
  { hideBelow, cellBelow }: Conventions,
): readonly { readonly scope: Scope; readonly answers: AnswersOf }[] {
  return partition(figures.filter(({ segment }) => segment !== undefined)).flatMap((parts) => {
    const scope = scopes.blanks.get(parts[0]!.segment!);
    if (!scope) return [];
    const { measure, answers } = parts[0]!;
    const key = keyOf(measure);
    const whole = figures.find((figure) => figure.segment === undefined && keyOf(figure.measure) === key);
    const rest = (count: (figure: Figure) => number) => (whole ? count(whole) - total(parts.map(count)) : 0);
    const few =
      rest(({ found }) => found.n) < hideBelow ||
      answers.own.some((_, k) => rest((figure) => countsOf(figure)[k]!) < cellBelow);
    return few ? [{ scope, answers }] : [];
  });
}

function keyOf(measure: Measure): string {
  return numberKey({ measure: measure.id, subject: measure.subject });
}

/** The same result for the same object. */
function once<A extends object, B>(make: (given: A) => B): (given: A) => B {
  const made = new Map<A, B>();
  return (given) => {
    const known = made.get(given) ?? make(given);
    made.set(given, known);
    return known;
  };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
