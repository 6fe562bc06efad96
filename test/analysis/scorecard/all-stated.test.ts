// Everybody names a stratum: the place for those who do not is empty, has nobody in the frame, and must not be felt.
import { describe, expect, it } from '@jest/globals';
import { designMean } from '../../../analysis/inference/design-mean.ts';
import { meanFromStrata } from '../../../analysis/inference/stratum-sums.ts';
import { scorecard } from '../../../analysis/scorecard.ts';
import { personsOf } from '../../../analysis/scorecard/persons.ts';
import { stratumOfRows } from '../../../analysis/scorecard/sample.ts';
import type { Sample } from '../../../analysis/scorecard/sample.ts';
import { itemLayouts } from '../../../analysis/scoring/item-layout.ts';
import { scoreGroups } from '../../../analysis/scoring/score-groups.ts';
import { aHarbour } from '../../support/random-columns.ts';
import { distance } from '../reference.ts';

const ROWS = 200;
const { form, columns } = aHarbour(ROWS, 41);
const layouts = itemLayouts(form);
const strata = [['north', 300], ['south', 150], ['empty', 90], ['coast', 500]].map(([code, size]) => ({ code: String(code), size: Number(size), codes: null }));
const stratumOf = Uint16Array.from({ length: ROWS }, (_, row) => [1, 2, 4][row % 3] ?? 1);
const sample: Sample = { form, layouts, columns, plan: { selection: 'random', size: 1040, stratumItem: null, strata }, stratumOf, threshold: 10, estimation: 'design' };

describe('a design in which every sheet names its stratum', () => {
  it('has the figures that persons give, deff included, and items with intervals', () => {
    const result = scorecard(sample);
    const { design, factors } = personsOf(sample, scoreGroups(form, layouts), stratumOfRows(sample));
    result.factors.forEach(({ score }, place) => {
      const byRows = designMean(design, factors[place]?.scores ?? []);
      if (byRows.status !== 'estimated' || score.status !== 'estimated') throw new Error('not estimated');
      for (const part of ['value', 'se', 'low', 'high', 'deff'] as const) expect(distance(score[part] ?? NaN, byRows[part] ?? NaN)).toBeLessThan(1e-8);
    });
    const shares = result.items.flatMap(({ distribution }) => distribution ?? []).map(({ share }) => (share.status === 'estimated' ? share.high - share.low : 0));
    expect(shares.every((width) => Number.isFinite(width))).toBe(true);
    expect(Math.min(...shares.filter((width) => width !== 0))).toBeGreaterThan(0);
  });

  it('is not changed by strata without sheets, whatever their frame', () => {
    const full = [{ r: 20, w: 60, wy: 300, ww: 190, wwy: 900, wwyy: 9000, wyy: 3000, sheets: 25, population: 75 }, { r: 9, w: 30, wy: -40, ww: 110, wwy: -150, wwyy: 2500, wyy: 800, sheets: 10, population: 34 }];
    const nobody = { r: 0, w: 0, wy: 0, ww: 0, wwy: 0, wwyy: 0, wyy: 0, sheets: 0 };
    const wanted = meanFromStrata(full, 50);
    expect(wanted).toMatchObject({ status: 'estimated' });
    for (const population of [0, 90, Infinity]) expect(meanFromStrata([{ ...nobody, population }, ...full], 50)).toEqual(wanted);
  });
});
