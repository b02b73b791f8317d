import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import { type LastWords, trendLine } from "../../charts/marks/trend-line.ts";
import { middleOf } from "../../study/fieldwork.ts";
import type { Study } from "../../study/study.ts";
import type { Figure, Say } from "../analysis.ts";
import type { Estimate } from "../estimate.ts";
import { cells, endsOf, firstAndLast, tableOf, verdictOf } from "../rows.ts";
import { findings } from "./compute.ts";
import type { Series, TrendResult } from "./result.ts";

/** Measures with a figure of their changes; all others stand in the table of all measures. */
const drawn = ["elements.score", "gaps.gap"];

export function figures(result: TrendResult, study: Study): readonly Figure[] {
  return [
    ...result.series.filter((series) => series.headline).map((series) => lineFigure(series, result, study)),
    ...drawn.flatMap((measure) => changesFigures(measure, result)),
    allFigure(result),
  ];
}

function lineFigure(series: Series, result: TrendResult, study: Study): Figure {
  const { points } = series;
  const estimates = points.map((point) => point.estimate);
  return {
    id: "trend",
    caption: findings(result).find((finding) => finding.measure === series.measure) ?? { code: "trend" },
    how: "chart.trend.how",
    note: { code: result.panel ? "trend-panel" : "trend" },
    draw: (size, say) => {
      const unit = estimates[0]!.unit;
      return trendLine(
        {
          axis: axisOver(
            [...endsOf(estimates), series.target ?? null],
            (tick, digits) => say.number(tick, unit, { digits }),
            {
              ...(series.bounds && { within: series.bounds }),
              span: 10,
            },
          ),
          points: points.map(({ wave, estimate }, k) => ({
            at: middleOf(result.waves.find((candidate) => candidate.wave === wave)!),
            wave: say.label({ kind: "wave", id: wave }),
            value: estimate.value,
            low: estimate.low,
            high: estimate.high,
            ...(estimate.value !== null && { text: say.number(estimate.value, unit) }),
            ...(estimate.value === null && { reason: say.word(`why.${estimate.why?.code ?? "withheld"}`) }),
            verdict: k === points.length - 1 ? lastVerdict(series) : "untested",
          })),
          ...(series.target !== undefined && {
            references: [
              {
                value: series.target,
                label: say.word("chart.target", { t: say.number(series.target, unit, { digits: 0 }) }),
              },
            ],
          }),
          breaks: points.flatMap(({ wave, breaks }, k) =>
            breaks.map((question) => ({
              before: k,
              label: study.questions.get(question)?.breaks.get(wave)?.[say.language] ?? say.word("chart.break"),
            })),
          ),
          ...lastWordsOf(series, say),
        },
        size,
      );
    },
    table: tableOf(
      "trend",
      ["wave", "value", "change"],
      points.map(({ wave, estimate, comparison }) => ({
        wave: cells.subject({ kind: "wave", id: wave }),
        value: cells.estimate(estimate),
        change: cells.comparison(comparison, series.better),
      })),
    ),
  };
}

function lastVerdict(series: Series) {
  const { estimate, comparison } = series.points.at(-1)!;
  return comparison ? verdictOf(estimate, comparison, series.better).verdict : "untested";
}

function lastWordsOf(series: Series, say: Say): { last?: LastWords } {
  const { estimate, comparison } = series.points.at(-1)!;
  if (estimate.value === null) return {};
  const difference = comparison?.difference ?? null;
  return {
    last: {
      text: say.number(estimate.value, estimate.unit),
      ...(estimate.low !== null && { interval: say.interval(estimate) }),
      ...(comparison &&
        difference !== null && {
          change: {
            text: say.word("chart.change", { d: say.number(difference, comparison.unit, { sign: true }) }),
            ...verdictOf(estimate, comparison, series.better),
          },
        }),
    },
  };
}

function changesFigures(measure: string, result: TrendResult): readonly Figure[] {
  const rows = result.series
    .filter((series) => series.measure === measure && series.points.at(-1)?.comparison)
    .map((series) => ({ series, last: series.points.at(-1)!, comparison: series.points.at(-1)!.comparison! }))
    .sort((a, b) => (b.comparison.difference ?? 0) - (a.comparison.difference ?? 0));
  if (rows.length < 2) return [];
  const id = `changes-${measure.replace(".", "-")}`;
  const moved = rows.filter(({ comparison }) => comparison.verdict === "up" || comparison.verdict === "down").length;
  return [
    {
      id,
      caption: {
        code: moved > 0 ? `changes-${measure.split(".")[0]}` : `no-changes-${measure.split(".")[0]}`,
        slots: { moved, tested: rows.length },
      },
      how: "chart.changes.how",
      note: { code: "changes" },
      draw: (size, say) =>
        dotRows(
          {
            axis: axisOver(
              rows.flatMap(({ comparison }) => [comparison.low, comparison.difference, comparison.high]),
              (tick, digits) => say.number(tick, rows[0]!.comparison.unit, { digits, sign: true }),
              { fromOrigin: true },
            ),
            references: [{ value: 0, label: say.word("chart.no-change") }],
            groups: [
              {
                rows: firstAndLast(rows).map(({ last, comparison, series }) => ({
                  label: say.label(series.subject),
                  value: comparison.difference,
                  low: comparison.low,
                  high: comparison.high,
                  ...(comparison.difference === null
                    ? { reason: say.word("why.withheld") }
                    : {
                        text: say.number(comparison.difference, comparison.unit, { sign: true }),
                        interval: say.interval(comparison),
                      }),
                  ...verdictOf(last.estimate, comparison, series.better),
                })),
              },
            ],
          },
          size,
        ),
      table: tableOf(
        id,
        ["element", "before", "now", "change"],
        rows.map(({ series, last, comparison }) => ({
          element: cells.subject(series.subject),
          before: cells.estimate(before(series)),
          now: cells.estimate(last.estimate),
          change: cells.comparison(comparison, series.better),
        })),
      ),
    },
  ];
}

function before(series: Series): Estimate | undefined {
  return series.points.at(-2)?.estimate;
}

/** Every followed measure with all its waves: a table without a drawing. */
function allFigure(result: TrendResult): Figure {
  const waves = result.waves.map(({ wave }) => wave);
  return {
    id: "all-measures",
    caption: { code: "all-measures", slots: { count: result.series.length } },
    how: "chart.all-measures.how",
    note: { code: "all-measures" },
    draw: null,
    table: {
      id: "all-measures",
      columns: [
        { key: "measure", heading: "measure" },
        { key: "subject", heading: "subject" },
        ...waves.map((wave) => ({
          key: wave,
          heading: "of-wave",
          slots: { wave: { kind: "wave", id: wave } as const },
        })),
        { key: "change", heading: "change" },
      ],
      rows: result.series.map((series) => ({
        measure: cells.word(`measure.${series.measure}`),
        subject: cells.subject(series.subject),
        ...Object.fromEntries(series.points.map(({ wave, estimate }) => [wave, cells.estimate(estimate)])),
        change: cells.comparison(series.points.at(-1)!.comparison, series.better),
      })),
    },
  };
}
