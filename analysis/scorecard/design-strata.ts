// The strata of the design estimate: for each stratum the sheets received, its frame, and the factor that brings its
// sheets' weights to the frame (inference/frame-weights.ts). Without a size for every stratum there is no such weighting:
// `spid score` refuses such a frame, and every result where each sheet weighs 1 is noted as unweighted.
import { at } from '../inference/at.ts';
import { frameWeights } from '../inference/frame-weights.ts';
import { sumOf } from '../inference/running-sum.ts';
import type { EstimatorStratum } from '../scoring/estimator.ts';
import type { SamplePlan } from './sample.ts';

/** Whether every stratum with sheets has a known size, and some sheet names its stratum. `sheets`: not stated first. */
export const hasFrame = (plan: SamplePlan, sheets: ArrayLike<number>): boolean =>
  plan.strata.length > 0 && plan.strata.every(({ size }, index) => size !== null && size >= at(sheets, index + 1)) && plan.strata.some((_, index) => at(sheets, index + 1) > 0);

const UNKNOWN = Number.POSITIVE_INFINITY;

/** How many different clusters each stratum has among the units given, by stratum code. */
export function drawnClusters(stratumOf: ArrayLike<number>, clusterOf: ArrayLike<number>): ReadonlyMap<number, number> {
  const found = new Map<number, Set<number>>();
  for (let unit = 0; unit < clusterOf.length; unit += 1) {
    const stratum = found.get(at(stratumOf, unit)) ?? new Set();
    found.set(at(stratumOf, unit), stratum.add(at(clusterOf, unit)));
  }
  return new Map([...found].map(([code, clusters]) => [code, clusters.size]));
}

/**
 * Clusters in the frame by stratum code, as the correction counts them; a stratum left out has none. Where the stratum's size is
 * known, n sheets of N people correct by no more than 1 − n/N: f₁ of the clusters were drawn and f₂ of their people answered,
 * (1 − f₁)B + f₁(1 − f₂)W ≤ (1 − f₁f₂)B, as the spread within clusters W is no larger than that between them, B, where
 * people of a cluster are alike at all. Source: Särndal, Swensson & Wretman 1992, section 4.3. R: `svydesign(~psu + id, fpc = ~f1 + f2)`, which needs rows.
 */
export function clusterFrames({ strata }: SamplePlan, sheets: ArrayLike<number>, drawn: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  return new Map(strata.flatMap(({ clusters = null, size }, index) => {
    const received = at(sheets, index + 1), sampled = drawn.get(index + 1) ?? 0;
    if (clusters === null || (size !== null && size < received)) return [];
    return [[index + 1, size === null || received === 0 ? clusters : Math.max(clusters, (sampled * size) / received)] as const];
  }));
}

/** Weights as they are given: no scaling; strata keep their frames where known. */
function asGiven(plan: SamplePlan, sheets: readonly number[]): readonly EstimatorStratum[] {
  return sheets.map((received, index) => {
    const size = index === 0 ? null : (plan.strata[index - 1]?.size ?? null);
    return { sheets: received, population: size === null || size < received ? UNKNOWN : size, scale: 1 };
  });
}

/**
 * Strata at the rate of the whole, where its size is all that is known; undefined where more is known, or less. Sheets that weigh
 * alike stand for size/sheets people each; weights of their own say nothing of strata, and without any are brought to the size.
 */
function atOneRate({ size, strata }: SamplePlan, sheets: readonly number[], weights: Float64Array | undefined): readonly EstimatorStratum[] | undefined {
  const total = sheets.reduce((sum, received) => sum + received, 0);
  if (size === null || total === 0 || size < total || strata.some((stratum, index) => stratum.size !== null && at(sheets, index + 1) > 0)) return undefined;
  if (weights !== undefined && at(sheets, 0) < total) return undefined;
  const sum = weights === undefined ? total : sumOf(weights);
  return sum > 0 ? sheets.map((received) => ({ sheets: received, population: (received * size) / total, scale: size / sum })) : undefined;
}

/**
 * Strata of the design estimate, not stated first. `weights` are the rows' own, which are left as they are where strata are
 * known; otherwise each sheet of a stratum stands for size/sheets people, the whole rescaled to the frame.
 */
export function designStrata(plan: SamplePlan, received: ArrayLike<number>, weights: Float64Array | undefined): readonly EstimatorStratum[] {
  const sheets = Array.from(received);
  if (weights !== undefined || !hasFrame(plan, sheets)) return atOneRate(plan, sheets, weights) ?? asGiven(plan, sheets);
  const strata = plan.strata.map(({ size }, index) => ({ code: index + 1, sheets: at(sheets, index + 1), population: size ?? 0 }));
  const { strata: weighed, notStated } = frameWeights(strata, at(sheets, 0));
  return [
    { sheets: at(sheets, 0), population: notStated.population, scale: notStated.weight },
    // A stratum without sheets has no part in any variance; its frame only must not be 0.
    ...weighed.map(({ population, weight }, index) => ({ sheets: at(sheets, index + 1), population: population === 0 ? UNKNOWN : population, scale: weight })),
  ];
}
