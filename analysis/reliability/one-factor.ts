// One common factor by maximum likelihood, for omega: Σ = λλ' + diag(θ), by Newton steps, and by Fisher scoring where the
// discrepancy bends the wrong way. Weak factors take scoring alone hundreds of steps; θ is left free, so that an
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

/** Σ⁻¹ and M = Σ⁻¹SΣ⁻¹ with their products v = Σ⁻¹λ, m = Mλ, q = λ'v, p = λ'm: all that slope and bend need. */
type Bend = { readonly inverse: Float64Array; readonly pulled: Float64Array; readonly v: Float64Array; readonly m: Float64Array; readonly q: number; readonly p: number };

function timesLoadings(a: Float64Array, parameters: Parameters, k: number): { vector: Float64Array; form: number } {
  const vector = new Float64Array(k);
  let form = 0;
  for (let row = 0; row < k; row += 1) {
    let sum = 0;
    for (let column = 0; column < k; column += 1) sum += (a[row * k + column] as number) * (parameters[column] as number);
    vector[row] = sum;
    form += sum * (parameters[row] as number);
  }
  return { vector, form };
}

function bendAt(observed: Float64Array, { parameters, inverse }: Point, k: number): Bend {
  const half = new Float64Array(k * k);
  const pulled = new Float64Array(k * k);
  multiplySquare(inverse, observed, k, half);
  multiplySquare(half, inverse, k, pulled);
  const { vector: v, form: q } = timesLoadings(inverse, parameters, k);
  const { vector: m, form: p } = timesLoadings(pulled, parameters, k);
  return { inverse, pulled, v, m, q, p };
}

/** Minus the gradient of the discrepancy. */
function slope({ inverse, pulled, v, m }: Bend, k: number): Float64Array {
  const result = new Float64Array(2 * k);
  for (let a = 0; a < k; a += 1) {
    result[a] = 2 * ((m[a] as number) - (v[a] as number));
    result[k + a] = (pulled[a * k + a] as number) - (inverse[a * k + a] as number);
  }
  return result;
}

/** The matrix of second derivatives, or with `expected` its mean under the model (M = Σ⁻¹), which is always positive. */
function secondDerivatives(bend: Bend, k: number, expected: boolean): Float64Array {
  const { inverse, v, q } = bend;
  const [pulled, m, p] = expected ? [inverse, v, q] : [bend.pulled, bend.m, bend.p];
  const result = new Float64Array(4 * k * k);
  for (let a = 0; a < k; a += 1) {
    for (let b = 0; b < k; b += 1) {
      const [s, t] = [inverse[a * k + b] as number, pulled[a * k + b] as number];
      const [va, vb, ma, mb] = [v[a] as number, v[b] as number, m[a] as number, m[b] as number];
      result[a * 2 * k + b] = 2 * (ma * vb + va * mb + p * s + q * t - va * vb - q * s + s - t);
      result[(k + a) * 2 * k + k + b] = s * (2 * t - s);
      result[a * 2 * k + k + b] = 2 * (t * vb + mb * s - s * vb);
      result[(k + b) * 2 * k + a] = result[a * 2 * k + k + b] as number;
    }
  }
  return result;
}

/** The way down: Newton's where the discrepancy is convex here, otherwise that of scoring. */
function wayDown(observed: Float64Array, point: Point, k: number): Float64Array | undefined {
  const bend = bendAt(observed, point, k);
  const step = slope(bend, k);
  const newton = secondDerivatives(bend, k, false);
  const isConvex = factorise(newton, 2 * k, new Float64Array(4 * k * k));
  return solveInPlace(isConvex ? newton : secondDerivatives(bend, k, true), step, 2 * k) ? step : undefined;
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

/** A search still beyond bounds after so many steps is on its way to infinity. */
const PATIENCE = 20;

/** True where a uniqueness is below −10 times its item's variance. */
function runsAway(observed: Float64Array, parameters: Parameters, k: number): boolean {
  for (let j = 0; j < k; j += 1) if ((parameters[k + j] as number) < -10 * (observed[j * k + j] as number)) return true;
  return false;
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
    const step = wayDown(observed, point, k);
    if (step === undefined) return undefined;
    const isSmall = step.every((value, index) => Math.abs(value) < 1e-10 * (index < k ? scale : scale * scale));
    point = descend(observed, point, step, k);
    if (point.discrepancy === Infinity || (iteration >= PATIENCE && runsAway(observed, point.parameters, k))) return undefined;
    if (isSmall) return { loadings: [...point.parameters.subarray(0, k)], uniquenesses: [...point.parameters.subarray(k)] };
  }
  return undefined;
}
