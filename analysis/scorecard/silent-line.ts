// The line beside a score that says what silence could hide: the score if those who were given a code and have no score
// stood ten points lower. It follows from what is published (score, n, codes), so it never opens a hidden cell.
import type { Estimate } from '../../shared/results/estimate.ts';
import type { ScoreFigures } from '../../shared/results/population-result.ts';
import { publishedFigure } from '../disclosure/publish-figure.ts';
import { scoreIfSilentStoodLower } from '../quality/response.ts';

/** A published score under that supposition; nothing where codes are unknown or the score is not shown. */
export function ifSilentStoodLower(score: Estimate, issued: number | null): { readonly ifSilentStoodLower?: Estimate } {
  if (issued === null || issued === 0 || score.status === 'suppressed' || score.status === 'not-estimable') return {};
  return { ifSilentStoodLower: publishedFigure(scoreIfSilentStoodLower(score, Math.min(1, score.n / issued))) };
}

/** Figures with their line. */
export const withSilentLine = <Figures extends ScoreFigures>(figures: Figures, issued: number | null): Figures => ({ ...figures, ...ifSilentStoodLower(figures.score, issued) });
