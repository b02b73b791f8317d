import { type Linearised, standardError } from "./linearised.ts";
import { type Test, testT, untested } from "./tested.ts";

export function testWelch(a: Linearised, b: Linearised): Test {
  const difference = b.value - a.value;
  if (a.n < 2 || b.n < 2) return untested("one-answer", difference);
  const varianceA = standardError(a) ** 2;
  const varianceB = standardError(b) ** 2;
  const variance = varianceA + varianceB;
  if (variance === 0) return untested("constant", difference);
  // Welch 1947, Satterthwaite 1946.
  const df = variance ** 2 / (varianceA ** 2 / (a.n - 1) + varianceB ** 2 / (b.n - 1));
  return testT("welch", difference, Math.sqrt(variance), df);
}

/** u_i = v_b r_b / total_b − v_a r_a / total_a, 0 for the wave a person is not in; se² = Σu² N/(N − 1) over the N of either wave. */
export function testLinked(a: Linearised, b: Linearised, linked: number, cross: number): Test {
  const difference = b.value - a.value;
  const people = a.n + b.n - linked;
  if (people < 2) return untested("one-answer", difference, linked);
  const own = a.squares / a.total ** 2 + b.squares / b.total ** 2;
  const squares = own - (2 * cross) / (a.total * b.total);
  // Where everybody moved alike, what is left of the difference is rounding.
  if (!(squares > 1e-12 * own)) return untested("constant", difference, linked);
  const se = Math.sqrt((squares * people) / (people - 1));
  const complete = linked === a.n && linked === b.n;
  return testT(complete ? "paired" : "linked", difference, se, people - 1, linked);
}
