// Noncentral t, needed for the exact interval of a standardised difference (Hedges g).
// R's own algorithm (AS 243) gives up beyond noncentrality 37.62; integrating over the logarithm of the
// standard deviation's distribution has no such edge, and the trapezoid rule converges exponentially there.
import { logGamma } from './stirling.ts';

/** Log density of u = ln √(χ²_df/df), without the constant. */
function logDensityOfLogScale(u: number, df: number): number {
  return df * u - (df / 2) * Math.exp(2 * u);
}

/** Edge of the range beyond which the density of u is below 1e-22 of its top (the top is at u = 0). */
function edge(df: number, direction: 1 | -1): number {
  const top = logDensityOfLogScale(0, df);
  let distance = 1 / Math.sqrt(df);
  while (top - logDensityOfLogScale(direction * distance, df) < 51) distance *= 1.1;
  return direction * distance;
}

/**
 * Upper tail P(T > t) (or lower tail when `lower`) of the noncentral t with df > 0 and noncentrality δ.
 * P(T ≤ t) = ∫ Φ(t s − δ) f(s) ds, s = √(χ²_df/df). `normalTail(z)` is P(Z > z).
 * Source: Johnson, Kotz & Balakrishnan 1995, ch. 31. R: `pt(t, df, ncp, lower.tail=FALSE)`.
 */
export function noncentralTail(
  point: { readonly t: number; readonly df: number; readonly noncentrality: number; readonly lower: boolean },
  normalTail: (z: number) => number,
): number {
  const { t, df, noncentrality, lower } = point;
  const constant = Math.LN2 + (df / 2) * Math.log(df / 2) - logGamma(df / 2);
  const from = edge(df, -1);
  const to = edge(df, 1);
  // The integrand's narrowest feature is the normal step at t e^u = δ or the density's peak: 2.5 points for each.
  const steps = Math.ceil((to - from) * 2.5 * Math.sqrt(2 * df + noncentrality * noncentrality + 4));
  const width = (to - from) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i += 1) {
    const u = from + i * width;
    const z = t * Math.exp(u) - noncentrality;
    const ends = i === 0 || i === steps ? 0.5 : 1;
    sum += ends * normalTail(lower ? -z : z) * Math.exp(constant + logDensityOfLogScale(u, df));
  }
  return Math.min(1, sum * width);
}
