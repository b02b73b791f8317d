import { type ColumnSpec, codeOf } from "../../responses/column.ts";
import { compare } from "../../stats/compare.ts";
import { testAssociation } from "../../stats/contingency.ts";
import type { Contingency } from "../../stats/contingency-table.ts";
import { judge } from "../../stats/families.ts";
import type { Statistic } from "../../stats/statistic.ts";
import { type Ask, type Counts, countsOf, type Tallies } from "../../stats/tallies.ts";
import { isAsked, type Question, type Study } from "../../study/study.ts";
import type { Context, Group, Outcome, TablePlan } from "../analysis.ts";
import type { Estimate, Finding } from "../estimate.ts";
import { columnOf, groupKey, halved, inRow, meanOf, withMoments } from "./columns.ts";
import { blocksOf, questionsOf, segmentsOf } from "./questions.ts";
import type { Cell, Column, CrosstabsOptions, CrosstabsResult, TableTest } from "./result.ts";

type Asks = readonly Ask<ColumnSpec>[];

/** The counts of every question's answers, of a number its moments, of everybody and of every group. */
export function asks(study: Study, options: CrosstabsOptions): Asks {
  return questionsOf(study, options).flatMap((question): Asks => {
    const column = codeOf(question.id);
    return question.type === "number" ? [{ kind: "moments", columns: [column] }] : [{ kind: "counts", column }];
  });
}

type Table = CrosstabsResult["questions"][number];

/** A pair of columns of one segment on one row, later against earlier; a verdict puts a letter on the higher. */
interface Pair {
  readonly p: number | null;
  readonly higher: string[];
  readonly letter: string;
}

export function compute(context: Context<CrosstabsOptions>): Outcome<CrosstabsResult> {
  const { study, wave, options, conventions } = context;
  const blocks = blocksOf(study, options).map((block) => ({
    ...block,
    questions: block.questions.filter((question) => isAsked(question, wave)),
  }));
  const chosen = segmentsOf(study, options, (id) => context.groups.filter(({ segment }) => segment === id).length);
  const groups = chosen.flatMap((id) => context.groups.filter(({ segment }) => segment === id));
  if (groups.length === 0) return { kind: "notApplicable", why: { code: "no-segments" } };
  if (blocks.every(({ questions }) => questions.length === 0))
    return { kind: "notApplicable", why: { code: "no-questions" } };

  const families: CrosstabsResult["families"] = [];
  const questions = blocks.flatMap(({ id, questions: own }) => {
    const shares: Pair[] = [];
    const means: Pair[] = [];
    const tables = own.map((question) => tableOf(question, id, groups, context, { shares, means }));
    const tests = tables.flatMap((table) => table.tests);
    const judged = judge(
      tests.map((test) => test.p),
      conventions.fdr,
    );
    families.push({
      block: id,
      shares: settle(shares, conventions.fdr),
      means: settle(means, conventions.fdr),
      tables: judged.tests,
    });
    let next = 0;
    return tables.map((table) => ({
      ...table,
      tests: table.tests.map((test): TableTest => {
        const adjusted = judged.adjusted[next++] ?? null;
        const verdict = adjusted === null ? "untested" : adjusted <= conventions.fdr ? "associated" : "none";
        return { ...test, adjusted, verdict };
      }),
    }));
  });
  return {
    kind: "done",
    result: {
      groups: groups.map(({ segment, value }, at) => ({ segment, value, letter: letterOf(at) })),
      questions,
      families,
    },
  };
}

/** Verdicts of one family: Benjamini-Hochberg over all pairs of columns on a page. Gives the number of tests. */
function settle(pairs: readonly Pair[], fdr: number): number {
  const { adjusted, tests } = judge(
    pairs.map(({ p }) => p),
    fdr,
  );
  pairs.forEach(({ higher, letter }, k) => {
    const p = adjusted[k] ?? null;
    if (p !== null && p <= fdr) higher.push(letter);
  });
  return tests;
}

/** A, B, … Z, AA, AB, … */
function letterOf(at: number): string {
  return (at >= 26 ? letterOf(Math.floor(at / 26) - 1) : "") + String.fromCharCode(65 + (at % 26));
}

interface Tried {
  readonly shares: Pair[];
  readonly means: Pair[];
}

function tableOf(
  question: Question,
  block: string,
  given: readonly Group[],
  context: Context<CrosstabsOptions>,
  tried: Tried,
): Table {
  const groups = given.map((group) => ({ ...group, tallies: withMoments(question, group.tallies) }));
  const plan = context.tables?.get(question.id);
  if (!plan) throw new Error(`What may be shown of "${question.id}" by group was not planned.`);
  const { level } = context.conventions;
  const columns = groups.map((group) => columnOf(question, group.tallies, plan, groupKey(group), context));
  const halves = plan.rows.map((codes) => groups.map(({ tallies }) => halved(question, codes, tallies)));
  for (const [, members] of bySegment(groups)) {
    const sound = members.filter((at) => columns[at]!.status === "shown");
    const withShares = sound.filter((at) => !plan.sharesHidden.has(groupKey(groups[at]!)));
    plan.rows.forEach((_, row) => {
      tried.shares.push(
        ...pairsOf(inRow(question), withShares, halves[row]!, columns, level, (column) => column.shares[row]!),
      );
    });
    if (columns[0]!.mean) {
      const withMean = sound.filter((at) => !plan.meansHidden.has(groupKey(groups[at]!)));
      const all = groups.map(({ tallies }) => tallies);
      tried.means.push(...pairsOf(meanOf(question), withMean, all, columns, level, (column) => column.mean!));
    }
  }
  const element = [...context.study.elements.values()].find(({ performance }) => performance === question.id);
  const tests =
    plan.rows.length === 0
      ? []
      : bySegment(groups).map(([segment, members]) => {
          const tested = members.filter(
            (at) => columns[at]!.status === "shown" && !plan.sharesHidden.has(groupKey(groups[at]!)),
          );
          return testTable(
            question,
            segment,
            plan,
            tested.map((at) => groups[at]!),
            context,
          );
        });
  return {
    question: question.id,
    ...(element && { element: element.id }),
    block,
    rows: plan.rows.map((codes) => [...codes]),
    total: columnOf(question, withMoments(question, context.tallies), plan, "", context),
    columns,
    tests,
  };
}

