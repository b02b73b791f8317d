import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import { stackedBars } from "../../charts/marks/stacked-bars.ts";
import type { Figure, Say, Table } from "../analysis.ts";
import type { Estimate, Finding, Subject } from "../estimate.ts";
import { cells, endsOf, markForced, untestedRows, wordsOf } from "../rows.ts";
import type { Evaluation, FuzzyResult } from "./result.ts";

/** The evaluation; that experts' weights contradict each other; whether the operators name one grade. */
export function findings(result: FuzzyResult): readonly Finding[] {
  const { whole, operators, factors, forced } = result;
  const common = {
    measure: "fuzzy.score",
    subject: whole.score.subject,
    estimate: whole.score,
    verdict: "level",
  } as const;
  const grade = { grade: { kind: "grade", id: whole.grade } satisfies Subject };
  const leads = whole.reading === "very" || whole.reading === "fair";
  const named = [...new Set(operators.map(({ evaluation }) => evaluation.grade))];
  return [
    {
      ...common,
      id: "fuzzy.grade",
      case: leads ? "fuzzy-grade" : "fuzzy-score",
      rule: "membership-validity",
      with: { ...grade, k: factors.length, often: Math.round(100 * whole.same) },
    },
    ...(forced ? [{ ...common, id: "fuzzy.forced", case: "weights-contradict", rule: "weights-forced" } as const] : []),
    ...(named.length > 1
      ? [
          {
            ...common,
            id: "fuzzy.operators",
            case: "fuzzy-operators",
            verdict: "open",
            rule: "membership-validity",
            with: { ...grade, k: named.length },
          } as const,
        ]
      : []),
  ];
}

export function figures(result: FuzzyResult): readonly Figure[] {
  return [
    ...(result.whole.membership.length > 0 ? [membershipFigure(result), operatorsFigure(result)] : []),
    factorsFigure(result),
    ...(result.units.length > 0 ? [unitsFigure(result)] : []),
  ];
}

interface Row {
  readonly label: (say: Say) => string;
  readonly cell: Table["rows"][number][string];
  readonly evaluation: Evaluation;
}

/** A bar of memberships from the worst grade to the best. */
function bars(rows: readonly Row[], { grades, forced }: FuzzyResult): Figure["draw"] {
  const drawn = rows.filter(({ evaluation }) => evaluation.membership.length > 0);
  return (size, say) =>
    stackedBars(
      {
        order: "diverging",
        names: grades.map(({ id }) => say.label({ kind: "grade", id })).reverse(),
        groups: markForced(
          [
            {
              rows: drawn.map(({ label, evaluation: { membership, score } }) => {
                const shares = membership.map(({ value }) => value!).reverse();
                const { label: _, base: __, ...words } = wordsOf(score, say);
                return {
                  ...words,
                  label: label(say),
                  verdict: "untested" as const,
                  shares,
                  texts: shares.map((share) => say.number(share, "share")),
                };
              }),
            },
          ],
          forced,
          say,
        ),
      },
      size,
    );
}

function evaluationTable(
  id: string,
  first: string,
  rows: readonly Row[],
  { grades, forced }: FuzzyResult,
  extra: { readonly weights?: readonly number[] } = {},
): Table {
  const evaluations = rows.map(({ evaluation }) => evaluation);
  const has = (name: "characteristic" | "confident") => evaluations.some((each) => each[name] !== undefined);
  const membership = evaluations.some((each) => each.membership.length > 0);
  const plain = (key: string) => ({ key, heading: key });
  return {
    id,
    columns: [
      plain(first),
      ...(extra.weights ? [{ key: "weight", heading: forced ? "weight-forced" : "plain-weight" }] : []),
      plain("fuzzy-score"),
      ...(membership
        ? grades.map((grade) => ({
            key: `grade-${grade.id}`,
            heading: "membership-of",
            slots: { s: { kind: "grade", id: grade.id } satisfies Subject },
          }))
        : []),
      plain("largest-grade"),
      plain("validity"),
      plain("same-grade"),
      ...(has("confident") ? [plain("confident-grade")] : []),
      ...(has("characteristic") ? [plain("characteristic")] : []),
    ],
    rows: rows.map(({ cell, evaluation }, k) => ({
      [first]: cell,
      ...(extra.weights && { weight: { kind: "number", value: extra.weights[k]!, digits: 3 } as const }),
      "fuzzy-score": cells.estimate(evaluation.score),
      ...Object.fromEntries(grades.map((grade, g) => [`grade-${grade.id}`, cells.estimate(evaluation.membership[g])])),
      "largest-grade": cells.subject({ kind: "grade", id: evaluation.grade }),
      validity: cells.word(`validity.${evaluation.reading}`),
      "same-grade": { kind: "number", value: 100 * evaluation.same, digits: 0 },
      ...(evaluation.confident && { "confident-grade": cells.subject({ kind: "grade", id: evaluation.confident }) }),
      characteristic: cells.estimate(evaluation.characteristic),
    })),
  };
}

