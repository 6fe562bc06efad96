// What one stratum adds to a variance: the part of its frame that was not sampled, and the spread of its units; and what of
// such a spread is only rounding. Sums by stratum, by cluster and by cell, and rows, all take it from here.

/** 1 − n/N; 1 without a known frame (Infinity); 0 where nobody was sampled, who adds nothing (and whose frame may be 0: sheets without a stratum). Throws RangeError when n is above N: `who` begins the sentence. */
export function unsampledShare(sampled: number, population: number, who: string): number {
  if (!(sampled <= population)) throw new RangeError(`${who} (${sampled}) than its frame (${population})`);
  if (sampled === 0) return 0;
  return population === Infinity ? 1 : 1 - sampled / population;
}

/** n/(n−1) [Σz² − (Σz)²/n] from the sums of n units; a lonely unit stays uncentred ("adjust"). */
export const spreadOfSums = (units: number, sum: number, squares: number): number =>
  units > 1 ? (units / (units - 1)) * Math.max(0, squares - (sum * sum) / units) : squares;

/** n/(n−1) Σ(z − z̄)² of units at hand, which keeps more digits than the sums do. R: `n * var(z)`. */
export function spreadOfUnits(zs: readonly number[]): number {
  const n = zs.length;
  const mean = n === 1 ? 0 : zs.reduce((sum, z) => sum + z, 0) / n;
  return (n === 1 ? 1 : n / (n - 1)) * zs.reduce((sum, z) => sum + (z - mean) ** 2, 0);
}

/** n/(n−1) Σ(x − x̄)(y − ȳ) of units at hand; a lonely one uncentred, as above. */
export function jointSpreadOfUnits(xs: readonly number[], ys: readonly number[]): number {
  const n = xs.length;
  const mean = (of: readonly number[]): number => (n === 1 ? 0 : of.reduce((sum, value) => sum + value, 0) / n);
  const x = mean(xs), y = mean(ys);
  return (n === 1 ? 1 : n / (n - 1)) * xs.reduce((sum, value, index) => sum + (value - x) * ((ys[index] ?? 0) - y), 0);
}

/**
 * Spread that counts as none: what subtracting sums of r persons leaves where all scores are alike, or where the fitted
 * margins explain every one. `uncentred`: Σw²(y² + ȳ²). Sums by cluster are squared after centring, and keep twice the digits.
 */
export function roundingOf({ r, weight, uncentred, isClustered = false }: { readonly r: number; readonly weight: number; readonly uncentred: number; readonly isClustered?: boolean }): number {
  return ((isClustered ? 1e-26 * r : 1e-14 * Math.sqrt(r)) * uncentred) / (weight * weight);
}
