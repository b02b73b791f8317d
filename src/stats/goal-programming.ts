import { type LinearProgram, withProgram } from "./linear-program.ts";

/** What is to be reached by the sum of the effects of the chosen actions. */
interface Goal {
  /** By action. */
  readonly effects: readonly number[];
  readonly sense: "at-least" | "at-most";
  readonly target: number;
}

export interface Choice {
  readonly costs: readonly number[];
  readonly budget: number;
  /** The most important first: a later goal never costs an earlier one anything. */
  readonly goals: readonly Goal[];
}

export interface Plan {
  readonly chosen: readonly boolean[];
  readonly cost: number;
  /** How far each goal is missed, ≥ 0, in its own unit. */
  readonly missed: readonly number[];
}

/** Up to here every plan is looked at. */
export const mostEnumerated = 20;

// sums of decimal figures differ by rounding: what is nearer than this, relative to their size, is the same
const tolerance = 1e-9;

/**
 * Lexicographic zero-one goal programming (Charnes & Cooper 1961; Ijiri 1965): of all plans within the budget those that
 * miss the first goal least, of these those that miss the second least, and so on; ties by cost, then by fewer actions,
 * then by the actions' order.
 */
export function choosePlan(choice: Choice): Plan {
  return choice.costs.length <= mostEnumerated ? enumeratePlans(choice) : branchAndBound(choice);
}

/** All 2ⁿ plans, each differing from the last by one action (Gray 1953). */
export function enumeratePlans(choice: Choice): Plan {
  const { costs, budget, goals } = choice;
  const chosen = costs.map(() => false);
  const reached = goals.map(() => 0);
  const slack = tolerance * (1 + Math.abs(budget));
  let [cost, count] = [0, 0];
  let best: readonly boolean[] = [...chosen];
  let bestKey = keyOf(goals, reached, cost, count);
  for (let step = 1; step < 2 ** costs.length; step++) {
    const action = 31 - Math.clz32(step & -step);
    const sign = chosen[action] ? -1 : 1;
    chosen[action] = !chosen[action];
    cost += sign * costs[action]!;
    count += sign;
    goals.forEach((goal, k) => {
      reached[k]! += sign * goal.effects[action]!;
    });
    if (cost > budget + slack) continue;
    const order = compareKeys(goals, reached, cost, count, bestKey);
    if (order < 0 || (order === 0 && isEarlier(chosen, best))) {
      best = [...chosen];
      bestKey = keyOf(goals, reached, cost, count);
    }
  }
  return planOf(choice, best);
}

/** One mixed-integer program after another, what was reached being kept as a bound for all that follow. */
export function branchAndBound(choice: Choice): Plan {
  const { costs, budget, goals } = choice;
  const [n, m] = [costs.length, goals.length];
  const inf = Number.POSITIVE_INFINITY;
  const width = n + m;
  const at = (k: number) => Array.from({ length: width }, (_, column) => (column === k ? 1 : 0));
  const count = Array.from({ length: width }, (_, column) => (column < n ? 1 : 0));
  const spent = [...costs, ...goals.map(() => 0)];
  // every stage is bounded by a row of its own once it is solved
  const stages = [...goals.map((_, k) => at(n + k)), spent, count];
  const rows = [
    { weights: spent, low: -inf, high: budget },
    ...goals.map(({ effects, sense, target }, k) => ({
      weights: [...effects, ...goals.map((_, other) => (other === k ? (sense === "at-least" ? 1 : -1) : 0))],
      low: sense === "at-least" ? target : -inf,
      high: sense === "at-least" ? inf : target,
    })),
    ...stages.map((weights) => ({ weights, low: -inf, high: inf })),
  ];
  const program: LinearProgram = {
    costs: at(-1),
    lower: at(-1),
    upper: Array.from({ length: width }, (_, column) => (column < n ? 1 : inf)),
    rowLower: rows.map(({ low }) => low),
    rowUpper: rows.map(({ high }) => high),
    columns: Array.from({ length: width }, (_, column) => rows.map(({ weights }) => weights[column]!)),
    whole: Array.from({ length: width }, (_, column) => column < n),
  };
  return withProgram(program, (open) => {
    const solve = (weights: readonly number[]) => {
      open.setCosts(weights);
      const found = open.solve();
      if (found.kind !== "optimal") throw new Error(`A plan must exist, doing nothing being one: ${found.kind}`);
      return found;
    };
    stages.forEach((weights, k) => {
      const { value } = solve(weights);
      open.setRow(1 + m + k, -inf, value + 1e-7 * (1 + Math.abs(value)));
    });
    const chosen = costs.map((_, action) => {
      const taken = solve(at(action).map((one) => -one)).x[action]! > 0.5;
      open.setBounds(action, taken ? 1 : 0, taken ? 1 : 0);
      return taken;
    });
    return planOf(choice, chosen);
  });
}

/** What a plan costs and misses, summed anew. */
export function planOf({ costs, goals }: Choice, chosen: readonly boolean[]): Plan {
  const sum = (values: readonly number[]) => values.reduce((total, value, k) => total + (chosen[k] ? value : 0), 0);
  return {
    chosen,
    cost: sum(costs),
    missed: goals.map((goal) => missedBy(goal, sum(goal.effects))),
  };
}

function missedBy({ sense, target }: Goal, reached: number): number {
  const short = sense === "at-least" ? target - reached : reached - target;
  return short > tolerance * (1 + Math.abs(target)) ? short : 0;
}

function keyOf(goals: readonly Goal[], reached: readonly number[], cost: number, count: number): readonly number[] {
  return [...goals.map((goal, k) => missedBy(goal, reached[k]!)), cost, count];
}

function compareKeys(
  goals: readonly Goal[],
  reached: readonly number[],
  cost: number,
  count: number,
  best: readonly number[],
): number {
  for (let k = 0; k < best.length; k++) {
    const own = k < goals.length ? missedBy(goals[k]!, reached[k]!) : k === goals.length ? cost : count;
    const difference = own - best[k]!;
    if (Math.abs(difference) > tolerance * (1 + Math.abs(own))) return difference;
  }
  return 0;
}

function isEarlier(a: readonly boolean[], b: readonly boolean[]): boolean {
  const first = a.findIndex((taken, k) => taken !== b[k]);
  return first >= 0 && a[first]!;
}
