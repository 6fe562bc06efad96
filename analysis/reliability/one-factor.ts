// One common factor by maximum likelihood, for omega: Σ = λλ' + diag(θ), fitted by Fisher scoring.
// Scoring takes a dozen steps where principal-axis iterations take hundreds; θ is left free, so that an
// improper (Heywood) solution shows itself instead of hiding on a bound.
import { at } from '../inference/at.ts';
import type { Matrix } from '../inference/matrix.ts';
import { invert, logDeterminant, multiply, solve, trace } from '../inference/matrix.ts';

export type OneFactor = { readonly loadings: readonly number[]; readonly uniquenesses: readonly number[] };

function implied({ loadings, uniquenesses }: OneFactor): number[][] {
  return loadings.map((left, j) => loadings.map((right, k) => left * right + (j === k ? at(uniquenesses, j) : 0)));
}

/** ln|Σ| + tr(SΣ⁻¹); Infinity outside the positive definite matrices. */
function discrepancy(observed: Matrix, model: OneFactor): number {
  const sigma = implied(model);
  const log = logDeterminant(sigma);
  const inverse = log === undefined ? undefined : invert(sigma);
  return log === undefined || inverse === undefined ? Infinity : log + trace(multiply(observed, inverse));
}

/** One scoring direction: solves information · step = gradient, both for (λ, θ). */
function scoringStep(observed: Matrix, model: OneFactor): number[] | undefined {
  const sigma = implied(model);
  const inverse = invert(sigma);
  if (inverse === undefined) return undefined;
  const k = observed.length;
  const gap = observed.map((row, j) => row.map((value, c) => value - at(at(sigma, j), c)));
  const weighted = multiply(multiply(inverse, gap), inverse);
  const loadings = model.loadings.map((value) => [value]);
  const v = multiply(inverse, loadings).map((row) => at(row, 0));
  const q = v.reduce((sum, value, j) => sum + value * at(model.loadings, j), 0);
  const pull = multiply(weighted, loadings).map((row) => 2 * at(row, 0));
  const gradient = [...pull, ...weighted.map((row, j) => at(row, j))].map((value) => [value]);
  const information = Array.from({ length: 2 * k }, (_, a) =>
    Array.from({ length: 2 * k }, (__, b) => {
      const shared = at(at(inverse, a % k), b % k);
      if (a < k && b < k) return 2 * (at(v, a) * at(v, b) + q * shared);
      if (a >= k && b >= k) return shared * shared;
      return 2 * shared * at(v, Math.max(a, b) - k);
    }),
  );
  return solve(information, gradient)?.map((row) => at(row, 0));
}

function moved(model: OneFactor, step: readonly number[], share: number): OneFactor {
  const k = model.loadings.length;
  return {
    loadings: model.loadings.map((value, j) => value + share * at(step, j)),
    uniquenesses: model.uniquenesses.map((value, j) => value + share * at(step, k + j)),
  };
}

function start(observed: Matrix): OneFactor {
  const sum = observed.reduce((all, row) => row.reduce((rest, value) => rest + value, all), 0);
  const loadings = observed.map((row) => row.reduce((rest, value) => rest + value, 0) / Math.sqrt(Math.max(sum, 1e-12)));
  const own = observed.map((row, j) => at(row, j));
  const bounded = loadings.map((value, j) => Math.sign(value || 1) * Math.min(Math.abs(value), Math.sqrt(0.8 * at(own, j))));
  return { loadings: bounded, uniquenesses: own.map((value, j) => value - at(bounded, j) ** 2) };
}

/**
 * Loadings and uniquenesses that maximise the normal likelihood of a covariance matrix (k ≥ 3); undefined without convergence.
 * Stops when no parameter moves by 1e-10 of its scale. Source: Jöreskog 1967; Lawley & Maxwell 1971. R: `lavaan::cfa("f =~ …", std.lv = TRUE)`.
 */
export function fitOneFactor(observed: Matrix): OneFactor | undefined {
  let model = start(observed);
  let current = discrepancy(observed, model);
  const scale = Math.sqrt(observed.reduce((most, row, j) => Math.max(most, at(row, j)), 0));
  for (let iteration = 0; iteration < 300; iteration += 1) {
    const step = scoringStep(observed, model);
    if (step === undefined) return undefined;
    const isSmall = step.every((value, index) => Math.abs(value) < 1e-10 * (index < observed.length ? scale : scale * scale));
    let share = 1;
    let next = moved(model, step, share);
    let reached = discrepancy(observed, next);
    while (reached > current + 1e-13 * Math.abs(current) && share > 1e-6) {
      share /= 2;
      next = moved(model, step, share);
      reached = discrepancy(observed, next);
    }
    if (reached === Infinity) return undefined;
    model = next;
    current = reached;
    if (isSmall) return model;
  }
  return undefined;
}
