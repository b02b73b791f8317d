import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import { dumbbellRows } from "../../charts/marks/dumbbell-rows.ts";
import { stackedBars } from "../../charts/marks/stacked-bars.ts";
import type { Figure, Say } from "../analysis.ts";
import type { Code, Comparison, Estimate, Finding } from "../estimate.ts";
import { cells, endsOf, firstAndLast, groupRows, rangeOf, tableOf, verdictOf, wordsOf } from "../rows.ts";
import { findings } from "./compute.ts";
import type { GapsResult } from "./result.ts";

export function figures(result: GapsResult): readonly Figure[] {
  return [
    gapsFigure(result),
    statesFigure(result),
    ...(result.dimensions.length > 0 ? [dimensionsFigure(result)] : []),
    ...(result.elements.some((row) => row.adequacy || row.superiority) ? [zoneFigure(result)] : []),
  ];
}

function gapsFigure(result: GapsResult): Figure {
  const { elements } = result;
  return {
    id: "gaps",
    caption: findings(result)[0] ?? { code: "gaps" },
    how: "chart.gaps.how",
    note: { code: "gaps" },
    draw: (size, say) =>
      dumbbellRows(
        {
          axis: axisOver(
            elements.flatMap((row) => [row.expected.value, row.perceived.value]),
            (tick, digits) => say.number(tick, "code", { digits }),
            { span: 1 },
          ),
          names: { from: say.word("chart.expected"), to: say.word("chart.perceived") },
          groups: groupRows(
            firstAndLast(elements).map((row) => ({
              ...wordsOf(row.gap, say),
              from: row.expected.value,
              to: row.perceived.value,
              ...(row.expected.value !== null && { fromText: say.number(row.expected.value, "code") }),
              ...(row.perceived.value !== null && { toText: say.number(row.perceived.value, "code") }),
              ...verdictOf(row.gap, row.comparison, "higher"),
            })),
            say,
          ),
        },
        size,
      ),
    table: tableOf(
      "gaps",
      ["element", "expected", "perceived", "gap", "gap-test", "ratio", "source-form", "gap-with-zero"].filter(
        (key) =>
          (key !== "source-form" || elements.some((row) => row.source)) &&
          (key !== "gap-with-zero" || elements.some((row) => row.zero)),
      ),
      elements.map((row) => ({
        element: cells.subject(row.gap.subject),
        expected: cells.estimate(row.expected),
        perceived: cells.estimate(row.perceived),
        gap: cells.estimate(row.gap),
        "gap-test": cells.comparison(row.comparison, "higher"),
        ratio: cells.estimate(row.ratio),
        "source-form": cells.estimate(row.source),
        "gap-with-zero": cells.estimate(row.zero?.gap),
      })),
    ),
  };
}

function statesFigure(result: GapsResult): Figure {
  const names = result.elements[0]!.states.map((state) => state.measure.replace("gaps.state.", ""));
  return {
    id: "gap-states",
    caption: rangeOf(
      "gap-states-range",
      result.elements.map((row) => row.states[0]!),
    ) ?? { code: "gap-states" },
    how: "chart.gap-states.how",
    note: { code: "gap-states" },
    draw: (size, say) =>
      stackedBars(
        {
          names: names.map((name) => say.label({ kind: "state", id: name })),
          order: "diverging",
          groups: [
            {
              rows: firstAndLast(result.elements).map((row) => {
                const shares = row.states.map((state) => state.value);
                const { label, base } = wordsOf(row.gap, say);
                const words = { label, ...(base !== undefined && { base }), verdict: "none" } as const;
                return shares.includes(null)
                  ? { ...words, shares: null, texts: [], reason: say.word("why.withheld") }
                  : { ...words, shares: shares as number[], texts: shares.map((share) => say.number(share!, "share")) };
              }),
            },
          ],
        },
        size,
      ),
    table: tableOf(
      "gap-states",
      ["element", "dissatisfied", "satisfied", "highly-satisfied"],
      result.elements.map((row) => ({
        element: cells.subject(row.gap.subject),
        dissatisfied: cells.estimate(row.states[0]),
        satisfied: cells.estimate(row.states[1]),
        "highly-satisfied": cells.estimate(row.states[2]),
      })),
    ),
  };
}

