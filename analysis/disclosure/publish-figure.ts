// The gate for single figures: what a cell of too few persons, or of persons who all say the same, may show.
// Ten significant digits leave it, so that the order of rows or the number of shards is never visible in a print: sums of
// floating-point weights differ in the fifteenth.
import type { Computed, Estimate, Suppressed } from '../../shared/results/estimate.ts';

export const TOO_FEW: Suppressed = { status: 'suppressed', reason: 'small-cell' };
export const ALL_ALIKE: Suppressed = { status: 'suppressed', reason: 'unanimous' };

const DIGITS = 10;
/** Below this a share or a score is the rounding of a 0. */
const NOTHING = 1e-12;

/** A number to ten significant digits, without −0. */
export const published = (value: number): number => (Math.abs(value) < NOTHING ? 0 : Number(value.toPrecision(DIGITS)));

/** A p-value to ten significant digits, however small: 1e-40 is no 0, and nothing is impossible. */
export const publishedP = (p: number): number => Number(p.toPrecision(DIGITS));

/** A figure to ten significant digits. */
export function publishedFigure(figure: Computed): Computed {
  if (figure.status === 'not-estimable') return figure;
  if (figure.status === 'value-only') return { ...figure, value: published(figure.value) };
  return {
    ...figure,
    value: published(figure.value),
    se: published(figure.se),
    low: published(figure.low),
    high: published(figure.high),
    ...(figure.df === undefined ? {} : { df: published(figure.df) }),
    ...(figure.deff === undefined ? {} : { deff: published(figure.deff) }),
  };
}

/** Hides a figure of fewer than `threshold` persons. A figure of nobody is not hidden: there is nothing to see. */
export function publishMean(figure: Computed, threshold: number, isUniform: boolean): Estimate {
  if (figure.status === 'not-estimable') return figure;
  if (figure.n < threshold) return TOO_FEW;
  return isUniform ? ALL_ALIKE : publishedFigure(figure);
}

const STEP = 0.05;

/**
 * A share of `count` among `n` persons. Where all, or all but one, are alike, only a coarse bound is shown: whoever knows
 * the one would know everybody. The bound is 2/n, rounded up to the next 5 %.
 */
export function publishShare(figure: Computed, count: number, n: number, threshold: number): Estimate {
  if (n > 0 && n < threshold) return TOO_FEW;
  if (n > 0 && (count < 2 || n - count < 2)) return boundedShare(count, n);
  return publishedFigure(figure);
}

/** The bound alone: `atMost` where few are counted, `atLeast` where few are not. */
export function boundedShare(count: number, n: number): Suppressed {
  const bound = Math.min(0.5, published(STEP * Math.ceil(published(2 / n / STEP))));
  return 2 * count <= n ? { ...ALL_ALIKE, atMost: bound } : { ...ALL_ALIKE, atLeast: published(1 - bound) };
}
