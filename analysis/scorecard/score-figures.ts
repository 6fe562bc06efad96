// The figures of a score (mean, favourable, neutral, unfavourable, balance) from moments by stratum, through the gate.
import type { ScoreFigures } from '../../shared/results/population-result.ts';
import type { Estimate } from '../../shared/results/estimate.ts';
import { publishMean, TOO_FEW } from '../disclosure/publish-figure.ts';
import type { Moments } from '../moments.ts';
import type { Estimator } from '../scoring/estimator.ts';
import { itemScores } from '../scoring/item-scores.ts';
import type { ItemLayout } from '../scoring/item-layout.ts';
import type { Measure } from '../scoring/person-state.ts';
import { asShare } from '../scoring/simple-estimate.ts';
import type { MeasuredMoments } from './tally-reader.ts';

/** Measures that can differ between persons at all: a scale without a neutral point has a neutral share of 0, and no secret. */
export function variableMeasures(items: readonly ItemLayout[]): ReadonlySet<Measure> {
  const variable = new Set<Measure>(['score', 'balance']);
  for (const { tendency, valid } of items.map(itemScores)) {
    tendency.forEach((leaning, byte) => {
      if (valid[byte] === 1) variable.add(leaning === 1 ? 'favourable' : leaning === 0 ? 'neutral' : 'unfavourable');
    });
  }
  return variable;
}

/** Everybody has the same value; with weights too. */
export function isUniform(byStratum: readonly Moments[]): boolean {
  let r = 0, w = 0, wy = 0, wyy = 0;
  for (const moments of byStratum) {
    r += moments.r;
    w += moments.w;
    wy += moments.wy;
    wyy += moments.wyy;
  }
  return r > 0 && w > 0 && wyy - (wy * wy) / w <= 1e-13 * wyy;
}

/** Persons with a score, over strata. */
export const scoredPersons = ({ score }: MeasuredMoments): number => score.reduce((sum, { r }) => sum + r, 0);

/** A mean below this, on 0–100, is a 0 that weights have rounded. */
const LEAST = 1e-9;

/** The figures through the gate. Balance is the difference of two shares and goes where either of them goes. That nobody chose a neutral point is no secret; every other uniformity is. */
export function scoreFigures(moments: MeasuredMoments, estimator: Estimator, threshold: number, variable: ReadonlySet<Measure>): ScoreFigures {
  const figure = (measure: Measure): Estimate => {
    const mean = estimator.mean(moments[measure]);
    const mayHide = measure !== 'neutral' || (mean.status !== 'not-estimable' && mean.value > LEAST);
    const hidden = mayHide && variable.has(measure) && isUniform(moments[measure]);
    return publishMean(measure === 'score' ? mean : asShare(mean), threshold, hidden);
  };
  const [favourable, unfavourable] = [figure('favourable'), figure('unfavourable')];
  // A bound that a hidden share may carry says nothing of the difference.
  const hidden = [favourable, unfavourable].find(({ status }) => status === 'suppressed');
  return { score: figure('score'), favourable, neutral: figure('neutral'), unfavourable, balance: hidden?.status === 'suppressed' ? { status: 'suppressed', reason: hidden.reason } : figure('balance') };
}

/** Figures of a hidden cell. */
export const HIDDEN_FIGURES: ScoreFigures = { score: TOO_FEW, favourable: TOO_FEW, neutral: TOO_FEW, unfavourable: TOO_FEW, balance: TOO_FEW };
