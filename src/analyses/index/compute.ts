import { codeOf, rescaledOf, scoreOf } from "../../responses/column.ts";
import { meanOf } from "../../stats/tallies.ts";
import { boxesOf, scaleOf } from "../../study/scales.ts";
import type { Question, Study } from "../../study/study.ts";
import type { ByGroup, Context, Measure, Outcome } from "../analysis.ts";
import { assess, inGroup, judgeFamily, targetVerdict, tryConstant } from "../assess.ts";
import type { Estimate, Finding } from "../estimate.ts";
import type { IndexOptions, IndexResult } from "./result.ts";

/** The three states of METHODS A03, worst first, and the box of the overall question that each is. */
const states = [
  ["dissatisfied", "bottom"],
  ["satisfied", "middle"],
  ["highly_satisfied", "top"],
] as const;

export function measures(study: Study, options: IndexOptions): readonly Measure[] {
  const overall = overallOf(study, options);
  const questions = overall.map((question) => question.id);
  const first = overall[0]!;
  const boxes = boxesOf(first, study.conventions.top);
  const share = (
    name: string,
    values: readonly number[],
    better: Measure["better"],
    subject: Measure["subject"],
  ): Measure => ({
    id: `index.${name}`,
    subject,
    unit: "share",
    better,
    statistic: { kind: "share", column: codeOf(first.id), values },
    bounds: [0, 1],
    questions: [first.id],
  });
  const whole = { kind: "overall", id: "overall" } as const;
  return [
    {
      id: "index.score",
      subject: whole,
      unit: "index",
      better: "higher",
      statistic: { kind: "mean", column: scoreColumn(study, options) },
      bounds: [0, 100],
      questions,
      headline: true,
      ...(options.target !== undefined && { target: options.target }),
    },
    ...(overall.length > 1 ? [availableMeasure(overall, options)] : []),
    ...overall.map(
      (question): Measure => ({
        id: "index.item",
        subject: { kind: "question", id: question.id },
        unit: "code",
        better: question.reversed ? "lower" : "higher",
        statistic: { kind: "mean", column: codeOf(question.id) },
        bounds: [scaleOf(question).from, scaleOf(question).to],
        questions: [question.id],
        detail: true,
      }),
    ),
    share("top", boxes.top, "higher", { kind: "box", id: "top" }),
    share("bottom", boxes.bottom, "lower", { kind: "box", id: "bottom" }),
    ...states.map(([state, box]) => ({
      ...share("state", boxes[box], state === "satisfied" ? "none" : state === "dissatisfied" ? "lower" : "higher", {
        kind: "state",
        id: state,
      } as const),
      // the outer states are the boxes themselves: following them twice would count one change twice
      detail: true,
    })),
  ];
}

/** A person's index: weighted mean of the answered overall items on 0-100, under the half rule (METHODS B2). */
function scoreColumn(study: Study, options: IndexOptions) {
  const overall = overallOf(study, options);
  const weights = options.weights && overall.map((question) => weightOf(question, options));
  return scoreOf(
    overall.map((question) => rescaledOf(question.id)),
    study.conventions.minimumAnswered,
    weights,
  );
}

function availableMeasure(overall: readonly Question[], options: IndexOptions): Measure {
  const columns = overall.map((question) => rescaledOf(question.id));
  const weights = overall.map((question) => weightOf(question, options));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    id: "index.available",
    subject: { kind: "overall", id: "overall" },
    unit: "index",
    better: "higher",
    statistic: {
      kind: "function",
      id: "index.available",
      asks: columns.map((column) => ({ kind: "moments", columns: [column] })),
      of: (tallies) => {
        const means = columns.map((column) => meanOf(tallies, column));
        if (means.some((mean) => mean === null)) return null;
        return means.reduce<number>((sum, mean, k) => sum + (weights[k]! * mean!) / total, 0);
      },
    },
    bounds: [0, 100],
    questions: overall.map((question) => question.id),
    detail: true,
  };
}

/** The index by unit; everything else by group is the business of other methods. */
export function byGroup({ unit }: Study, _options: IndexOptions, measures: readonly Measure[]): readonly ByGroup[] {
  return unit ? [{ segment: unit.id, measures: measures.filter(({ id }) => id === "index.score") }] : [];
}

function overallOf(study: Study, options: IndexOptions): readonly Question[] {
  const ids = typeof options.overall === "string" ? [options.overall] : options.overall;
  return ids.map((id) => study.questions.get(id)!);
}

function weightOf(question: Question, options: IndexOptions): number {
  return options.weights ? (options.weights[question.id] ?? 0) : 1;
}

