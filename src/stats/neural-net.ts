import { patternsOf } from "./patterns.ts";
import { hashText, uniform } from "./random.ts";
import type { NumberColumn } from "./tallies.ts";

/** How a net is grown: one hidden layer of tanh units, a linear end. */
export interface NetSettings {
  readonly hidden: number;
  /** Penalty on squared weights, per unit of weight of the cases. */
  readonly decay: number;
  readonly folds: number;
  readonly seeds: number;
  /** Fewer cases are not tried. */
  readonly least: number;
}

/** What a net adds to the straight line, and what it leans on. R² can be negative: worse than the mean. */
export interface NetFit {
  readonly n: number;
  /** Out-of-sample R² over all folds: of the line, and of each seed's net on the same folds. */
  readonly linear: number;
  readonly nets: readonly number[];
  /** Mean over seeds of net − line, and its standard error over seeds and folds. */
  readonly gain: number;
  readonly error: number;
  /** By predictor: the fall of out-of-sample R² when it is shuffled among people, mean over seeds. */
  readonly permutation: readonly number[];
  /** By predictor: Σ w_ih w_ho over hidden units, signed, mean over seeds (Olden & Jackson 2002); of standardised columns. */
  readonly olden: readonly number[];
}

/** Cases in one matrix: predictors row by row, the outcome, the weights (mean 1). */
export interface Cases {
  readonly inputs: number;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Loss Σ v (y − f(x))² / Σ v + decay Σ w², f(x) = c + Σ_h a_h tanh(b_h + Σ_i w_ih x_i), constants not penalised, and its
 * gradient by back-propagation (Rumelhart, Hinton & Williams 1986) into `gradient`. Parameters: for each hidden unit b_h and its
 * w_ih, then c and the a_h.
 */
export function lossOf(
  { inputs, x, y, weights }: Cases,
  parameters: Float64Array,
  { hidden, decay }: Pick<NetSettings, "hidden" | "decay">,
  gradient: Float64Array,
): number {
  const width = inputs + 1;
  const end = hidden * width;
  const active = new Float64Array(hidden);
  gradient.fill(0);
  let loss = 0;
  let total = 0;
  for (let row = 0; row < y.length; row++) {
    const from = row * inputs;
    let found = parameters[end]!;
    for (let h = 0; h < hidden; h++) {
      let sum = parameters[h * width]!;
      for (let i = 0; i < inputs; i++) sum += parameters[h * width + 1 + i]! * x[from + i]!;
      active[h] = Math.tanh(sum);
      found += parameters[end + 1 + h]! * active[h]!;
    }
    const weight = weights[row]!;
    const off = found - y[row]!;
    loss += weight * off * off;
    total += weight;
    const back = 2 * weight * off;
    gradient[end]! += back;
    for (let h = 0; h < hidden; h++) {
      const at = active[h]!;
      gradient[end + 1 + h]! += back * at;
      const inner = back * parameters[end + 1 + h]! * (1 - at * at);
      gradient[h * width]! += inner;
      for (let i = 0; i < inputs; i++) gradient[h * width + 1 + i]! += inner * x[from + i]!;
    }
  }
  loss /= total;
  for (let k = 0; k < gradient.length; k++) gradient[k]! /= total;
  const penalise = (k: number) => {
    loss += decay * parameters[k]! ** 2;
    gradient[k]! += 2 * decay * parameters[k]!;
  };
  for (let h = 0; h < hidden; h++) {
    for (let i = 0; i < inputs; i++) penalise(h * width + 1 + i);
    penalise(end + 1 + h);
  }
  return loss;
}

export function predict(
  parameters: Float64Array,
  inputs: number,
  hidden: number,
  x: Float64Array,
  row: number,
): number {
  const width = inputs + 1;
  const end = hidden * width;
  let found = parameters[end]!;
  for (let h = 0; h < hidden; h++) {
    let sum = parameters[h * width]!;
    for (let i = 0; i < inputs; i++) sum += parameters[h * width + 1 + i]! * x[row * inputs + i]!;
    found += parameters[end + 1 + h]! * Math.tanh(sum);
  }
  return found;
}

/** Grows a net by BFGS with backtracking from seeded small weights, as R's nnet does; stops where nothing more is gained. */
export function growNet(cases: Cases, settings: NetSettings, seed: number): Float64Array {
  const size = settings.hidden * (cases.inputs + 1) + 1 + settings.hidden;
  const [high, low] = hashText("neural net");
  const parameters = Float64Array.from({ length: size }, (_, k) => uniform(high, low + k, seed, 0) - 0.5);
  const inverse = new Float64Array(size * size);
  const reset = () => {
    inverse.fill(0);
    for (let k = 0; k < size; k++) inverse[k * size + k] = 1;
  };
  reset();
  let gradient = new Float64Array(size);
  let loss = lossOf(cases, parameters, settings, gradient);
  let next = new Float64Array(size);
  const step = new Float64Array(size);
  const trial = new Float64Array(size);
  for (let round = 0; round < mostRounds; round++) {
    let slope = 0;
    for (let i = 0; i < size; i++) {
      let sum = 0;
      for (let j = 0; j < size; j++) sum -= inverse[i * size + j]! * gradient[j]!;
      step[i] = sum;
      slope += sum * gradient[i]!;
    }
    if (slope > -1e-12) break;
    let length = 1;
    let tried = Number.POSITIVE_INFINITY;
    for (; length > 1e-8; length /= 2) {
      for (let i = 0; i < size; i++) trial[i] = parameters[i]! + length * step[i]!;
      tried = lossOf(cases, trial, settings, next);
      if (tried <= loss + 1e-4 * length * slope) break;
    }
    if (!(tried < loss)) break;
    const gained = loss - tried;
    // the rank-two update of the inverse Hessian (Broyden, Fletcher, Goldfarb, Shanno 1970)
    const moved = new Float64Array(size);
    const turned = new Float64Array(size);
    let curvature = 0;
    for (let i = 0; i < size; i++) {
      moved[i] = length * step[i]!;
      turned[i] = next[i]! - gradient[i]!;
      curvature += moved[i]! * turned[i]!;
    }
    parameters.set(trial);
    [gradient, next] = [next, gradient];
    loss = tried;
    if (curvature > 1e-12) update(inverse, moved, turned, curvature);
    else reset();
    if (gained < 1e-6 * (1 + loss)) break;
  }
  return parameters;
}

const mostRounds = 200;

function update(inverse: Float64Array, moved: Float64Array, turned: Float64Array, curvature: number): void {
  const size = moved.length;
  const seen = new Float64Array(size);
  let bent = 0;
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += inverse[i * size + j]! * turned[j]!;
    seen[i] = sum;
    bent += turned[i]! * sum;
  }
  const scale = (1 + bent / curvature) / curvature;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      inverse[i * size + j]! +=
        scale * moved[i]! * moved[j]! - (seen[i]! * moved[j]! + moved[i]! * seen[j]!) / curvature;
}

