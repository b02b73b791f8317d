import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import type { Verdict } from "../../charts/marks/look.ts";
import type { Cell, Figure } from "../analysis.ts";
import type { Comparison, Estimate } from "../estimate.ts";
import { cells, endsOf, firstAndLast, tableOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { LevelsResult, RegressionResult } from "./result.ts";

export function figures(result: RegressionResult): readonly Figure[] {
  return [
    coefficientsFigure(result),
    oddsFigure(result),
    ...("refused" in result.levels ? [] : [levelsFigure(result.levels)]),
  ];
}

function looks({ verdict }: Comparison): { verdict: Verdict; strong: boolean } {
  const isShown = verdict === "up" || verdict === "down";
  return { verdict: verdict === "untested" ? "indicative" : isShown ? "untested" : "none", strong: isShown };
}

function coefficientsFigure(result: RegressionResult): Figure {
  const { coefficients, excluded, errors, complete, asked, f } = result;
  const table = tableOf(
    "regression",
    ["element", "slope", "coefficient-test", "beta", "vif"],
    [
      ...coefficients.map(({ slope, comparison, beta, vif }) => ({
        element: cells.subject(slope.subject),
        slope: cells.estimate(slope),
        "coefficient-test": cells.comparison(comparison, "none"),
        beta: cells.estimate(beta),
        vif: cells.estimate(vif),
      })),
      { element: cells.word("table.intercept"), slope: cells.estimate(result.constant) },
      { element: cells.word("table.explained-r2"), slope: cells.estimate(result.r2) },
      { element: cells.word("table.adjusted-r2"), slope: cells.estimate(result.adjusted) },
      {
        element: cells.word("table.f"),
        slope: { kind: "number", value: f.value, digits: 2 } as const,
        "coefficient-test": { kind: "p", value: f.p } as const,
      },
      ...excluded.map(({ element, why }) => ({
        element: cells.subject({ kind: "element", id: element }),
        "coefficient-test": cells.word(`why.${why.code}`),
      })),
    ],
  );
  return {
    id: "regression",
    caption: findings(result)[0]!,
    how: "chart.regression.how",
    note: { code: `regression-${errors}`, slots: { n: complete, asked, df1: f.df1, df2: f.df2 } },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver([...endsOf(coefficients.map(({ slope }) => slope)), 0], (tick, digits) =>
            say.number(tick, "coefficient", { digits }),
          ),
          references: [{ value: 0, label: say.word("chart.no-association") }],
          groups: [
            {
              rows: firstAndLast(coefficients).map(({ slope, comparison }) => {
                const { base: _, ...words } = wordsOf(slope, say);
                return { ...words, value: slope.value, low: slope.low, high: slope.high, ...looks(comparison) };
              }),
            },
          ],
        },
        size,
      ),
    table,
  };
}

function oddsFigure(result: RegressionResult): Figure {
  const { levels } = result;
  if ("refused" in levels)
    return {
      id: "odds",
      caption: levels.refused,
      how: "chart.odds.how",
      note: { code: "odds-refused" },
      draw: null,
      table: tableOf("odds", ["element"], []),
    };
  const { odds, errors, complete } = levels;
  return {
    id: "odds",
    caption: findings(result).find(({ id }) => id === "regression.odds")!,
    how: "chart.odds.how",
    note: { code: `odds-${errors}`, slots: { n: complete, k: levels.levels.length } },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            [...endsOf(odds.map((row) => row.odds)), 1],
            (tick, digits) => say.number(tick, "ratio", { digits }),
            { origin: 1 },
          ),
          references: [{ value: 1, label: say.word("chart.no-association") }],
          groups: [
            {
              rows: firstAndLast(odds).map(({ odds: estimate, comparison }) => {
                const { base: _, ...words } = wordsOf(estimate, say);
                const { value, low, high } = estimate;
                return { ...words, value, low, high, ...looks(comparison) };
              }),
            },
          ],
        },
        size,
      ),
    table: oddsTable(levels),
  };
}

function oddsTable({ odds, parallel, assumption }: LevelsResult): Figure["table"] {
  const chi = (value: number): Cell => ({ kind: "number", value, digits: 2 });
  const chance = (value: number): Cell => ({ kind: "p", value });
  const oddsOf = (estimate: Estimate) => cells.estimate(estimate);
  return tableOf(
    "odds",
    ["element", "odds", "log-odds-test", "brant", "brant-p"],
    [
      ...odds.map((row, at) => ({
        element: cells.subject(row.odds.subject),
        odds: oddsOf(row.odds),
        "log-odds-test": cells.comparison(row.comparison, "none"),
        ...(parallel && { brant: chi(parallel.each[at]!.chiSquare), "brant-p": chance(parallel.each[at]!.p) }),
      })),
      {
        element: cells.word("table.parallel-all"),
        "log-odds-test": cells.word(`assumption.${assumption}`),
        ...(parallel && { brant: chi(parallel.all.chiSquare), "brant-p": chance(parallel.all.p) }),
      },
    ],
  );
}

/** The levels that the logit tells apart, with their people. */
function levelsFigure({ levels, question, complete }: LevelsResult): Figure {
  return {
    id: "levels",
    caption: { code: "levels", slots: { k: levels.length } },
    how: "chart.levels.how",
    note: { code: "levels", slots: { n: complete } },
    draw: null,
    table: tableOf(
      "levels",
      ["level", "people"],
      levels.map(({ codes, n }) => ({
        level: { kind: "answers", question, codes } as const,
        people: { kind: "count", value: n } as const,
      })),
    ),
  };
}
