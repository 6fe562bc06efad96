// The standard deviation of persons' scores beside a shown mean: effect sizes need it, and so does whoever compares
// administrations or years as conditions, where a standard error that knows a finite frame says too little (a census: 0).
// It says no more than mean, n and standard error do, and goes where any of them goes.
import type { Estimate } from '../../shared/results/estimate.ts';
import { published } from '../disclosure/publish-figure.ts';
import { mergeMoments, NO_MOMENTS, scaleMoments } from '../moments.ts';
import type { Moments } from '../moments.ts';

/** √(r/(r−1) · Σw(y−ȳ)²/Σw) over cells whose weights `scales` bring to the frame; nothing beside a score that is not estimated. */
export function spreadOf(byCell: readonly Moments[], scales: readonly number[], score: Estimate): { readonly sd?: number } {
  if (score.status !== 'estimated') return {};
  const { r, w, wy, wyy } = byCell.map((moments, cell) => scaleMoments(moments, scales[cell] ?? 1)).reduce(mergeMoments, NO_MOMENTS);
  if (r < 2 || !(w > 0)) return {};
  const squares = wyy - (wy * wy) / w;
  return { sd: published(Math.sqrt(Math.max(0, (r / (r - 1)) * (squares / w)))) };
}
