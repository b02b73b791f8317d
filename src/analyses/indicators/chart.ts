import { axisOver, type Reference } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import { stackedBars } from "../../charts/marks/stacked-bars.ts";
import type { Study } from "../../study/study.ts";
import type { Figure, Say } from "../analysis.ts";
import type { Code } from "../estimate.ts";
import { cells, endsOf, groupRows, mostRows, tableOf, wordsOf } from "../rows.ts";
import { cellsOf, dotOf, isCompared, nameOf, plainDot, type Row, rowsTable, said, shareAxis } from "./chart-parts.ts";
import { spendFigure, toleranceFigure } from "./money-chart.ts";
import type { IndicatorsResult } from "./result.ts";

const complaints = ["indicators.felt", "indicators.filed"];
const known = ["indicators.top_of_mind", "indicators.unaided", "indicators.aided"];

export function figures(result: IndicatorsResult, _study: Study): readonly Figure[] {
  const { rows, camps, spend, tolerance, recovery, log } = result;
  const pick = (ids: readonly string[]) => rows.filter(({ estimate }) => ids.includes(estimate.measure));
  const shares = rows.filter(({ estimate }) => estimate.unit === "share" && !complaints.includes(estimate.measure));
  const noScore = result.notes.find(({ code }) => code === "no-net-score");
  return [
    ...(shares.length > 0 ? [sharesFigure(result, shares)] : []),
    ...(camps.length > 0 ? [campsFigure(result)] : []),
    ...(noScore ? [noScoreFigure(noScore, pick(["indicators.recommend"]))] : []),
    ...(pick(complaints).length > 0 ? [complaintsFigure(result, pick(complaints))] : []),
    ...(pick(known).length > 0 ? [awarenessFigure(pick([...known, "indicators.reputation"]))] : []),
    ...(log.length > 0 ? [logFigure(result)] : []),
    ...(spend.length > 0 ? [spendFigure(result)] : []),
    ...(tolerance ? [toleranceFigure(result, tolerance)] : []),
    ...(recovery.length > 0 ? [recoveryFigure(result)] : []),
    ...(rows.length > 1 ? [allFigure(result)] : []),
  ];
}

/** Indicators that are shares, largest first. */
function sharesFigure(result: IndicatorsResult, rows: readonly Row[]): Figure {
  const sorted = [...rows].sort((a, b) => (b.estimate.value ?? -1) - (a.estimate.value ?? -1)).slice(0, mostRows);
  return {
    id: "indicators",
    caption: { code: "indicators", slots: { count: sorted.length } },
    how: "chart.indicators.how",
    note: result.notes.find(({ code }) => code === "reputation-of-all") ?? {
      code: isCompared(rows) ? "indicators" : "indicators-level",
    },
    draw: (size, say) =>
      dotRows(
        {
          axis: shareAxis(sorted, say),
          groups: groupRows(
            sorted.map((row) => dotOf(row, say)),
            say,
          ),
        },
        size,
      ),
    table: rowsTable("indicators", sorted),
  };
}

/** Detractors, passives and promoters, with the net score in the caption and the table: never the score alone. */
function campsFigure(result: IndicatorsResult): Figure {
  const { camps } = result;
  const score = result.rows.find(({ estimate }) => estimate.measure === "indicators.nps");
  return {
    id: "nps",
    caption: said(result, "indicators.nps") ?? { code: "nps" },
    how: "chart.nps.how",
    note: { code: "nps" },
    draw: (size, say) =>
      stackedBars(
        {
          names: camps.map(({ measure }) => say.word(`camp.${measure.split(".")[1]}`)),
          order: "diverging",
          groups: [
            {
              rows: [
                {
                  label: say.word("camp.all"),
                  ...(camps[0]!.base !== null && { base: say.word("format.n", { n: say.count(camps[0]!.base) }) }),
                  verdict: "none",
                  ...(camps.some(({ value }) => value === null)
                    ? { shares: null, texts: [], reason: say.word("why.withheld") }
                    : {
                        shares: camps.map(({ value }) => value!),
                        texts: camps.map(({ value, unit }) => say.number(value!, unit)),
                      }),
                },
              ],
            },
          ],
        },
        size,
      ),
    table: tableOf(
      "nps",
      ["indicator", "value", ...(score?.change ? ["change"] : [])],
      [
        ...(score ? [cellsOf(score)] : []),
        ...camps.map((estimate) => ({ indicator: nameOf(estimate), value: cells.estimate(estimate) })),
      ],
    ),
  };
}

