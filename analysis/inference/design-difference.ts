// Difference of two domains' means under one design. The domains may share strata, clusters, even persons:
// both scores go into one vector, so the covariance is inside and nobody has to assume independence.
import type { Computed } from '../../shared/results/estimate.ts';
import { studentTTwoSided } from '../distributions.ts';
import { at } from './at.ts';
import { notEstimableBecause, valueWithout, withStudentInterval } from './computed.ts';
import { linearisedMean } from './design-mean.ts';
import { linearisedVariance } from './linearised-variance.ts';
import type { PreparedDesign } from './sample-design.ts';

export type TestedDifference = { readonly difference: Computed; readonly t?: number; readonly p?: number };

/**
 * ȳ₂ − ȳ₁ with V of u₂ − u₁ and t on df − 1. Without variation, or with one answer, only the difference and no test.
 * Source: Särndal, Swensson & Wretman 1992, section 5.8. R: `svyttest(y ~ g, d)`.
 */
export function designDifference(
  design: PreparedDesign,
  y: ArrayLike<number>,
  first: ArrayLike<number>,
  second: ArrayLike<number>,
): TestedDifference {
  const one = linearisedMean(design, y, first);
  const two = linearisedMean(design, y, second);
  if (one === undefined || two === undefined) return { difference: notEstimableBecause('no-valid-answers') };
  const value = two.mean - one.mean;
  const n = one.r + two.r;
  if (one.isCensus && two.isCensus) return { difference: withStudentInterval({ n, value, se: 0, df: Math.max(1, design.df - 1) }) };
  if (one.r < 2 || two.r < 2) return { difference: valueWithout('one-answer', n, value) };
  if (!one.hasVariation && !two.hasVariation) return { difference: valueWithout('no-variation', n, value) };
  const scores = two.scores.map((score, row) => score - at(one.scores, row));
  const variance = linearisedVariance(design, scores);
  // Strata each of one mind leave nothing but rounding, which would make every difference certain.
  const rounding = 1e-24 * scores.reduce((sum, score, row) => sum + (at(design.weights, row) * score) ** 2, 0);
  if (variance <= rounding) return { difference: valueWithout('no-variation', n, value) };
  const se = Math.sqrt(variance);
  const df = design.df - 1;
  const difference = withStudentInterval({ n, value, se, df });
  if (difference.status !== 'estimated') return { difference };
  const t = value / se;
  return { difference, t, p: studentTTwoSided(t, df) };
}
