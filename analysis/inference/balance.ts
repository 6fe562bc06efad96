// Balance: favourable minus unfavourable share, as the mean of +1, 0 and −1, so that its SE knows that the two shares are one sample.
import type { Computed } from '../../shared/results/estimate.ts';
import { meanInterval } from './mean-interval.ts';

/** Balance of an unweighted sample from three counts, between −1 and 1, with t interval. R: `t.test(z)` with z = (x > 3) − (x < 3). */
export function balance(favourable: number, neutral: number, unfavourable: number, frame?: { readonly population?: number; readonly sheets?: number }): Computed {
  const r = favourable + neutral + unfavourable;
  const mean = r === 0 ? 0 : (favourable - unfavourable) / r;
  const variance = r < 2 ? 0 : Math.max(0, favourable + unfavourable - r * mean * mean) / (r - 1);
  const isUniform = [favourable, neutral, unfavourable].includes(r);
  return meanInterval({ r, mean, variance: isUniform ? 0 : variance, ...frame });
}
