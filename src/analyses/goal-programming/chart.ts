import { heatMatrix } from "../../charts/marks/heat-matrix.ts";
import type { Cell, Figure } from "../analysis.ts";
import { cells, mostRows, tableOf } from "../rows.ts";
import { findings } from "./findings.ts";
import type { GoalResult } from "./result.ts";

export function figures(result: GoalResult): readonly Figure[] {
  return [actionsFigure(result), goalsFigure(result), budgetsFigure(result)];
}

const none: Cell = { kind: "none" };
const amount = (value: number, digits: number): Cell => ({ kind: "number", value, digits });

function actionsFigure(result: GoalResult): Figure {
  const { actions, effects } = result;
  const table = tableOf(
    "actions",
    ["action", "chosen", "element", "score", "gap", "owner", "by-day", "action-cost"],
    actions.map((row) => ({
      action: cells.subject({ kind: "action", id: row.action }),
      chosen: cells.word(row.chosen ? "goals.chosen" : "goals.left"),
      element: row.element === null ? none : cells.subject({ kind: "element", id: row.element }),
      score: cells.estimate(row.score),
      gap: cells.estimate(row.gap),
      owner: row.owner === null ? none : cells.subject({ kind: "owner", id: row.owner }),
      "by-day": row.by === null ? none : { kind: "text", text: row.by },
      "action-cost": amount(row.cost, 1),
      ...Object.fromEntries(effects.map((effect, k) => [effect, amount(row.effects[k]!, 1)])),
    })),
  );
  return {
    id: "actions",
    caption: findings(result)[0]!,
    how: "chart.actions.how",
    note: { code: `plan-${result.solver}` },
    draw: null,
    table: {
      ...table,
      columns: [
        ...table.columns,
        ...effects.map((effect) => ({
          key: effect,
          heading: "assumed-effect",
          slots: { s: { kind: "effect", id: effect } as const },
        })),
      ],
    },
  };
}

function goalsFigure({ goals }: GoalResult): Figure {
  return {
    id: "goals",
    caption: { code: "goals" },
    how: "chart.goals.how",
    note: { code: "goals" },
    draw: null,
    table: tableOf(
      "goals",
      ["goal", "goal-sense", "goal-source", "goal-target", "goal-reached", "goal-missed"],
      goals.map(({ effect, sense, source, target, reached, missed }) => ({
        goal: cells.subject({ kind: "effect", id: effect }),
        "goal-sense": cells.word(`goals.${sense}`),
        "goal-source": cells.word(`goals.from-${source}`),
        "goal-target": cells.estimate(target),
        "goal-reached": cells.estimate(reached),
        "goal-missed": cells.estimate(missed),
      })),
    ),
  };
}

/** Which actions stay in the plan as the budget changes: those that any of the budgets chooses. */
function budgetsFigure({ budgets, actions, goals }: GoalResult): Figure {
  const ever = actions
    .map(({ action, chosen }) => ({ action, chosen, in: budgets.map((plan) => plan.chosen.includes(action)) }))
    .filter((row) => row.in.includes(true));
  return {
    id: "budgets",
    caption: { code: "budgets" },
    how: "chart.budgets.how",
    note: { code: "budgets" },
    draw:
      ever.length === 0
        ? null
        : (size, say) =>
            heatMatrix(
              {
                columns: budgets.map(({ budget }) => say.number(budget, "amount")),
                rows: ever.slice(0, mostRows).map((row) => ({
                  label: say.label({ kind: "action", id: row.action }),
                  strong: row.chosen,
                  cells: row.in.map((is) => (is ? { text: say.word("goals.in"), level: 0.8 } : null)),
                })),
              },
              size,
            ),
    table: {
      id: "budgets",
      columns: [
        { key: "budget", heading: "budget" },
        { key: "plan-cost", heading: "plan-cost" },
        { key: "plan-actions", heading: "plan-actions" },
        ...goals.map(({ effect }, k) => ({
          key: `missed-${k}`,
          heading: "missed-of",
          slots: { s: { kind: "effect", id: effect } as const },
        })),
      ],
      rows: budgets.map(({ budget, cost, chosen, missed }) => ({
        budget: amount(budget, 0),
        "plan-cost": amount(cost, 0),
        "plan-actions": { kind: "count", value: chosen.length },
        ...Object.fromEntries(missed.map((value, k) => [`missed-${k}`, amount(value, 1)])),
      })),
    },
  };
}
