// Estimates where the cells of a tally are finer than strata: clusters, or weights fitted to margins of the frame.
// Clusters are corrected where the frame counts clusters; without that count they are not: a little wide, never too narrow.
import type { Computed } from '../../shared/results/estimate.ts';
import { at } from '../inference/at.ts';
import { cellDegrees, lineariseCells, meanFromCells } from '../inference/cell-sums.ts';
import type { CellDesign } from '../inference/cell-sums.ts';
import { notEstimableBecause } from '../inference/computed.ts';
import { designEffect, kishEffectiveSize } from '../inference/design-effect.ts';
import { kornGraubard } from '../inference/korn-graubard.ts';
import { momentsOfValues, ORIGIN, scaleMoments } from '../moments.ts';
import type { Moments } from '../moments.ts';
import type { Estimator } from './estimator.ts';

/**
 * The estimator over cells; `scales` bring each cell's weights to the frame.
 * R: `svydesign(ids = ~psu, strata = ~stratum, weights = ~weight, nest = TRUE)`, then `rake` or `postStratify`, then as ever.
 */
export function cellEstimator(design: CellDesign, scales: readonly number[]): Estimator {
  const scaled = (byCell: readonly Moments[]): readonly Moments[] => byCell.map((moments, cell) => (at(scales, cell) === 1 ? moments : scaleMoments(moments, at(scales, cell))));
  return {
    kind: 'design',
    mean: (byCell) => meanFromCells(design, scaled(byCell), ORIGIN),
    share(yes, all): Computed {
      const moments = all.map((total, cell) => {
        const part = at(yes, cell);
        return momentsOfValues([{ value: 100, ...part }, { value: 0, n: total.n - part.n, w: total.w - part.w, ww: total.ww - part.ww }]);
      });
      const figure = lineariseCells(design, scaled(moments));
      if (figure === undefined) return notEstimableBecause('no-valid-answers');
      const count = yes.reduce((sum, { n }) => sum + n, 0);
      const share = count === 0 ? 0 : count === figure.r ? 1 : (figure.mean + ORIGIN) / 100;
      const deff = figure.variance === 0 ? undefined : designEffect(figure);
      return kornGraubard({ share, variance: figure.variance / 10_000, n: figure.r, df: cellDegrees(design), kish: kishEffectiveSize(figure.weight, figure.squares), deff, isCensus: figure.isCensus });
    },
  };
}