/**
 * A net against the straight line, both judged on people they have not seen: every seed deals the people to folds anew; line
 * and net learn from all folds but one and are held to that one. `columns`: the outcome, then predictors; people who answered
 * all of them.
 */
export function fitNet(
  columns: readonly NumberColumn[],
  weights: Float64Array | null,
  settings: NetSettings,
): NetFit | "few" | "constant" {
  const cases = casesOf(columns, weights);
  if (cases.y.length < Math.max(settings.least, 2 * settings.folds)) return "few";
  if (!varies(cases)) return "constant";
  const { inputs, y } = cases;
  const runs: { linear: number; net: number; differences: readonly number[] }[] = [];
  const permutation = new Float64Array(inputs);
  const olden = new Float64Array(inputs);
  for (let seed = 0; seed < settings.seeds; seed++) {
    const foldOf = dealFolds(y.length, settings.folds, seed);
    const parts = Array.from({ length: settings.folds }, (_, fold) => {
      const own = scaleBy(
        take(cases, (row) => foldOf[row] !== fold),
        take(cases, (row) => foldOf[row] === fold),
      );
      const net = growNet(own.learn, settings, seed);
      return { ...own, net, line: lineOf(own.learn) };
    });
    const off = (of: (part: (typeof parts)[number], row: number) => number) =>
      parts.map((part) => {
        let sum = 0;
        part.test.y.forEach((value, row) => {
          sum += part.test.weights[row]! * ((value - of(part, row)) * part.deviation) ** 2;
        });
        return sum;
      });
    const whole = parts.map(({ test, deviation }) =>
      test.y.reduce((sum, value, row) => sum + test.weights[row]! * (value * deviation) ** 2, 0),
    );
    const total = whole.reduce((sum, value) => sum + value, 0);
    const ofNet = off((part, row) => predict(part.net, inputs, settings.hidden, part.test.x, row));
    const ofLine = off((part, row) => part.line(part.test.x, row));
    const r2 = (left: readonly number[]) => 1 - left.reduce((sum, value) => sum + value, 0) / total;
    runs.push({
      linear: r2(ofLine),
      net: r2(ofNet),
      differences: whole.map((value, fold) => (ofLine[fold]! - ofNet[fold]!) / value),
    });
    for (let i = 0; i < inputs; i++) {
      const shuffled = parts.map(({ test }) => shuffleColumn(test, i, seed));
      const without = off((part, row) =>
        predict(part.net, inputs, settings.hidden, shuffled[parts.indexOf(part)]!, row),
      );
      permutation[i]! += (r2(ofNet) - r2(without)) / settings.seeds;
      for (const { net } of parts)
        olden[i]! += oldenOf(net, inputs, settings.hidden, i) / (settings.seeds * parts.length);
    }
  }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  // seeds share the people, so that only the folds of one seed are apart: the error is that of one round of folds
  const errors = runs.map(({ differences }) => {
    const centre = mean(differences);
    const spread = differences.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (differences.length - 1);
    return Math.sqrt(spread / differences.length);
  });
  return {
    n: y.length,
    linear: mean(runs.map(({ linear }) => linear)),
    nets: runs.map(({ net }) => net),
    gain: mean(runs.map(({ linear, net }) => net - linear)),
    error: mean(errors),
    permutation: [...permutation],
    olden: [...olden],
  };
}