function membershipFigure(result: FuzzyResult): Figure {
  const rows: readonly Row[] = [
    {
      label: (say) => say.word("chart.all-elements"),
      cell: cells.word("chart.all-elements"),
      evaluation: result.whole,
    },
    ...result.groups.map(({ evaluation }) => ({
      label: (say: Say) => say.label(evaluation.score.subject),
      cell: cells.subject(evaluation.score.subject),
      evaluation,
    })),
  ];
  return {
    id: "fuzzy-membership",
    caption: findings(result)[0]!,
    how: "chart.fuzzy-membership.how",
    note: { code: `element-weights-${result.forced ? "forced" : result.weights}` },
    draw: bars(rows, result),
    table: evaluationTable("fuzzy-membership", "group", rows, result, {
      weights: [1, ...result.groups.map(({ weight }) => weight)],
    }),
  };
}

function operatorsFigure(result: FuzzyResult): Figure {
  const rows = result.operators.map(
    ({ operator, evaluation }): Row => ({
      label: (say) => say.word(`operator.${operator}`),
      cell: cells.word(`operator.${operator}`),
      evaluation,
    }),
  );
  const said = findings(result).find(({ id }) => id === "fuzzy.operators");
  return {
    id: "fuzzy-operators",
    caption: said ?? { code: "fuzzy-operators-alike", slots: { grade: { kind: "grade", id: result.whole.grade } } },
    how: "chart.fuzzy-operators.how",
    note: { code: "fuzzy-operators" },
    draw: bars(rows, result),
    table: evaluationTable("fuzzy-operators", "operator", rows, result),
  };
}

function scores(rows: readonly Estimate[], forced: boolean): Figure["draw"] {
  return (size, say) =>
    dotRows(
      {
        axis: axisOver(endsOf(rows), (tick, digits) => say.number(tick, "index", { digits }), { span: 10 }),
        groups: markForced(untestedRows(rows, say), forced, say),
      },
      size,
    );
}

function factorsFigure(result: FuzzyResult): Figure {
  const { factors, dropped } = result;
  const table = evaluationTable(
    "fuzzy-factors",
    "element",
    factors.map(({ evaluation }) => ({ label: () => "", cell: cells.subject(evaluation.score.subject), evaluation })),
    result,
    { weights: factors.map(({ weight }) => weight) },
  );
  return {
    id: "fuzzy-factors",
    caption: { code: "fuzzy-factors", slots: { k: factors.length } },
    how: "chart.fuzzy-factors.how",
    note: { code: dropped.length > 0 ? "fuzzy-dropped" : "fuzzy-factors", slots: { k: dropped.length } },
    // element by element no weights are used
    draw: scores(
      factors.map(({ evaluation }) => evaluation.score),
      false,
    ),
    table: {
      ...table,
      rows: [
        ...table.rows,
        ...dropped.map(({ subject, why }) => ({
          element: cells.subject(subject),
          "largest-grade": cells.word(`why.${why.code}`),
        })),
      ],
    },
  };
}

/** Sorted for reading; no place is claimed, since intervals are not compared here. */
function unitsFigure(result: FuzzyResult): Figure {
  const { units, unitsLeftOut } = result;
  return {
    id: "fuzzy-units",
    caption: { code: "fuzzy-units", slots: { k: units.length } },
    how: "chart.fuzzy-units.how",
    note: { code: "fuzzy-units", slots: { out: unitsLeftOut.length } },
    draw: scores(
      units.map(({ evaluation }) => evaluation.score),
      result.forced,
    ),
    table: evaluationTable(
      "fuzzy-units",
      "unit-named",
      units.map(({ evaluation }) => ({ label: () => "", cell: cells.subject(evaluation.score.subject), evaluation })),
      result,
    ),
  };
}
