// Strongest and weakest factor, named only when it stands apart from the mean of all by a paired difference.
// Ranking ten near-equal scores invents a story out of noise; 'not separable' is then the finding.
import type { Computed } from '../../shared/results/estimate.ts';
import { studentTTwoSided } from '../distributions.ts';
import { at } from '../inference/at.ts';
import { valueWithout, withStudentInterval } from '../inference/computed.ts';
import { linearisedMean } from '../inference/design-mean.ts';
import { linearisedCovariance } from '../inference/linearised-variance.ts';
import type { Matrix } from '../inference/matrix.ts';
import type { PreparedDesign } from '../inference/sample-design.ts';
import { holm } from './adjusted-p-values.ts';

export type FactorGap = { readonly code: string; /** Factor mean less the mean of all factor means. */ readonly gap: Computed; readonly p?: number; readonly adjustedP?: number };

export type StandoutFactors = { readonly strongest: string | 'not separable'; readonly weakest: string | 'not separable'; readonly gaps: readonly FactorGap[] };

export type FactorMean = { readonly code: string; readonly mean: number; /** Persons with a valid score. */ readonly r: number };

/** What is known beside the covariance matrix: degrees of freedom, and whether everybody behind the factors answered. */
type Known = { readonly df: number; readonly isCensus?: boolean };

/** A difference of points that is only rounding. */
const NO_DIFFERENCE = 1e-9;

/** Gap of one factor from the covariance matrix of all factor means: the contrast is 1[own] − 1/k. */
function gapOf(means: readonly FactorMean[], covariance: Matrix, index: number, { df, isCensus = false }: Known): FactorGap {
  const k = means.length;
  const { code, mean, r } = at(means, index);
  const value = mean - means.reduce((sum, other) => sum + other.mean, 0) / k;
  if (isCensus) return { code, gap: withStudentInterval({ n: r, value, se: 0, df: Math.max(1, df) }), p: Math.abs(value) > NO_DIFFERENCE ? 0 : 1 };
  const contrast = means.map((_, j) => (j === index ? 1 : 0) - 1 / k);
  const variance = covariance.reduce((sum, row, i) => sum + at(contrast, i) * row.reduce((inner, entry, j) => inner + entry * at(contrast, j), 0), 0);
  if (!(variance > 1e-14 * at(at(covariance, index), index)) || variance <= 0) return { code, gap: valueWithout('no-variation', r, value) };
  const se = Math.sqrt(variance);
  const gap = withStudentInterval({ n: r, value, se, df });
  return gap.status === 'estimated' ? { code, gap, p: studentTTwoSided(value / se, df) } : { code, gap };
}

/**
 * Every factor's gap to the mean of the factors, from their means and covariance matrix (jointMeansFromStrata); Holm over the factors.
 * The highest (lowest) gap gets its name when it is above (below) 0 with adjusted p < .05, and no other is as high (low). Where
 * everybody answered, gaps are facts: SE 0, p 0, or 1 where there is none (independentDifference).
 * R: `svycontrast(svymean(~f1 + …, d), …)`.
 */
export function standoutFromMeans(means: readonly FactorMean[], covariance: Matrix, known: Known): StandoutFactors {
  const raw = means.map((_, index) => gapOf(means, covariance, index, known));
  const adjusted = holm(raw.map(({ p }) => p));
  const gaps = raw.map((gap, index): FactorGap => {
    const adjustedP = adjusted[index];
    return adjustedP === undefined ? gap : { ...gap, adjustedP };
  });
  const name = (sign: 1 | -1): string => {
    const ordered = gaps.flatMap(({ code, gap, adjustedP = 1 }) => (gap.status === 'not-estimable' ? [] : [{ code, height: sign * gap.value, adjustedP }]));
    ordered.sort((left, right) => right.height - left.height);
    const [first, second] = ordered;
    if (first !== undefined && second !== undefined && first.height - second.height <= NO_DIFFERENCE) return 'not separable';
    return first !== undefined && first.height > 0 && first.adjustedP < 0.05 ? first.code : 'not separable';
  };
  return { strongest: name(1), weakest: name(-1), gaps };
}

/**
 * The same from rows: factors with at least one answer, paired by person through the joint linearisation. Scores are 0–100, NaN is missing.
 * R: `svycontrast(svymean(~f1 + …, d), …)` where everybody answered every factor.
 */
export function standoutFactors(design: PreparedDesign, factors: readonly { readonly code: string; readonly scores: ArrayLike<number> }[]): StandoutFactors {
  const known = factors.flatMap(({ code, scores }) => {
    const mean = linearisedMean(design, scores);
    return mean === undefined ? [] : [{ code, ...mean }];
  });
  const covariance = linearisedCovariance(design, known.map(({ scores }) => scores));
  // A factor without error covaries with none: what the sums leave of one that the fit explains is rounding (jointMeansFromCells).
  const isFixed = known.map(({ variance }) => variance === 0);
  return standoutFromMeans(known, covariance.map((row, j) => row.map((entry, k) => (at(isFixed, j) || at(isFixed, k) ? 0 : entry))), { df: design.df, isCensus: known.every(({ isCensus }) => isCensus) });
}