function oldenOf(net: Float64Array, inputs: number, hidden: number, input: number): number {
  let sum = 0;
  for (let h = 0; h < hidden; h++) sum += net[h * (inputs + 1) + 1 + input]! * net[hidden * (inputs + 1) + 1 + h]!;
  return sum;
}

/** Complete rows in an order that depends on the answers alone, so that the order of the file changes nothing. */
function casesOf(columns: readonly NumberColumn[], weights: Float64Array | null): Cases {
  const patterns = patternsOf(columns, weights);
  const k = columns.length;
  const order = Array.from(patterns.rows, (_, pattern) => pattern).sort((a, b) => {
    for (let j = 0; j < k; j++) {
      const difference = patterns.values[a * k + j]! - patterns.values[b * k + j]!;
      if (difference !== 0) return difference;
    }
    return 0;
  });
  const mean = patterns.weight.reduce((sum, value) => sum + value, 0) / patterns.n;
  const rows = order.flatMap((pattern) => Array.from({ length: patterns.rows[pattern]! }, () => pattern));
  return {
    inputs: k - 1,
    x: Float64Array.from(rows.flatMap((pattern) => [...patterns.values.subarray(pattern * k + 1, pattern * k + k)])),
    y: Float64Array.from(rows, (pattern) => patterns.values[pattern * k]!),
    weights: Float64Array.from(rows, (pattern) => patterns.weight[pattern]! / patterns.rows[pattern]! / mean),
  };
}

function varies({ inputs, x, y }: Cases): boolean {
  const columns = Array.from({ length: inputs }, (_, i) => y.map((_, row) => x[row * inputs + i]!));
  return [y, ...columns].every((column) => column.some((value) => value !== column[0]));
}

