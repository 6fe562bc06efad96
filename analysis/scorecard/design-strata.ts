// The strata of the design estimate: for each stratum the sheets received, its frame, and the factor that brings its
// sheets' weights to the frame. Sheets that do not state a stratum carry the mean weight of the others, and the whole is
// rescaled to the frame (issue: analysis). Without a size for every stratum there is no such weighting.
import type { EstimatorStratum } from '../scoring/estimator.ts';
import type { SamplePlan } from './sample.ts';

/** Sum of base weights (or sheets) and number of sheets, for not stated and each stratum of the plan. */
export type StratumWeight = { readonly sheets: number; readonly weight: number };

/** Whether every stratum with sheets has a known size. */
export const hasFrame = (plan: SamplePlan, byStratum: readonly StratumWeight[]): boolean =>
  plan.strata.length > 0 && plan.strata.every(({ size }, index) => size !== null && size >= (byStratum[index + 1]?.sheets ?? 0));

const UNKNOWN = Number.POSITIVE_INFINITY;

/** Weights as they are given: no scaling; strata keep their frames where known. */
function asGiven(plan: SamplePlan, byStratum: readonly StratumWeight[]): readonly EstimatorStratum[] {
  return byStratum.map(({ sheets }, index) => {
    const size = index === 0 ? null : (plan.strata[index - 1]?.size ?? null);
    return { sheets, population: size === null || size < sheets ? UNKNOWN : size, scale: 1 };
  });
}

/**
 * Strata of the design estimate, not stated first. With `weighted` the rows bring weights of their own, which are left as
 * they are; otherwise each sheet of a stratum stands for size/sheets people.
 */
export function designStrata(plan: SamplePlan, byStratum: readonly StratumWeight[], weighted: boolean): readonly EstimatorStratum[] {
  if (weighted || !hasFrame(plan, byStratum)) return asGiven(plan, byStratum);
  const total = plan.strata.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const stated = byStratum.slice(1).reduce((sum, { sheets }) => sum + sheets, 0);
  const reached = plan.strata.reduce((sum, { size }, index) => sum + ((byStratum[index + 1]?.sheets ?? 0) > 0 ? (size ?? 0) : 0), 0);
  const meanWeight = stated === 0 ? 1 : reached / stated;
  const unstated = byStratum[0]?.sheets ?? 0;
  const rescale = total / (reached + unstated * meanWeight);
  return byStratum.map(({ sheets }, index) => {
    if (index === 0) return { sheets, population: Math.max(sheets, sheets * meanWeight * rescale), scale: meanWeight * rescale };
    const size = plan.strata[index - 1]?.size ?? 0;
    return { sheets, population: size, scale: sheets === 0 ? 0 : (size / sheets) * rescale };
  });
}
