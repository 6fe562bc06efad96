// Weighted (Hájek) mean of a domain under a design, with its linearised variance; and shares the same way.
// The domain keeps every sampled row of the design, with zeros outside it: subsetting first would make the SE too small.
import type { Computed } from '../../shared/results/estimate.ts';
import { at } from './at.ts';
import { notEstimableBecause, valueWithout, withStudentInterval } from './computed.ts';
import { designEffect, kishEffectiveSize } from './design-effect.ts';
import { kornGraubard } from './korn-graubard.ts';
import { linearisedVariance } from './linearised-variance.ts';
import type { PreparedDesign } from './sample-design.ts';

/** A domain's mean with the parts that differences, covariances and intervals for shares need. */
export type LinearisedMean = {
  readonly r: number;
  readonly weight: number;
  readonly mean: number;
  readonly variance: number;
  /** Scores u: 1[domain](y − ȳ)/W, zero outside. */
  readonly scores: Float64Array;
  readonly kish: number;
  readonly deff: number | undefined;
  readonly hasVariation: boolean;
  /** Every stratum that the domain's answers come from was asked completely. */
  readonly isCensus: boolean;
};

/** Whether a row counts: weight above 0, inside the domain (NaN is outside), and a value. Throws RangeError on a value that is neither a number nor NaN. */
function counts(design: PreparedDesign, y: ArrayLike<number>, domain: ArrayLike<number> | undefined, row: number): boolean {
  const value = at(y, row);
  if (typeof value !== 'number' || Math.abs(value) === Infinity) throw new RangeError(`the value in row ${row} must be a number, or NaN where it is missing, got ${String(value)}`);
  return !Number.isNaN(value) && at(design.weights, row) > 0 && (domain === undefined || at(domain, row) > 0);
}

type DomainSums = { r: number; weight: number; square: number; sum: number; low: number; high: number; isCensus: boolean };

function sumDomain(design: PreparedDesign, y: ArrayLike<number>, domain: ArrayLike<number> | undefined): DomainSums {
  const sums: DomainSums = { r: 0, weight: 0, square: 0, sum: 0, low: Infinity, high: -Infinity, isCensus: true };
  for (let row = 0; row < design.rows; row += 1) {
    if (!counts(design, y, domain, row)) continue;
    const value = at(y, row);
    const weight = at(design.weights, row);
    sums.r += 1;
    sums.weight += weight;
    sums.square += weight * weight;
    sums.sum += weight * value;
    sums.low = Math.min(sums.low, value);
    sums.high = Math.max(sums.high, value);
    if (at(design.strata, at(design.stratumOfUnit, at(design.unitOfRow, row))).unsampled > 0) sums.isCensus = false;
  }
  return sums;
}

/**
 * ȳ = Σwy/Σw over rows of the domain with a valid y (NaN is missing), and V by linearisation; undefined without any valid answer.
 * A domain holds the rows where it is above 0. Throws RangeError on infinite values.
 * Source: Särndal, Swensson & Wretman 1992, ch. 5. R: `svymean(~y, subset(d, domain), na.rm = TRUE)`.
 */
export function linearisedMean(design: PreparedDesign, y: ArrayLike<number>, domain?: ArrayLike<number>): LinearisedMean | undefined {
  if (y.length !== design.rows) throw new RangeError(`${y.length} values for a design of ${design.rows} rows`);
  const sums = sumDomain(design, y, domain);
  if (sums.r === 0) return undefined;
  const mean = sums.sum / sums.weight;
  const scores = new Float64Array(design.rows);
  let spread = 0;
  let uncentred = 0;
  for (let row = 0; row < design.rows; row += 1) {
    if (!counts(design, y, domain, row)) continue;
    const value = at(y, row);
    const weight = at(design.weights, row);
    scores[row] = (value - mean) / sums.weight;
    spread += weight * (value - mean) ** 2;
    uncentred += ((weight * (value - mean)) / sums.weight) ** 2;
  }
  const raw = sums.isCensus ? 0 : linearisedVariance(design, scores);
  const variance = raw <= 1e-24 * uncentred ? 0 : raw;
  return {
    r: sums.r, weight: sums.weight, mean, variance, scores,
    kish: kishEffectiveSize(sums.weight, sums.square),
    deff: designEffect({ variance, spread, r: sums.r, weight: sums.weight, isFinite: design.strata.every(({ unsampled }) => unsampled < 1) }),
    hasVariation: sums.high > sums.low,
    isCensus: sums.isCensus,
  };
}

/** A linearised mean as a figure: t interval on `df`, or the reason why there is none. */
export function meanFigure(mean: LinearisedMean | undefined, df: number, flags: readonly string[], level?: number): Computed {
  if (mean === undefined) return notEstimableBecause('no-valid-answers');
  const { r, variance } = mean;
  if (!mean.isCensus) {
    if (r === 1) return valueWithout('one-answer', r, mean.mean);
    if (!mean.hasVariation || variance === 0) return valueWithout('no-variation', r, mean.mean);
  }
  const usable = mean.isCensus ? Math.max(1, df) : df;
  const figure = withStudentInterval({ n: r, value: mean.mean, se: Math.sqrt(variance), df: usable, ...(level === undefined ? {} : { level }) });
  const extras = { ...(mean.deff === undefined ? {} : { deff: mean.deff }), ...(flags.length === 0 ? {} : { flags: [...flags] }) };
  return figure.status === 'estimated' ? { ...figure, ...extras } : figure;
}

/**
 * Mean of a domain with t interval on the full design's degrees of freedom (sampling units − strata).
 * R: `m <- svymean(~y, subset(d, domain), na.rm = TRUE, deff = TRUE)`, `confint(m, df = degf(d))`.
 */
export function designMean(design: PreparedDesign, y: ArrayLike<number>, domain?: ArrayLike<number>, level?: number): Computed {
  return meanFigure(linearisedMean(design, y, domain), design.df, design.flags, level);
}

/**
 * Share of 1 among a domain's 0/1 answers (NaN is missing) with Korn and Graubard's interval.
 * R: `svyciprop(~x, subset(d, domain), method = "beta", df = degf(d))`, with its n* held to at most n.
 */
export function designShare(design: PreparedDesign, isYes: ArrayLike<number>, domain?: ArrayLike<number>, level?: number): Computed {
  const stray = Array.from(isYes).find((answer) => answer !== 0 && answer !== 1 && !Number.isNaN(answer));
  if (stray !== undefined) throw new RangeError(`an answer of a share is 0, 1 or NaN, got ${stray}`);
  const share = linearisedMean(design, isYes, domain);
  if (share === undefined) return notEstimableBecause('no-valid-answers');
  const value = Math.min(1, Math.max(0, share.mean));
  const exact = share.hasVariation ? value : Math.round(value);
  const { r, variance, kish, isCensus, deff } = share;
  const figure = kornGraubard({ share: exact, variance: share.hasVariation ? variance : 0, n: r, df: design.df, kish, isCensus, ...(level === undefined ? {} : { level }) });
  return figure.status === 'estimated' && deff !== undefined ? { ...figure, deff } : figure;
}
