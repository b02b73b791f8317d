import type { TablePlan } from "../analyses/analysis.ts";
import { answersOf, questionsOf, segmentsOf } from "../analyses/crosstabs/questions.ts";
import type { CrosstabsOptions } from "../analyses/crosstabs/result.ts";
import { codeOf } from "../responses/column.ts";
import { countsOf, momentsOf, type Tallies } from "../stats/tallies.ts";
import { isAsked, type Question, type Wave } from "../study/study.ts";
import { type AnswerCounts, countOf, joinRows, names, sumOver, weighted } from "./join-rows.ts";
import type { WaveTallies } from "./plan.ts";
import { nameOfGroup, type Scope, type Scopes, scopesOf, together } from "./scopes.ts";
import { type CountedSet, secondaryHidden } from "./span.ts";
import { follows } from "./sums.ts";

/** Fewer rows than this are worth hiding a column for. */
const wantedRows = 3;

/**
 * What the banner tables of a wave may show, by question: groups on too small a base with those that would give them
 * away; answers joined until no shown count names people; where that would leave hardly a table, the shares of the
 * smallest groups hidden instead, again with those that would give them away.
 */
export function planTables(wave: WaveTallies & { readonly wave: Wave }): ReadonlyMap<string, TablePlan> {
  const { study } = wave;
  const options = study.analyses.get("crosstabs") as CrosstabsOptions | undefined;
  if (!options) return new Map();
  const segments = segmentsOf(study, options, (id) => wave.groups.filter(({ segment }) => segment === id).length);
  const secondary = secondaryOf(wave);
  return new Map(
    questionsOf(study, options)
      .filter((question) => isAsked(question, wave.wave))
      .map((question) => [question.id, planTable(question, wave, segments, secondary)]),
  );
}

/** Everybody, among the names of groups. */
const everybody = "";

/** Groups that must be hidden with hidden ones; all by key, with their bases. */
type Secondary = (
  hidden: readonly string[],
  shown: readonly string[],
  baseOf: (key: string) => number,
) => readonly string[];

function planTable(
  question: Question,
  wave: WaveTallies,
  segments: readonly string[],
  secondary: Secondary,
): TablePlan {
  const { hideBelow, cellBelow } = wave.study.conventions;
  const keys = wave.groups.map(nameOfGroup);
  const bases = new Map(wave.groups.map((group) => [nameOfGroup(group), baseOf(question, group.tallies)]));
  const base = (key: string) => bases.get(key)!;
  const small = keys.filter((key) => base(key) < hideBelow);
  const hidden = new Set([
    ...small,
    ...secondary(
      small.filter((key) => base(key) > 0),
      keys.filter((key) => base(key) >= hideBelow),
      base,
    ),
  ]);
  const answers = answersOf(question);
  const none = { rows: [], hidden, sharesHidden: new Set<string>(), meansHidden: new Set<string>() };
  if (answers.length === 0) return none;

  const inTable = wave.groups.filter(({ segment }) => segments.includes(segment));
  const countsBy = new Map(
    inTable.map((group) => [nameOfGroup(group), answerCounts(question, answers, group.tallies)]),
  );
  const total = answerCounts(question, answers, wave.tallies);
  const open = [...countsBy.keys()].filter((key) => !hidden.has(key));
  const gone = [...countsBy.keys()].filter((key) => hidden.has(key) && base(key) > 0);
  const published = publishedOf(question, answers, wave);
  const rules = { cellBelow, ordered: question.type === "rating", published };

  type Try = { readonly rows: readonly (readonly number[])[]; readonly sharesHidden: readonly string[] };
  const tries: Try[] = [];
  const dropped: string[] = [];
  for (;;) {
    const rest = open.filter((key) => !dropped.includes(key));
    const sharesHidden = dropped.length === 0 ? [] : [...dropped, ...secondary([...gone, ...dropped], rest, base)];
    const shown = open.filter((key) => !sharesHidden.includes(key));
    const rows = joinRows([total, ...shown.map((key) => countsBy.get(key)!)], rules);
    tries.push({ rows, sharesHidden });
    if (rows.length >= Math.min(answers.length, wantedRows)) break;
    const next = shown
      .filter((key) => countsBy.get(key)!.some((count) => names(count, cellBelow)))
      .reduce<string | null>((a, b) => (a === null || base(b) < base(a) ? b : a), null);
    if (next === null) break;
    dropped.push(next);
  }
  // rows are worth having for the groups that are left to show them
  const worth = ({ rows, sharesHidden }: Try) =>
    (Math.min(rows.length, wantedRows) - 1) * (open.length - sharesHidden.length);
  const chosen = tries.reduce((a, b) => (worth(b) > worth(a) ? b : a));
  if (chosen.rows.length < 2) {
    // without a distribution the means are left, and of two answers a mean says all
    countsBy.set(everybody, total);
    const alone = { rows: [answers.map((_, answer) => answer)], sharesHidden: [everybody, ...open] };
    return {
      ...none,
      meansHidden: new Set(meansTell(alone, countsBy, published, cellBelow) ? alone.sharesHidden : []),
    };
  }
  return {
    rows: chosen.rows.map((row) => row.map((answer) => answers[answer]!)),
    hidden,
    sharesHidden: new Set(chosen.sharesHidden),
    meansHidden: new Set(meansTell(chosen, countsBy, published, cellBelow) ? chosen.sharesHidden : []),
  };
}

