// The same means, variances and differences from sums per stratum instead of rows.
// Sums add up, so shards, workers and rounds combine without anybody seeing a row again.
// Values are centred at an origin (50 for scores) before summing, so that Σw²y² − … keeps its digits at a million persons.
import type { Computed } from '../../shared/results/estimate.ts';
import { studentTTwoSided } from '../distributions.ts';
import { notEstimableBecause, valueWithout, withStudentInterval } from './computed.ts';
import { designEffect } from './design-effect.ts';
import type { TestedDifference } from './design-difference.ts';
import { roundingOf, spreadOfSums, unsampledShare } from './stratum-variance.ts';

/** Sums over the valid answers of one domain in one stratum; y is the value less the origin. */
export type StratumSums = {
  /** Valid answers. */
  readonly r: number;
  readonly w: number;
  readonly wy: number;
  readonly ww: number;
  readonly wwy: number;
  readonly wwyy: number;
  /** Σwy², for the design effect alone. */
  readonly wyy?: number;
  /** Sheets received in the stratum, of everybody, valid or not, in the domain or not. */
  readonly sheets: number;
  /** Those of them with a weight above 0, which alone give degrees of freedom; all when left out. */
  readonly weighted?: number;
  /** Persons in the frame; Infinity or left out without a known frame. */
  readonly population?: number;
};

/** What linearisation needs of one domain: its mean and, by stratum, Σz and Σz² of z = w(y − ȳ)/W. */
export type DomainLinearisation = {
  readonly r: number;
  readonly weight: number;
  /** Mean less the origin. */
  readonly mean: number;
  readonly first: readonly number[];
  readonly second: readonly number[];
  readonly deffSpread: number | undefined;
};

const unsampledOf = ({ sheets, population = Infinity }: StratumSums): number => unsampledShare(sheets, population, 'a stratum has more sheets');

/** Linearises one domain's mean over its strata; undefined without valid answers. */
export function lineariseSums(strata: readonly StratumSums[]): DomainLinearisation | undefined {
  let r = 0, weight = 0, sum = 0, square = 0;
  for (const s of strata) {
    r += s.r;
    weight += s.w;
    sum += s.wy;
    square += s.wyy ?? NaN;
  }
  if (r === 0 || weight === 0) return undefined;
  const mean = sum / weight;
  return {
    r, weight, mean,
    first: strata.map((s) => (s.wy - mean * s.w) / weight),
    second: strata.map((s) => Math.max(0, s.wwyy - 2 * mean * s.wwy + mean * mean * s.ww) / (weight * weight)),
    deffSpread: Number.isNaN(square) ? undefined : Math.max(0, square - mean * sum),
  };
}

/**
 * Σ_h (1 − n_h/N_h) n_h/(n_h−1) [Σz² − (Σz)²/n_h], a lonely stratum uncentred. Spread that is only rounding counts as none.
 */
function varianceOf(strata: readonly StratumSums[], first: readonly number[], second: readonly number[], noise: number): number {
  let variance = 0;
  let spread = 0;
  strata.forEach((stratum, h) => {
    const within = spreadOfSums(stratum.sheets, first[h] ?? 0, second[h] ?? 0);
    spread += within;
    variance += unsampledOf(stratum) * within;
  });
  return spread <= noise ? 0 : variance;
}

function noiseOf(strata: readonly StratumSums[], domain: DomainLinearisation): number {
  const uncentred = strata.reduce((total, s) => total + s.wwyy + domain.mean * domain.mean * s.ww, 0);
  return roundingOf({ r: domain.r, weight: domain.weight, uncentred });
}

const isCensus = (strata: readonly StratumSums[]): boolean => strata.every((s) => s.r === 0 || unsampledOf(s) === 0);

/** Sheets − strata, among sheets with weight. R: `degf(design)`. */
export function degreesOfFreedom(strata: readonly StratumSums[]): number {
  return strata.reduce((sum, { sheets, weighted = sheets }) => sum + Math.max(0, weighted - 1), 0);
}

/**
 * Mean of one domain from its stratum sums, with t on sheets − strata; the same figure as designMean gives from rows.
 * Throws RangeError when a stratum has more sheets than persons in its frame.
 * R: `svymean(~y, subset(d, domain), na.rm = TRUE, deff = TRUE)`, `confint(m, df = degf(d))`.
 */
export function meanFromStrata(strata: readonly StratumSums[], origin = 0, level?: number): Computed {
  const domain = lineariseSums(strata);
  if (domain === undefined) return notEstimableBecause('no-valid-answers');
  const value = domain.mean + origin;
  const df = degreesOfFreedom(strata);
  const levels = level === undefined ? {} : { level };
  if (isCensus(strata)) return withStudentInterval({ n: domain.r, value, se: 0, df: Math.max(1, df), ...levels });
  if (domain.r === 1) return valueWithout('one-answer', 1, value);
  const variance = varianceOf(strata, domain.first, domain.second, noiseOf(strata, domain));
  if (variance === 0) return valueWithout('no-variation', domain.r, value);
  const figure = withStudentInterval({ n: domain.r, value, se: Math.sqrt(variance), df, ...levels });
  const isFinite = strata.every((s) => unsampledOf(s) < 1);
  const deff = domain.deffSpread === undefined ? undefined : designEffect({ variance, spread: domain.deffSpread, r: domain.r, weight: domain.weight, isFinite });
  const isLonely = strata.some((s) => s.sheets === 1 && unsampledOf(s) > 0);
  const extras = { ...(deff === undefined ? {} : { deff }), ...(isLonely ? { flags: ['lonely-stratum'] } : {}) };
  return figure.status === 'estimated' ? { ...figure, ...extras } : figure;
}

/**
 * Difference (second − first) of two domains without a common person, over the same strata in the same order; t on df − 1.
 * R: `svyttest(y ~ g, d)`.
 */
export function differenceFromStrata(first: readonly StratumSums[], second: readonly StratumSums[]): TestedDifference {
  if (first.length !== second.length) throw new RangeError(`domains over ${first.length} and ${second.length} strata can't be compared`);
  const one = lineariseSums(first);
  const two = lineariseSums(second);
  if (one === undefined || two === undefined) return { difference: notEstimableBecause('no-valid-answers') };
  const value = two.mean - one.mean;
  const n = one.r + two.r;
  const df = degreesOfFreedom(first) - 1;
  if (isCensus(first) && isCensus(second)) return { difference: withStudentInterval({ n, value, se: 0, df: Math.max(1, df) }) };
  if (one.r < 2 || two.r < 2) return { difference: valueWithout('one-answer', n, value) };
  const sums = one.first.map((z, h) => (two.first[h] ?? 0) - z);
  const squares = one.second.map((z, h) => (two.second[h] ?? 0) + z);
  const variance = varianceOf(first, sums, squares, noiseOf(first, one) + noiseOf(second, two));
  if (variance === 0) return { difference: valueWithout('no-variation', n, value) };
  const difference = withStudentInterval({ n, value, se: Math.sqrt(variance), df });
  if (difference.status !== 'estimated') return { difference };
  const t = value / Math.sqrt(variance);
  return { difference, t, p: studentTTwoSided(t, df) };
}
