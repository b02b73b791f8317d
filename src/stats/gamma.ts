/** The probability on either side of a point. The smaller side is always computed itself, never as 1 − the larger. */
export interface Tails {
  readonly lower: number;
  readonly upper: number;
}

const halfLogTwoPi = 0.9189385332046728;
/** Relative size at which a further term or factor changes nothing. */
const enough = 1e-16;
/** No argument that statistics meet needs more terms; running into it is a fault of ours. */
const mostTerms = 1_000_000;

/** Lanczos coefficients for g = 607/128, n = 15 (Godfrey 2001). */
const lanczos = [
  0.9999999999999971, 57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202,
  0.00003399464998481189, 0.00004652362892704858, -0.00009837447530487956, 0.0001580887032249125,
  -0.00021026444172410488, 0.00021743961811521265, -0.0001643181065367639, 0.00008441822398385275,
  -0.000026190838401581408, 0.0000036899182659531625,
];

/** ln Γ(x), x > 0. */
export function logGamma(x: number): number {
  if (x >= 15) return (x - 0.5) * Math.log(x) - x + halfLogTwoPi + stirlingSeries(x);
  // Near 1 and 2 the logarithm goes through 0: there a series about the zero keeps every digit.
  if (Math.abs(x - 1) < 0.25) return logGammaNearOne(x - 1);
  if (Math.abs(x - 2) < 0.25) return logGammaNearOne(x - 2) + Math.log1p(x - 2);
  const base = x + 607 / 128 - 0.5;
  let sum = lanczos[0]!;
  for (let k = 1; k < lanczos.length; k++) sum += lanczos[k]! / (x + (k - 1));
  return halfLogTwoPi + Math.log(sum) - base + Math.log(base) * (x - 0.5);
}

const eulerGamma = 0.5772156649015329;

/** ζ(k) − 1 by its sum, the rest by Euler-Maclaurin. */
function zetaMinusOne(k: number): number {
  let sum = 0;
  for (let m = 199; m >= 2; m--) sum += m ** -k;
  const n = 200;
  return (
    sum +
    n ** (1 - k) / (k - 1) +
    0.5 * n ** -k +
    (k / 12) * n ** (-k - 1) -
    ((k * (k + 1) * (k + 2)) / 720) * n ** (-k - 3)
  );
}

const zetas = Array.from({ length: 30 }, (_, index) => zetaMinusOne(index + 2));

/** ln Γ(1 + e) = −ln(1 + e) + e(1 − γ) + Σ (−1)^k (ζ(k) − 1) e^k / k (Abramowitz & Stegun 6.1.33), |e| < 1/4. */
function logGammaNearOne(e: number): number {
  let sum = 0;
  let power = e;
  for (let k = 2; k < zetas.length + 2; k++) {
    power *= -e;
    sum -= (zetas[k - 2]! * power) / k;
  }
  return -Math.log1p(e) + e * (1 - eulerGamma) + sum;
}

/** ln Γ(n + 1) − Stirling's formula at n, n > 0. */
export function stirlingError(n: number): number {
  if (n >= 15) return stirlingSeries(n);
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - halfLogTwoPi;
}

function stirlingSeries(n: number): number {
  const r = 1 / (n * n);
  return (
    (1 / 12 -
      r *
        (1 / 360 -
          r *
            (1 / 1260 - r * (1 / 1680 - r * (1 / 1188 - r * (691 / 360360 - r * (1 / 156 - (r * 3617) / 122400))))))) /
    n
  );
}

/** x ln(x/m) + m − x without loss where x is near m (Loader 2000, Fast and accurate computation of binomial probabilities). */
export function deviance(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return sum;
    sum = next;
  }
  return sum;
}

/** e^−x x^a / Γ(a + 1), the Poisson density at a real a > 0. */
function poissonDensity(a: number, x: number): number {
  return Math.exp(-stirlingError(a) - deviance(a, x)) / Math.sqrt(2 * Math.PI * a);
}

/** The regularised incomplete gamma functions P(a, x) and Q(a, x), a > 0. */
export function incompleteGamma(a: number, x: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Number.POSITIVE_INFINITY) return { lower: 1, upper: 0 };
  const density = poissonDensity(a, x);
  if (x < a + 1) {
    const lower = density * gammaSeries(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = density * a * gammaFraction(a, x);
  return { lower: 1 - upper, upper };
}

/** Σ x^k / ((a+1) … (a+k)). */
function gammaSeries(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let k = 1; k < mostTerms; k++) {
    term *= x / (a + k);
    sum += term;
    if (term < sum * enough) return sum;
  }
  throw new Error(`The incomplete gamma series did not end for a = ${a}, x = ${x}.`);
}

/** Legendre's continued fraction by the modified Lentz method (Thompson & Barnett 1986). */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let k = 1; k < mostTerms; k++) {
    const numerator = -k * (k - a);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 2 * enough) return value;
  }
  throw new Error(`The incomplete gamma fraction did not end for a = ${a}, x = ${x}.`);
}
