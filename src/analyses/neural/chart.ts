import { axisOver } from "../../charts/axis.ts";
import { dotRows } from "../../charts/marks/dot-rows.ts";
import type { Figure } from "../analysis.ts";
import { cells, endsOf, firstAndLast, tableOf, wordsOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { NeuralResult } from "./result.ts";

export function figures(result: NeuralResult): readonly Figure[] {
  return [fitFigure(result), ...(result.better ? [importanceFigure(result)] : [])];
}

function fitFigure(result: NeuralResult): Figure {
  return {
    id: "neural-fit",
    caption: findings(result)[0]!,
    how: "chart.neural-fit.how",
    note: { code: "neural-fit", slots: { folds: result.folds, seeds: result.seeds } },
    draw: null,
    table: tableOf(
      "neural-fit",
      ["figure-of", "r2-unseen"],
      (["linear", "net", "gain", "error"] as const).map((name) => ({
        "figure-of": cells.word(`measure.neural.${name}`),
        "r2-unseen": cells.estimate(result[name]),
      })),
    ),
  };
}

function importanceFigure({ elements }: NeuralResult): Figure {
  return {
    id: "neural-importance",
    caption: { code: "neural-importance" },
    how: "chart.neural-importance.how",
    note: { code: "neural-importance" },
    draw: (size, say) =>
      dotRows(
        {
          axis: axisOver(
            [0, ...endsOf(elements.map(({ permutation }) => permutation))],
            (tick, digits) => say.number(tick, "coefficient", { digits }),
            { span: 0.1 },
          ),
          groups: [
            {
              rows: firstAndLast(elements).map(({ permutation }) => ({
                ...wordsOf(permutation, say),
                value: permutation.value,
                low: null,
                high: null,
                verdict: "none" as const,
              })),
            },
          ],
        },
        size,
      ),
    table: tableOf(
      "neural-importance",
      ["element", "permutation", "olden"],
      elements.map(({ element, permutation, olden }) => ({
        element: cells.subject({ kind: "element", id: element }),
        permutation: cells.estimate(permutation),
        olden: cells.estimate(olden),
      })),
    ),
  };
}
