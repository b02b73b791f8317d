import { type OpenProgram, withProgram } from "./linear-program.ts";

/** What units use and what they make of it, all positive: one row a unit. */
export interface UnitData {
  readonly inputs: readonly (readonly number[])[];
  readonly outputs: readonly (readonly number[])[];
}

/** How far a unit may be scaled: at will (CCR), only down (NIRS), not at all (BCC). */
export type Returns = "constant" | "non-increasing" | "variable";
export type Orientation = "input" | "output";

export interface Envelopment {
  /** 0-1: the share of its inputs that would do (input orientation), or 1/φ, φ what its outputs could be multiplied by. */
  readonly efficiency: number;
  /** Efficiency 1 and no slack: nothing can be bettered without loss elsewhere. */
  readonly efficient: boolean;
  /** In the data's units: what is left to better after the radial step. */
  readonly slacks: { readonly inputs: readonly number[]; readonly outputs: readonly number[] };
  /** The units it is measured by, with their weights λ > 0, the heaviest first. */
  readonly peers: readonly { readonly unit: number; readonly weight: number }[];
  /** The point on the frontier it is measured by. */
  readonly targets: { readonly inputs: readonly number[]; readonly outputs: readonly number[] };
}

const tolerance = 1e-6;

/**
 * Data envelopment analysis (Charnes, Cooper & Rhodes 1978; Banker, Charnes & Cooper 1984): the radial efficiency of each
 * unit against all, then the largest slacks, each divided by its column's mean so that units of measurement do not matter
 * (Cooper, Seiford & Tone 2007, section 3.3).
 */
export function envelop(data: UnitData, returns: Returns, orientation: Orientation): readonly Envelopment[] {
  const scaled = scale(data);
  const units = data.inputs.map((_, unit) => unit);
  const radial = radialOf(scaled, units, units, returns, orientation);
  const best = units.filter((unit) => radial[unit]! >= 1 - tolerance);
  const { meanInputs, meanOutputs } = scaled;
  return withFrontier(scaled, best, returns, orientation, (frontier) =>
    units.map((unit): Envelopment => {
      const found = frontier.slacks(unit, radial[unit]!);
      const inputs = found.inputs.map((slack, i) => slack * meanInputs[i]!);
      const outputs = found.outputs.map((slack, r) => slack * meanOutputs[r]!);
      const efficiency = radial[unit]!;
      const share = orientation === "input" ? efficiency : 1;
      const factor = orientation === "input" ? 1 : 1 / efficiency;
      return {
        efficiency,
        efficient:
          efficiency >= 1 - tolerance && [...found.inputs, ...found.outputs].every((slack) => slack < tolerance),
        slacks: { inputs, outputs },
        peers: found.weights
          .map((weight, k) => ({ unit: best[k]!, weight }))
          .filter(({ weight }) => weight > tolerance)
          .sort((a, b) => b.weight - a.weight || a.unit - b.unit),
        targets: {
          inputs: data.inputs[unit]!.map((value, i) => share * value - inputs[i]!),
          outputs: data.outputs[unit]!.map((value, r) => factor * value + outputs[r]!),
        },
      };
    }),
  );
}

/** The radial efficiencies alone. */
export function efficiencies(data: UnitData, returns: Returns, orientation: Orientation): readonly number[] {
  const units = data.inputs.map((_, unit) => unit);
  return radialOf(scale(data), units, units, returns, orientation).map((value) => value!);
}

/**
 * Super-efficiency (Andersen & Petersen 1993): each unit against all others, so that efficient ones can be told apart;
 * above 1 for them. Null where the others cannot make what it makes at any scale allowed (only without constant returns).
 */
export function superEfficiencies(
  data: UnitData,
  envelopments: readonly Envelopment[],
  returns: Returns,
  orientation: Orientation,
): readonly (number | null)[] {
  const scaled = scale(data);
  const best = frontierOf(envelopments);
  return envelopments.map(({ efficiency }, unit) => {
    if (efficiency < 1 - tolerance) return efficiency;
    const dependants = dependantsOf(envelopments, unit);
    return radialOf(
      scaled,
      [unit],
      [...best.filter((other) => other !== unit), ...dependants],
      returns,
      orientation,
    )[0]!;
  });
}

/** What a unit's efficiency rises to at most when one other unit is left out, and which that is; null: no unit matters. */
export interface Stability {
  readonly highest: number;
  readonly without: number | null;
}

/**
 * Each unit with every other left out in turn. Only a peer matters, and without a peer only its dependants can come to
 * the frontier, so no other program need be solved.
 */
