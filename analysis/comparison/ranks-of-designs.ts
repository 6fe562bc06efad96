// Ranks of two rounds under their own designs: weighted midranks over both, and Cliff's delta with a design-based interval.
// Rounds are independent, so their variances add, and nobody has to build one design of two. Each round's weights are
// brought to a mean of 1, so that both weigh by their sheets however their frames were counted.
import type { Computed } from '../../shared/results/estimate.ts';
import { studentTQuantile, studentTTwoSided } from '../distributions.ts';
import { at } from '../inference/at.ts';
import { notEstimableBecause, valueWithout, withStudentInterval } from '../inference/computed.ts';
import type { TestedDifference } from '../inference/design-difference.ts';
import { linearisedMean } from '../inference/design-mean.ts';
import { linearisedVariance } from '../inference/linearised-variance.ts';
import type { PreparedDesign } from '../inference/sample-design.ts';
import { weightedMidranks } from './weighted-rank-test.ts';

/** One round: its design and a value per row (NaN is missing). */
export type RankedRound = { readonly design: PreparedDesign; readonly values: ArrayLike<number> };

const isValid = ({ design, values }: RankedRound, row: number): boolean => !Number.isNaN(at(values, row)) && at(design.weights, row) > 0;

/** Mean weight of the rows that have any. */
export function meanWeight({ weights }: PreparedDesign): number {
  const positive = weights.filter((weight) => weight > 0);
  return positive.reduce((sum, weight) => sum + weight, 0) / positive.length;
}

function unitWeights(design: PreparedDesign): Float64Array {
  const mean = meanWeight(design);
  return design.weights.map((weight) => weight / mean);
}

function joined(first: RankedRound, second: RankedRound): { readonly values: Float64Array; readonly weights: Float64Array } {
  const values = new Float64Array(first.design.rows + second.design.rows);
  values.set(Float64Array.from(first.values));
  values.set(Float64Array.from(second.values), first.design.rows);
  const weights = new Float64Array(values.length);
  weights.set(unitWeights(first.design));
  weights.set(unitWeights(second.design), first.design.rows);
  return { values, weights };
}

/**
 * Difference (second − first) of mean weighted midranks over both rounds, t on df₁ + df₂ − 1.
 * Source: Lumley & Scott 2013. R: `svyranktest(y ~ round, d)`, d the stacked design with the round in strata and clusters.
 */
export function rankTestOfDesigns(first: RankedRound, second: RankedRound): TestedDifference {
  const { values, weights } = joined(first, second);
  const ranks = weightedMidranks(values, weights, new Uint8Array(values.length).fill(1));
  const one = linearisedMean(first.design, ranks.subarray(0, first.design.rows));
  const two = linearisedMean(second.design, ranks.subarray(first.design.rows));
  if (one === undefined || two === undefined) return { difference: notEstimableBecause('no-valid-answers') };
  const value = two.mean - one.mean;
  const n = one.r + two.r;
  if (one.r < 2 || two.r < 2) return { difference: valueWithout('one-answer', n, value) };
  const se = Math.sqrt(linearisedVariance(first.design, one.scores) + linearisedVariance(second.design, two.scores));
  const df = first.design.df + second.design.df - 1;
  if (!(se > 0) || !(df > 0)) return { difference: valueWithout(se > 0 ? 'no-degrees-of-freedom' : 'no-variation', n, value) };
  const t = value / se;
  return { difference: withStudentInterval({ n, value, se, df }), t, p: studentTTwoSided(t, df) };
}

/** For each valid row of `own`, the weighted share of the other round below it less the share above it; NaN elsewhere. */
function dominance(own: RankedRound, other: RankedRound): Float64Array {
  const rows = Array.from({ length: other.design.rows }, (_, row) => row).filter((row) => isValid(other, row));
  rows.sort((left, right) => at(other.values, left) - at(other.values, right) || left - right);
  const sorted = Float64Array.from(rows, (row) => at(other.values, row));
  const sums = new Float64Array(rows.length + 1);
  rows.forEach((row, place) => { sums[place + 1] = at(sums, place) + at(other.design.weights, row); });
  const total = at(sums, rows.length);
  const lowerBound = (value: number, orEqual: boolean): number => {
    let low = 0, high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const here = at(sorted, middle);
      if (here < value || (orEqual && here === value)) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return Float64Array.from({ length: own.design.rows }, (_, row) => {
    if (!isValid(own, row)) return Number.NaN;
    const value = at(own.values, row);
    return (at(sums, lowerBound(value, false)) - (total - at(sums, lowerBound(value, true)))) / total;
  });
}

/**
 * δ = P(second > first) − P(second < first) among weighted persons; V adds the linearised variances of each side's mean dominance;
 * Feng and Cliff's asymmetric interval with t on df₁ + df₂. At δ = ±1, or without variation, the value alone.
 * Source: Cliff 1996; Feng & Cliff 2004; linearisation of a two-sample U statistic (Lumley & Scott 2013). R: `svymean` of each side's dominance.
 */
export function deltaOfDesigns(first: RankedRound, second: RankedRound, level = 0.95): Computed {
  const up = linearisedMean(second.design, dominance(second, first));
  const down = linearisedMean(first.design, dominance(first, second));
  if (up === undefined || down === undefined) return notEstimableBecause('no-valid-answers');
  const n = up.r + down.r;
  const value = up.mean;
  if (up.r < 2 || down.r < 2) return valueWithout('one-answer', n, value);
  const variance = linearisedVariance(second.design, up.scores) + linearisedVariance(first.design, down.scores);
  const df = first.design.df + second.design.df;
  if (!(variance > 0) || Math.abs(value) === 1) return valueWithout('no-variation', n, value);
  if (!(df > 0)) return valueWithout('no-degrees-of-freedom', n, value);
  const t = studentTQuantile(0.5 + level / 2, df);
  const reach = t * Math.sqrt(variance) * Math.sqrt((1 - value * value) ** 2 + t * t * variance);
  const scale = 1 - value * value + t * t * variance;
  const centre = value - value ** 3;
  return { status: 'estimated', n, value, se: Math.sqrt(variance), df, low: Math.max(-1, (centre - reach) / scale), high: Math.min(1, (centre + reach) / scale), level };
}
