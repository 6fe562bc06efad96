// Brings a sample's weights to margins of the frame before it is scored: one margin by post-stratification, several by
// raking. The sample comes back with the weights and with what the variance must know of them, so that nobody can weight
// and forget it. Every guard names the margin, the category as the file spells it, and what to do.
import { at } from '../inference/at.ts';
import { postStratify, rake } from '../inference/fitted-weights.ts';
import type { FittedWeights } from '../inference/fitted-weights.ts';
import type { Margin } from '../inference/margin.ts';
import { sumOf } from '../inference/running-sum.ts';
import { trimWeights, weightCap } from '../inference/trimmed-weights.ts';
import { designStrata } from './design-strata.ts';
import { countGroups, dividingLayout, groupsByItem, stratumOfRows } from './sample.ts';
import type { Sample } from './sample.ts';

export type FrameMargin = {
  /** An item's code, or `stratum`. */
  readonly name: string;
  /** People of the frame by category, as the item's points (or the strata's codes) are spelled. */
  readonly sizes: ReadonlyMap<string, number>;
};

export type FitOptions = {
  /** What becomes of persons who do not state a category: one of their own, at its weighted share, or weight 0. Left out: an error. */
  readonly unstated?: 'own-category' | 'dropped';
  /** Largest weight as a multiple of the mean weight, or `auto`: median + 6 interquartile ranges. */
  readonly trim?: number | 'auto';
};

/** Thrown where weights can't be fitted. The message says which margin, which category, and the remedy. */
export class UnfitMargin extends RangeError {
  override readonly name = 'UnfitMargin';
}

const MOST_ROUNDS = 50;

/** Persons of each group who have a weight. */
function countPresent(groups: Uint16Array, width: number, base: Float64Array): Float64Array {
  const counts = new Float64Array(width);
  groups.forEach((group, row) => { if (at(base, row) > 0) counts[group] = at(counts, group) + 1; });
  return counts;
}

/** Category of each row: 0 not stated, otherwise 1 + the index among the margin's categories. */
function categoriesOf(sample: Sample, margin: FrameMargin, base: Float64Array): Uint16Array {
  const wanted = [...margin.sizes.keys()];
  const known = margin.name === 'stratum' ? sample.plan.strata.map(({ code }) => String(code)) : dividingLayout(sample.layouts, margin.name).points.map(String);
  const stray = wanted.find((category) => !known.includes(category));
  if (stray !== undefined) throw new UnfitMargin(`margin ${margin.name} has the category ${stray}, which the answers can not have: write one of ${known.join(', ')}`);
  const absent = known.filter((category) => !wanted.includes(category));
  const groups = margin.name === 'stratum' ? stratumOfRows(sample) : groupsByItem(sample.columns, dividingLayout(sample.layouts, margin.name), known);
  const counts = countPresent(groups, known.length + 1, base);
  const extra = absent.find((category) => at(counts, known.indexOf(category) + 1) > 0);
  if (extra !== undefined) throw new UnfitMargin(`margin ${margin.name} lacks the category ${extra}, which ${String(at(counts, known.indexOf(extra) + 1))} persons chose: give its size in the frame`);
  const numberOf = known.map((category) => wanted.indexOf(category) + 1);
  return groups.map((group) => (group === 0 ? 0 : at(numberOf, group - 1)));
}

function marginOf(margin: FrameMargin, codes: Uint16Array, { unstated }: FitOptions, base: Float64Array): Margin {
  const counts = countPresent(codes, margin.sizes.size + 1, base);
  [...margin.sizes].forEach(([category, size], index) => {
    if (size > 0 && at(counts, index + 1) === 0) throw new UnfitMargin(`margin ${margin.name}: nobody in the answers is ${category}, of whom the frame has ${String(size)}; join the category with a neighbour`);
    if (size === 0 && at(counts, index + 1) > 0) throw new UnfitMargin(`margin ${margin.name}: the frame has nobody who is ${category}, the answers have ${String(at(counts, index + 1))}; correct the frame`);
  });
  if (unstated === undefined && at(counts, 0) > 0) {
    throw new UnfitMargin(`margin ${margin.name}: ${String(at(counts, 0))} persons do not state it; say --unstated own-category to let them stand for their own share, --unstated dropped to leave them out of every figure, or leave the margin out`);
  }
  return {
    name: margin.name,
    codes: Float64Array.from(codes, (code) => (code === 0 ? Number.NaN : code)),
    targets: new Map([...margin.sizes.values()].map((size, index) => [index + 1, size])),
    missing: unstated ?? 'own-category',
  };
}

/** Weights before the fit: the file's own, or what each stratum stands for, or 1. */
function baseWeights(sample: Sample): Float64Array {
  if (sample.weights !== undefined) return sample.weights;
  const stratumOf = stratumOfRows(sample);
  const strata = designStrata(sample.plan, countGroups(stratumOf, sample.plan.strata.length + 1, sample.columns.rows), undefined);
  return Float64Array.from({ length: sample.columns.rows }, (_, row) => at(strata, at(stratumOf, row)).scale);
}

/** Fits, caps and fits again, until the fitted weights keep the cap. */
function fitUntilCapped(base: Float64Array, fit: (weights: Float64Array) => FittedWeights, trim: FitOptions['trim']): FittedWeights {
  let fitted = fit(base);
  if (trim === undefined) return fitted;
  const mean = sumOf(fitted.weights) / fitted.weights.filter((weight) => weight > 0).length;
  const cap = trim === 'auto' ? weightCap(fitted.weights) : trim * mean;
  if (!(cap > mean)) throw new UnfitMargin(`the cap of ${cap.toPrecision(4)} is not above the mean weight ${mean.toPrecision(4)}; choose --trim above 1`);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if (fitted.range[1] <= cap * (1 + 1e-9)) return fitted;
    fitted = fit(trimWeights(fitted.weights, cap));
  }
  throw new UnfitMargin(`no weights meet the margins and stay under ${cap.toPrecision(4)} (mean ${mean.toPrecision(4)}); choose a higher --trim or join small categories`);
}

/**
 * The sample with weights fitted to the margins. A weight of 0 stays 0: out of every figure, yet a sheet of its stratum. Throws UnfitMargin (see there).
 * Source: Holt & Smith 1979; Deming & Stephan 1940; Deville & Särndal 1992. R: `postStratify(d, ~m, counts)`, `rake(d, margins, counts)`,
 * with a cap `rake(trimWeights(rake(…), upper = cap, strict = TRUE), …)` until it holds.
 */
export function fitWeights(sample: Sample, margins: readonly FrameMargin[], options: FitOptions = {}): Sample {
  const base = baseWeights(sample);
  const categories = margins.map((margin) => categoriesOf(sample, margin, base));
  // Who is dropped for one margin is nobody in the others.
  const kept = options.unstated === 'dropped' ? base.map((weight, row) => (categories.some((codes) => at(codes, row) === 0) ? 0 : weight)) : base;
  const ready = margins.map((margin, index) => marginOf(margin, at(categories, index), options, kept));
  const [only] = ready;
  if (only === undefined) throw new UnfitMargin('no margin is given to fit the weights to');
  try {
    const fit = ready.length === 1 ? (weights: Float64Array) => postStratify(weights, only) : (weights: Float64Array) => rake(weights, ready);
    const { weights } = fitUntilCapped(kept, fit, options.trim);
    return { ...sample, weights, fit: { kind: ready.length === 1 ? 'post-stratified' : 'raked', categories } };
  } catch (error) {
    if (error instanceof RangeError && !(error instanceof UnfitMargin)) throw new UnfitMargin(error.message);
    throw error;
  }
}
