import type { ColumnSpec } from "../../responses/column.ts";
import { replicatesOf } from "../../stats/bootstrap.ts";
import {
  confidentGrade,
  type FuzzyEvaluator,
  type FuzzyOperator,
  fuzzyEvaluator,
  fuzzyOperators,
  type GradeTable,
  gradeTable,
  levelCharacteristic,
  maximumValidity,
  sharesInto,
  topGrade,
  weightedScore,
} from "../../stats/fuzzy.ts";
import type { CountsByGroup } from "../../stats/grouped.ts";
import { kishOf } from "../../stats/linearised.ts";
import { type Ask, countsOf, type Tallies } from "../../stats/tallies.ts";
import type { Context, Group, Outcome } from "../analysis.ts";
import { drawnEstimate } from "../assess.ts";
import { readWeights } from "../element-weights.ts";
import { numberKey, type Subject } from "../estimate.ts";
import { type Factor, factorsOf, gradesOf, measures, membershipsIn } from "./model.ts";
import type { Evaluation, FuzzyOptions, FuzzyResult } from "./result.ts";

const whole = { kind: "overall", id: "overall" } as const satisfies Subject;

export function compute(context: Context<FuzzyOptions>): Outcome<FuzzyResult> {
  const { study, options, conventions, tallies } = context;
  const grades = gradesOf(options);
  const all = factorsOf(study, options);
  if (all.length === 0) return notApplicable("no-elements");
  const kept = all.filter((factor) => baseOf(tallies, factor).n >= conventions.hideBelow);
  if (kept.length === 0) return notApplicable("fuzzy-nobody");
  const elements = kept.flatMap(({ element }) => (element ? [element] : []));
  const found = readWeights(options.weights, elements, context);
  if ("why" in found) return { kind: "notApplicable", why: found.why };
  const measured = kept.reduce((sum, { weight = 0 }) => sum + weight, 0);
  const given = new Map(elements.map(({ id }, k) => [id, found.weights[k]!]));
  const weights = kept.map((factor) => factor.weight ?? (given.get(factor.id) ?? 0) * (1 - measured));
  // an element of weight 0 says nothing, and would be a group of no weight
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const factors = kept.filter((_, k) => weights[k]! > 0);
  const parts = weights.filter((weight) => weight > 0).map((weight) => weight / total);

  const groups = groupsOf(factors);
  const evaluatorOf = (operator: FuzzyOperator) =>
    fuzzyEvaluator({ groups: groups.map(({ at }) => at.map((k) => parts[k]!)), grades: grades.length, operator });
  const rows = flatten(factors.map((factor) => membershipsIn(tallies, factor, grades.length)));
  const draws = drawnRows(context, factors, grades.length);
  const base = leastBase(tallies, factors);
  const own = { context, grades, base };

  const several = factors.length > 1;
  const evaluators = fuzzyOperators.map((operator) => ({ operator, evaluator: evaluatorOf(operator) }));
  const operators = evaluators.map(({ operator, evaluator }) => ({
    operator,
    evaluation: describe(
      { ...own, subject: whole, measure: operator === options.operator ? "" : `.${operator}`, membership: several },
      runWhole(evaluator, rows),
      draws.map((draw) => draw && runWhole(evaluator, draw)),
    ),
  }));
  const leading = evaluators.find(({ operator }) => operator === options.operator)!.evaluator;
  const twoLevels = groups.length > 1;
  const factorRows = factors
    .map((factor, k) => ({
      factor: factor.id,
      weight: parts[k]!,
      evaluation: describe(
        { ...own, base: baseOf(tallies, factor), subject: factor.subject, measure: "", membership: false },
        rows.subarray(k * grades.length, (k + 1) * grades.length),
        draws.map((draw) => draw?.subarray(k * grades.length, (k + 1) * grades.length) ?? null),
      ),
    }))
    .sort((a, b) => b.evaluation.score.value! - a.evaluation.score.value!);
  const { units, unitsLeftOut } = evaluateUnits(context, factors, leading);
  return {
    kind: "done",
    result: {
      operator: options.operator,
      levels: options.levels,
      weights: found.kind,
      forced: found.forced,
      grades: grades.map(({ id, score }) => ({ id, score })),
      whole: operators.find(({ operator }) => operator === options.operator)!.evaluation,
      groups: twoLevels
        ? groups.map(({ id, at, subject }, g) => ({
            id,
            weight: at.reduce((sum, k) => sum + parts[k]!, 0),
            evaluation: describe(
              {
                ...own,
                base: leastBase(
                  tallies,
                  at.map((k) => factors[k]!),
                ),
                subject: subject(options.levels),
                measure: "",
                membership: at.length > 1,
              },
              runGroup(leading, rows, g, grades.length),
              draws.map((draw) => draw && runGroup(leading, draw, g, grades.length)),
            ),
          }))
        : [],
      operators,
      factors: factorRows,
      dropped: all
        .filter((factor) => !factors.includes(factor))
        .map((factor) => ({
          subject: factor.subject,
          why: { code: kept.includes(factor) ? "fuzzy-weightless" : "fuzzy-unanswered" },
        })),
      units,
      unitsLeftOut,
      scored: [
        ...(units.length > 0
          ? [{ by: "unit" as const, method: "fuzzy", rows: units.map(({ evaluation }) => evaluation.score) }]
          : []),
        {
          by: "element",
          method: "fuzzy",
          rows: factorRows
            .map(({ evaluation }) => evaluation.score)
            .filter(({ subject }) => subject.kind === "element"),
        },
      ],
    },
  };
}