/** Why there is no net promoter score, and what there is instead. */
function noScoreFigure(caption: Code, rows: readonly Row[]): Figure {
  return {
    id: "nps",
    caption,
    how: "chart.no-net-score.how",
    note: { code: "no-net-score" },
    draw: null,
    table: rowsTable("nps", rows),
  };
}

/** Complaints felt and filed, against what is not to be passed. */
function complaintsFigure(result: IndicatorsResult, rows: readonly Row[]): Figure {
  const { target } = result;
  const references = (say: Say): Reference[] =>
    target ? [{ value: target.value, label: say.word("chart.ceiling", { t: say.number(target.value, "share") }) }] : [];
  return {
    id: "complaints",
    caption: said(result, "indicators.filed.target") ?? said(result, "indicators.voice") ?? { code: "complaints" },
    how: "chart.complaints.how",
    note: { code: target ? "complaints-target" : "complaints" },
    draw: (size, say) =>
      dotRows(
        {
          axis: shareAxis(rows, say, target?.value),
          references: references(say),
          groups: groupRows(
            rows.map((row) => dotOf(row, say)),
            say,
          ),
        },
        size,
      ),
    table: tableOf(
      "complaints",
      ["indicator", "value", ...(isCompared(rows) ? ["change"] : []), ...(target ? ["ceiling"] : [])],
      result.rows
        .filter(({ estimate }) => [...complaints, "indicators.voice", "indicators.silent"].includes(estimate.measure))
        .map((row) => ({
          ...cellsOf(row),
          ...(target &&
            row.estimate.measure === "indicators.filed" && { ceiling: cells.word(`target-verdict.${target.verdict}`) }),
        })),
    ),
  };
}

/** Awareness and reputation side by side; a table without a drawing. */
function awarenessFigure(rows: readonly Row[]): Figure {
  return {
    id: "awareness",
    caption: { code: "awareness" },
    how: "chart.awareness.how",
    note: { code: "awareness" },
    draw: null,
    table: rowsTable("awareness", rows),
  };
}

function logFigure({ log }: IndicatorsResult): Figure {
  return {
    id: "complaint-log",
    caption: { code: "complaint-log" },
    how: "chart.complaint-log.how",
    note: { code: "complaint-log" },
    draw: null,
    table: tableOf(
      "complaint-log",
      ["wave", "complaints", "rate"],
      log.map(({ wave, complaints: count, rate }) => ({
        wave: cells.subject({ kind: "wave", id: wave }),
        complaints: { kind: "count", value: count } as const,
        rate: cells.estimate(rate),
      })),
    ),
  };
}

function recoveryFigure({ recovery }: IndicatorsResult): Figure {
  return {
    id: "recovery",
    caption: { code: "recovery" },
    how: "chart.recovery.how",
    note: { code: "recovery" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            endsOf(recovery),
            (tick, digits) => say.number(tick, "share", { digits: Math.max(0, digits - 2) }),
            {
              within: [0, 1],
              span: 0.2,
            },
          ),
          groups: groupRows(
            recovery.map((estimate) => ({ ...wordsOf(estimate, say), ...plainDot(estimate) })),
            say,
          ),
        },
        size,
      ),
    table: tableOf(
      "recovery",
      ["state", "value"],
      recovery.map((estimate) => ({ state: cells.subject(estimate.subject), value: cells.estimate(estimate) })),
    ),
  };
}

/** Every indicator with its change, units and all: a table without a drawing. */
function allFigure({ rows }: IndicatorsResult): Figure {
  return {
    id: "all-indicators",
    caption: { code: `all-indicators${isCompared(rows) ? "" : "-level"}`, slots: { count: rows.length } },
    how: "chart.all-indicators.how",
    note: { code: `all-indicators${isCompared(rows) ? "" : "-level"}` },
    draw: null,
    table: rowsTable("all-indicators", rows),
  };
}
