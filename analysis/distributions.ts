// Every distribution function of the engine: typed, guarded, both tails, and the only importer of jstat.
// jstat gives the first guess of each quantile; our own cores make it exact, since jstat's t.cdf goes
// negative at huge df, its normal.cdf is 0 below −8.3 and its beta quantiles are off by factors in the tails.
// Bad arguments throw a RangeError here, where jstat answers false, NaN or an infinity.
import jstat from 'jstat';
import type { Tails } from './distributions/incomplete-beta.ts';
import { betaPower, incompleteBeta } from './distributions/incomplete-beta.ts';
import { incompleteGamma, poissonTerm } from './distributions/incomplete-gamma.ts';
import { noncentralTail } from './distributions/noncentral-t.ts';
import { solveQuantile } from './distributions/solve-quantile.ts';

const { jStat } = jstat;

/** Beyond this many degrees of freedom t is a Cornish–Fisher correction of the normal (error below 1e-12). */
const LARGE_DF = 1e7;

function needs(isRight: boolean, name: string, wanted: string, got: number): void {
  if (!isRight) throw new RangeError(`${name} must be ${wanted}, got ${got}`);
}
const needsPositive = (name: string, value: number): void => needs(value > 0 && value < Infinity, name, 'positive and finite', value);
const needsDf = (value: number): void => needs(value > 0, 'degrees of freedom', 'positive', value);
const needsNumber = (name: string, value: number): void => needs(!Number.isNaN(value), name, 'a number', value);
const needsProbability = (p: number): void => needs(p >= 0 && p <= 1, 'probability', 'between 0 and 1', p);

function normalTails(z: number): Tails {
  const { lower, upper } = incompleteGamma((z * z) / 2, 0.5);
  const outer = upper / 2;
  return z < 0 ? { lower: outer, upper: 0.5 + lower / 2 } : { lower: 0.5 + lower / 2, upper: outer };
}

/** P(Z ≤ z) of the standard normal, to full relative precision in the lower tail. R: `pnorm(z)`. */
export function normalCdf(z: number): number {
  needsNumber('z', z);
  return normalTails(z).lower;
}

/** P(Z > z) of the standard normal, computed directly. R: `pnorm(z, lower.tail=FALSE)`. */
export function normalUpperTail(z: number): number {
  needsNumber('z', z);
  return normalTails(z).upper;
}

const normalDensity = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** A symmetric distribution's quantile from its central (both-sided) and outer (one-sided) probability at x > 0. */
function symmetricQuantile(
  p: number,
  start: number,
  parts: { central: (x: number) => number; outer: (x: number) => number; density: (x: number) => number },
): number {
  if (p === 0.5) return 0;
  if (p === 0) return -Infinity;
  if (p === 1) return Infinity;
  const isCentral = Math.abs(p - 0.5) < 0.25;
  const size = solveQuantile({
    tail: isCentral ? parts.central : parts.outer,
    slope: isCentral ? (x) => 2 * parts.density(x) : parts.density,
    increasing: isCentral,
    target: isCentral ? 2 * Math.abs(p - 0.5) : Math.min(p, 1 - p),
    start: Math.abs(start),
    ceiling: Number.MAX_VALUE,
  });
  return p < 0.5 ? -size : size;
}

/** z with P(Z ≤ z) = p; ∓Infinity at 0 and 1. R: `qnorm(p)`. */
export function normalQuantile(p: number): number {
  needsProbability(p);
  return symmetricQuantile(p, jStat.normal.inv(p, 0, 1), {
    central: (x) => incompleteGamma((x * x) / 2, 0.5).lower,
    outer: (x) => normalTails(x).upper,
    density: normalDensity,
  });
}

/** z with Φ(z) = P(T ≤ t) for large df: z = t − (t³+t)/4n + (13t⁵+8t³+3t)/96n² (Fisher & Cornish 1960). */
function normalEquivalent(t: number, df: number): number {
  if (df === Infinity) return t;
  const square = t * t;
  return t - (t * (square + 1)) / (4 * df) + (t * ((13 * square + 8) * square + 3)) / (96 * df * df);
}

