// Crosswise share corrected for people who answer at random, by an anchor item whose sensitive half nobody is guilty of.
// Random answers pull every crosswise estimate towards one half; the anchor shows how many there are.
import type { Computed } from '../../shared/results/estimate.ts';
import { at } from '../inference/at.ts';
import { notEstimableBecause } from '../inference/computed.ts';
import { completeRows } from '../inference/covariance.ts';
import { quantileOfSorted } from '../inference/quantile.ts';
import { seededRandom } from '../inference/random.ts';

export type AnchoredCrosswise = {
  /** 1 for "the same", per person; NaN is missing. */
  readonly answers: ArrayLike<number>;
  readonly anchor: ArrayLike<number>;
  /** Prevalence of the innocuous item beside the sensitive one, and beside the anchor. */
  readonly p: number;
  readonly anchorP: number;
  readonly weights?: ArrayLike<number>;
};

/** Attentive share γ = (λ' − ½)/(½ − p') and π = ½ + (λ − ½)/(γ(2p − 1)); undefined when nobody seems attentive. */
function correct(input: AnchoredCrosswise, rows: readonly number[]): { share: number; attentive: number } | undefined {
  let total = 0, same = 0, anchored = 0;
  for (const row of rows) {
    const weight = input.weights === undefined ? 1 : at(input.weights, row);
    total += weight;
    same += weight * at(input.answers, row);
    anchored += weight * at(input.anchor, row);
  }
  const attentive = (anchored / total - 0.5) / (0.5 - input.anchorP);
  return attentive > 0 ? { attentive, share: 0.5 + (same / total - 0.5) / (attentive * (2 * input.p - 1)) } : undefined;
}

/**
 * Bias-corrected crosswise share with percentile interval of `draws` (1,000) seeded resamples; `attentive` is the estimated share of attentive answers.
 * No sign of attention is 'not-identified'. Source: Atsusaka & Stevenson 2023, equations 3 to 5. R: `cWise::bc.est`.
 */
export function anchoredCrosswise(input: AnchoredCrosswise, options: { seed: number; draws?: number }): { readonly share: Computed; readonly attentive?: number } {
  const rows = completeRows([input.answers, input.anchor]);
  const n = rows.length;
  if (n === 0) return { share: notEstimableBecause('no-valid-answers') };
  const whole = correct(input, rows);
  if (whole === undefined) return { share: notEstimableBecause('not-identified', n) };
  const random = seededRandom(options.seed);
  const drawn = Array.from({ length: options.draws ?? 1000 }, () => correct(input, rows.map(() => at(rows, random.below(n))))?.share).flatMap((share) => share ?? []);
  const sorted = Float64Array.from(drawn).sort();
  const mean = drawn.reduce((sum, share) => sum + share, 0) / drawn.length;
  const se = Math.sqrt(drawn.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (drawn.length - 1));
  const ends = { low: quantileOfSorted(sorted, 0.025) ?? NaN, high: quantileOfSorted(sorted, 0.975) ?? NaN };
  const flags = whole.share < 0 || whole.share > 1 ? { flags: ['outside-0-1'] } : {};
  return { attentive: whole.attentive, share: { status: 'estimated', n, value: whole.share, se, ...ends, level: 0.95, ...flags } };
}
