// What estimates make of input at the edge of what is legal: censuses by cell and by cluster, strata each of one mind, and
// values, weights, domains and frames that are no such thing. Nothing may come out as NaN, or as certain by rounding alone.
import { describe, expect, it } from '@jest/globals';
import type { CellDesign, CellSums } from '../../../analysis/inference/cell-sums.ts';
import { meanFromCells } from '../../../analysis/inference/cell-sums.ts';
import { meanFromClusters } from '../../../analysis/inference/cluster-sums.ts';
import { designDifference } from '../../../analysis/inference/design-difference.ts';
import { designMean, designShare } from '../../../analysis/inference/design-mean.ts';
import { kornGraubard } from '../../../analysis/inference/korn-graubard.ts';
import { meanInterval } from '../../../analysis/inference/mean-interval.ts';
import { prepareDesign } from '../../../analysis/inference/sample-design.ts';
import { wilson } from '../../../analysis/inference/wilson.ts';

const plain = (rows: number) => prepareDesign({ weights: new Float64Array(rows).fill(1) });

describe('a domain that was asked completely', () => {
  const sums = (values: readonly number[]): CellSums => {
    const y = values.reduce((sum, value) => sum + value, 0);
    const squares = values.reduce((sum, value) => sum + value * value, 0);
    const r = values.length;
    return { r, w: r, wy: y, ww: r, wwy: y, wwyy: squares, wyy: squares, y };
  };
  const cell = (stratum: number, sheets: number) => ({ stratum, categories: [0], sheets, w: sheets, ww: sheets });
  it.each(['none', 'post-stratified', 'raked'] as const)('has SE 0 and an interval of no width, by cells too (%s)', (fit) => {
    const design: CellDesign = { cells: [cell(1, 3), cell(2, 2)], fit, population: new Map([[1, 3], [2, 40]]) };
    expect(meanFromCells(design, [sums([1, 5, 9]), sums([])], 50)).toMatchObject({ status: 'estimated', value: 55, se: 0, low: 55, high: 55 });
    expect(meanFromCells(design, [sums([1, 5, 9]), sums([2, 4])], 50)).toMatchObject({ status: 'estimated', value: 54.2 });
  });
  it('has it by clusters where only its own strata are complete', () => {
    const parts = [{ stratum: 1, cluster: 1, r: 4, w: 4, wy: 20 }, { stratum: 1, cluster: 2, r: 4, w: 4, wy: 28 }, { stratum: 2, cluster: 3, r: 0, w: 0, wy: 0 }, { stratum: 2, cluster: 4, r: 0, w: 0, wy: 0 }];
    expect(meanFromClusters(parts, { population: new Map([[1, 2], [2, 90]]) })).toMatchObject({ status: 'estimated', value: 6, se: 0 });
    expect(meanFromClusters(parts, { population: new Map([[1, 3], [2, 90]]) })).toMatchObject({ status: 'estimated', value: 6 });
  });
  it('a stratum with a single sheet is flagged, by cells as by rows', () => {
    const design: CellDesign = { cells: [cell(1, 3), cell(2, 1)], fit: 'none', population: new Map() };
    expect(meanFromCells(design, [sums([1, 5, 9]), sums([2])], 50)).toMatchObject({ flags: ['lonely-stratum'] });
  });
});

describe('strata each of one mind', () => {
  it('make no difference certain: what is left is rounding, not variance', () => {
    const strata = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3];
    const of = (values: readonly number[]) => strata.map((stratum) => values[stratum] ?? NaN);
    const design = prepareDesign({ strata, weights: of([1.1, 2.3, 0.7, 3.9]) });
    const got = designDifference(design, of([100 / 3, 200 / 3, 12.1, 99.3]), of([1, 1, 0, 0]), of([0, 0, 1, 1]));
    expect(got).toMatchObject({ difference: { status: 'value-only', reason: 'no-variation' } });
    expect(got.p).toBeUndefined();
  });
});

describe('input that is no such thing', () => {
  it('values: null and Infinity are errors with their row, never 0', () => {
    expect(() => designMean(plain(3), [1, Infinity, 2])).toThrow('the value in row 1 must be a number');
    expect(() => designMean(plain(3), [1, 2, null as unknown as number])).toThrow('the value in row 2');
    expect(() => designShare(plain(3), [0, 1, 2])).toThrow('0, 1 or NaN');
    expect(() => meanInterval({ r: 3, mean: NaN, variance: 1 })).toThrow('must be a number');
  });
  it('a domain of NaN is outside', () => expect(designMean(plain(4), [1, 2, 3, 9], [1, 1, 1, NaN])).toMatchObject({ n: 3, value: 2 }));
  it('frames and clusters that are not numbers are errors', () => {
    expect(() => prepareDesign({ weights: [1, 1], population: new Map([[0, NaN]]) })).toThrow(RangeError);
    expect(() => prepareDesign({ weights: [1, 1], clusters: [1, NaN] })).toThrow('cluster in row 1 is missing');
    expect(() => meanInterval({ r: 3, mean: 1, variance: 1, population: NaN })).toThrow(RangeError);
    expect(() => meanFromClusters([{ stratum: 1, cluster: 1, r: 4, w: 4, wy: 20 }], { population: new Map([[1, NaN]]) })).toThrow(RangeError);
  });
  it('a confidence level is a share: 95 and 1 are refused', () => {
    for (const level of [1, 95, 0, NaN]) {
      expect(() => designMean(plain(4), [1, 2, 3, 9], undefined, level)).toThrow('a confidence level must lie between 0 and 1');
      expect(() => wilson(3, 9, level)).toThrow('a confidence level');
    }
  });
  it('no size of Kish, no interval at 0; endless degrees of freedom are left out of the figure', () => {
    expect(() => kornGraubard({ share: 0, variance: 0, n: 5, df: 3, kish: NaN })).toThrow("Kish's effective size");
    expect(kornGraubard({ share: 0.5, variance: 0.01, n: 50, df: Infinity, kish: 50 })).not.toHaveProperty('df');
    expect(() => wilson(1, Infinity)).toThrow(RangeError);
  });
});
