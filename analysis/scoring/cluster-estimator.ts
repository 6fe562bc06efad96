// Estimates from a sample drawn cluster by cluster: the variance comes from the clusters' totals, stratum by stratum.
// Frames count persons, not clusters, so that there is no finite-population correction: a little wide, never too narrow.
import type { Computed } from '../../shared/results/estimate.ts';
import { at } from '../inference/at.ts';
import { notEstimableBecause, valueWithout, withStudentInterval } from '../inference/computed.ts';
import { kishEffectiveSize } from '../inference/design-effect.ts';
import { kornGraubard } from '../inference/korn-graubard.ts';
import { momentsOfValues, ORIGIN, scaleMoments } from '../moments.ts';
import type { Moments } from '../moments.ts';
import type { Estimator } from './estimator.ts';

/** A cluster: its stratum's index, and the factor that brings its weights to the frame. */
export type Cluster = { readonly stratum: number; readonly scale: number };

type ClusterMean = { readonly r: number; readonly mean: number; readonly variance: number; readonly weight: number; readonly squares: number };

/** Clusters less one, over strata. R: `degf(design)`. */
export function clusterDegrees(clusters: readonly Cluster[]): number {
  return clusters.length - new Set(clusters.map(({ stratum }) => stratum)).size;
}

/** Σ_h n_h/(n_h−1) Σ (z − z̄_h)² over clusters; a lonely cluster is centred at the grand mean, which is 0. */
function varianceOf(totals: readonly number[], clusters: readonly Cluster[]): number {
  const strata = new Map<number, number[]>();
  clusters.forEach(({ stratum }, index) => strata.set(stratum, [...(strata.get(stratum) ?? []), at(totals, index)]));
  let variance = 0;
  for (const parts of strata.values()) {
    const count = parts.length;
    const centre = count === 1 ? 0 : parts.reduce((sum, part) => sum + part, 0) / count;
    variance += (count === 1 ? 1 : count / (count - 1)) * parts.reduce((sum, part) => sum + (part - centre) ** 2, 0);
  }
  return variance;
}

function clusterMean(byCluster: readonly Moments[], clusters: readonly Cluster[]): ClusterMean | null {
  const scaled = byCluster.map((moments, index) => scaleMoments(moments, at(clusters, index).scale));
  const sum = (part: (moments: Moments) => number): number => scaled.reduce((total, moments) => total + part(moments), 0);
  const weight = sum(({ w }) => w);
  if (weight === 0) return null;
  const mean = sum(({ wy }) => wy) / weight;
  const totals = scaled.map(({ w, wy }) => (wy - mean * w) / weight);
  const noise = (1e-26 * sum(({ wyy }) => wyy)) / weight;
  const variance = varianceOf(totals, clusters);
  return { r: sum(({ r }) => r), mean, variance: variance <= noise ? 0 : variance, weight, squares: sum(({ ww }) => ww) };
}

/** R: `svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, nest = TRUE)`, then as without clusters. */
export function clusterEstimator(clusters: readonly Cluster[]): Estimator {
  const df = clusterDegrees(clusters);
  return {
    kind: 'design',
    mean(byCluster): Computed {
      const figure = clusterMean(byCluster, clusters);
      if (figure === null) return notEstimableBecause('no-valid-answers');
      const { r, mean, variance } = figure;
      const value = mean + ORIGIN;
      if (r === 1) return valueWithout('one-answer', r, value);
      return variance === 0 ? valueWithout('no-variation', r, value) : withStudentInterval({ n: r, value, se: Math.sqrt(variance), df });
    },
    share(yes, all): Computed {
      const moments = all.map((total, index) => {
        const part = at(yes, index);
        return momentsOfValues([{ value: 100, ...part }, { value: 0, n: total.n - part.n, w: total.w - part.w, ww: total.ww - part.ww }]);
      });
      const figure = clusterMean(moments, clusters);
      if (figure === null) return notEstimableBecause('no-valid-answers');
      const count = yes.reduce((sum, { n }) => sum + n, 0);
      const share = count === 0 ? 0 : count === figure.r ? 1 : (figure.mean + ORIGIN) / 100;
      return kornGraubard({ share, variance: figure.variance / 10_000, n: figure.r, df, kish: kishEffectiveSize(figure.weight, figure.squares) });
    },
  };
}
