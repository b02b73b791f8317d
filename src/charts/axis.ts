/** A line on the axis that values are read against, labelled with its value: target, mean, zero. */
export interface Reference {
  readonly value: number;
  readonly label: string;
}

interface Tick {
  readonly value: number;
  readonly label: string;
}

/** A quantitative axis with its words; all numbers in the unit of what is drawn. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  /** At most five. */
  readonly ticks: readonly Tick[];
  /** It does not reach the unit's origin, which the drawing then marks with two slashes. */
  readonly cut: boolean;
}

export interface AxisOptions {
  /** Where the unit begins, 0 unless said otherwise (1 for a mean on a scale from 1). */
  readonly origin?: number;
  /** Reach the origin whatever the values: bars, gaps, coefficients. */
  readonly fromOrigin?: boolean;
  /** Ends of the scale, never passed. */
  readonly within?: readonly [number, number];
  /** The least span to show, so that hairline differences do not look like cliffs. */
  readonly span?: number;
}

const maxTicks = 5;

/**
 * An axis over values (ends of intervals and references among them; missing ones as null), with some room around them.
 * @param format words of a tick in the page's language; `digits` is the number of decimals that tells ticks apart.
 */
export function axisOver(
  values: readonly (number | null)[],
  format: (tick: number, digits: number) => string,
  options: AxisOptions = {},
): Axis {
  const origin = options.origin ?? 0;
  const [least, most] = options.within ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const known = values
    .filter((value): value is number => value !== null)
    .map((value) => Math.min(most, Math.max(least, value)));
  if (options.fromOrigin || known.length === 0) known.push(origin);
  let low = Math.min(...known);
  let high = Math.max(...known);
  const wanted = Math.max(options.span ?? 0, (high - low) * 1.1, Math.max(Math.abs(low), Math.abs(high)) * 0.02, 1e-6);
  const missing = Math.max(0, Math.min(wanted, most - least) - (high - low));
  // Room on both sides, but not beyond the origin where all is to stand on it, nor beyond the scale.
  const below =
    options.fromOrigin && low === origin ? 0 : options.fromOrigin && high === origin ? missing : missing / 2;
  const span = high - low + missing;
  high = Math.min(most, Math.max(least, low - below) + span);
  low = high - span;

  const { step, digits } = stepFor(high - low, low, high);
  const ticks: Tick[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) {
    const value = Number((index * step).toFixed(digits)) + 0;
    ticks.push({ value, label: format(value, digits) });
  }
  return { low, high, ticks, cut: low > origin || high < origin };
}

/** The smallest step of 1, 2 or 5 times a power of ten that needs no more ticks than allowed. */
function stepFor(span: number, low: number, high: number): { step: number; digits: number } {
  for (let power = Math.floor(Math.log10(span)) - 1; ; power++) {
    for (const factor of [1, 2, 5]) {
      const step = factor * 10 ** power;
      const count = Math.floor(high / step + 1e-9) - Math.ceil(low / step - 1e-9) + 1;
      if (count <= maxTicks) return { step, digits: Math.max(0, -power) };
    }
  }
}
