// A weighted share from sums per stratum, with Korn and Graubard's interval: designShare without rows.
import type { Computed } from '../../shared/results/estimate.ts';
import { kishEffectiveSize } from './design-effect.ts';
import { notEstimableBecause } from './computed.ts';
import { kornGraubard } from './korn-graubard.ts';
import type { StratumSums } from './stratum-sums.ts';
import { degreesOfFreedom, meanFromStrata } from './stratum-sums.ts';

/**
 * Share of 1 among 0/1 answers from their sums (`origin` is what was taken off each answer, ½ or 0 as a rule).
 * R: `svyciprop(~x, subset(d, domain), method = "beta", df = degf(d))`, with its n* held to at most n.
 */
export function shareFromStrata(strata: readonly StratumSums[], origin = 0, level?: number): Computed {
  const mean = meanFromStrata(strata, origin);
  if (mean.status === 'not-estimable') return notEstimableBecause(mean.reason, mean.n);
  const weight = strata.reduce((sum, { w }) => sum + w, 0);
  const squares = strata.reduce((sum, { ww }) => sum + ww, 0);
  const near = Math.round(mean.value);
  const share = Math.abs(mean.value - near) < 1e-12 ? near : mean.value;
  const isCensus = strata.every(({ r, sheets, population }) => r === 0 || sheets === population);
  return kornGraubard({
    share, isCensus, n: mean.n, df: degreesOfFreedom(strata), kish: kishEffectiveSize(weight, squares),
    variance: mean.status === 'estimated' ? mean.se * mean.se : 0,
    deff: mean.status === 'estimated' ? mean.deff : undefined,
    ...(level === undefined ? {} : { level }),
  });
}