function notApplicable(code: string): Outcome<FuzzyResult> {
  return { kind: "notApplicable", why: { code } };
}

interface FactorGroup {
  readonly id: string;
  /** Places of its factors. */
  readonly at: readonly number[];
  readonly subject: (levels: FuzzyOptions["levels"]) => Subject;
}

function groupsOf(factors: readonly Factor[]): readonly FactorGroup[] {
  return [...new Set(factors.map(({ group }) => group))].map((id) => {
    const at = factors.flatMap((factor, k) => (factor.group === id ? [k] : []));
    const only = factors[at[0]!]!;
    return {
      id,
      at,
      subject: (levels) => (levels === "none" || id === only.id ? only.subject : { kind: levels, id }),
    };
  });
}

function runWhole(evaluator: FuzzyEvaluator, rows: Float64Array, from = 0): Float64Array {
  evaluator.evaluate(rows, from);
  return evaluator.whole.slice();
}

function runGroup(evaluator: FuzzyEvaluator, rows: Float64Array, group: number, grades: number): Float64Array {
  evaluator.evaluate(rows);
  return evaluator.groups.slice(group * grades, (group + 1) * grades);
}

function flatten(rows: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from(rows.flatMap((row) => Array.from(row)));
}

/** Memberships of all factors, draw by draw; null where a factor lost its last answer. */
function drawnRows(
  { study, options, resampler }: Context<FuzzyOptions>,
  factors: readonly Factor[],
  grades: number,
): readonly (Float64Array | null)[] {
  const declared = measures(study, options);
  const drawn = factors.flatMap(({ subject }) =>
    declared
      .filter(({ id, subject: other }) => id !== "fuzzy.mean" && other.id === subject.id && other.kind === subject.kind)
      .map(({ statistic }) => (statistic.kind === "function" ? replicatesOf(statistic, resampler) : [])),
  );
  return Array.from({ length: resampler.draws }, (_, draw) => {
    const rows = new Float64Array(factors.length * grades);
    for (let at = 0; at < rows.length; at++) rows[at] = drawn[at]![draw] ?? Number.NaN;
    return rows.some(Number.isNaN) ? null : rows;
  });
}

interface About {
  readonly context: Context<FuzzyOptions>;
  readonly grades: ReturnType<typeof gradesOf>;
  readonly base: Base;
  readonly subject: Subject;
  /** Behind the name of a measure: an operator that does not lead. */
  readonly measure: string;
  readonly membership: boolean;
}

/** What is read off normalised memberships and those of the draws. */
function describe(about: About, b: ArrayLike<number>, draws: readonly (ArrayLike<number> | null)[]): Evaluation {
  const { grades, context, base, subject, measure } = about;
  const { options, conventions } = context;
  const scores = grades.map(({ score }) => score);
  const estimate = (name: string, unit: "index" | "share" | "ratio", of: (own: ArrayLike<number>) => number) =>
    drawnEstimate(
      { measure: `fuzzy.${name}`, unit, subject },
      of(b),
      draws.map((draw) => draw && of(draw)),
      base,
      conventions,
    );
  const top = topGrade(b);
  const made = draws.filter((draw) => draw !== null);
  const same = made.filter((draw) => topGrade(draw) === top).length;
  const validity = maximumValidity(b);
  return {
    score: estimate(`score${measure}`, "index", (own) => weightedScore(own, scores)),
    membership: about.membership
      ? grades.map(({ id }, g) => estimate(`share${measure}.${id}`, "share", (own) => own[g]!))
      : [],
    grade: grades[top]!.id,
    same: made.length === 0 ? 0 : same / made.length,
    validity: Number.isFinite(validity) ? validity : null,
    reading: readingOf(validity),
    ...(options.characteristic && {
      characteristic: estimate(`characteristic${measure}`, "ratio", (own) =>
        levelCharacteristic(own, options.characteristic!),
      ),
    }),
    ...(options.confidence && { confident: grades[confidentGrade(b, options.confidence)]!.id }),
  };
}

