// Log-gamma, and the two pieces of Loader's saddle-point form of binomial and Poisson terms.
// Densities computed as a·ln(x) − lnΓ(a) lose ten digits when a is a million; these pieces don't,
// because the large parts cancel on paper instead of in the machine.

const HALF_LOG_TWO_PI = 0.9189385332046727;

/**
 * Error of Stirling's formula, ln Γ(x+1) − [(x+½) ln x − x + ½ ln 2π], for x > 0.
 * Source: Loader 2000, "Fast and accurate computation of binomial probabilities", section 3;
 * below 16 carried upward by δ(x) = δ(x+1) + (x+½) ln(1+1/x) − 1. R: not exported (nmath stirlerr).
 */
export function stirlingError(x: number): number {
  let carried = 0;
  let at = x;
  while (at < 16) {
    carried += (at + 0.5) * Math.log1p(1 / at) - 1;
    at += 1;
  }
  const square = at * at;
  const series =
    1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / square) / square) / square) / square) / square;
  return carried + series / at;
}

/** ln Γ(x) for x > 0. R: `lgamma(x)`. */
export function logGamma(x: number): number {
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingError(x);
}

/**
 * Deviance term x ln(x/m) + m − x for x ≥ 0, m > 0, without cancellation near x = m.
 * Source: Loader 2000, section 4 (his D0). R: not exported (nmath bd0).
 */
export function devianceTerm(x: number, m: number): number {
  if (Math.abs(x - m) >= 0.1 * (x + m)) return x === 0 ? m : x * Math.log(x / m) + m - x;
  const v = (x - m) / (x + m);
  let sum = (x - m) * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j += 1) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) return next;
    sum = next;
  }
  return sum;
}
