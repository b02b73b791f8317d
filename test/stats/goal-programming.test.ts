import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { branchAndBound, type Choice, choosePlan, enumeratePlans, planOf } from "../../src/stats/goal-programming.ts";
import { loadSolver } from "../../src/stats/linear-program.ts";

beforeAll(loadSolver);

/** Train, call back, system, signage: the best of all sixteen plans, found by hand. */
const four: Choice = {
  costs: [3, 2, 6, 1],
  budget: 10,
  goals: [
    { effects: [4, 3, 7, 1], sense: "at-least", target: 10 },
    { effects: [1, 2, 5, 0], sense: "at-least", target: 7 },
    { effects: [6, 4, 9, 2], sense: "at-most", target: 14 },
  ],
};

const choices = fc.integer({ min: 1, max: 7 }).chain((n) =>
  fc.record({
    costs: fc.array(fc.integer({ min: 0, max: 6 }), { minLength: n, maxLength: n }),
    budget: fc.integer({ min: 0, max: 15 }),
    goals: fc.array(
      fc.record({
        effects: fc.array(fc.integer({ min: -2, max: 6 }), { minLength: n, maxLength: n }),
        sense: fc.constantFrom("at-least" as const, "at-most" as const),
        target: fc.integer({ min: 0, max: 12 }),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  }),
);

/** What decides between plans, in order. */
function rankOf(choice: Choice, chosen: readonly boolean[]): readonly number[] {
  const { missed, cost } = planOf(choice, chosen);
  return [...missed, cost, chosen.filter(Boolean).length, ...chosen.map((taken) => (taken ? 0 : 1))];
}

describe("a plan of actions", () => {
  it("is the call back and the system for ten, both ways", () => {
    const wanted = { chosen: [false, true, true, false], cost: 8, missed: [0, 0, 0] };
    expect(choosePlan(four)).toEqual(wanted);
    expect(branchAndBound(four)).toEqual(wanted);
  });

  it("is better than every other plan within the budget, whichever way it is found", () => {
    fc.assert(
      fc.property(choices, (choice) => {
        const found = enumeratePlans(choice);
        expect(branchAndBound(choice)).toEqual(found);
        const own = rankOf(choice, found.chosen);
        for (let plan = 0; plan < 2 ** choice.costs.length; plan++) {
          const chosen = choice.costs.map((_, k) => Math.floor(plan / 2 ** k) % 2 === 1);
          if (planOf(choice, chosen).cost > choice.budget) continue;
          const other = rankOf(choice, chosen);
          const first = own.findIndex((value, k) => value !== other[k]);
          if (first >= 0) expect(own[first]).toBeLessThan(other[first]!);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("says by how much a goal is missed that cannot be reached", () => {
    expect(choosePlan({ ...four, budget: 5 }).missed[0]).toBe(3);
    expect(choosePlan({ ...four, budget: 0 })).toEqual({
      chosen: [false, false, false, false],
      cost: 0,
      missed: [10, 7, 0],
    });
  });

  it("takes the cheaper of equal plans, then the shorter, then the earlier", () => {
    const goal = { effects: [2, 2, 1, 1], sense: "at-least", target: 2 } as const;
    expect(choosePlan({ costs: [3, 2, 1, 1], budget: 9, goals: [goal] }).chosen).toEqual([false, true, false, false]);
    expect(choosePlan({ costs: [2, 2, 1, 1], budget: 9, goals: [goal] }).chosen).toEqual([true, false, false, false]);
  });

  it("of 24 actions equals that of 20 where the other four do nothing and cost something", () => {
    const costs = Array.from({ length: 20 }, (_, k) => 3 + ((k * 7) % 11));
    const goals = [
      { effects: costs.map((_, k) => 1 + ((k * 5) % 7) / 2), sense: "at-least", target: 24 },
      { effects: costs.map((_, k) => ((k * 3) % 8) / 4), sense: "at-least", target: 9 },
    ] as const;
    const twenty = choosePlan({ costs, budget: 70, goals });
    const more = choosePlan({
      costs: [...costs, 1, 1, 1, 1],
      budget: 70,
      goals: goals.map((goal) => ({ ...goal, effects: [...goal.effects, 0, 0, 0, 0] })),
    });
    expect(more).toEqual({ ...twenty, chosen: [...twenty.chosen, false, false, false, false] });
  });
});
