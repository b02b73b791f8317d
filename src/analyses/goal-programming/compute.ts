import { type Choice, choosePlan, mostEnumerated } from "../../stats/goal-programming.ts";
import type { Context, Outcome } from "../analysis.ts";
import type { DeaResult } from "../dea/result.ts";
import type { ElementsResult } from "../elements/result.ts";
import type { Code, Estimate, Subject } from "../estimate.ts";
import type { GapsResult } from "../gaps/result.ts";
import { stated } from "../stated.ts";
import { effectsOf } from "./check.ts";
import type { GoalOptions, GoalResult } from "./result.ts";

export const needed: readonly string[] = ["dea", "elements", "gaps"];

/** Multiples of the budget that the plan is tried with. */
const budgets = [0.8, 0.9, 1, 1.1, 1.2] as const;

export function compute(context: Context<GoalOptions>): Outcome<GoalResult> {
  const { options, conventions } = context;
  const { rows } = context.files.get(options.file)!;
  const targets = options.goals.map((goal) => targetOf(goal, context));
  const refused = targets.find((target): target is { why: Code } => "why" in target);
  if (refused) return { kind: "notApplicable", why: refused.why };
  const wanted = targets.flatMap((target) => ("why" in target ? [] : [target]));
  const number = (measure: string, value: number, subject: Subject, unit: Estimate["unit"], why: string) =>
    stated(`goal-programming.${measure}`, subject, unit, value, { code: why }, "shown", conventions.level);

  const effects = effectsOf(options);
  const choice: Choice = {
    costs: rows.map(({ cells }) => Number(cells.cost)),
    budget: options.budget,
    goals: options.goals.map(({ effect }, k) => ({
      effects: rows.map(({ cells }) => Number(cells[effect])),
      sense: wanted[k]!.sense,
      target: wanted[k]!.target,
    })),
  };
  const plan = choosePlan(choice);
  const sum = (values: readonly number[]) =>
    values.reduce((total, value, k) => total + (plan.chosen[k] ? value : 0), 0);
  const actions = rows.map(({ cells }, k): GoalResult["actions"][number] => ({
    action: String(cells.action),
    element: textOf(cells.element),
    owner: textOf(cells.owner),
    by: textOf(cells.by),
    cost: choice.costs[k]!,
    effects: effects.map((effect) => Number(cells[effect])),
    chosen: plan.chosen[k]!,
    ...evidenceOf(textOf(cells.element), context),
  }));
  return {
    kind: "done",
    result: {
      budget: options.budget,
      cost: number("cost", plan.cost, { kind: "overall", id: "overall" }, "amount", "assumed"),
      solver: rows.length <= mostEnumerated ? "enumeration" : "branch-and-bound",
      effects: [...effects],
      actions: [...actions.filter(({ chosen }) => chosen), ...actions.filter(({ chosen }) => !chosen)],
      goals: choice.goals.map((goal, k) => {
        const subject: Subject = { kind: "effect", id: options.goals[k]!.effect };
        const { source, sense, target } = wanted[k]!;
        return {
          effect: subject.id,
          sense,
          source,
          target: number("target", target, subject, "code", source === "dea" ? "solver-answer" : "given"),
          reached: number("reached", sum(goal.effects), subject, "code", "assumed"),
          missed: number("missed", plan.missed[k]!, subject, "code", "assumed"),
        };
      }),
      budgets: budgets.map((share) => {
        const budget = share * options.budget;
        const other = share === 1 ? plan : choosePlan({ ...choice, budget });
        return {
          budget,
          cost: other.cost,
          chosen: rows.flatMap(({ cells }, k) => (other.chosen[k] ? [String(cells.action)] : [])),
          missed: [...other.missed],
          own: share === 1,
        };
      }),
    },
  };
}

function textOf(cell: string | number | null | undefined): string | null {
  return typeof cell === "string" ? cell : null;
}

type Target = Pick<GoalResult["goals"][number], "sense" | "source"> & { readonly target: number };

/** The goal's level: given, or what all units together use above the targets of envelopment. */
function targetOf(goal: GoalOptions["goals"][number], { results }: Context<GoalOptions>): Target | { why: Code } {
  if (goal.at_least !== undefined) return { sense: "at-least", source: "given", target: goal.at_least };
  if (goal.at_most !== undefined) return { sense: "at-most", source: "given", target: goal.at_most };
  const outcome = results.get("dea");
  if (outcome?.kind !== "done") return { why: { code: "goals-no-dea" } };
  const target = (outcome.result as DeaResult).units
    .flatMap(({ measures }) => measures)
    .filter(({ actual }) => actual.subject.kind === "resource" && actual.subject.id === goal.close)
    .reduce((sum, { actual, target }) => sum + (actual.value! - target.value!), 0);
  return { sense: "at-least", source: "dea", target };
}

/** What customers say of the element an action is for. */
function evidenceOf(element: string | null, { results }: Context<GoalOptions>) {
  const doneOf = <R>(id: string) => {
    const outcome = results.get(id);
    return outcome?.kind === "done" ? (outcome.result as R) : undefined;
  };
  const score = doneOf<ElementsResult>("elements")?.elements.find((row) => row.element === element)?.score;
  const gap = doneOf<GapsResult>("gaps")?.elements.find((row) => row.element === element)?.gap;
  return { ...(score && { score }), ...(gap && { gap }) };
}
