import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import type { Figure, Say, Table } from "../analysis.ts";
import type { Estimate, Subject } from "../estimate.ts";
import { cells, endsOf, firstAndLast, groupRows, rangeOf, tableOf, verdictOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { RollupsResult } from "./result.ts";

type Tag = RollupsResult["tags"][number];

export function figures(result: RollupsResult): readonly Figure[] {
  return [
    ...result.tags.map((tag) => tagFigure(tag, result)),
    ...(result.steps.length > 0 ? [stepsFigure(result)] : []),
    ...(result.cross ? [crossFigure(result.cross)] : []),
    ...(result.areas.length > 0 ? [areasFigure(result)] : []),
    ...(result.consistency.length > 0 ? [consistencyFigure(result)] : []),
  ];
}

function tagFigure({ tag, parts }: Tag, result: RollupsResult): Figure {
  const said = findings(result).find(({ id }) => id.startsWith(`rollups.${tag}.`));
  const hasDontKnow = parts.some(({ dontKnow }) => dontKnow);
  return {
    id: `rollup-${tag}`,
    caption: said ??
      rangeOf(
        "rollup-range",
        parts.map(({ score }) => score),
      ) ?? { code: `rollup-${tag}` },
    how: `chart.rollup-${tag}.how`,
    note: { code: "rollup" },
    draw: (size, say) =>
      dotRows(
        {
          axis: scoreAxis(
            parts.map(({ score }) => score),
            say,
          ),
          groups: groupRows(
            firstAndLast(parts).map(({ score, ownMean }) => ({
              ...wordsOf(score, say),
              value: score.value,
              low: score.low,
              high: score.high,
              ...verdictOf(score, ownMean, "higher"),
            })),
            say,
          ),
        },
        size,
      ),
    table: tableOf(
      `rollup-${tag}`,
      ["part", "score", "own-mean", ...(hasDontKnow ? ["dont-know"] : []), "elements"],
      parts.map(({ score, ownMean, dontKnow, elements }) => ({
        part: cells.subject(score.subject),
        score: cells.estimate(score),
        "own-mean": cells.comparison(ownMean, "higher"),
        ...(hasDontKnow && { "dont-know": cells.estimate(dontKnow) }),
        elements: { kind: "count", value: elements.length },
      })),
    ),
  };
}

function scoreAxis(scores: readonly Estimate[], say: Say) {
  return axisOver(endsOf(scores), (tick, digits) => say.number(tick, "index", { digits }), {
    within: [0, 100],
    span: 10,
  });
}

/** Differences of adjacent levels: right of zero the order holds. */
function stepsFigure(result: RollupsResult): Figure {
  const { steps } = result;
  const order = findings(result).find(({ id }) => id.startsWith("rollups.order."));
  return {
    id: "rollup-steps",
    caption: order ?? { code: "rollup-steps" },
    how: "chart.rollup-steps.how",
    note: { code: "rollup-steps" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            [0, ...endsOf(steps.map(({ difference }) => difference))],
            (tick, digits) => say.number(tick, "points", { digits }),
            { span: 10 },
          ),
          groups: groupRows(
            steps.map(({ from, to, difference, onZero }) => ({
              ...wordsOf(difference, say),
              label: say.word("chart.minus", {
                a: say.label({ kind: "vertical", id: from }),
                b: say.label({ kind: "vertical", id: to }),
              }),
              value: difference.value,
              low: difference.low,
              high: difference.high,
              ...verdictOf(difference, onZero, "higher"),
            })),
            say,
          ),
          references: [{ value: 0, label: say.word("chart.no-difference") }],
        },
        size,
      ),
    table: tableOf(
      "rollup-steps",
      ["level", "next-level", "difference", "on-zero"],
      steps.map(({ from, to, difference, onZero }) => ({
        level: cells.subject({ kind: "vertical", id: from }),
        "next-level": cells.subject({ kind: "vertical", id: to }),
        difference: cells.estimate(difference),
        "on-zero": cells.comparison(onZero, "higher"),
      })),
    ),
  };
}

function crossFigure(cross: NonNullable<RollupsResult["cross"]>): Figure {
  const at = (row: string, column: string) =>
    cross.cells.find((cell) => cell.row === row && cell.column === column)?.score;
  const table: Table = {
    id: "rollup-cross",
    columns: [
      { key: "part", heading: "horizontal" },
      ...cross.columns.map((column) => ({
        key: column,
        heading: "level-named",
        slots: { s: { kind: "vertical", id: column } satisfies Subject },
      })),
    ],
    rows: cross.rows.map((row) => ({
      part: cells.subject({ kind: "horizontal", id: row }),
      ...Object.fromEntries(cross.columns.map((column) => [column, cells.estimate(at(row, column))])),
    })),
  };
  return {
    id: "rollup-cross",
    caption: { code: "rollup-cross" },
    how: "chart.rollup-cross.how",
    note: { code: "rollup-cross" },
    draw: null,
    table,
  };
}

function areasFigure({ areas }: RollupsResult): Figure {
  const covered = areas.reduce((sum, corner) => sum + corner.covered, 0);
  const of = areas.reduce((sum, corner) => sum + corner.of, 0);
  return {
    id: "rollup-areas",
    caption: { code: "rollup-areas", slots: { covered, of } },
    how: "chart.rollup-areas.how",
    note: { code: "rollup-areas" },
    draw: null,
    table: tableOf(
      "rollup-areas",
      ["corner", "area", "elements", "score"],
      areas.flatMap(({ corner, areas: rows }) =>
        rows.map(({ area, elements, score }) => ({
          corner: cells.word(`subject.corner.${corner}`),
          area: cells.subject({ kind: "area", id: area }),
          elements: { kind: "count", value: elements.length } as const,
          score: cells.estimate(score),
        })),
      ),
    ),
  };
}

function consistencyFigure(result: RollupsResult): Figure {
  const { consistency } = result;
  const drawn = firstAndLast(consistency);
  return {
    id: "consistency",
    caption: findings(result).find(({ id }) => id === "rollups.consistency") ?? { code: "consistency" },
    how: "chart.consistency.how",
    note: { code: "consistency" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            [0, ...endsOf(consistency.map(({ icc }) => icc))],
            (tick, digits) => say.number(tick, "coefficient", { digits }),
            { span: 0.1 },
          ),
          groups: groupRows(
            drawn.map(({ icc, onZero }) => ({
              ...wordsOf(icc, say),
              ...(icc.subject.kind === "overall" && { label: say.word("measure.rollups.overall") }),
              value: icc.value,
              low: icc.low,
              high: icc.high,
              ...verdictOf(icc, onZero, "lower"),
            })),
            say,
          ),
          references: [{ value: 0, label: say.word("chart.all-alike") }],
        },
        size,
      ),
    table: tableOf(
      "consistency",
      ["score-of", "icc", "f-test", "between", "within"],
      consistency.map(({ icc, onZero, between, within }) => ({
        "score-of": icc.subject.kind === "overall" ? cells.word("measure.rollups.overall") : cells.subject(icc.subject),
        icc: cells.estimate(icc),
        "f-test": cells.comparison(onZero, "lower"),
        between: cells.estimate(between),
        within: cells.estimate(within),
      })),
    ),
  };
}
