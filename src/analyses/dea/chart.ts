import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import type { Cell, Figure } from "../analysis.ts";
import type { Subject } from "../estimate.ts";
import { cells, firstAndLast, groupRows, tableOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { DeaResult } from "./result.ts";

export function figures(result: DeaResult): readonly Figure[] {
  return [
    efficiencyFigure(result),
    targetsFigure(result),
    peersFigure(result),
    ...(result.excluded.length > 0 ? [excludedFigure(result)] : []),
  ];
}

const unitOf = ({ divider }: DeaResult, unit: string): Subject => ({ kind: "segment", id: `${divider}=${unit}` });

/** A dot is the efficiency; the line runs to what it would be if the unit that matters most were left out. */
function efficiencyFigure(result: DeaResult): Figure {
  const { units } = result;
  return {
    id: "dea-efficiency",
    caption: findings(result)[0]!,
    how: `chart.dea-efficiency-${result.orientation}.how`,
    note: {
      code: result.few ? "dea-few" : `dea-${result.returns}`,
      slots: { n: units.length, least: result.least },
    },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            units.flatMap(({ efficiency, highest }) => [efficiency.value, highest.value]),
            (tick, digits) => say.number(tick, "share", { digits: Math.max(0, digits - 2) }),
            { span: 0.2 },
          ),
          groups: groupRows(
            firstAndLast(units).map(({ efficiency, highest, without }) => ({
              ...wordsOf(efficiency, say),
              value: efficiency.value,
              low: without === null ? null : efficiency.value,
              high: without === null ? null : highest.value,
              verdict: efficiency.status === "indicative" ? ("indicative" as const) : ("none" as const),
            })),
            say,
          ),
        },
        size,
      ),
    table: tableOf(
      "dea-efficiency",
      [
        "unit-named",
        "efficiency",
        "variable",
        "constant",
        "scale",
        "scale-returns",
        "super",
        "cross",
        "highest",
        "without",
      ],
      units.map((row) => ({
        "unit-named": cells.subject(unitOf(result, row.unit)),
        efficiency: cells.estimate(row.efficiency),
        variable: cells.estimate(row.variable),
        constant: cells.estimate(row.constant),
        scale: cells.estimate(row.scale),
        "scale-returns": cells.word(`dea.${row.returns}`),
        super: cells.estimate(row.super),
        cross: cells.estimate(row.cross),
        highest: cells.estimate(row.highest),
        without: row.without === null ? none : cells.subject(unitOf(result, row.without)),
      })),
    ),
  };
}

const none: Cell = { kind: "none" };

function targetsFigure(result: DeaResult): Figure {
  return {
    id: "dea-targets",
    caption: { code: "dea-targets" },
    how: "chart.dea-targets.how",
    note: { code: "dea-targets" },
    draw: null,
    table: tableOf(
      "dea-targets",
      ["unit-named", "resource", "role-of", "actual", "target-point"],
      result.units.flatMap(({ unit, measures }) =>
        measures.map(({ kind, actual, target }) => {
          const { group: _, ...subject } = actual.subject;
          return {
            "unit-named": cells.subject(unitOf(result, unit)),
            resource: subject.kind === "overall" ? cells.word("measure.index.score") : cells.subject(subject),
            "role-of": cells.word(`dea.${kind}`),
            actual: cells.estimate(actual),
            "target-point": cells.estimate(target),
          };
        }),
      ),
    ),
  };
}

function peersFigure(result: DeaResult): Figure {
  return {
    id: "dea-peers",
    caption: { code: "dea-peers" },
    how: "chart.dea-peers.how",
    note: { code: `dea-cross-${result.cross}` },
    draw: null,
    table: tableOf(
      "dea-peers",
      ["unit-named", "peer", "lambda"],
      result.units.flatMap(({ unit, peers }) =>
        peers.map((peer) => ({
          "unit-named": cells.subject(unitOf(result, unit)),
          peer: cells.subject(unitOf(result, peer.unit)),
          lambda: { kind: "number", value: peer.weight, digits: 3 } as const,
        })),
      ),
    ),
  };
}

function excludedFigure(result: DeaResult): Figure {
  return {
    id: "dea-excluded",
    caption: { code: "dea-excluded", slots: { n: result.excluded.length } },
    how: "chart.dea-excluded.how",
    note: { code: "dea-excluded" },
    draw: null,
    table: tableOf(
      "dea-excluded",
      ["unit-named", "reason"],
      result.excluded.map(({ unit, why }) => ({
        "unit-named": cells.subject(unitOf(result, unit)),
        reason: cells.word(`why.${why.code}`),
      })),
    ),
  };
}
