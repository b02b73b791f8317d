import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import { dumbbellRows } from "../../charts/marks/dumbbell-rows.ts";
import type { Verdict } from "../../charts/marks/look.ts";
import { scatterPlot } from "../../charts/marks/scatter-plot.ts";
import type { Cell, Figure, Say } from "../analysis.ts";
import type { Estimate } from "../estimate.ts";
import { cells, endsOf, firstAndLast, groupRows, mostRows, tableOf, verdictOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { Evidence, PrioritiesResult, PriorityRow, SwotCell } from "./result.ts";

export function figures(result: PrioritiesResult): readonly Figure[] {
  return [
    mapFigure(result),
    swotFigure(result),
    ...(result.competitors.length > 0 ? [competitorsFigure(result)] : []),
    ...(result.contrast ? [contrastFigure(result, result.contrast)] : []),
  ];
}

const looksOf: Readonly<Record<PriorityRow["quadrant"], Verdict>> = {
  concentrate: "worse",
  "keep-up": "better",
  "low-priority": "none",
  overkill: "none",
  borderline: "open",
  untested: "untested",
};

/** Importance against performance: what matters and falls short lies above left. */
function mapFigure(result: PrioritiesResult): Figure {
  const { elements, line, importanceKind, lines } = result;
  // where targets differ, each score stands by its distance from its own
  const apart = lines === "target" && line.performance === null;
  const origin = (row: PriorityRow) => (apart ? row.target! : 0);
  const importanceUnit = importanceKind === "stated" ? "index" : "share";
  // what calls for action is named first, and kept where only so many can be drawn
  const order: readonly PriorityRow["quadrant"][] = [
    "concentrate",
    "keep-up",
    "borderline",
    "overkill",
    "low-priority",
    "untested",
  ];
  const drawn = [...elements].sort((a, b) => order.indexOf(a.quadrant) - order.indexOf(b.quadrant)).slice(0, mostRows);
  return {
    id: "priorities",
    caption: findings(result)[0] ?? { code: "priorities" },
    how: `chart.priorities.how-${importanceKind}`,
    note: { code: `priorities-${lines}` },
    draw: (size, say) =>
      scatterPlot(
        {
          points: drawn.map((row) => ({
            label: say.label(row.performance.subject),
            x: row.performance.value! - origin(row),
            y: row.importance.value!,
            ...intervalOf("xInterval", row.performance, origin(row)),
            ...intervalOf("yInterval", row.importance),
            verdict: looksOf[row.quadrant],
          })),
          xAxis: apart
            ? axisOver(
                [
                  0,
                  ...drawn.flatMap((row) =>
                    endsOf([row.performance]).map((end) => (end === null ? null : end - origin(row))),
                  ),
                ],
                (tick, digits) => say.number(tick, "points", { digits }),
                { span: 20 },
              )
            : axisOver(
                [...endsOf(drawn.map(({ performance }) => performance)), line.performance],
                (tick, digits) => say.number(tick, "index", { digits }),
                { within: [0, 100], span: 20 },
              ),
          yAxis: axisOver(
            [...endsOf(drawn.map(({ importance }) => importance)), line.importance],
            (tick, digits) =>
              say.number(tick, importanceUnit, {
                digits: importanceUnit === "share" ? Math.max(0, digits - 2) : digits,
              }),
            importanceUnit === "share" ? { within: [0, 1], span: 0.1 } : { within: [0, 100], span: 20 },
          ),
          names: {
            x: say.word(apart ? "chart.priorities.x-apart" : "chart.priorities.x"),
            y: say.word(`chart.priorities.y-${importanceKind}`),
          },
          ...(apart && { xLine: { value: 0, label: say.word("chart.priorities.line-own") } }),
          ...(line.performance !== null && {
            xLine: {
              value: line.performance,
              label: say.word(`chart.priorities.line-${lines}`, {
                t: say.number(line.performance, "index", { digits: 0 }),
              }),
            },
          }),
          ...(line.importance !== null && {
            yLine: {
              value: line.importance,
              label: say.word("chart.priorities.line-importance", { t: say.number(line.importance, importanceUnit) }),
            },
          }),
          ...(lines !== "diagonal" && {
            fields: [
              say.word("quadrant.concentrate"),
              say.word("quadrant.keep-up"),
              say.word("quadrant.low-priority"),
              say.word("quadrant.overkill"),
            ],
          }),
        },
        size,
      ),
    table: tableOf(
      "priorities",
      [
        "element",
        "importance",
        "importance-test",
        "performance",
        "performance-test",
        "quadrant",
        "priority-score",
        ...(importanceKind === "named" ? ["is-rating"] : []),
        ...(elements.some(({ worse }) => worse) ? ["worse"] : []),
      ],
      [
        ...elements.map((row) => ({
          element: cells.subject(row.performance.subject),
          importance: cells.estimate(row.importance),
          "importance-test": cells.comparison(row.importanceTest, "none"),
          performance: cells.estimate(row.performance),
          "performance-test": cells.comparison(row.performanceTest, "higher"),
          quadrant: cells.word(`quadrant.${row.quadrant}`),
          ...(row.rating && { "is-rating": cells.estimate(row.rating) }),
          ...(row.worse && { worse: cells.estimate(row.worse) }),
          "priority-score":
            row.priority === null
              ? { kind: "none" as const }
              : { kind: "number" as const, value: row.priority, digits: 2 },
        })),
        ...result.unplaced.map(({ performance }) => ({
          element: cells.subject(performance.subject),
          performance: cells.estimate(performance),
          quadrant: cells.word("quadrant.unplaced"),
        })),
      ],
    ),
  };
}

function intervalOf(name: "xInterval" | "yInterval", { low, high }: Estimate, origin = 0): object {
  return low === null || high === null ? {} : { [name]: [low - origin, high - origin] };
}

const swotCells: readonly SwotCell[] = ["strength", "weakness", "opportunity", "threat"];

/** One row per element and cell, with its evidence; features are named where some evidence is of one. */
function swotFigure({ swot }: PrioritiesResult): Figure {
  const sorted = swotCells.flatMap((cell) => swot.filter((placed) => placed.cell === cell));
  const ofFeatures = sorted.some(({ evidence }) => evidence.some(({ feature }) => feature !== undefined));
  return {
    id: "swot",
    caption: { code: sorted.length > 0 ? "swot" : "swot-none" },
    how: "chart.swot.how",
    note: { code: "swot" },
    draw: null,
    table: tableOf(
      "swot",
      ["swot-cell", "element", ...(ofFeatures ? ["feature"] : []), "evidence", "figure", "evidence-test"],
      sorted.flatMap(({ element, cell, evidence }) =>
        evidence.map((piece) => ({
          "swot-cell": cells.word(`swot.${cell}`),
          element: cells.subject({ kind: "element", id: element }),
          ...(piece.feature !== undefined && { feature: cells.subject({ kind: "feature", id: piece.feature }) }),
          evidence: cells.word(`evidence.${piece.code}`),
          figure: cells.estimate(piece.estimate),
          "evidence-test": comparisonCell(piece),
        })),
      ),
    ),
  };
}

/** Evidence that is neither good news nor bad in itself. */
const neutral = ["attractive", "importance-rising", "must-be-rising"];

function comparisonCell({ comparison, code }: Evidence): Cell {
  return cells.comparison(comparison, neutral.includes(code) ? "none" : "higher");
}

/** Own scores beside those of the best other provider. */
function competitorsFigure({ competitors, elements }: PrioritiesResult): Figure {
  const rows = competitors.flatMap((row) => {
    const own = elements.find(({ element }) => element === row.element)?.performance;
    return own ? [{ ...row, own }] : [];
  });
  const sorted = [...rows].sort((a, b) => (a.comparison.difference ?? 0) - (b.comparison.difference ?? 0));
  const words = (estimate: Estimate, say: Say) =>
    estimate.value === null ? {} : { text: say.number(estimate.value, "index") };
  return {
    id: "competitors",
    caption: { code: "competitors", slots: counts(sorted) },
    how: "chart.competitors.how",
    note: { code: "competitors" },
    draw: (size, say) =>
      dumbbellRows(
        {
          names: { from: say.word("chart.best-other"), to: say.word("chart.own") },
          axis: axisOver(
            endsOf(
              sorted.flatMap(({ own, score }) => [
                { ...own, low: null, high: null },
                { ...score, low: null, high: null },
              ]),
            ),
            (tick, digits) => say.number(tick, "index", { digits }),
            { within: [0, 100], span: 20 },
          ),
          groups: groupRows(
            firstAndLast(sorted).map(({ own, score, comparison }) => ({
              label: say.label(own.subject),
              from: score.value,
              to: own.value,
              ...(words(score, say).text !== undefined && { fromText: words(score, say).text! }),
              ...(words(own, say).text !== undefined && { toText: words(own, say).text! }),
              ...(comparison.difference !== null && {
                text: say.number(comparison.difference, comparison.unit, { sign: true }),
              }),
              ...verdictOf(own, comparison, "higher"),
            })),
            say,
          ),
        },
        size,
      ),
    table: tableOf(
      "competitors",
      ["element", "performance", "provider", "provider-score", "lead"],
      sorted.map(({ own, provider, score, comparison }) => ({
        element: cells.subject(own.subject),
        performance: cells.estimate(own),
        provider: cells.subject({ kind: "provider", id: provider }),
        "provider-score": cells.estimate(score),
        lead: cells.comparison(comparison, "higher"),
      })),
    ),
  };
}

function counts(rows: readonly { readonly comparison: { readonly verdict: string } }[]) {
  return {
    ahead: rows.filter(({ comparison }) => comparison.verdict === "up").length,
    behind: rows.filter(({ comparison }) => comparison.verdict === "down").length,
    of: rows.length,
  };
}

/** What poor and excellent answers go with, of all elements together. */
function contrastFigure(result: PrioritiesResult, contrast: NonNullable<PrioritiesResult["contrast"]>): Figure {
  const rows = [...contrast.elements].sort((a, b) => (a.asymmetry?.value ?? 9) - (b.asymmetry?.value ?? 9));
  const claim = findings(result).find(({ id }) => id.startsWith("priorities.contrast."));
  const drawn = rows.filter(({ asymmetry }) => asymmetry?.value != null);
  return {
    id: "contrast",
    caption: claim ?? { code: "contrast" },
    how: "chart.contrast.how",
    note: { code: "contrast", slots: { n: contrast.n } },
    draw:
      drawn.length === 0
        ? null
        : (size, say) =>
            dotRows(
              {
                axis: axisOver([-1, 1], (tick, digits) => say.number(tick, "coefficient", { digits, sign: true }), {
                  within: [-1, 1],
                  span: 2,
                }),
                groups: groupRows(
                  firstAndLast(drawn).map(({ asymmetry, class: name }) => ({
                    ...wordsOf(asymmetry!, say),
                    value: asymmetry!.value,
                    low: asymmetry!.low,
                    high: asymmetry!.high,
                    verdict: name === "unclear" ? ("open" as const) : ("none" as const),
                  })),
                  say,
                ),
                references: [{ value: 0, label: say.word("chart.contrast.even") }],
              },
              size,
            ),
    table: tableOf(
      "contrast",
      ["element", "penalty", "penalty-test", "reward", "reward-test", "asymmetry", "contrast-class", "reason"],
      rows.map(({ element, penalty, reward, asymmetry, class: name, why }) => ({
        element: cells.subject({ kind: "element", id: element }),
        penalty: cells.estimate(penalty?.coefficient),
        "penalty-test": cells.comparison(penalty?.comparison, "none"),
        reward: cells.estimate(reward?.coefficient),
        "reward-test": cells.comparison(reward?.comparison, "none"),
        asymmetry: cells.estimate(asymmetry),
        "contrast-class": cells.word(`contrast.${name}`),
        reason: why ? cells.word(`why.${why.code}`) : { kind: "none" },
      })),
    ),
  };
}
