// Crosswise share corrected for people who answer at random, by an anchor item whose sensitive half nobody is guilty of.
// Random answers pull every crosswise estimate towards one half; the anchor shows how many there are.
import type { Computed } from '../../shared/results/estimate.ts';
import { at } from '../inference/at.ts';
import { notEstimableBecause, valueWithout } from '../inference/computed.ts';
import { quantileOfSorted } from '../inference/quantile.ts';
import { seededRandom } from '../inference/random.ts';
import { resample, resamplingOf } from '../inference/resampling.ts';
import type { Resampling } from '../inference/resampling.ts';
import { flagged } from './garbled-share.ts';

export type AnchoredCrosswise = {
  /** 1 for "the same", per person; NaN is missing. */
  readonly answers: ArrayLike<number>;
  readonly anchor: ArrayLike<number>;
  /** Prevalence of the innocuous item beside the sensitive one, and beside the anchor. */
  readonly p: number;
  readonly anchorP: number;
  readonly weights?: ArrayLike<number>;
  /** Resample within these strata, and whole clusters. */
  readonly strata?: ArrayLike<number>;
  readonly clusters?: ArrayLike<number>;
};

/** Attentive share γ = (λ' − ½)/(½ − p') and π = ½ + (λ − ½)/(γ(2p − 1)); undefined when nobody seems attentive. */
function correct(input: AnchoredCrosswise, rows: readonly number[]): { share: number; attentive: number } | undefined {
  let total = 0, same = 0, anchors = 0, anchored = 0;
  for (const row of rows) {
    const weight = input.weights === undefined ? 1 : at(input.weights, row);
    const answer = at(input.answers, row), anchor = at(input.anchor, row);
    if (!Number.isNaN(answer)) { total += weight; same += weight * answer; }
    if (!Number.isNaN(anchor)) { anchors += weight; anchored += weight * anchor; }
  }
  const attentive = (anchored / anchors - 0.5) / (0.5 - input.anchorP);
  return attentive > 0 && total > 0 ? { attentive, share: 0.5 + (same / total - 0.5) / (attentive * (2 * input.p - 1)) } : undefined;
}

const isPrevalence = (p: number): boolean => p > 0 && p < 1 && Math.abs(p - 0.5) >= 1e-9;

/** Rows with either answer and a weight as resampling units, in an order of what they hold, so that neither sums nor resamples hang on the order of rows. */
function checkedUnits({ answers, anchor, p, anchorP, weights, strata, clusters }: AnchoredCrosswise): Resampling {
  for (const one of [p, anchorP]) if (!isPrevalence(one)) throw new RangeError(`an innocuous prevalence must lie between 0 and 1 and differ from one half, got ${one}`);
  const weightOf = (row: number): number => (weights === undefined ? 1 : at(weights, row));
  const rows = Array.from({ length: answers.length }, (_, row) => row).filter((row) => !Number.isNaN(at(answers, row)) || !Number.isNaN(at(anchor, row)));
  for (const row of rows) {
    for (const answer of [at(answers, row), at(anchor, row)]) if (answer !== 0 && answer !== 1 && !Number.isNaN(answer)) throw new RangeError(`a garbled answer is 0 or 1, got ${answer} in row ${row}`);
    if (!(weightOf(row) >= 0 && weightOf(row) < Infinity)) throw new RangeError(`weight in row ${row} must be 0 or more, got ${weightOf(row)}`);
  }
  const ordered = (column: ArrayLike<number>): Float64Array => Float64Array.from(column, (answer) => (Number.isNaN(answer) ? 2 : answer));
  return resamplingOf(rows.filter((row) => weightOf(row) > 0), [ordered(answers), ordered(anchor), ...(weights === undefined ? [] : [weights])], { strata, clusters });
}

/**
 * Bias-corrected crosswise share with percentile interval of `draws` (1,000) seeded resamples; `attentive` is the estimated share of attentive answers.
 * Each of the two shares rests on everybody who answered that question, so that the estimate follows from the two shares; n are those with an answer.
 * No sign of attention is 'not-identified'; where most resamples show none there is no interval ('no-convergence').
 * Throws RangeError on a prevalence of one half or outside 0…1, on answers other than 0 and 1, and on a negative weight.
 * Source: Atsusaka & Stevenson 2023, equations 3 to 5. R: `cWise::bc.est`.
 */
export function anchoredCrosswise(input: AnchoredCrosswise, options: { seed: number; draws?: number }): { readonly share: Computed; readonly attentive?: number } {
  const units = checkedUnits(input);
  const rows = units.flat(2);
  const n = rows.filter((row) => !Number.isNaN(at(input.answers, row))).length;
  const draws = options.draws ?? 1000;
  if (n === 0) return { share: notEstimableBecause('no-valid-answers') };
  const whole = correct(input, rows);
  if (whole === undefined) return { share: notEstimableBecause('not-identified', n) };
  const { attentive, share: value } = whole;
  if (n === 1) return { attentive, share: flagged(valueWithout('one-answer', n, value)) };
  const random = seededRandom(options.seed);
  const drawn = Array.from({ length: draws }, () => correct(input, resample(units, random))?.share).flatMap((share) => share ?? []);
  if (drawn.length < 2 || drawn.length < draws / 2) return { attentive, share: flagged(valueWithout('no-convergence', n, value)) };
  const sorted = Float64Array.from(drawn).sort();
  const [low = value, high = value] = [quantileOfSorted(sorted, 0.025), quantileOfSorted(sorted, 0.975)];
  if (low === high) return { attentive, share: flagged(valueWithout('no-variation', n, value)) };
  const mean = drawn.reduce((sum, share) => sum + share, 0) / drawn.length;
  const se = Math.sqrt(drawn.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (drawn.length - 1));
  return { attentive, share: flagged({ status: 'estimated', n, value, se, low, high, level: 0.95 }) };
}
