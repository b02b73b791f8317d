import { heatMatrix } from "../../charts/marks/heat-matrix.ts";
import type { Cell, Figure, Table as FigureTable, Say } from "../analysis.ts";
import type { Code, Estimate, Finding } from "../estimate.ts";
import { cells, firstAndLast, tableOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { AgreementResult } from "./result.ts";

type Table = AgreementResult["tables"][number];

export function figures(result: AgreementResult): readonly Figure[] {
  return result.tables.flatMap((table) => [
    ranksFigure(table, result),
    correlationsFigure(table),
    ...(table.leftOut.length > 0 ? [leftOutFigure(table)] : []),
  ]);
}

function isForced({ forced }: Table, method: string): boolean {
  return forced?.includes(method) ?? false;
}

/** A method's name; with a word where its weights are forced. */
function nameOf(table: Table, method: string, say: Say): string {
  const name = say.word(`scored.${method}`);
  return isForced(table, method) ? say.word("chart.forced-method", { s: name }) : name;
}

/** Darker is nearer to the first rank; the disputed are set bold. */
function ranksFigure(table: Table, result: AgreementResult): Figure {
  const n = table.rows.length;
  return {
    id: `ranks-${table.by}`,
    caption: findings(result).find(({ id }) => id === `agreement.${table.by}`)!,
    how: "chart.ranks.how",
    note: {
      code: table.unranked > 0 ? "ranks-unranked" : "ranks",
      slots: { k: table.methods.length, n: table.unranked },
    },
    draw: (size, say) =>
      heatMatrix(
        {
          columns: table.methods.map((method) => nameOf(table, method, say)),
          rows: firstAndLast(table.rows).map(({ subject, ranks, disputed }) => ({
            label: say.label(subject),
            strong: disputed,
            cells: ranks.map((rank) => ({ text: say.number(rank.value!, "rank"), level: 1 - (rank.value! - 1) / n })),
          })),
        },
        size,
      ),
    table: ranksTable(table),
  };
}

function ranksTable(table: Table): FigureTable {
  const { by, methods, rows } = table;
  return {
    id: `ranks-${by}`,
    columns: [
      { key: "subject", heading: by === "unit" ? "unit-named" : "element" },
      ...(rows.some(({ score }) => score) ? [{ key: "plain-mean", heading: by === "unit" ? "index" : "score" }] : []),
      ...methods.map((method) => ({
        key: method,
        heading: isForced(table, method) ? "rank-by-forced" : "rank-by",
        slots: { s: { kind: "method", id: method } as const },
      })),
      { key: "mean-rank", heading: "mean-rank" },
      { key: "disputed", heading: "disputed" },
      { key: "concluded", heading: "concluded" },
    ],
    rows: rows.map(({ subject, score, ranks, mean, disputed, place }) => ({
      subject: cells.subject(subject),
      ...(score && { "plain-mean": cells.estimate(score) }),
      ...Object.fromEntries(methods.map((method, k) => [method, cells.estimate(ranks[k])])),
      "mean-rank": cells.estimate(mean),
      disputed: disputed ? cells.word("agreement.disputed") : ({ kind: "none" } satisfies Cell),
      concluded: place === "none" ? ({ kind: "none" } satisfies Cell) : cells.word(`agreement.${place}`),
    })),
  };
}

function correlationsFigure(table: Table): Figure {
  const { by, methods, correlations } = table;
  const shown = (estimate: Estimate, say: Say) =>
    estimate.value === null ? say.word("ui.no-value") : say.number(estimate.value, "coefficient");
  return {
    id: `methods-${by}`,
    caption: closenessOf(table),
    how: "chart.methods.how",
    note: { code: "methods" },
    draw: (size, say) =>
      heatMatrix(
        {
          columns: methods.map((method) => nameOf(table, method, say)),
          rows: methods.map((method, i) => ({
            label: nameOf(table, method, say),
            cells: correlations[i]!.map((estimate, j) =>
              i === j ? null : { text: shown(estimate, say), level: estimate.value === null ? null : estimate.value },
            ),
          })),
        },
        size,
      ),
    table: {
      id: `methods-${by}`,
      columns: [
        { key: "method", heading: "method-named" },
        ...methods.map((method) => ({
          key: method,
          heading: "correlation-with",
          slots: { s: { kind: "method", id: method } as const },
        })),
      ],
      rows: methods.map((method, i) => ({
        method: cells.subject({ kind: "method", id: method }),
        ...Object.fromEntries(methods.map((other, j) => [other, cells.estimate(correlations[i]![j])])),
      })),
    },
  };
}

function leftOutFigure({ by, leftOut }: Table): Figure {
  return {
    id: `methods-out-${by}`,
    caption: { code: `methods-out-${by}`, slots: { k: leftOut.length } },
    how: "chart.methods-out.how",
    note: { code: "methods-out" },
    draw: null,
    table: tableOf(
      `methods-out-${by}`,
      ["method-named", "reason-out"],
      leftOut.map(({ method, why }) => ({
        "method-named": cells.subject({ kind: "method", id: method }),
        "reason-out": cells.why(why),
      })),
    ),
  };
}

function closenessOf({ by, methods, w }: Table): Finding | Code {
  if (w.value === null) return { code: "methods-flat" };
  return {
    id: `agreement.${by}.w`,
    case: `methods-close-${by}`,
    measure: w.measure,
    subject: w.subject,
    estimate: w,
    verdict: "level",
    rule: "rank-span",
    with: { k: methods.length },
  };
}