/** Whether the mean of a group without shares, with what else is published of it, gives a small count away. */
function meansTell(
  { rows, sharesHidden }: { readonly rows: readonly (readonly number[])[]; readonly sharesHidden: readonly string[] },
  countsBy: ReadonlyMap<string, AnswerCounts>,
  published: readonly (readonly number[])[],
  cellBelow: number,
): boolean {
  const answers = rows.flat();
  const known = [sumOver(answers), ...published.map(weighted)];
  const targets = [...rows, ...answers.map((answer) => [answer])];
  return sharesHidden.some((key) =>
    targets.some((target) => names(countOf(target, countsBy.get(key)!), cellBelow) && follows(sumOver(target), known)),
  );
}

/** Sums over the answers that are published of groups beside the table: the mean of a rating, shares that other methods declare. */
function publishedOf(
  question: Question,
  answers: readonly number[],
  { measures }: WaveTallies,
): readonly (readonly number[])[] {
  const boxes = measures.flatMap(({ statistic }) =>
    statistic.kind === "share" && statistic.column.kind === "code" && statistic.column.question === question.id
      ? [answers.map((code) => Number(statistic.values.includes(code)))]
      : [],
  );
  const distinct = [...new Map(boxes.map((box) => [box.join(), box])).values()];
  return question.type === "rating" ? [answers.map((code) => code - answers[0]!), ...distinct] : distinct;
}

function answerCounts(question: Question, answers: readonly number[], tallies: Tallies): AnswerCounts {
  const { values, n } = countsOf(tallies, codeOf(question.id));
  return answers.map((code) => n[values.indexOf(code)] ?? 0);
}

function baseOf(question: Question, tallies: Tallies): number {
  const column = codeOf(question.id);
  if (question.type === "number") return momentsOf(tallies, [column]).n;
  return countsOf(tallies, column).n.reduce((sum, count) => sum + count, 0);
}

/**
 * Secondary hiding over all groups of the wave at once. Those who are blank on a segment count as known, since of a single
 * question they may be nobody; and that nobody in a group answered is said.
 */
function secondaryOf({ groups, cross, segments, study }: WaveTallies): Secondary {
  let made: Scopes | undefined;
  return (hidden, shown, baseOf) => {
    if (hidden.length === 0) return [];
    made ??= scopesOf(groups, cross, segments);
    const scopes = made;
    const setOf = (key: string, { kinds }: Pick<Scope, "kinds">, count: number): CountedSet => ({
      key,
      atoms: new Set(kinds.map(String)),
      count,
    });
    const ofGroup = (key: string) => setOf(key, scopes.groups.get(key)!, baseOf(key));
    const joined = segments.flatMap((segment) => {
      const own = groups.filter((group) => group.segment === segment && hidden.includes(nameOfGroup(group)));
      const scoped = own.map((group) => ({ key: nameOfGroup(group), scope: scopes.groups.get(nameOfGroup(group))! }));
      return together(scoped, scopes).flatMap((some) => {
        const base = some.reduce((sum, { key }) => sum + baseOf(key), 0);
        const kinds = some.flatMap(({ scope }) => scope.kinds);
        return base < study.conventions.hideBelow ? [setOf("", { kinds }, base)] : [];
      });
    });
    const empty = groups.map(nameOfGroup).filter((key) => baseOf(key) === 0);
    return secondaryHidden([...hidden.map(ofGroup), ...joined], shown.map(ofGroup), [
      setOf("all", scopes.everybody, Number.POSITIVE_INFINITY),
      ...[...scopes.blanks.values()].map((scope) => setOf("", scope, Number.POSITIVE_INFINITY)),
      ...empty.map(ofGroup),
    ]);
  };
}
