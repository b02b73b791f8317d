import type { Finding } from "../estimate.ts";
import type { GoalResult } from "./result.ts";

/** What the plan is, and the most important goal that it cannot reach. */
export function findings({ cost, actions, goals, budget }: GoalResult): readonly Finding[] {
  const count = actions.filter(({ chosen }) => chosen).length;
  const short = goals.find(({ missed }) => missed.value! > 0);
  const state = count === 0 ? "none" : short ? "missed" : "met";
  return [
    {
      id: "goal-programming.plan",
      case: `plan-${state}`,
      measure: "goal-programming.cost",
      subject: cost.subject,
      estimate: cost,
      verdict: "level",
      rule: "plan",
      with: {
        count,
        of: actions.length,
        budget,
        goals: goals.length,
        ...(short && { goal: short.missed.subject, missed: short.missed }),
      },
    },
  ];
}