export function leaveOneOut(
  data: UnitData,
  envelopments: readonly Envelopment[],
  returns: Returns,
  orientation: Orientation,
): readonly Stability[] {
  const scaled = scale(data);
  const best = frontierOf(envelopments);
  const found: Stability[] = envelopments.map(({ efficiency }) => ({ highest: efficiency, without: null }));
  for (const left of best) {
    const dependants = dependantsOf(envelopments, left);
    if (dependants.length === 0) continue;
    const others = [...best.filter((unit) => unit !== left), ...dependants.filter((unit) => !best.includes(unit))];
    const radial = radialOf(scaled, dependants, others, returns, orientation);
    dependants.forEach((unit, k) => {
      const value = Math.min(1, radial[k] ?? 1);
      if (value > found[unit]!.highest + tolerance) found[unit] = { highest: value, without: left };
    });
  }
  return found;
}

/**
 * Cross-efficiency (Sexton, Silkman & Hogan 1986) with constant returns: the mean of a unit's efficiencies by the weights
 * of every unit, its own included. Weights that leave a unit its efficiency are not unique: `benevolent` takes those best
 * for all the others taken together, `aggressive` those worst (Doyle & Green 1994).
 */
export function crossEfficiencies(
  data: UnitData,
  envelopments: readonly Envelopment[],
  goal: "benevolent" | "aggressive",
): readonly number[] {
  const { inputs, outputs } = scale(data);
  const best = frontierOf(envelopments);
  const [ins, outs] = [inputs[0]!.length, outputs[0]!.length];
  const totals = (rows: readonly (readonly number[])[], size: number, but: number) =>
    Array.from(
      { length: size },
      (_, k) => rows.reduce((sum, row, unit) => sum + (unit === but ? 0 : row[k]!), 0) / rows.length,
    );
  const sums = inputs.map(() => 0);
  const sign = goal === "benevolent" ? -1 : 1;
  inputs.forEach((_, unit) => {
    // prices of outputs, then of inputs; nobody on the frontier may earn more than it spends, the unit earns its efficiency
    const rivals = best.filter((other) => other !== unit);
    const { efficiency } = envelopments[unit]!;
    const [allIn, allOut] = [totals(inputs, ins, unit), totals(outputs, outs, unit)];
    const column = (k: number) => {
      const own = k < outs ? outputs[unit]![k]! : -efficiency * inputs[unit]![k - outs]!;
      const theirs = rivals.map((rival) => (k < outs ? outputs[rival]![k]! : -inputs[rival]![k - outs]!));
      return [k < outs ? 0 : allIn[k - outs]!, own, ...theirs];
    };
    const width = ins + outs;
    const prices = withProgram(
      {
        costs: Array.from({ length: width }, (_, k) => (k < outs ? sign * allOut[k]! : 0)),
        lower: Array.from({ length: width }, () => 0),
        upper: Array.from({ length: width }, () => Number.POSITIVE_INFINITY),
        rowLower: [1, 0, ...rivals.map(() => Number.NEGATIVE_INFINITY)],
        rowUpper: [1, 0, ...rivals.map(() => 0)],
        columns: Array.from({ length: width }, (_, k) => column(k)),
      },
      (open) => open.solve(),
    );
    if (prices.kind !== "optimal") throw new Error(`No prices for unit ${unit}: ${prices.kind}`);
    inputs.forEach((row, other) => {
      const earned = outputs[other]!.reduce((sum, value, r) => sum + value * prices.x[r]!, 0);
      const spent = row.reduce((sum, value, i) => sum + value * prices.x[outs + i]!, 0);
      sums[other]! += earned / spent;
    });
  });
  return sums.map((sum) => sum / inputs.length);
}

/** Units too few for `inputs` and `outputs` measures to tell them apart (Cooper, Seiford & Tone 2007, section 9.2). */
export function leastUnits(inputs: number, outputs: number): number {
  return Math.max(inputs * outputs, 3 * (inputs + outputs));
}

interface Scaled extends UnitData {
  readonly meanInputs: readonly number[];
  readonly meanOutputs: readonly number[];
}

/** Each column divided by its mean: efficiencies do not depend on it, and the solver's tolerances mean the same everywhere. */
function scale({ inputs, outputs }: UnitData): Scaled {
  const means = (rows: readonly (readonly number[])[]) =>
    rows[0]!.map((_, k) => rows.reduce((sum, row) => sum + row[k]!, 0) / rows.length);
  const [meanInputs, meanOutputs] = [means(inputs), means(outputs)];
  return {
    inputs: inputs.map((row) => row.map((value, i) => value / meanInputs[i]!)),
    outputs: outputs.map((row) => row.map((value, r) => value / meanOutputs[r]!)),
    meanInputs,
    meanOutputs,
  };
}

