import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import type { Figure, Table } from "../analysis.ts";
import { cells, endsOf, firstAndLast, tableOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { ComponentsResult } from "./result.ts";

export function figures(result: ComponentsResult): readonly Figure[] {
  const [units] = result.scored;
  return [
    screeFigure(result),
    loadingsFigure(result),
    ...(units && units.rows.length > 1 ? [unitsFigure(units.rows)] : []),
  ];
}

function screeFigure(result: ComponentsResult): Figure {
  const { components, complete, rules, sphericity, kmo } = result;
  return {
    id: "scree",
    caption: findings(result)[0]!,
    how: "chart.scree.how",
    note: {
      code: sphericity ? "scree" : "scree-dependent",
      slots: {
        n: complete,
        parallel: rules.parallel,
        kaiser: rules.kaiser,
        eighty: rules.eighty,
        ...(sphericity && { x: Math.round(10 * sphericity.chiSquare) / 10, df: sphericity.df }),
      },
    },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            [...endsOf(components.map(({ eigenvalue }) => eigenvalue)), ...components.map(({ random }) => random), 0],
            (tick, digits) => say.number(tick, "ratio", { digits }),
          ),
          references: [{ value: 1, label: say.word("chart.kaiser") }],
          groups: [
            {
              rows: firstAndLast(components).map(({ eigenvalue, isKept, random }) => {
                const { base: _, ...words } = wordsOf(eigenvalue, say);
                const { value, low, high } = eigenvalue;
                return {
                  ...words,
                  label: say.word("chart.scree-row", { s: words.label, r: say.number(random, "ratio") }),
                  value,
                  low,
                  high,
                  strong: isKept,
                  verdict: isKept ? ("untested" as const) : ("none" as const),
                };
              }),
            },
          ],
        },
        size,
      ),
    table: tableOf(
      "scree",
      ["principal", "eigenvalue", "random-eigenvalue", "explained", "kept"],
      [
        ...components.map(({ eigenvalue, random, explained, isKept }) => ({
          principal: cells.subject(eigenvalue.subject),
          eigenvalue: cells.estimate(eigenvalue),
          "random-eigenvalue": { kind: "number", value: random, digits: 2 } as const,
          explained: cells.estimate(explained),
          kept: cells.word(isKept ? "kept.in" : "kept.out"),
        })),
        { principal: cells.word("table.kmo"), eigenvalue: cells.estimate(kmo) },
        ...(sphericity
          ? [
              {
                principal: cells.word("table.bartlett-p"),
                eigenvalue: { kind: "p", value: sphericity.p } as const,
              },
            ]
          : []),
      ],
    ),
  };
}

function loadingsFigure(result: ComponentsResult): Figure {
  const { elements, kept, composite } = result;
  const rotated = kept > 1 ? Array.from({ length: kept }, (_, k) => `rotated-${k}`) : [];
  const table = tableOf(
    "loadings",
    ["element", "first-loading", "component-weight", "communality", "item-kmo"],
    elements.map((row) => ({
      element: cells.subject({ kind: "element", id: row.element }),
      "first-loading": cells.estimate(row.loading),
      "component-weight": cells.estimate(row.weight),
      communality: cells.estimate(row.communality),
      "item-kmo": cells.estimate(row.kmo),
      ...Object.fromEntries(rotated.map((key, k) => [key, cells.estimate(row.rotated[k])])),
    })),
  );
  const columns: Table["columns"] = [
    ...table.columns,
    ...rotated.map((key, k) => ({ key, heading: "rotated", slots: { k: String(k + 1) } })),
  ];
  const finding = findings(result).find(({ case: name }) => name === "components-composite");
  return {
    id: "loadings",
    caption: finding ?? ("refused" in composite ? composite.refused : { code: "loadings" }),
    how: "chart.loadings.how",
    note: { code: kept > 1 ? "loadings-rotated" : "loadings" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver([...endsOf(elements.map(({ loading }) => loading)), 0], (tick, digits) =>
            say.number(tick, "coefficient", { digits }),
          ),
          references: [{ value: 0, label: say.word("chart.no-association") }],
          groups: [
            {
              rows: firstAndLast(elements).map(({ loading }) => {
                const { base: _, ...words } = wordsOf(loading, say);
                const { value, low, high } = loading;
                return { ...words, value, low, high, verdict: "none" as const };
              }),
            },
          ],
        },
        size,
      ),
    table: { ...table, columns },
  };
}

function unitsFigure(rows: ComponentsResult["scored"][number]["rows"]): Figure {
  return {
    id: "component-units",
    caption: { code: "component-units", slots: { k: rows.length } },
    how: "chart.component-units.how",
    note: { code: "component-units" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(endsOf(rows), (tick, digits) => say.number(tick, "index", { digits }), {
            within: [0, 100],
            span: 20,
          }),
          groups: [
            {
              rows: firstAndLast(rows).map((score) => {
                const { value, low, high } = score;
                const verdict = score.status === "shown" ? ("none" as const) : ("indicative" as const);
                return { ...wordsOf(score, say), value, low, high, verdict };
              }),
            },
          ],
        },
        size,
      ),
    table: tableOf(
      "component-units",
      ["unit-named", "composite"],
      rows.map((score) => ({ "unit-named": cells.subject(score.subject), composite: cells.estimate(score) })),
    ),
  };
}
