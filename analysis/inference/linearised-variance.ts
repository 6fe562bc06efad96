// Taylor-linearised variance of any statistic, from its scores u (how much each row moves it per unit of weight).
// The one place where strata, clusters, the finite frame and lonely strata enter a variance.
import { at } from './at.ts';
import { residualOf } from './adjustment.ts';
import type { PreparedDesign } from './sample-design.ts';

/** Weighted scores summed within each sampling unit. */
function unitTotals(design: PreparedDesign, scores: Float64Array): Float64Array {
  const totals = new Float64Array(design.stratumOfUnit.length);
  residualOf(scores, design.adjustments, design.weights).forEach((score, row) => {
    const unit = at(design.unitOfRow, row);
    totals[unit] = at(totals, unit) + at(design.weights, row) * score;
  });
  return totals;
}

/**
 * Totals less their stratum's mean. A lonely stratum's unit is centred at the grand mean ("adjust"), which is 0 for the
 * scores of every mean and difference, so it stays as it is; R does the same, also after raking where the mean is only near 0.
 */
function centred(design: PreparedDesign, totals: Float64Array): Float64Array {
  const sums = new Float64Array(design.strata.length);
  totals.forEach((total, unit) => {
    const stratum = at(design.stratumOfUnit, unit);
    sums[stratum] = at(sums, stratum) + total;
  });
  return totals.map((total, unit) => {
    const stratum = at(design.stratumOfUnit, unit);
    const { units } = at(design.strata, stratum);
    return units === 1 ? total : total - at(sums, stratum) / units;
  });
}

/** (1 − n_h/N_h) · n_h/(n_h − 1) of each stratum; without the second part where the stratum is lonely. */
function stratumScales(design: PreparedDesign): Float64Array {
  return Float64Array.from(design.strata, ({ units, unsampled }) => unsampled * (units > 1 ? units / (units - 1) : 1));
}

/**
 * Covariance matrix of several linearised statistics: V_jk = Σ_h (1 − n_h/N_h) n_h/(n_h−1) Σ_i (z_ij − z̄_hj)(z_ik − z̄_hk), z = w u,
 * summed within clusters, over ALL units of a stratum (zeros outside a domain).
 * Source: Särndal, Swensson & Wretman 1992, sections 5.5 to 5.8. R: `vcov(svymean(…))`, `options(survey.lonely.psu = "adjust")`.
 */
export function linearisedCovariance(design: PreparedDesign, scores: readonly Float64Array[]): number[][] {
  const parts = scores.map((score) => centred(design, unitTotals(design, score)));
  const scales = stratumScales(design);
  return parts.map((left, j) =>
    parts.map((right, k) => {
      if (k < j) return 0;
      let sum = 0;
      left.forEach((value, unit) => {
        sum += at(scales, at(design.stratumOfUnit, unit)) * value * at(right, unit);
      });
      return sum;
    }),
  ).map((row, j, all) => row.map((value, k) => (k < j ? at(at(all, k), j) : value)));
}

/** Variance of one linearised statistic; see linearisedCovariance. */
export function linearisedVariance(design: PreparedDesign, scores: Float64Array): number {
  return at(at(linearisedCovariance(design, [scores]), 0), 0);
}
