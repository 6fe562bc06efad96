// Cochran and Armitage's test for a trend in unweighted shares over rounds: asks of counts what the weighted line asks of
// means, and holds where a share near 0 has a standard error that says too little.
import { normalUpperTail } from '../distributions.ts';
import type { Count } from './two-shares.ts';

export type ShareRound = Count & { /** Calendar time of the round, in any unit. */ readonly time: number };

/**
 * z = Σ(k − n p̄)(t − t̄) / √(p̄(1−p̄) Σn(t − t̄)²), two-sided. Undefined for fewer than three rounds, equal times, or nobody or everybody.
 * Source: Cochran 1954; Armitage 1955. R: `prop.trend.test(k, n, score = time)`, whose χ² is z².
 */
export function shareTrend(rounds: readonly ShareRound[]): { readonly z: number; readonly p: number } | undefined {
  const used = rounds.filter(({ n }) => n > 0);
  const n = used.reduce((sum, round) => sum + round.n, 0);
  const share = used.reduce((sum, { k }) => sum + k, 0) / n;
  const middle = used.reduce((sum, round) => sum + round.n * round.time, 0) / n;
  const spread = used.reduce((sum, round) => sum + round.n * (round.time - middle) ** 2, 0);
  if (used.length < 3 || !(spread > 0) || !(share > 0 && share < 1)) return undefined;
  const z = used.reduce((sum, round) => sum + (round.k - round.n * share) * (round.time - middle), 0) / Math.sqrt(share * (1 - share) * spread);
  return { z, p: 2 * normalUpperTail(Math.abs(z)) };
}
