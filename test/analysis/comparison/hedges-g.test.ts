// Hedges' g where groups hardly overlap: an interval that once needed millions of points, and moments that are only rounding.
import { describe, expect, it } from '@jest/globals';
import { factorChange } from '../../../analysis/comparison/factor-change.ts';
import { hedgesG } from '../../../analysis/comparison/hedges-g.ts';
import { noncentralTCdf, noncentralTUpperTail } from '../../../analysis/distributions.ts';
import { distance, readReference } from '../reference.ts';

type Far = { n1: number; n2: number; d: number; value: number; low: number; high: number };
const { hedges } = readReference<{ hedges: Far[] }>('hard-cases');

describe("Hedges' g far out", () => {
  it.each(hedges)('agrees with quadrature for $n1 and $n2 persons at d = $d', ({ n1, n2, d, value, low, high }) => {
    const got = hedgesG({ n: n1, mean: 0, variance: 1 }, { n: n2, mean: d, variance: 1 });
    if (got.status !== 'estimated') throw new Error(got.reason);
    for (const [mine, its] of [[got.value, value], [got.low, low], [got.high, high]] as const) expect(distance(mine, its)).toBeLessThan(1e-8);
  });
  it('a million standard deviations apart takes no longer than one: both tails of the noncentral t still sum to 1', () => {
    const got = hedgesG({ n: 2, mean: 0, variance: 1e-12 }, { n: 2, mean: 1, variance: 1e-12 });
    expect(got).toMatchObject({ status: 'estimated' });
    for (const at of [-15, 15, 40, 1e6]) expect(noncentralTCdf(at, 3, at * 1.1) + noncentralTUpperTail(at, 3, at * 1.1)).toBeCloseTo(1, 13);
  });
  it('spread that is only rounding is no variation, as in a round in which each side is of one mind at 66.67 and 33.33', () => {
    expect(hedgesG({ n: 7, mean: 200 / 3, variance: 1e-27 }, { n: 9, mean: 100 / 3, variance: 1e-28 })).toEqual({ status: 'not-estimable', n: 16, reason: 'no-variation' });
    const oneMind = factorChange([100 / 3, 200 / 3], { figure: { status: 'value-only', n: 9, value: 100 / 3, reason: 'no-variation' }, counts: [9, 0] }, { figure: { status: 'value-only', n: 7, value: 200 / 3, reason: 'no-variation' }, counts: [0, 7] });
    expect(oneMind.hedgesG).toMatchObject({ reason: 'no-variation' });
  });
  it('refuses moments that are no numbers', () => {
    expect(() => hedgesG({ n: 5, mean: NaN, variance: 1 }, { n: 5, mean: 1, variance: 1 })).toThrow(RangeError);
    expect(() => hedgesG({ n: 5, mean: 1, variance: -1 }, { n: 5, mean: 1, variance: 1 })).toThrow(RangeError);
  });
});