/** Every pair of the columns; the letter of the lower goes to the higher once the family is judged. */
function pairsOf(
  statistic: Statistic,
  members: readonly number[],
  tallies: readonly Tallies[],
  columns: readonly Column[],
  level: number,
  cellOf: (column: Column) => Cell,
): readonly Pair[] {
  return members.flatMap((a, k) =>
    members.slice(k + 1).map((b): Pair => {
      const { p, difference } = compare(statistic, tallies[a]!, tallies[b]!, { level });
      const [higher, lower] = (difference ?? 0) > 0 ? [b, a] : [a, b];
      return { p, higher: cellOf(columns[higher]!).above!, letter: letterOf(lower) };
    }),
  );
}

function testTable(
  question: Question,
  segment: string,
  { rows }: TablePlan,
  groups: readonly Group[],
  { study, options, conventions }: Context<CrosstabsOptions>,
): TableTest {
  const column = codeOf(question.id);
  const counts = groups.map((group) => countsOf(group.tallies, column));
  const cells = (of: (counts: Counts) => readonly number[]) =>
    rows.flatMap((codes) =>
      counts.map((own) => codes.reduce((sum, code) => sum + (of(own)[own.values.indexOf(code)] ?? 0), 0)),
    );
  const table: Contingency = {
    rows: rows.length,
    columns: groups.length,
    n: cells(({ n }) => n),
    weight: cells(({ weight }) => weight),
    weight2: cells(({ weight2 }) => weight2),
  };
  const found = testAssociation(table, {
    level: conventions.level,
    draws: options.fisher_draws,
    seed: `${study.id} ${question.id} ${segment}`,
  });
  const { v, chiSquare, df, designEffect, method, p } = found;
  const size = v === null ? undefined : sizeOf(v);
  const association: Estimate = {
    value: v,
    low: found.low,
    high: found.high,
    level: conventions.level,
    method: v === null ? "none" : "noncentral",
    base: found.n,
    effectiveBase: found.n / designEffect,
    unit: "coefficient",
    measure: `crosstabs.association.${segment}`,
    subject: { kind: "question", id: question.id },
    status: "shown",
    ...(v === null && { why: { code: groups.length < 2 ? "few-columns" : found.why! } }),
  };
  return {
    segment,
    association,
    chiSquare,
    df,
    designEffect,
    method,
    p,
    adjusted: null,
    verdict: "untested",
    ...(size && { size }),
  };
}

/** METHODS D2: 0.1, 0.3, 0.5. */
function sizeOf(v: number): NonNullable<TableTest["size"]> {
  if (v < 0.1) return "negligible";
  if (v < 0.3) return "small";
  return v < 0.5 ? "moderate" : "large";
}

/** Places of the groups by segment. */
function bySegment(groups: readonly Group[]): readonly (readonly [string, readonly number[]])[] {
  const places = new Map<string, number[]>();
  groups.forEach(({ segment }, at) => {
    const own = places.get(segment) ?? [];
    places.set(segment, own);
    own.push(at);
  });
  return [...places];
}

/** The table of tests has them all. */
const mostFindings = 4;

/** Per page: the closest association that is shown, then the others; or that none is. */
export function findings(result: CrosstabsResult): readonly Finding[] {
  return result.families.flatMap(({ block, tables }): readonly Finding[] => {
    const tests = result.questions
      .filter((question) => question.block === block)
      .flatMap(({ tests: own, element }) => own.map((test) => ({ ...test, element })));
    const tested = tests
      .filter((test) => test.adjusted !== null)
      .sort((a, b) => b.association.value! - a.association.value!);
    const shown = tested.filter((test) => test.verdict === "associated");
    const first = tested[0];
    if (!first) return [];
    const about = (test: (typeof tests)[number], rest: Pick<Finding, "case" | "verdict">): Finding => ({
      id: `crosstabs.${test.association.subject.id}.${test.segment}`,
      page: block,
      measure: test.association.measure,
      subject: test.element === undefined ? test.association.subject : { kind: "element", id: test.element },
      estimate: test.association,
      rule: "association-bh",
      ...(test.size && { size: test.size }),
      with: { segment: { kind: "segment", id: test.segment }, shown: shown.length, tested: tables },
      ...rest,
    });
    if (shown.length === 0)
      return [{ ...about(first, { case: "association-none", verdict: "none" }), id: `crosstabs.${block}` }];
    return shown.slice(0, mostFindings).map((test) => about(test, { case: "association", verdict: "level" }));
  });
}
