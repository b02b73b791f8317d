import type { ByGroup, Group, Measure } from "../analyses/analysis.ts";
import { cellTooSmall } from "../analyses/assess.ts";
import { numberKey } from "../analyses/estimate.ts";
import { estimate } from "../stats/estimate.ts";
import type { Estimated } from "../stats/statistic.ts";
import type { Tallies } from "../stats/tallies.ts";
import type { Conventions, Study } from "../study/study.ts";
import { type AnswersOf, answersOf } from "./answers.ts";
import type { Atoms } from "./relations.ts";
import { nameOfGroup, type Scope, type Scopes, scopesOf } from "./scopes.ts";
import { type CountedSet, secondaryHidden } from "./span.ts";

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
 * A figure counts some people (a group) by some of their answers. Figures on the same answers stand in one space of
 * people x answers, where what follows from what is a matter of linear algebra; a mean is a sum over those who answered.
 * Respondents are counted unweighted, which gives away at least as much as weighted figures do.
 */
export function planHidden(wave: WaveTallies): ReadonlySet<string> {
  const scopes = scopesOf(wave.groups, wave.cross, wave.segments);
  const spaces = new Map<string, Figure[]>();
  for (const figure of figuresOf(wave, scopes)) {
    const known = spaces.get(figure.answers.space);
    if (known) known.push(figure);
    else spaces.set(figure.answers.space, [figure]);
  }
  return new Set([...spaces.values()].flatMap((figures) => hiddenIn(figures, scopes, wave.study.conventions)));
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

/** The keys of the hidden figures of one space. */
function hiddenIn(figures: readonly Figure[], scopes: Scopes, conventions: Conventions): readonly string[] {
  const small = new Set(figures.filter((figure) => isSmall(figure, conventions)));
  const keys = [...small].map(({ key }) => key);
  // that nobody answered gives nobody away, and is said
  const [empty, hidden] = [
    [...small].filter(({ found }) => found.n === 0),
    [...small].filter(({ found }) => found.n > 0),
  ];
  if (hidden.length === 0) return keys;
  const draw = drawIn(figures);
  const setsOf = (figure: Figure) =>
    figure.answers.own.map((own, k) => draw(figure.key, figure.scope, own, countsOf(figure)[k]!, figure.answers.base));
  return [
    ...keys,
    ...secondaryHidden(
      [
        ...hidden.flatMap((figure) => setsOf(figure).filter(isSensitive(figure, conventions))),
        ...joinedSets(hidden, scopes, draw, conventions),
      ],
      figures.filter((figure) => !small.has(figure)).flatMap(setsOf),
      [
        ...empty.flatMap(setsOf),
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
function drawIn(figures: readonly Figure[]): Draw {
  const sets = new Set(figures.flatMap(({ answers }) => [...answers.own, answers.base, ...answers.every]));
  const signatures = new Map<string, string>();
  [...sets].forEach((answers, k) => {
    if (isSum(answers)) return;
    for (const answer of answers) signatures.set(answer, `${signatures.get(answer) ?? ""} ${k}`);
  });
  const classesOf = once((answers: Atoms): Atoms => {
    const named = [...answers.keys()].map((answer) => signatures.get(answer) ?? answer);
    if (!isSum(answers)) return new Set(named);
    return new Set(named).size < named.length
      ? new Set(["sum"])
      : new Map([...answers.values()].map((factor, k) => [named[k]!, factor]));
  });
  const product = once((kinds: readonly number[]) =>
    once((answers: Atoms): Atoms => {
      const classes = classesOf(answers);
      const places = (name: string) => kinds.map((kind) => `${kind}:${name}`);
      return isSum(classes)
        ? new Map([...classes].flatMap(([name, factor]) => places(name).map((place) => [place, factor] as const)))
        : new Set([...classes].flatMap(places));
    }),
  );
  return (key, scope, answers, count = Number.POSITIVE_INFINITY, base) => ({
    key,
    atoms: product(scope.kinds)(answers),
    count,
    ...(base && { base: product(scope.kinds)(base) }),
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
  const sets = new Map<string, CountedSet>();
  for (const members of partition(hidden.filter(({ segment }) => segment !== undefined))) {
    for (const whole of [scopes.everybody, ...scopes.groups.values()]) {
      const inside = members.filter(({ scope }) => [...scope.cells].every((cell) => whole.cells.has(cell)));
      if (inside.length < 2) continue;
      const [first] = inside;
      const few = total(inside.map(({ found }) => found.n)) < conventions.hideBelow;
      first!.answers.own.forEach((own, k) => {
        const count = total(inside.map((figure) => countsOf(figure)[k]!));
        if (!few && !(count > 0 && count < conventions.cellBelow)) return;
        const kinds = inside.flatMap(({ scope }) => scope.kinds);
        sets.set(`${inside.map(({ key }) => key).join()} ${k}`, draw("", { kinds }, own, count));
      });
    }
  }
  return [...sets.values()];
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