function studentTails(t: number, df: number): { central: number; outer: number } {
  if (Math.abs(t) === Infinity) return { central: 1, outer: 0 };
  if (df > LARGE_DF) {
    const z = normalEquivalent(Math.abs(t), df);
    return { central: incompleteGamma((z * z) / 2, 0.5).lower, outer: normalTails(z).upper };
  }
  const ratio = (t * t) / df;
  const outside = incompleteBeta(ratio === Infinity ? 0 : 1 / (1 + ratio), ratio === Infinity ? 1 : ratio / (1 + ratio), df / 2, 0.5);
  return { central: outside.upper, outer: outside.lower / 2 };
}

/** P(T ≤ t) of Student's t with df > 0 (Infinity gives the normal). R: `pt(t, df)`. */
export function studentTCdf(t: number, df: number): number {
  needsNumber('t', t);
  needsDf(df);
  const { central, outer } = studentTails(t, df);
  return t < 0 ? outer : 0.5 + central / 2;
}

/** P(T > t), computed directly. R: `pt(t, df, lower.tail=FALSE)`. */
export function studentTUpperTail(t: number, df: number): number {
  return studentTCdf(-t, df);
}

/** Two-sided p-value P(|T| ≥ |t|). R: `2 * pt(-abs(t), df)`. */
export function studentTTwoSided(t: number, df: number): number {
  return 2 * studentTCdf(-Math.abs(t), df);
}

/** t with P(T ≤ t) = p. Beyond df 1e7 by Cornish–Fisher: z + (z³+z)/4n + (5z⁵+16z³+3z)/96n². R: `qt(p, df)`. */
export function studentTQuantile(p: number, df: number): number {
  needsProbability(p);
  needsDf(df);
  if (df > LARGE_DF) {
    const z = normalQuantile(p);
    if (df === Infinity || !Number.isFinite(z)) return z;
    const square = z * z;
    return z + (z * (square + 1)) / (4 * df) + (z * ((5 * square + 16) * square + 3)) / (96 * df * df);
  }
  return symmetricQuantile(p, jStat.studentt.inv(p, df), {
    central: (x) => studentTails(x, df).central,
    outer: (x) => studentTails(x, df).outer,
    density: (x) => betaPower(1 / (1 + (x * x) / df), (x * x) / df / (1 + (x * x) / df), df / 2, 0.5) / x,
  });
}

/** P(T ≤ t) of the noncentral t; absolute error below 1e-12. R: `pt(t, df, ncp)` (which needs |ncp| < 37.62). */
export function noncentralTCdf(t: number, df: number, noncentrality: number): number {
  needsNumber('t', t);
  needsPositive('degrees of freedom', df);
  needs(Number.isFinite(noncentrality), 'noncentrality', 'finite', noncentrality);
  return noncentralTail({ t, df, noncentrality, lower: true }, normalUpperTail);
}

/** P(T > t) of the noncentral t, computed directly. R: `pt(t, df, ncp, lower.tail=FALSE)`. */
export function noncentralTUpperTail(t: number, df: number, noncentrality: number): number {
  needsNumber('t', t);
  needsPositive('degrees of freedom', df);
  needs(Number.isFinite(noncentrality), 'noncentrality', 'finite', noncentrality);
  return noncentralTail({ t, df, noncentrality, lower: false }, normalUpperTail);
}

/** P(X ≤ x) of chi-square with df > 0. R: `pchisq(x, df)`. */
export function chiSquareCdf(x: number, df: number): number {
  needsNumber('x', x);
  needsPositive('degrees of freedom', df);
  return incompleteGamma(x / 2, df / 2).lower;
}

/** P(X > x) of chi-square, computed directly. R: `pchisq(x, df, lower.tail=FALSE)`. */
export function chiSquareUpperTail(x: number, df: number): number {
  needsNumber('x', x);
  needsPositive('degrees of freedom', df);
  return incompleteGamma(x / 2, df / 2).upper;
}

/** A positive variable's quantile: inverts whichever tail is the smaller at p. */
function positiveQuantile(
  p: number,
  start: number,
  parts: { tails: (x: number) => Tails; density: (x: number) => number; ceiling: number },
): number {
  const isLower = p <= 0.5;
  return solveQuantile({
    tail: (x) => (isLower ? parts.tails(x).lower : parts.tails(x).upper),
    slope: parts.density,
    increasing: isLower,
    target: isLower ? p : 1 - p,
    start,
    ceiling: parts.ceiling,
  });
}

