// How figures are estimated from sums by stratum: one interface, two kinds. `simple`: every sheet weighs the same
// (simple-estimate.ts). `design`: strata, weights and the finite frame enter the value and its variance
// (inference/stratum-sums.ts). A scorecard is written once against this interface.
import type { Computed } from '../../shared/results/estimate.ts';
import { at } from '../inference/at.ts';
import { notEstimableBecause } from '../inference/computed.ts';
import { kishEffectiveSize } from '../inference/design-effect.ts';
import { kornGraubard } from '../inference/korn-graubard.ts';
import { degreesOfFreedom, meanFromStrata } from '../inference/stratum-sums.ts';
import type { StratumSums } from '../inference/stratum-sums.ts';
import { mergeMoments, momentsOfValues, NO_MOMENTS, ORIGIN, scaleMoments } from '../moments.ts';
import type { Moments } from '../moments.ts';
import { simpleMean, simpleShare } from './simple-estimate.ts';
import type { FrameCount } from './simple-estimate.ts';

/** n persons with Σw and Σw². */
export type WeightedCount = { readonly n: number; readonly w: number; readonly ww: number };

export type Estimator = {
  readonly kind: 'simple' | 'design';
  /** Mean on 0–100 from moments by stratum. */
  readonly mean: (byStratum: readonly Moments[]) => Computed;
  /** Share (0…1) of `yes` among `all`, both by stratum. */
  readonly share: (yes: readonly WeightedCount[], all: readonly WeightedCount[]) => Computed;
};

const merged = (byStratum: readonly Moments[]): Moments => byStratum.reduce(mergeMoments, NO_MOMENTS);
const persons = (counts: readonly WeightedCount[]): number => counts.reduce((sum, { n }) => sum + n, 0);

/** Every sheet weighs the same; strata play no part. */
export const simpleEstimator = (frame: FrameCount): Estimator => ({
  kind: 'simple',
  mean: (byStratum) => simpleMean(merged(byStratum), frame),
  share: (yes, all) => simpleShare(persons(yes), persons(all), frame),
});

/** A stratum of the design: sheets received, its frame, and the factor that brings its weights to the frame. */
export type EstimatorStratum = { readonly sheets: number; /** Sheets with weight; all when left out. */ readonly weighted?: number; readonly population: number; readonly scale: number };

const sumsOf = (moments: Moments, { sheets, weighted = sheets, population, scale }: EstimatorStratum): StratumSums => ({ ...scaleMoments(moments, scale), sheets, weighted, population });

/** The moments of 100 for `yes` and 0 for the rest. */
function shareMoments(yes: WeightedCount, all: WeightedCount): Moments {
  return momentsOfValues([
    { value: 100, ...yes },
    { value: 0, n: all.n - yes.n, w: all.w - yes.w, ww: all.ww - yes.ww },
  ]);
}

function designShare(yes: readonly WeightedCount[], all: readonly WeightedCount[], strata: readonly EstimatorStratum[]): Computed {
  const sums = strata.map((stratum, h) => sumsOf(shareMoments(at(yes, h), at(all, h)), stratum));
  const mean = meanFromStrata(sums, ORIGIN);
  if (mean.status === 'not-estimable') return notEstimableBecause(mean.reason);
  const n = persons(all);
  const weight = sums.reduce((sum, { w }) => sum + w, 0);
  const squares = sums.reduce((sum, { ww }) => sum + ww, 0);
  const count = persons(yes);
  const share = count === 0 ? 0 : count === n ? 1 : mean.value / 100;
  const isCensus = sums.every(({ r, sheets, population = Infinity }) => r === 0 || sheets === population);
  const variance = mean.status === 'estimated' ? (mean.se / 100) ** 2 : 0;
  const deff = mean.status === 'estimated' ? mean.deff : undefined;
  return kornGraubard({ share, variance, n, df: degreesOfFreedom(sums), kish: kishEffectiveSize(weight, squares), isCensus, deff });
}

/** Strata, weights and the finite frame, by linearisation. */
export const designEstimator = (strata: readonly EstimatorStratum[]): Estimator => ({
  kind: 'design',
  mean: (byStratum) => meanFromStrata(strata.map((stratum, h) => sumsOf(at(byStratum, h), stratum)), ORIGIN),
  share: (yes, all) => designShare(yes, all, strata),
});
