// One common factor by maximum likelihood, for omega: Σ = λλ' + diag(θ), fitted by Fisher scoring.
// Scoring takes a dozen steps where principal-axis iterations take hundreds; θ is left free, so that an
// improper (Heywood) solution shows itself instead of hiding on a bound. Flat arrays: a bootstrap fits thousands.
import { at } from '../inference/at.ts';
import type { Matrix } from '../inference/matrix.ts';
import { factorise, invertFactor, multiplySquare, solveInPlace } from './small-matrix.ts';

export type OneFactor = { readonly loadings: readonly number[]; readonly uniquenesses: readonly number[] };

/** Loadings, then uniquenesses: 2k numbers. */
type Parameters = Float64Array;

/** A point of the search: its discrepancy and the inverse of its implied matrix (both meaningless at Infinity). */
type Point = { readonly parameters: Parameters; readonly discrepancy: number; readonly inverse: Float64Array };

function implied(parameters: Parameters, k: number): Float64Array {
  const sigma = new Float64Array(k * k);
  for (let row = 0; row < k; row += 1) {
    for (let column = 0; column < k; column += 1) sigma[row * k + column] = (parameters[row] as number) * (parameters[column] as number);
    sigma[row * k + row] = (sigma[row * k + row] as number) + (parameters[k + row] as number);
  }
  return sigma;
}

/** ln|Σ| + tr(SΣ⁻¹); Infinity outside the positive definite matrices. */
function pointAt(observed: Float64Array, parameters: Parameters, k: number): Point {
  const lower = new Float64Array(k * k);
  const inverse = new Float64Array(k * k);
  if (!factorise(implied(parameters, k), k, lower)) return { parameters, discrepancy: Infinity, inverse };
  let discrepancy = 0;
  for (let row = 0; row < k; row += 1) discrepancy += 2 * Math.log(lower[row * k + row] as number);
  invertFactor(lower, k, inverse);
  for (let cell = 0; cell < k * k; cell += 1) discrepancy += (observed[cell] as number) * (inverse[cell] as number);
  return { parameters, discrepancy, inverse };
}

/** Σ⁻¹ (S − Σ) Σ⁻¹. */
function weightedGap(observed: Float64Array, { parameters, inverse }: Point, k: number): Float64Array {
  const gap = implied(parameters, k).map((value, cell) => (observed[cell] as number) - value);
  const half = new Float64Array(k * k);
  multiplySquare(inverse, gap, k, half);
  multiplySquare(half, inverse, k, gap);
  return gap;
}

function information({ parameters, inverse }: Point, k: number): Float64Array {
  const v = new Float64Array(k);
  let q = 0;
  for (let row = 0; row < k; row += 1) {
    for (let column = 0; column < k; column += 1) v[row] = (v[row] as number) + (inverse[row * k + column] as number) * (parameters[column] as number);
    q += (v[row] as number) * (parameters[row] as number);
  }
  const result = new Float64Array(4 * k * k);
  for (let a = 0; a < k; a += 1) {
    for (let b = 0; b < k; b += 1) {
      const shared = inverse[a * k + b] as number;
      result[a * 2 * k + b] = 2 * ((v[a] as number) * (v[b] as number) + q * shared);
      result[(k + a) * 2 * k + k + b] = shared * shared;
      result[a * 2 * k + k + b] = 2 * shared * (v[b] as number);
      result[(k + b) * 2 * k + a] = 2 * shared * (v[b] as number);
    }
  }
  return result;
}

/** One scoring direction: solves information · step = gradient, both for (λ, θ). */
function scoringStep(observed: Float64Array, point: Point, k: number): Float64Array | undefined {
  const weighted = weightedGap(observed, point, k);
  const gradient = new Float64Array(2 * k);
  for (let row = 0; row < k; row += 1) {
    for (let column = 0; column < k; column += 1) gradient[row] = (gradient[row] as number) + 2 * (weighted[row * k + column] as number) * (point.parameters[column] as number);
    gradient[k + row] = weighted[row * k + row] as number;
  }
  return solveInPlace(information(point, k), gradient, 2 * k) ? gradient : undefined;
}

/** The best of step, step/2, step/4 …: the first that does not raise the discrepancy. */
function descend(observed: Float64Array, from: Point, step: Float64Array, k: number): Point {
  let share = 1;
  for (;;) {
    const length = share;
    const next = pointAt(observed, from.parameters.map((value, index) => value + length * (step[index] as number)), k);
    if (next.discrepancy <= from.discrepancy + 1e-13 * Math.abs(from.discrepancy) || share <= 1e-6) return next;
    share /= 2;
  }
}

function start(observed: Matrix): Parameters {
  const sum = observed.reduce((all, row) => row.reduce((rest, value) => rest + value, all), 0);
  const loadings = observed.map((row) => row.reduce((rest, value) => rest + value, 0) / Math.sqrt(Math.max(sum, 1e-12)));
  const own = observed.map((row, j) => at(row, j));
  const bounded = loadings.map((value, j) => Math.sign(value || 1) * Math.min(Math.abs(value), Math.sqrt(0.8 * at(own, j))));
  return Float64Array.from([...bounded, ...own.map((value, j) => value - at(bounded, j) ** 2)]);
}

/**
 * Loadings and uniquenesses that maximise the normal likelihood of a covariance matrix (k ≥ 3); undefined without convergence.
 * Stops when no parameter moves by 1e-10 of its scale. Source: Jöreskog 1967; Lawley & Maxwell 1971. R: `lavaan::cfa("f =~ …", std.lv = TRUE)`.
 */
export function fitOneFactor(covariance: Matrix): OneFactor | undefined {
  const k = covariance.length;
  const observed = Float64Array.from(covariance.flat());
  const scale = Math.sqrt(covariance.reduce((most, row, j) => Math.max(most, at(row, j)), 0));
  let point = pointAt(observed, start(covariance), k);
  for (let iteration = 0; iteration < 300; iteration += 1) {
    const step = scoringStep(observed, point, k);
    if (step === undefined) return undefined;
    const isSmall = step.every((value, index) => Math.abs(value) < 1e-10 * (index < k ? scale : scale * scale));
    point = descend(observed, point, step, k);
    if (point.discrepancy === Infinity) return undefined;
    if (isSmall) return { loadings: [...point.parameters.subarray(0, k)], uniquenesses: [...point.parameters.subarray(k)] };
  }
  return undefined;
}