function readingOf(validity: number): Evaluation["reading"] {
  if (validity >= 1) return "very";
  if (validity >= 0.5) return "fair";
  return validity > 1e-12 ? "low" : "invalid";
}

interface Base {
  readonly n: number;
  readonly effectiveN: number;
}

function baseOf(tallies: Tallies, { column }: Factor): Base {
  const { n, weight, weight2 } = countsOf(tallies, column);
  const sum = (numbers: readonly number[]) => numbers.reduce((total, value) => total + value, 0);
  const people = sum(n);
  return { n: people, effectiveN: people === 0 ? 0 : kishOf(people, sum(weight), sum(weight2)) };
}

/** An evaluation rests on the factor that fewest answered. */
function leastBase(tallies: Tallies, factors: readonly Factor[]): Base {
  const bases = factors.map((factor) => baseOf(tallies, factor));
  return { n: Math.min(...bases.map(({ n }) => n)), effectiveN: Math.min(...bases.map((base) => base.effectiveN)) };
}

/** The same of every unit with enough answers to each factor, highest score first. */
function evaluateUnits(
  context: Context<FuzzyOptions>,
  factors: readonly Factor[],
  evaluator: FuzzyEvaluator,
): Pick<FuzzyResult, "units" | "unitsLeftOut"> {
  const { study, options, conventions, hidden } = context;
  const all = context.groups.filter(({ segment }) => segment === study.unit?.id);
  const isShown = ({ tallies, segment, value }: Group) =>
    factors.every((factor) => {
      const subject = { ...factor.subject, group: `${segment}=${value}` };
      return (
        baseOf(tallies, factor).n >= conventions.hideBelow &&
        !hidden?.has(numberKey({ measure: "fuzzy.mean", subject }))
      );
    });
  const units = all.filter(isShown);
  const unitsLeftOut = all.filter((unit) => !units.includes(unit)).map(({ value }) => value);
  if (units.length === 0) return { units: [], unitsLeftOut };
  const grades = gradesOf(options);
  const size = grades.length;
  const columns = factors.map(({ column }): Ask<ColumnSpec> => ({ kind: "counts", column }));
  const resampler = context.resampleGroups(study.unit!.id, columns);
  const places = units.map(({ value }) => resampler.groups.indexOf(value));
  const width = factors.length * size;
  const rows = new Float64Array(units.length * width);
  const answered = new Uint8Array(units.length);
  const drawn: (Float64Array | null)[][] = units.map(() => []);
  let tables: readonly GradeTable[] | undefined;
  for (let draw = 0; draw < resampler.draws; draw++) {
    const { counts } = resampler.tallies(draw);
    tables ??= factors.map(({ column, membership }) => gradeTable(counts[column.id]!.values, size, membership));
    answered.fill(1);
    for (let k = 0; k < factors.length; k++) {
      fillShares(rows, k * size, width, answered, counts[factors[k]!.column.id]!, places, tables[k]!);
    }
    for (let u = 0; u < units.length; u++)
      drawn[u]!.push(answered[u] === 1 ? runWhole(evaluator, rows, u * width) : null);
  }
  const evaluated = units.map((unit, u) => ({
    unit: unit.value,
    evaluation: describe(
      {
        context,
        grades,
        base: leastBase(unit.tallies, factors),
        subject: { ...whole, group: `${unit.segment}=${unit.value}` },
        measure: "",
        membership: factors.length > 1,
      },
      runWhole(evaluator, flatten(factors.map((factor) => membershipsIn(unit.tallies, factor, size)))),
      drawn[u]!,
    ),
  }));
  return {
    units: evaluated.sort((a, b) => b.evaluation.score.value! - a.evaluation.score.value!),
    unitsLeftOut,
  };
}

/**
 * The memberships of one factor in all units, each into its row of numbers; `answered` loses the units where nobody did. A
 * function of its own, so that it is compiled once for all draws.
 */
function fillShares(
  rows: Float64Array,
  at: number,
  width: number,
  answered: Uint8Array,
  { values, weighted, table }: CountsByGroup,
  places: readonly number[],
  grades: GradeTable,
): void {
  const step = weighted ? 3 * values.length : values.length;
  const first = weighted ? values.length : 0;
  for (let u = 0; u < places.length; u++) {
    if (!sharesInto(rows, u * width + at, table, places[u]! * step + first, grades)) answered[u] = 0;
  }
}