function dimensionsFigure(result: GapsResult): Figure {
  const { dimensions, total, weighted } = result;
  const sorted = [...dimensions].sort((a, b) => (a.gap.value ?? 0) - (b.gap.value ?? 0));
  const whole = [
    ...(total ? [{ dimension: cells.word("measure.gaps.total"), gap: cells.estimate(total) }] : []),
    ...(weighted ? [{ dimension: cells.word("measure.gaps.weighted"), gap: cells.estimate(weighted) }] : []),
  ];
  const pointed = dimensions.some((row) => row.points);
  return {
    id: "dimensions",
    caption: dimensionCaption(sorted[0]!),
    how: "chart.dimensions.how",
    note: { code: pointed ? "dimensions-weighted" : "dimensions" },
    draw: (size, say) =>
      gapRows(
        sorted.map((row) => [row.gap, row.comparison] as const),
        say,
        size,
      ),
    table: tableOf(
      "dimensions",
      ["dimension", "gap", "gap-test", ...(pointed ? ["points", "contribution"] : [])],
      [
        ...sorted.map((row) => ({
          dimension: cells.subject(row.gap.subject),
          gap: cells.estimate(row.gap),
          "gap-test": cells.comparison(row.comparison, "higher"),
          points: cells.estimate(row.points),
          contribution: cells.estimate(row.contribution),
        })),
        ...whole,
      ],
    ),
  };
}

/** The dimension that falls furthest short, where that is shown. */
function dimensionCaption({ gap, comparison }: GapsResult["dimensions"][number]): Finding | Code {
  if (comparison.verdict !== "down") return { code: "dimensions" };
  const id = `gaps.dimension.${gap.subject.id}`;
  return {
    id,
    case: "dimension-short",
    measure: gap.measure,
    subject: gap.subject,
    estimate: gap,
    comparison,
    verdict: "worse",
    rule: "paired-bh",
  };
}

function zoneFigure(result: GapsResult): Figure {
  const rows = result.elements.filter((row) => row.adequacy || row.superiority);
  const below = rows.filter((row) => row.adequacy?.comparison.verdict === "down").length;
  return {
    id: "zone",
    caption: { code: below > 0 ? "zone-below" : "zone", slots: { below, tested: rows.length } },
    how: "chart.zone.how",
    note: { code: "zone" },
    draw: (size, say) =>
      gapRows(
        rows.flatMap((row) => (row.adequacy ? [[row.adequacy.estimate, row.adequacy.comparison] as const] : [])),
        say,
        size,
      ),
    table: tableOf(
      "zone",
      ["element", "adequacy", "adequacy-test", "superiority", "superiority-test"],
      rows.map((row) => ({
        element: cells.subject(row.gap.subject),
        adequacy: cells.estimate(row.adequacy?.estimate),
        "adequacy-test": cells.comparison(row.adequacy?.comparison, "higher"),
        superiority: cells.estimate(row.superiority?.estimate),
        "superiority-test": cells.comparison(row.superiority?.comparison, "higher"),
      })),
    ),
  };
}

/** Gaps one under the other against the line at 0. */
function gapRows(rows: readonly (readonly [Estimate, Comparison])[], say: Say, size: "wide" | "narrow") {
  return dotRows(
    {
      axis: axisOver(endsOf(rows.map(([gap]) => gap)), (tick, digits) => say.number(tick, "gap", { digits }), {
        fromOrigin: true,
      }),
      references: [{ value: 0, label: say.word("chart.no-gap") }],
      groups: groupRows(
        rows.map(([gap, comparison]) => ({
          ...wordsOf(gap, say),
          value: gap.value,
          low: gap.low,
          high: gap.high,
          ...verdictOf(gap, comparison, "higher"),
        })),
        say,
      ),
    },
    size,
  );
}
