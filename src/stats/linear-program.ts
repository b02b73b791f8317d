import highsModule, { type Highs, type Model } from "highs";

/** min costs·x subject to rowLower ≤ A x ≤ rowUpper and lower ≤ x ≤ upper; infinite ends are allowed. */
export interface LinearProgram {
  readonly costs: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly rowLower: readonly number[];
  readonly rowUpper: readonly number[];
  /** By column, each as long as there are rows. */
  readonly columns: readonly (readonly number[])[];
  /** Columns that take whole numbers alone. */
  readonly whole?: readonly boolean[];
}

export type Solved =
  | { readonly kind: "optimal"; readonly value: number; readonly x: readonly number[] }
  | { readonly kind: "infeasible" }
  | { readonly kind: "unbounded" };

/** A program that is changed and solved again, from where its last solution stood. */
export interface OpenProgram {
  setCosts(costs: readonly number[]): void;
  setBounds(column: number, lower: number, upper: number): void;
  setRow(row: number, lower: number, upper: number): void;
  setCoefficient(row: number, column: number, value: number): void;
  /** @throws Error where the solver gives no answer, or one that does not stand up to the checks */
  solve(): Solved;
}

// relative to the size of what is compared, in data scaled to the order of 1
const tolerance = 1e-6;

// the package declares its types as those of a CommonJS module, but is loaded as an ES module
const load = highsModule as unknown as (typeof highsModule)["default"];

let solver: Highs | undefined;

/** Makes the solver ready, once; nothing can be solved before. */
export async function loadSolver(): Promise<void> {
  solver ??= await load();
}

export function solveProgram(program: LinearProgram): Solved {
  return withProgram(program, (open) => open.solve());
}

/** Opens a program for the time of `work`. */
export function withProgram<T>(program: LinearProgram, work: (open: OpenProgram) => T): T {
  if (!solver) throw new Error("loadSolver() must have been awaited before a program is solved");
  const model = solver.createModel(dataOf(solver, program));
  try {
    model.options.set({ output_flag: false, random_seed: 0, presolve: program.whole ? "on" : "off" });
    if (program.whole) model.options.set({ mip_rel_gap: 0, mip_abs_gap: 0 });
    else model.options.set({ primal_feasibility_tolerance: 1e-9, dual_feasibility_tolerance: 1e-9 });
    return work(openOn(solver, model, program));
  } finally {
    model.dispose();
  }
}

function dataOf(highs: Highs, { costs, lower, upper, rowLower, rowUpper, columns, whole }: LinearProgram) {
  const rows = rowLower.length;
  const entries = columns.flatMap((column) => column.map((value, row) => ({ value, row })));
  const { continuous, integer } = highs.constants.variableType;
  return {
    numCols: columns.length,
    numRows: rows,
    colCost: costs,
    colLower: lower,
    colUpper: upper,
    rowLower,
    rowUpper,
    matrix: {
      format: "csc" as const,
      numRows: rows,
      numCols: columns.length,
      starts: Int32Array.from({ length: columns.length + 1 }, (_, k) => k * rows),
      indices: Int32Array.from(entries, ({ row }) => row),
      values: Float64Array.from(entries, ({ value }) => value),
    },
    ...(whole && { integrality: whole.map((is) => (is ? integer : continuous)) }),
  };
}

function openOn(highs: Highs, model: Model, program: LinearProgram): OpenProgram {
  const now = {
    costs: [...program.costs],
    lower: [...program.lower],
    upper: [...program.upper],
    rowLower: [...program.rowLower],
    rowUpper: [...program.rowUpper],
    columns: program.columns.map((column) => [...column]),
    ...(program.whole && { whole: program.whole }),
  };
  const { modelStatus } = highs.constants;
  return {
    setCosts(costs) {
      costs.forEach((cost, column) => {
        if (cost === now.costs[column]) return;
        model.changeColCost(column, cost);
        now.costs[column] = cost;
      });
    },
    setBounds(column, lower, upper) {
      model.changeColBounds(column, lower, upper);
      now.lower[column] = lower;
      now.upper[column] = upper;
    },
    setRow(row, lower, upper) {
      model.changeRowBounds(row, lower, upper);
      now.rowLower[row] = lower;
      now.rowUpper[row] = upper;
    },
    setCoefficient(row, column, value) {
      model.changeCoefficient(row, column, value);
      now.columns[column]![row] = value;
    },
    solve() {
      model.run();
      const status = model.getModelStatus();
      if (status === modelStatus.infeasible) return { kind: "infeasible" };
      if (status === modelStatus.unbounded) return { kind: "unbounded" };
      if (status !== modelStatus.optimal) throw new Error(`The solver gave no answer (its model status is ${status})`);
      const { colValue, rowDual } = model.getSolution();
      const x = Array.from(colValue);
      const bound = now.whole ? Number(model.info.get("mip_dual_bound")) : boundOf(now, Array.from(rowDual));
      const fault = faultOf(now, x, bound);
      if (fault) throw new Error(`The solver's answer does not stand: ${fault}`);
      return { kind: "optimal", value: dot(now.costs, x), x };
    },
  };
}

/**
 * What is wrong with an answer, null where nothing is: x keeps all bounds, rows and whole numbers, and its value is that
 * of `bound`, below which no solution can lie.
 */
export function faultOf(program: LinearProgram, x: readonly number[], bound: number): string | null {
  const { costs, lower, upper, rowLower, rowUpper, columns, whole } = program;
  const outside = (value: number, low: number, high: number, size: number) =>
    !(value >= low - tolerance * size && value <= high + tolerance * size);
  const activity = rowLower.map(() => 0);
  const size = rowLower.map(() => 1);
  for (let column = 0; column < x.length; column++) {
    const value = x[column]!;
    if (outside(value, lower[column]!, upper[column]!, 1 + Math.abs(value)))
      return `column ${column} leaves its bounds`;
    if (whole?.[column] && Math.abs(value - Math.round(value)) > tolerance)
      return `column ${column} is no whole number`;
    if (value === 0) continue;
    for (let row = 0; row < activity.length; row++) {
      const part = columns[column]![row]! * value;
      activity[row]! += part;
      size[row] = Math.max(size[row]!, Math.abs(part));
    }
  }
  const broken = activity.findIndex((value, row) => outside(value, rowLower[row]!, rowUpper[row]!, size[row]!));
  if (broken >= 0) return `row ${broken} leaves its bounds`;
  const value = dot(costs, x);
  const gap = value - bound;
  return Math.abs(gap) <= tolerance * (1 + Math.abs(value)) ? null : `the duality gap is ${gap}`;
}

/**
 * The value that no solution can go below, by weak duality from the prices of the rows: a price or a reduced cost that
 * points to an infinite end makes it −∞, unless it is zero but for rounding.
 */
export function boundOf(program: LinearProgram, prices: readonly number[]): number {
  const { costs, lower, upper, rowLower, rowUpper, columns } = program;
  const least = (price: number, low: number, high: number) => {
    const end = price > 0 ? low : high;
    if (Number.isFinite(end)) return price * end;
    return Math.abs(price) <= tolerance ? 0 : Number.NEGATIVE_INFINITY;
  };
  let bound = 0;
  for (let row = 0; row < prices.length; row++) bound += least(prices[row]!, rowLower[row]!, rowUpper[row]!);
  for (let column = 0; column < costs.length; column++)
    bound += least(costs[column]! - dot(columns[column]!, prices), lower[column]!, upper[column]!);
  return bound;
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
  return sum;
}
