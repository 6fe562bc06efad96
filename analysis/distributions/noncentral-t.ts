// Noncentral t, needed for the exact interval of a standardised difference (Hedges g).
// R's own algorithm (AS 243) gives up beyond noncentrality 37.62; integrating over the logarithm of the
// standard deviation's distribution has no such edge, and the trapezoid rule converges exponentially there.
import { incompleteGamma } from './incomplete-gamma.ts';
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

/** Noncentrality beyond which the normal step is narrower than the density of the standard deviation, and far from its edge at 0. */
const isFar = (df: number, noncentrality: number): boolean => Math.abs(noncentrality) > 12 && noncentrality * noncentrality > 2 * df;

/**
 * The same probability with the other variable integrated out first: P(T ≤ t) = ∫ φ(z) P(s ≥ (z + δ)/t) dz for t > 0. Its cost does
 * not grow with δ, where the integral over s would need millions of points (two groups of one mind each lie at δ = 1e6).
 */
function farTail(point: { readonly t: number; readonly df: number; readonly noncentrality: number; readonly lower: boolean }): number {
  const isTurned = point.t < 0;
  const [t, noncentrality] = isTurned ? [-point.t, -point.noncentrality] : [point.t, point.noncentrality];
  const lower = isTurned ? !point.lower : point.lower;
  const width = 0.05;
  let sum = 0;
  for (let i = -200; i <= 200; i += 1) {
    const z = i * width;
    const reach = (z + noncentrality) / t;
    const { lower: below, upper: above } = incompleteGamma(reach > 0 ? (point.df * reach * reach) / 2 : 0, point.df / 2);
    sum += Math.exp((-z * z) / 2) * (lower ? above : below);
  }
  return Math.min(1, (sum * width) / Math.sqrt(2 * Math.PI));
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
  if (isFar(df, noncentrality)) return farTail(point);
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
