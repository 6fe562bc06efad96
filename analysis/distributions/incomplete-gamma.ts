// The regularised incomplete gamma function, both tails: the core under normal and chi-square.
// jstat forms the upper tail as 1 − cdf, which is 0 or wrong by percents where p-values live (jstat issue 182).
import type { Tails } from './incomplete-beta.ts';
import { devianceTerm, stirlingError } from './stirling.ts';

/** x^a e^−x / Γ(a+1): a Poisson term at real a (Loader 2000). R: `dpois(a, x)` for whole a. */
export function poissonTerm(a: number, x: number): number {
  if (x === 0) return 0;
  return Math.exp(-stirlingError(a) - devianceTerm(a, x)) / Math.sqrt(2 * Math.PI * a);
}

function lowerSeries(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; k < 1_000_000 && term > sum * 1e-17; k += 1) {
    term *= x / (a + k);
    sum += term;
  }
  return sum;
}

function upperFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let i = 1; i < 1_000_000; i += 1) {
    const numerator = -i * (i - a);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 3e-16) break;
  }
  return fraction;
}

/**
 * Both tails of the gamma distribution with shape a, scale 1, at x ≥ 0.
 * Source: DLMF 8.11.4 (series), 8.9.2 (continued fraction). R: `pgamma(x, a)`, `lower.tail=FALSE`.
 */
export function incompleteGamma(x: number, a: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  if (x < a + 1) {
    const lower = Math.min(1, poissonTerm(a, x) * lowerSeries(a, x));
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, poissonTerm(a, x) * a * upperFraction(a, x));
  return { lower: 1 - upper, upper };
}
