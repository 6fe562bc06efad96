// Strongest and weakest factor, named only when it stands apart from the mean of all by a paired difference.
// Ranking ten near-equal scores invents a story out of noise; 'not separable' is then the finding.
import type { Computed } from '../../shared/results/estimate.ts';
import { studentTTwoSided } from '../distributions.ts';
import { at } from '../inference/at.ts';
import { valueWithout, withStudentInterval } from '../inference/computed.ts';
import { linearisedMean } from '../inference/design-mean.ts';
import { linearisedVariance } from '../inference/linearised-variance.ts';
import type { PreparedDesign } from '../inference/sample-design.ts';
import { holm } from './adjusted-p-values.ts';

export type FactorGap = { readonly code: string; /** Factor mean less the mean of all factor means. */ readonly gap: Computed; readonly p?: number; readonly adjustedP?: number };

export type StandoutFactors = { readonly strongest: string | 'not separable'; readonly weakest: string | 'not separable'; readonly gaps: readonly FactorGap[] };

function gapOf(design: PreparedDesign, code: string, index: number, means: readonly { mean: number; scores: Float64Array; r: number }[]): FactorGap {
  const centre = means.reduce((sum, { mean }) => sum + mean, 0) / means.length;
  const own = at(means, index);
  const value = own.mean - centre;
  const scores = own.scores.map((score, row) => score - means.reduce((sum, other) => sum + at(other.scores, row), 0) / means.length);
  const se = Math.sqrt(linearisedVariance(design, scores));
  if (se === 0) return { code, gap: valueWithout('no-variation', own.r, value) };
  const gap = withStudentInterval({ n: own.r, value, se, df: design.df });
  return gap.status === 'estimated' ? { code, gap, p: studentTTwoSided(value / se, design.df) } : { code, gap };
}

/**
 * Every factor's gap to the mean of the factors with at least one answer, paired by person through the joint linearisation, Holm over the factors.
 * The highest (lowest) gap gets its name when it is above (below) 0 with adjusted p < .05. Scores are 0–100, NaN is missing.
 * R: `svycontrast(svymean(~f1 + … , d), …)` where everybody answered every factor.
 */
export function standoutFactors(design: PreparedDesign, factors: readonly { readonly code: string; readonly scores: ArrayLike<number> }[]): StandoutFactors {
  const known = factors.flatMap(({ code, scores }) => {
    const mean = linearisedMean(design, scores);
    return mean === undefined ? [] : [{ code, mean }];
  });
  const raw = known.map(({ code }, index) => gapOf(design, code, index, known.map(({ mean }) => mean)));
  const adjusted = holm(raw.map(({ p }) => p));
  const gaps = raw.map((gap, index): FactorGap => {
    const adjustedP = adjusted[index];
    return adjustedP === undefined ? gap : { ...gap, adjustedP };
  });
  const name = (sign: 1 | -1): string => {
    const ordered = gaps.flatMap(({ code, gap, adjustedP = 1 }) => (gap.status === 'not-estimable' ? [] : [{ code, height: sign * gap.value, adjustedP }]));
    ordered.sort((left, right) => right.height - left.height);
    const first = ordered[0];
    return first !== undefined && first.height > 0 && first.adjustedP < 0.05 ? first.code : 'not separable';
  };
  return { strongest: name(1), weakest: name(-1), gaps };
}