function dealFolds(n: number, folds: number, seed: number): Uint8Array {
  const [high, low] = hashText("folds");
  const keys = Float64Array.from({ length: n }, (_, row) => uniform(high, low + row, seed, 1));
  const order = Array.from(keys, (_, row) => row).sort((a, b) => keys[a]! - keys[b]!);
  const foldOf = new Uint8Array(n);
  order.forEach((row, place) => {
    foldOf[row] = place % folds;
  });
  return foldOf;
}

function take({ inputs, x, y, weights }: Cases, isIn: (row: number) => boolean): Cases {
  const rows = Array.from(y, (_, row) => row).filter(isIn);
  return {
    inputs,
    x: Float64Array.from(rows.flatMap((row) => [...x.subarray(row * inputs, (row + 1) * inputs)])),
    y: Float64Array.from(rows, (row) => y[row]!),
    weights: Float64Array.from(rows, (row) => weights[row]!),
  };
}

/** Both parts standardised by what is learned from, so that nothing is known of the rest. */
function scaleBy(learn: Cases, test: Cases) {
  const { inputs } = learn;
  const total = learn.weights.reduce((sum, value) => sum + value, 0);
  const scaleOf = (at: (row: number) => number) => {
    let [mean, square] = [0, 0];
    for (let row = 0; row < learn.y.length; row++) mean += (learn.weights[row]! * at(row)) / total;
    for (let row = 0; row < learn.y.length; row++) square += (learn.weights[row]! * (at(row) - mean) ** 2) / total;
    return { mean, deviation: Math.sqrt(square) || 1 };
  };
  const scales = Array.from({ length: inputs }, (_, i) => scaleOf((row) => learn.x[row * inputs + i]!));
  const own = scaleOf((row) => learn.y[row]!);
  const apply = (cases: Cases): Cases => ({
    ...cases,
    x: cases.x.map((value, k) => (value - scales[k % inputs]!.mean) / scales[k % inputs]!.deviation),
    y: cases.y.map((value) => (value - own.mean) / own.deviation),
  });
  return { learn: apply(learn), test: apply(test), deviation: own.deviation };
}

function shuffleColumn({ inputs, x, y }: Cases, column: number, seed: number): Float64Array {
  const [high, low] = hashText(`shuffle ${column}`);
  const keys = Float64Array.from(y, (_, row) => uniform(high, low + row, seed, 2));
  const order = Array.from(keys, (_, row) => row).sort((a, b) => keys[a]! - keys[b]!);
  const out = x.slice();
  order.forEach((from, row) => {
    out[row * inputs + column] = x[from * inputs + column]!;
  });
  return out;
}

/** Least squares through standardised columns by conjugate gradients on the normal equations: as many steps as predictors. */
function lineOf({ inputs, x, y, weights }: Cases): (x: Float64Array, row: number) => number {
  const normal = new Float64Array(inputs * inputs);
  const right = new Float64Array(inputs);
  for (let row = 0; row < y.length; row++)
    for (let i = 0; i < inputs; i++) {
      const value = weights[row]! * x[row * inputs + i]!;
      right[i]! += value * y[row]!;
      for (let j = 0; j < inputs; j++) normal[i * inputs + j]! += value * x[row * inputs + j]!;
    }
  const slopes = new Float64Array(inputs);
  const rest = right.slice();
  const way = right.slice();
  let size = rest.reduce((sum, value) => sum + value * value, 0);
  const start = size;
  for (let step = 0; step < 4 * inputs && size > 1e-24 * start; step++) {
    const ahead = way.map((_, i) => way.reduce((sum, value, j) => sum + normal[i * inputs + j]! * value, 0));
    const length = size / way.reduce((sum, value, i) => sum + value * ahead[i]!, 0);
    for (let i = 0; i < inputs; i++) {
      slopes[i]! += length * way[i]!;
      rest[i]! -= length * ahead[i]!;
    }
    const left = rest.reduce((sum, value) => sum + value * value, 0);
    for (let i = 0; i < inputs; i++) way[i] = rest[i]! + (left / size) * way[i]!;
    size = left;
  }
  return (other, row) => slopes.reduce((sum, slope, i) => sum + slope * other[row * inputs + i]!, 0);
}