function frontierOf(envelopments: readonly Envelopment[]): readonly number[] {
  return envelopments.flatMap(({ efficiency }, unit) => (efficiency >= 1 - tolerance ? [unit] : []));
}

/** The units, but the peer itself, that are measured by `peer`. */
function dependantsOf(envelopments: readonly Envelopment[], peer: number): readonly number[] {
  return envelopments.flatMap(({ peers }, unit) =>
    unit !== peer && peers.some((other) => other.unit === peer) ? [unit] : [],
  );
}

/**
 * The radial efficiency of `units` against `reference`; null where the reference cannot make what the unit makes. A unit
 * of the reference that is found short of 1 is dropped: others reach all that it reaches.
 */
function radialOf(
  data: UnitData,
  units: readonly number[],
  reference: readonly number[],
  returns: Returns,
  orientation: Orientation,
): readonly (number | null)[] {
  if (reference.length === 0) return units.map(() => null);
  return withFrontier(data, reference, returns, orientation, (frontier) =>
    units.map((unit) => {
      const value = frontier.radial(unit);
      if (value !== null && value < 1 - tolerance) frontier.drop(unit);
      return value === null || Math.abs(value - 1) >= tolerance ? value : 1;
    }),
  );
}

interface Frontier {
  radial(unit: number): number | null;
  drop(unit: number): void;
  slacks(
    unit: number,
    efficiency: number,
  ): {
    readonly inputs: readonly number[];
    readonly outputs: readonly number[];
    readonly weights: readonly number[];
  };
}

/**
 * One program for all units. Columns: λ of the reference, slacks of inputs and outputs, the radial factor. Rows:
 * Σλx + s = θx₀ (or x₀), Σλy − s = y₀ (or φy₀), Σλ by the returns to scale.
 */
function withFrontier<T>(
  { inputs, outputs }: UnitData,
  reference: readonly number[],
  returns: Returns,
  orientation: Orientation,
  work: (frontier: Frontier) => T,
): T {
  const [ins, outs, count] = [inputs[0]!.length, outputs[0]!.length, reference.length];
  const rows = ins + outs + 1;
  const radius = count + ins + outs;
  const inf = Number.POSITIVE_INFINITY;
  const zeros = (length: number) => Array.from({ length }, () => 0);
  const unitVector = (row: number, value: number) => zeros(rows).map((_, k) => (k === row ? value : 0));
  const program = {
    costs: zeros(radius + 1),
    lower: zeros(radius + 1),
    upper: [...zeros(radius), 0].map(() => inf),
    rowLower: [...zeros(rows - 1), returns === "variable" ? 1 : -inf],
    rowUpper: [...zeros(rows - 1), returns === "constant" ? inf : 1],
    columns: [
      ...reference.map((unit) => [...inputs[unit]!, ...outputs[unit]!, 1]),
      ...Array.from({ length: ins + outs }, (_, k) => unitVector(k, k < ins ? 1 : -1)),
      zeros(rows),
    ],
  };
  const radialCosts = [...zeros(radius), orientation === "input" ? 1 : -1];
  const slackCosts = [...zeros(count), ...zeros(ins + outs).map(() => -1), 0];
  const place = (open: OpenProgram, unit: number) => {
    const own = [...inputs[unit]!, ...outputs[unit]!];
    own.forEach((value, row) => {
      const scaled = row < ins === (orientation === "input");
      open.setCoefficient(row, radius, scaled ? -value : 0);
      open.setRow(row, scaled ? 0 : value, scaled ? 0 : value);
    });
  };
  return withProgram(program, (open) =>
    work({
      radial(unit) {
        place(open, unit);
        open.setBounds(radius, 0, inf);
        open.setCosts(radialCosts);
        const found = open.solve();
        if (found.kind === "unbounded") throw new Error(`Unit ${unit} has no bound: its data are not positive`);
        if (found.kind === "infeasible") return null;
        return orientation === "input" ? found.x[radius]! : 1 / found.x[radius]!;
      },
      drop(unit) {
        const column = reference.indexOf(unit);
        if (column >= 0) open.setBounds(column, 0, 0);
      },
      slacks(unit, efficiency) {
        place(open, unit);
        const factor = orientation === "input" ? efficiency : 1 / efficiency;
        open.setBounds(radius, factor, factor);
        open.setCosts(slackCosts);
        const found = open.solve();
        if (found.kind !== "optimal") throw new Error(`No slacks for unit ${unit}: ${found.kind}`);
        const clean = (value: number) => (value < tolerance ? 0 : value);
        return {
          inputs: found.x.slice(count, count + ins).map(clean),
          outputs: found.x.slice(count + ins, radius).map(clean),
          weights: found.x.slice(0, count),
        };
      },
    }),
  );
}
