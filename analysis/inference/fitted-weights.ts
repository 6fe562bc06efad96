// Weights fitted to the frame: post-stratification for one margin, raking for several.
// What comes back carries the adjustment that the variance needs and the price paid in precision,
// so that nobody can weight and forget either.
import type { Adjustment } from './adjustment.ts';
import { at } from './at.ts';
import { kishDesignEffect } from './design-effect.ts';
import type { FittableMargin, Margin } from './margin.ts';
import { checkTotals, fittableMargin, weightByCategory, withoutDropped } from './margin.ts';

export type FittedWeights = {
  readonly weights: Float64Array;
  /** Give this to prepareDesign, after those of earlier fits. */
  readonly adjustment: Adjustment;
  /** Kish's design effect of the new weights. */
  readonly weightingEffect: number;
  /** Least and largest weight above 0. */
  readonly range: readonly [number, number];
  /** Cycles that raking took; 1 for post-stratification. */
  readonly cycles: number;
  /** 'heavy-weighting' above a design effect of 3. */
  readonly flags: readonly string[];
};

function fitted(weights: Float64Array, adjustment: Adjustment, cycles: number): FittedWeights {
  const positive = weights.filter((weight) => weight > 0);
  const weightingEffect = kishDesignEffect(positive);
  const range = [positive.reduce((low, weight) => Math.min(low, weight), Infinity), positive.reduce((high, weight) => Math.max(high, weight), 0)] as const;
  return { weights, adjustment, weightingEffect, range, cycles, flags: weightingEffect > 3 ? ['heavy-weighting'] : [] };
}

/** Multiplies each category to its target; answers the largest relative miss before the step. */
function fitMargin(weights: Float64Array, margin: FittableMargin): number {
  const sums = weightByCategory(margin.codes, weights);
  let worst = 0;
  for (const [code, target] of margin.targets) {
    if (target > 0) worst = Math.max(worst, Math.abs((sums.get(code) ?? 0) / target - 1));
  }
  weights.forEach((weight, row) => {
    const code = at(margin.codes, row);
    if (weight > 0) weights[row] = (weight * (margin.targets.get(code) ?? 0)) / (sums.get(code) ?? 1);
  });
  return worst;
}

/**
 * w* = w N_p / Σ_p w. Throws RangeError on an empty or unknown post-stratum (see margin.ts).
 * Source: Holt & Smith 1979; Särndal, Swensson & Wretman 1992, section 7.6. R: `postStratify(d, ~cell, counts)`.
 */
export function postStratify(base: ArrayLike<number>, margin: Margin): FittedWeights {
  const baseWeights = withoutDropped([margin], base);
  const ready = fittableMargin(margin, baseWeights);
  const weights = Float64Array.from(baseWeights);
  fitMargin(weights, ready);
  return fitted(weights, { kind: 'post-stratified', cells: ready.codes, baseWeights }, 1);
}

/** Largest relative miss of each margin, worst first. */
function misses(weights: Float64Array, margins: readonly FittableMargin[]): { readonly name: string; readonly miss: number }[] {
  return margins
    .map((margin) => {
      const sums = weightByCategory(margin.codes, weights);
      const miss = [...margin.targets].reduce((worst, [code, target]) => (target > 0 ? Math.max(worst, Math.abs((sums.get(code) ?? 0) / target - 1)) : worst), 0);
      return { name: margin.name, miss };
    })
    .sort((left, right) => right.miss - left.miss);
}

/**
 * Raking (iterative proportional fitting): cycles over the margins until the largest relative miss is below 1e-10.
 * Throws RangeError on impossible margins and after 500 cycles without convergence, naming the worst margin.
 * Margins whose totals differ by up to 0.1 % are scaled to the first one's total.
 * Source: Deming & Stephan 1940; Deville & Särndal 1992. R: `rake(d, margins, counts, control = list(epsilon = 1e-10 × N, maxit = 500))`.
 */
export function rake(base: ArrayLike<number>, margins: readonly Margin[]): FittedWeights {
  const weights = withoutDropped(margins, base);
  const ready = margins.map((margin) => fittableMargin(margin, weights));
  checkTotals(ready);
  const totals = ready.map(({ targets }) => [...targets.values()].reduce((sum, size) => sum + size, 0));
  const scaled = ready.map((margin, index) => ({
    ...margin,
    targets: new Map([...margin.targets].map(([code, size]) => [code, (size * at(totals, 0)) / at(totals, index)])),
  }));
  for (let cycle = 1; cycle <= 500; cycle += 1) {
    for (const margin of scaled) fitMargin(weights, margin);
    if (at(misses(weights, scaled), 0).miss < 1e-10) {
      return fitted(weights, { kind: 'raked', margins: scaled.map(({ codes }) => codes) }, cycle);
    }
  }
  const { name, miss } = at(misses(weights, scaled), 0);
  throw new RangeError(`raking did not converge in 500 cycles; margin ${name} still misses by ${(100 * miss).toPrecision(2)} %: join small categories or drop a margin`);
}
