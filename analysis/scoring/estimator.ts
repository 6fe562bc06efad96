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
import { mergeMoments, NO_MOMENTS, ORIGIN } from '../moments.ts';
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

// Spelled out: a scorecard makes hundreds of thousands of these.
function sumsOf({ r, w, wy, wyy, ww, wwy, wwyy }: Moments, { sheets, weighted = sheets, population, scale }: EstimatorStratum): StratumSums {
  const square = scale * scale;
  return { r, w: w * scale, wy: wy * scale, wyy: wyy * scale, ww: ww * square, wwy: wwy * square, wwyy: wwyy * square, sheets, weighted, population };
}

/** The moments of 100 for `yes` and 0 for the rest: y is half the range, up or down, so that squares are the same for both. */
function shareMoments(yes: WeightedCount, all: WeightedCount): Moments {
  const up = 100 - ORIGIN, square = up * up;
  const w = up * (2 * yes.w - all.w), ww = up * (2 * yes.ww - all.ww);
  return { r: all.n, w: all.w, wy: w, wyy: square * all.w, ww: all.ww, wwy: ww, wwyy: square * all.ww, y: up * (2 * yes.n - all.n) };
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
export function designEstimator(strata: readonly EstimatorStratum[]): Estimator {
  // A stratum's own figures leave every other stratum empty.
  const empty = strata.map((stratum) => sumsOf(NO_MOMENTS, stratum));
  return {
    kind: 'design',
    mean: (byStratum) => meanFromStrata(strata.map((stratum, h) => (at(byStratum, h) === NO_MOMENTS ? at(empty, h) : sumsOf(at(byStratum, h), stratum))), ORIGIN),
    share: (yes, all) => designShare(yes, all, strata),
  };
}
