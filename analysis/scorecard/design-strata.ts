// The strata of the design estimate: for each stratum the sheets received, its frame, and the factor that brings its
// sheets' weights to the frame (inference/frame-weights.ts). Without a size for every stratum there is no such weighting:
// `spid score` refuses such a frame, and every result where each sheet weighs 1 is noted as unweighted.
import { at } from '../inference/at.ts';
import { frameWeights } from '../inference/frame-weights.ts';
import type { EstimatorStratum } from '../scoring/estimator.ts';
import type { SamplePlan } from './sample.ts';

/** Whether every stratum with sheets has a known size, and some sheet names its stratum. `sheets`: not stated first. */
export const hasFrame = (plan: SamplePlan, sheets: ArrayLike<number>): boolean =>
  plan.strata.length > 0 && plan.strata.every(({ size }, index) => size !== null && size >= at(sheets, index + 1)) && plan.strata.some((_, index) => at(sheets, index + 1) > 0);

const UNKNOWN = Number.POSITIVE_INFINITY;

/** Clusters in the frame by stratum code, for the correction under clusters; a stratum whose clusters nobody counted has none. */
export const clusterFrames = ({ strata }: SamplePlan): ReadonlyMap<number, number> => new Map(strata.flatMap(({ clusters = null }, index) => (clusters === null ? [] : [[index + 1, clusters] as const])));

/** Weights as they are given: no scaling; strata keep their frames where known. */
function asGiven(plan: SamplePlan, sheets: readonly number[]): readonly EstimatorStratum[] {
  return sheets.map((received, index) => {
    const size = index === 0 ? null : (plan.strata[index - 1]?.size ?? null);
    return { sheets: received, population: size === null || size < received ? UNKNOWN : size, scale: 1 };
  });
}

/**
 * Strata of the design estimate, not stated first. With `weighted` the rows bring weights of their own, which are left as
 * they are; otherwise each sheet of a stratum stands for size/sheets people, the whole rescaled to the frame.
 */
export function designStrata(plan: SamplePlan, received: ArrayLike<number>, weighted: boolean): readonly EstimatorStratum[] {
  const sheets = Array.from(received);
  if (weighted || !hasFrame(plan, sheets)) return asGiven(plan, sheets);
  const strata = plan.strata.map(({ size }, index) => ({ code: index + 1, sheets: at(sheets, index + 1), population: size ?? 0 }));
  const { strata: weighed, notStated } = frameWeights(strata, at(sheets, 0));
  return [
    { sheets: at(sheets, 0), population: notStated.population, scale: notStated.weight },
    // A stratum without sheets has no part in any variance; its frame only must not be 0.
    ...weighed.map(({ population, weight }, index) => ({ sheets: at(sheets, index + 1), population: population === 0 ? UNKNOWN : population, scale: weight })),
  ];
}
