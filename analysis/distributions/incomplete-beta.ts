// The regularised incomplete beta function, both tails: the core under t, F and beta.
// jstat's continued fraction stops at 3e-7 and after 100 terms, so its tails are wrong by whole factors.
// Here x and 1 − x are both passed in, so nothing is lost when one of them is tiny.
import { devianceTerm, stirlingError } from './stirling.ts';

/** Lower tail P(X ≤ x) and upper tail P(X > x), each computed without subtracting from one where it is small. */
export type Tails = { readonly lower: number; readonly upper: number };

/**
 * x^a y^b / B(a,b), where y = 1 − x: the beta density times x·y.
 * Source: Loader 2000 (saddle-point form). R: `dbeta(x, a, b) * x * (1 - x)`.
 */
export function betaPower(x: number, y: number, a: number, b: number): number {
  if (x === 0 || y === 0) return 0;
  const n = a + b;
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - devianceTerm(a, n * x) - devianceTerm(b, n * y);
  return Math.sqrt((a / n) * b / (2 * Math.PI)) * Math.exp(exponent);
}

const TINY = 1e-300;
const apart = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** Continued fraction of I_x(a,b) by Lentz's method; converges in about √max(a,b) steps for x < (a+1)/(a+b+2). */
function continuedFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / apart(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= 200_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / apart(1 + even * d);
    c = apart(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / apart(1 + odd * d);
    c = apart(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 3e-16) return fraction;
  }
  return fraction;
}

/**
 * Both tails of the beta distribution at x, given y = 1 − x exactly as the caller knows it.
 * Source: DLMF 8.17.22 (continued fraction), 8.17.4 (reflection). R: `pbeta(x, a, b)`, `lower.tail=FALSE`.
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): Tails {
  if (x <= 0) return { lower: 0, upper: 1 };
  if (y <= 0) return { lower: 1, upper: 0 };
  const power = betaPower(x, y, a, b);
  if (x <= (a + 1) / (a + b + 2)) {
    const lower = Math.min(1, (power * continuedFraction(x, a, b)) / a);
    return { lower, upper: 1 - lower };
  }
  const upper = Math.min(1, (power * continuedFraction(y, b, a)) / b);
  return { lower: 1 - upper, upper };
}