/** x with P(X ≤ x) = p of chi-square. R: `qchisq(p, df)`. */
export function chiSquareQuantile(p: number, df: number): number {
  needsProbability(p);
  needsPositive('degrees of freedom', df);
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  return positiveQuantile(p, jStat.chisquare.inv(p, df), {
    tails: (x) => incompleteGamma(x / 2, df / 2),
    density: (x) => (poissonTerm(df / 2, x / 2) * (df / 2)) / x,
    ceiling: Number.MAX_VALUE,
  });
}

function betaTails(x: number, a: number, b: number): Tails {
  needsNumber('x', x);
  needsPositive('first shape', a);
  needsPositive('second shape', b);
  return incompleteBeta(Math.max(0, Math.min(1, x)), Math.max(0, 1 - x), a, b);
}

/** P(X ≤ x) of the beta distribution with shapes a, b > 0. R: `pbeta(x, a, b)`. */
export function betaCdf(x: number, a: number, b: number): number {
  return betaTails(x, a, b).lower;
}

/** P(X > x) of the beta distribution, computed directly. R: `pbeta(x, a, b, lower.tail=FALSE)`. */
export function betaUpperTail(x: number, a: number, b: number): number {
  return betaTails(x, a, b).upper;
}

/** x with P(X ≤ x) = p of the beta distribution. R: `qbeta(p, a, b)`. */
export function betaQuantile(p: number, a: number, b: number): number {
  needsProbability(p);
  const middle = betaTails(0.5, a, b);
  if (p === 0 || p === 1) return p;
  const start = jStat.beta.inv(p, a, b);
  if (p <= middle.lower) {
    const density = (x: number): number => betaPower(x, 1 - x, a, b) / (x * (1 - x));
    return positiveQuantile(p, start, { tails: (x) => incompleteBeta(x, 1 - x, a, b), density, ceiling: 0.5000001 });
  }
  const swapped = ({ lower, upper }: Tails): Tails => ({ lower: upper, upper: lower });
  const isLower = p <= 0.5;
  const rest = solveQuantile({
    tail: (y) => (isLower ? swapped(incompleteBeta(y, 1 - y, b, a)).lower : incompleteBeta(y, 1 - y, b, a).lower),
    slope: (y) => betaPower(y, 1 - y, b, a) / (y * (1 - y)),
    increasing: !isLower,
    target: isLower ? p : 1 - p,
    start: 1 - start,
    ceiling: 0.5000001,
  });
  return 1 - rest;
}

function fTails(x: number, df1: number, df2: number): Tails {
  needsNumber('x', x);
  needsPositive('numerator degrees of freedom', df1);
  needsPositive('denominator degrees of freedom', df2);
  if (x <= 0) return { lower: 0, upper: 1 };
  if (x === Infinity) return { lower: 1, upper: 0 };
  const ratio = (df1 * x) / df2;
  return incompleteBeta(ratio / (1 + ratio), 1 / (1 + ratio), df1 / 2, df2 / 2);
}

/** P(X ≤ x) of F with df1, df2 > 0. R: `pf(x, df1, df2)`. */
export function fCdf(x: number, df1: number, df2: number): number {
  return fTails(x, df1, df2).lower;
}

/** P(X > x) of F, computed directly. R: `pf(x, df1, df2, lower.tail=FALSE)`. */
export function fUpperTail(x: number, df1: number, df2: number): number {
  return fTails(x, df1, df2).upper;
}

/** x with P(X ≤ x) = p of F. R: `qf(p, df1, df2)`. */
export function fQuantile(p: number, df1: number, df2: number): number {
  needsProbability(p);
  fTails(1, df1, df2);
  if (p === 0) return 0;
  if (p === 1) return Infinity;
  return positiveQuantile(p, jStat.centralF.inv(p, df1, df2), {
    tails: (x) => fTails(x, df1, df2),
    density: (x) => betaPower((df1 * x) / df2 / (1 + (df1 * x) / df2), 1 / (1 + (df1 * x) / df2), df1 / 2, df2 / 2) / x,
    ceiling: Number.MAX_VALUE,
  });
}