export function compute(context: Context<IndexOptions>): Outcome<IndexResult> {
  const { study, options, conventions } = context;
  const own = measures(study, options);
  const estimates = own.map((measure) => assess(measure, context, conventions));
  const pick = (id: string) => estimates.filter((estimate) => estimate.measure === id);
  const scoreMeasure = own[0]!;
  const score = estimates[0]!;
  if (score.base === 0) return { kind: "notApplicable", why: { code: "no-overall-answers" } };

  const overall = overallOf(study, options);
  const total = overall.reduce((sum, question) => sum + weightOf(question, options), 0);
  const means = pick("index.item");
  const grade = gradeOf(score, options);
  const target = targetOf(scoreMeasure, score, context);
  const available = pick("index.available")[0];
  const result = {
    score,
    ...(available && { available }),
    items: overall.map((question, k) => ({
      question: question.id,
      weight: weightOf(question, options) / total,
      mean: means[k]!,
    })),
    top: pick("index.top")[0]!,
    bottom: pick("index.bottom")[0]!,
    states: pick("index.state"),
    grade,
    ...(target && { target }),
    units: context.groups
      .filter(({ segment }) => segment === study.unit?.id)
      .map(({ segment, value, tallies }) => ({
        value,
        score: assess(inGroup(scoreMeasure, `${segment}=${value}`), { tallies }, conventions),
      })),
    notes: notesOf(overall),
  };
  return { kind: "done", result };
}

function notesOf(overall: readonly Question[]): IndexResult["notes"] {
  const scales = new Set(overall.map((question) => scaleOf(question)).map(({ from, to }) => `${from}-${to}`));
  return scales.size > 1 ? [{ code: "scales-differ", slots: { scales: [...scales].join(", ") } }] : [];
}

const schemes = {
  five: { cuts: [40, 60, 80, 90], names: ["very_dissatisfied", "dissatisfied", "fair", "satisfied", "very_satisfied"] },
  seven: {
    // levels score 0, 16.7, … 100; a level reaches halfway to its neighbours
    cuts: Array.from({ length: 6 }, (_, k) => (100 * (2 * k + 1)) / 12),
    names: [
      "very_dissatisfied",
      "dissatisfied",
      "rather_dissatisfied",
      "neutral",
      "rather_satisfied",
      "satisfied",
      "very_satisfied",
    ],
  },
} as const;

/** CSM grade of the index: lower cut included, from unrounded values; every grade that the interval touches (METHODS B2). */
function gradeOf(score: Estimate, options: IndexOptions): IndexResult["grade"] {
  const own = Array.isArray(options.grades) ? options.grades : undefined;
  const scheme = own ? "own" : (options.grades as "five" | "seven");
  const cuts = own ?? [...schemes[scheme as "five" | "seven"].cuts];
  const names = own
    ? Array.from({ length: own.length + 1 }, (_, k) => `level_${k + 1}`)
    : [...schemes[scheme as "five" | "seven"].names];
  const at = (value: number | null) => (value === null ? null : cuts.filter((cut) => value >= cut).length);
  return {
    scheme,
    cuts,
    names,
    own: at(score.value),
    lowest: at(score.low ?? score.value),
    highest: at(score.high ?? score.value),
  };
}

function targetOf(measure: Measure, score: Estimate, context: Context<IndexOptions>): IndexResult["target"] {
  const value = context.options.target;
  if (value === undefined) return undefined;
  const trial = tryConstant(measure, { kind: "target", value }, context, score, context.conventions);
  const comparison = judgeFamily([trial], context.conventions)[0]!;
  return { value, verdict: targetVerdict(score, value), comparison };
}

/** What may be said of the index, the most important first: target, level, grade, states. */
export function findings(result: IndexResult): readonly Finding[] {
  const { score, target, grade, top, states: shares } = result;
  const finding = (name: string, rest: Partial<Finding> & Pick<Finding, "case" | "verdict" | "rule">): Finding => ({
    id: `index.${name}`,
    measure: "index.score",
    subject: score.subject,
    estimate: score,
    ...rest,
  });
  if (score.status !== "shown") return [finding("score.level", { case: "small-base", verdict: "level", rule: "base" })];
  const graded =
    grade.lowest === null || grade.highest === null ? [] : [grade.names[grade.lowest]!, grade.names[grade.highest]!];
  const withGrade =
    graded.length === 2
      ? { with: { lowest: { kind: "grade", id: graded[0]! }, highest: { kind: "grade", id: graded[1]! } } as const }
      : {};
  const found: Finding[] = [];
  if (target && target.verdict !== "untested") {
    found.push(
      finding("score.target", {
        case: `target-${target.verdict}`,
        verdict: target.verdict,
        rule: "interval-target",
        comparison: target.comparison,
        with: { t: target.value },
      }),
    );
  }
  found.push(finding("score.level", { case: "level", verdict: "level", rule: "interval" }));
  if (graded.length === 2) {
    found.push(
      finding("score.grade", {
        case: graded[0] === graded[1] ? "grade" : "grade-between",
        verdict: "level",
        rule: "grade",
        ...withGrade,
      }),
    );
  }
  found.push(
    finding("states", {
      case: "states",
      verdict: "level",
      rule: "wilson",
      measure: "index.state",
      estimate: top,
      with: { dissatisfied: shares[0]!, satisfied: shares[1]!, highly: shares[2]! },
    }),
  );
  return found;
}
