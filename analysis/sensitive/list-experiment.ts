// List experiment: how many of J (control) or J + 1 (treatment) statements apply; the difference of means is the prevalence.
// Far too weak for one administration (±19 points at 225 per arm); fit for pooled use, and it shows its own trouble in the cell table.
import type { Computed } from '../../shared/results/estimate.ts';
import { independentDifference } from '../comparison/independent-difference.ts';
import { at } from '../inference/at.ts';
import { notEstimableBecause } from '../inference/computed.ts';
import { designDifference } from '../inference/design-difference.ts';
import { meanInterval } from '../inference/mean-interval.ts';
import type { PreparedDesign } from '../inference/sample-design.ts';
import { flagged } from './garbled-share.ts';

export type ListExperiment = {
  readonly share: Computed;
  /** Share of persons with y innocuous statements and the sensitive trait (with) or not (without), y = 0 … J. Negative: the design failed. */
  readonly cells: readonly { readonly y: number; readonly withTrait: number; readonly withoutTrait: number }[];
  /** 'negative-cell' or 'outside-0-1'. */
  readonly flags: readonly string[];
};

function momentsOf(counts: readonly number[]) {
  const r = counts.reduce((sum, count) => sum + count, 0);
  const mean = r === 0 ? 0 : counts.reduce((sum, count, y) => sum + count * y, 0) / r;
  const squares = counts.reduce((sum, count, y) => sum + count * (y - mean) ** 2, 0);
  return { r, mean, variance: r < 2 ? 0 : squares / (r - 1) };
}

/** π(y,1) = F₀(y) − F₁(y), π(y,0) = F₁(y) − F₀(y−1). Source: Blair & Imai 2012, section 2.3. */
function cellTable(control: readonly number[], treatment: readonly number[]): ListExperiment['cells'] {
  const share = (counts: readonly number[], upTo: number): number => {
    const total = counts.reduce((sum, count) => sum + count, 0);
    return counts.reduce((sum, count, y) => (y <= upTo ? sum + count : sum), 0) / total;
  };
  return control.map((_, y) => ({ y, withTrait: share(control, y) - share(treatment, y), withoutTrait: share(treatment, y) - share(control, y - 1) }));
}

/**
 * Unweighted, from counts of answers 0 … J (control) and 0 … J+1 (treatment): ȳ₁ − ȳ₀ with Welch's SE and df.
 * Throws RangeError unless the treatment list has exactly one more answer, and on negative counts. Source: Miller 1984; Blair & Imai 2012. R: `t.test(y ~ arm)`, `list::ictreg(method = "lm")`.
 */
export function listExperiment(control: readonly number[], treatment: readonly number[]): ListExperiment {
  if (treatment.length !== control.length + 1) throw new RangeError(`treatment counts need one answer more than control's ${control.length}, got ${treatment.length}`);
  const bad = [...control, ...treatment].find((count) => !(count >= 0 && count < Infinity));
  if (bad !== undefined) throw new RangeError(`counts of answers must be 0 or more, got ${bad}`);
  const [zero, one] = [momentsOf(control), momentsOf(treatment)];
  if (zero.r === 0 || one.r === 0) return { share: notEstimableBecause('no-valid-answers', zero.r + one.r), cells: [], flags: [] };
  const share = independentDifference(meanInterval(zero), meanInterval(one)).difference;
  const cells = cellTable(control, treatment);
  const isNegative = cells.some(({ withTrait, withoutTrait }) => withTrait < -1e-12 || withoutTrait < -1e-12);
  const isOutside = share.status !== 'not-estimable' && (share.value < 0 || share.value > 1);
  return { share, cells, flags: [...(isNegative ? ['negative-cell'] : []), ...(isOutside ? ['outside-0-1'] : [])] };
}

/** Weighted: difference of the two arms' means under the design; `arm` is 0 or 1 (NaN: not in the experiment; anything else throws RangeError). R: `svyttest(y ~ arm, d)`. */
export function listDesignShare(design: PreparedDesign, counts: ArrayLike<number>, arm: ArrayLike<number>): Computed {
  const stray = Array.from(arm).find((one) => one !== 0 && one !== 1 && !Number.isNaN(one));
  if (stray !== undefined) throw new RangeError(`an arm is 0 or 1, got ${stray}`);
  const side = (wanted: number): Float64Array => Float64Array.from({ length: design.rows }, (_, row) => (at(arm, row) === wanted ? 1 : 0));
  return flagged(designDifference(design, counts, side(0), side(1)).difference);
}
