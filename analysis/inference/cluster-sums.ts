// Means under clusters from sums per cluster: offices were drawn, so an office is the unit that merges.
// Two shards of one office add up first; only then is there a variance.
import type { Computed } from '../../shared/results/estimate.ts';
import { notEstimableBecause, valueWithout, withStudentInterval } from './computed.ts';
import { spreadOfUnits, unsampledShare } from './stratum-variance.ts';

/** Sums over the valid answers of one domain in one sampled cluster; y is the value less the origin. A cluster without any still counts. */
export type ClusterSums = {
  readonly stratum: number;
  readonly cluster: number;
  readonly r: number;
  readonly w: number;
  readonly wy: number;
  /** False where all sheets of the cluster weigh 0: a unit of the stratum, but none of the degrees of freedom. */
  readonly hasWeight?: boolean;
};

/** Adds up parts of the same cluster, in order of stratum and cluster. */
export function mergeClusters(parts: readonly ClusterSums[]): ClusterSums[] {
  const merged = new Map<string, ClusterSums>();
  for (const part of parts) {
    const key = `${part.stratum}/${part.cluster}`;
    const known = merged.get(key);
    merged.set(key, known === undefined ? part : { ...known, r: known.r + part.r, w: known.w + part.w, wy: known.wy + part.wy, hasWeight: known.hasWeight !== false || part.hasWeight !== false });
  }
  return [...merged.values()].sort((left, right) => left.stratum - right.stratum || left.cluster - right.cluster);
}

/** (1 − n/N) n/(n−1) Σ(z − z̄)² of one stratum's clusters; a lonely one uncentred. */
export const withinStratum = (zs: readonly number[], population: number): number =>
  unsampledShare(zs.length, population, 'a stratum has more sampled clusters') * spreadOfUnits(zs);

/**
 * Mean from cluster sums with t on clusters − strata, among clusters with weight; `population` is the number of clusters in the frame by stratum, left out where unknown.
 * R: `svymean(~y, svydesign(~cluster, strata = ~stratum, weights = ~w, fpc = ~N), na.rm = TRUE)`.
 */
export function meanFromClusters(parts: readonly ClusterSums[], options: { origin?: number; population?: ReadonlyMap<number, number>; level?: number } = {}): Computed {
  const clusters = mergeClusters(parts);
  const r = clusters.reduce((sum, cluster) => sum + cluster.r, 0);
  const weight = clusters.reduce((sum, { w }) => sum + w, 0);
  if (r === 0 || weight === 0) return notEstimableBecause('no-valid-answers');
  const mean = clusters.reduce((sum, { wy }) => sum + wy, 0) / weight;
  const value = mean + (options.origin ?? 0);
  const strata = [...new Set(clusters.map(({ stratum }) => stratum))];
  let variance = 0;
  for (const code of strata) {
    const zs = clusters.filter(({ stratum }) => stratum === code).map(({ w, wy }) => (wy - mean * w) / weight);
    variance += withinStratum(zs, options.population?.get(code) ?? Infinity);
  }
  const weighing = clusters.filter(({ hasWeight }) => hasWeight !== false);
  const df = weighing.length - new Set(weighing.map(({ stratum }) => stratum)).size;
  const isWhole = (code: number): boolean => options.population?.get(code) === clusters.filter(({ stratum }) => stratum === code).length;
  const isCensus = strata.every((code) => isWhole(code) || clusters.every((cluster) => cluster.stratum !== code || cluster.r === 0));
  if (!isCensus && r === 1) return valueWithout('one-answer', r, value);
  if (!isCensus && variance <= 1e-28 * Math.max(1, value * value)) return valueWithout('no-variation', r, value);
  const level = options.level === undefined ? {} : { level: options.level };
  return withStudentInterval({ n: r, value, se: Math.sqrt(variance), df: isCensus ? Math.max(1, df) : df, ...level });
}
