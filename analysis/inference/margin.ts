// One margin of the frame: how many persons each category has, and which category each row is in.
// Checked against the sample before any fitting, because an impossible margin makes raking run for ever
// or, worse, converge to something nobody asked for.
import { at } from './at.ts';
import { addTo, emptySum, totalOfSum } from './running-sum.ts';
import type { RunningSum } from './running-sum.ts';

export type Margin = {
  readonly name: string;
  /** Category of each row; NaN where the person didn't say. */
  readonly codes: ArrayLike<number>;
  /** Persons of the frame by category. */
  readonly targets: ReadonlyMap<number, number>;
  /** What becomes of rows without a category: their own one, at its weighted share, or weight 0. Must be declared if there are any. */
  readonly missing?: 'own-category' | 'dropped';
};

/** A margin ready to fit: every row with weight has a category, every category a target. */
export type FittableMargin = { readonly name: string; readonly codes: Float64Array; readonly targets: ReadonlyMap<number, number> };

/** No code that a caller could have used. */
const OWN_CATEGORY = -Number.MAX_VALUE;

/** Sum of weights by category, in the categories' order. */
export function weightByCategory(codes: ArrayLike<number>, weights: ArrayLike<number>): Map<number, number> {
  const sums = new Map<number, RunningSum>();
  for (let row = 0; row < weights.length; row += 1) {
    const code = at(codes, row);
    const sum = sums.get(code) ?? emptySum();
    if (sum.sum === 0) sums.set(code, sum);
    addTo(sum, at(weights, row));
  }
  return new Map([...sums].sort(([one], [two]) => one - two).map(([code, sum]) => [code, totalOfSum(sum)]));
}

const totalOf = (targets: ReadonlyMap<number, number>): number => [...targets.values()].reduce((sum, size) => sum + size, 0);

/** Weights with 0 for rows that a margin drops. */
export function withoutDropped(margins: readonly Margin[], weights: ArrayLike<number>): Float64Array {
  const kept = Float64Array.from(weights);
  const bad = kept.findIndex((weight) => !(weight >= 0 && weight < Infinity));
  if (bad !== -1) throw new RangeError(`weight in row ${bad} must be 0 or more, got ${at(kept, bad)}`);
  for (const margin of margins) {
    if (margin.codes.length !== kept.length) throw new RangeError(`margin ${margin.name} has ${margin.codes.length} rows, the weights ${kept.length}`);
    if (margin.missing === 'dropped') Array.from(margin.codes).forEach((code, row) => { if (Number.isNaN(code)) kept[row] = 0; });
  }
  return kept;
}

function checkCategories(margin: FittableMargin, sums: ReadonlyMap<number, number>): void {
  for (const [code, size] of margin.targets) {
    if (!(size >= 0 && size < Infinity)) throw new RangeError(`margin ${margin.name}, category ${code}: the frame count must be 0 or more, got ${size}`);
    const sum = sums.get(code) ?? 0;
    if (size > 0 && sum === 0) throw new RangeError(`margin ${margin.name}, category ${code}: the frame has ${size} persons but the sample none; join it with a neighbour`);
  }
  for (const [code, sum] of sums) {
    if (sum > 0 && !((margin.targets.get(code) ?? 0) > 0)) throw new RangeError(`margin ${margin.name}, category ${code}: the sample has persons but the frame none; correct the frame or the coding`);
  }
}

/**
 * Checks one margin against the sample and gives rows without a category their own one, its target at its weighted share.
 * Throws RangeError naming margin and category: empty in the sample, absent from the frame, undeclared missing codes.
 */
export function fittableMargin(margin: Margin, weights: Float64Array): FittableMargin {
  const codes = Float64Array.from(margin.codes, (code, row) => (Number.isNaN(code) || at(weights, row) === 0 ? (Number.isNaN(code) ? OWN_CATEGORY : code) : code));
  const sums = weightByCategory(codes, weights);
  const unstated = sums.get(OWN_CATEGORY) ?? 0;
  let targets = margin.targets;
  if (unstated > 0) {
    if (margin.missing === undefined) throw new RangeError(`margin ${margin.name}: some persons have no category; declare them 'own-category' or 'dropped'`);
    const share = unstated / [...sums.values()].reduce((sum, size) => sum + size, 0);
    const total = totalOf(margin.targets);
    targets = new Map([...margin.targets].map(([code, size]) => [code, size * (1 - share)]));
    targets = new Map([...targets, [OWN_CATEGORY, total * share]]);
  }
  const ready = { name: margin.name, codes, targets };
  checkCategories(ready, sums);
  return ready;
}

/** Throws RangeError when two margins count the frame more than 0.1 % differently. */
export function checkTotals(margins: readonly FittableMargin[]): void {
  const first = margins[0];
  if (first === undefined) throw new RangeError('fitting weights needs at least one margin');
  const total = totalOf(first.targets);
  for (const margin of margins) {
    const other = totalOf(margin.targets);
    if (Math.abs(other - total) > 0.001 * total) {
      throw new RangeError(`margins ${first.name} (${total} persons) and ${margin.name} (${other}) count different frames; they may differ by 0.1 % at most`);
    }
  }
}
