// Prevalence behind answers garbled on purpose: crosswise, forced response, unrelated question.
// All three are one idea: the observed share is a + b·π, so π̂ = (λ − a)/b, and its interval is that of λ, stretched.
// Estimates outside 0…1 are kept and flagged: clamping them would bias every average over administrations.
import type { Computed } from '../../shared/results/estimate.ts';
import { DEFAULT_LEVEL, notEstimableBecause } from '../inference/computed.ts';
import { designMean, designShare } from '../inference/design-mean.ts';
import type { PreparedDesign } from '../inference/sample-design.ts';
import { wilsonEnds } from '../inference/wilson.ts';

/** Observed share of "yes" (or "the same") is offset + slope · prevalence. */
export type Garbling = { readonly offset: number; readonly slope: number };

const probability = (name: string, p: number): void => {
  if (!(p > 0 && p < 1)) throw new RangeError(`${name} must lie between 0 and 1, got ${p}`);
};

/** "Are your answers to both the same?", the other item true with known p ≠ ½: λ = (1−p) + (2p−1)π. Source: Yu, Tian & Tang 2008. R: `(mean(x) + p - 1) / (2 * p - 1)`. */
export function crosswise(p: number): Garbling {
  probability('the innocuous prevalence', p);
  if (Math.abs(p - 0.5) < 1e-9) throw new RangeError('the innocuous prevalence must differ from one half: at one half the answers carry nothing');
  return { offset: 1 - p, slope: 2 * p - 1 };
}

/** A private die forces yes (forcedYes), forces no, or lets the truth through (truth): λ = forcedYes + truth·π. Source: Boruch 1971. R: `(mean(x) - p1) / q`. */
export function forcedResponse(forcedYes: number, truth: number): Garbling {
  probability('the chance of the truth', truth);
  if (!(forcedYes >= 0 && forcedYes + truth <= 1 + 1e-12)) throw new RangeError(`forced yes (${forcedYes}) and truth (${truth}) must be chances that sum to at most 1`);
  return { offset: forcedYes, slope: truth };
}

/** The sensitive item with chance `sensitive`, else an innocuous one of known prevalence: λ = q π + (1−q) π_u. Source: Greenberg et al. 1969. R: `(mean(x) - (1 - q) * pi) / q`. */
export function unrelatedQuestion(sensitive: number, innocuous: number): Garbling {
  probability('the chance of the sensitive item', sensitive);
  if (!(innocuous >= 0 && innocuous <= 1)) throw new RangeError(`the innocuous prevalence must be between 0 and 1, got ${innocuous}`);
  return { offset: (1 - sensitive) * innocuous, slope: sensitive };
}

/** Flags a share outside 0…1; it is kept, since clamping would bias every average over administrations. */
export function flagged(figure: Computed): Computed {
  if (figure.status === 'not-estimable' || (figure.value >= 0 && figure.value <= 1)) return figure;
  return { ...figure, flags: [...(figure.flags ?? []), 'outside-0-1'] };
}

/**
 * Unweighted: π̂ = (λ − offset)/slope, SE = √(λ(1−λ)/n)/|slope|, interval from Wilson's ends of λ (so it also holds at λ = 0 and 1).
 * Source: as the design's. R: by hand, see the design.
 */
export function garbledShare(yes: number, n: number, garbling: Garbling, level: number = DEFAULT_LEVEL): Computed {
  if (!(n >= 0 && yes >= 0 && yes <= n)) throw new RangeError(`a share needs 0 ≤ yes ≤ n, got ${yes} of ${n}`);
  if (n === 0) return notEstimableBecause('no-valid-answers');
  const lambda = yes / n;
  const back = (share: number): number => (share - garbling.offset) / garbling.slope;
  const ends = wilsonEnds(yes, n, level);
  const [one, two] = [back(ends.low), back(ends.high)];
  const se = Math.sqrt((lambda * (1 - lambda)) / n) / Math.abs(garbling.slope);
  return flagged({ status: 'estimated', n, value: back(lambda), se, low: Math.min(one, two), high: Math.max(one, two), level });
}

/** Every person's unbiased piece z = (x − offset)/slope of 0/1 answers (NaN is missing): its mean estimates π under any design, domain or round. */
export function garbledValues(answers: ArrayLike<number>, garbling: Garbling): Float64Array {
  return Float64Array.from(answers, (answer) => {
    if (!Number.isNaN(answer) && answer !== 0 && answer !== 1) throw new RangeError(`a garbled answer is 0 or 1, got ${answer}`);
    return (answer - garbling.offset) / garbling.slope;
  });
}

/**
 * Weighted, stratified or by domain: the design mean of garbledValues with t interval. Where everybody gave the same answer there is no
 * variance, and the interval is that of λ at 0 or 1 (korn-graubard.ts), stretched: an honest "nobody", as garbledShare has it.
 * R: `svymean(~z, d, na.rm = TRUE)`.
 */
export function garbledDesignShare(design: PreparedDesign, answers: ArrayLike<number>, garbling: Garbling, domain?: ArrayLike<number>): Computed {
  const figure = designMean(design, garbledValues(answers, garbling), domain);
  if (figure.status !== 'value-only' || figure.reason !== 'no-variation') return flagged(figure);
  const lambda = designShare(design, answers, domain);
  if (lambda.status !== 'estimated' || (lambda.value !== 0 && lambda.value !== 1)) return flagged(figure);
  const ends = [lambda.low, lambda.high].map((share) => (share - garbling.offset) / garbling.slope);
  return flagged({ ...lambda, value: figure.value, se: 0, low: Math.min(...ends), high: Math.max(...ends) });
}
