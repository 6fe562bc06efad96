// Comparisons, fits and drivers refuse what is no count, no weight, no level and no time, instead of answering NaN.
import { describe, expect, it } from '@jest/globals';
import { benchmark } from '../../../analysis/benchmark/benchmark.ts';
import { holm } from '../../../analysis/comparison/adjusted-p-values.ts';
import { cliffsDelta } from '../../../analysis/comparison/cliffs-delta.ts';
import { equivalence } from '../../../analysis/comparison/equivalence.ts';
import { mannWhitney } from '../../../analysis/comparison/mann-whitney.ts';
import { trend } from '../../../analysis/comparison/trend.ts';
import { newcombe, testTwoShares } from '../../../analysis/comparison/two-shares.ts';
import { keyDrivers } from '../../../analysis/drivers/key-drivers.ts';
import { postStratify, rake } from '../../../analysis/inference/fitted-weights.ts';
import { frameWeights } from '../../../analysis/inference/frame-weights.ts';
import { weightedQuantile } from '../../../analysis/inference/quantile.ts';
import { trimWeights, weightCap } from '../../../analysis/inference/trimmed-weights.ts';

const figure = { status: 'estimated', n: 90, value: 50, se: 2, df: 80, low: 46, high: 54, level: 0.95 } as const;

describe('comparisons', () => {
  it('refuse counts that count nobody, halves of persons in a share, and missing p-values', () => {
    for (const wrong of [{ k: 5, n: 3 }, { k: -1, n: 3 }, { k: NaN, n: 3 }, { k: 1.5, n: 3 }]) {
      expect(() => newcombe(wrong, { k: 1, n: 9 })).toThrow('a share counts persons');
      expect(() => testTwoShares({ k: 1, n: 9 }, wrong)).toThrow('a share counts persons');
    }
    for (const wrong of [[1, -2, 3], [1, NaN, 3]]) {
      expect(() => cliffsDelta(wrong, [1, 2, 3])).toThrow('a count of persons');
      expect(() => mannWhitney([1, 2, 3], wrong)).toThrow('a count of persons');
    }
    expect(() => holm([null as unknown as number, 0.01])).toThrow('at place 0');
  });
  it('refuse levels of proof above one half and rounds without a time', () => {
    expect(() => equivalence(figure, 5, 0.7)).toThrow('alpha');
    expect(() => cliffsDelta([3, 4], [4, 3], 95)).toThrow('a confidence level');
    expect(() => trend([2020, NaN, 2024].map((time) => ({ time, figure })))).toThrow('its time in years');
  });
  it('a benchmark needs a figure of its own', () => {
    const peers = ['b', 'c', 'd', 'e', 'f', 'g'].map((code, index) => ({ code, classes: new Map(), persons: 10, value: index, se: 1 }));
    expect(() => benchmark({ code: 'a', classes: new Map(), persons: 10, value: NaN, se: 1 }, peers, { seed: 1 })).toThrow('the own administration');
  });
});

describe('weights', () => {
  const margin = (codes: readonly number[], targets: readonly (readonly [number, number])[]) => ({ name: 'grade', codes, targets: new Map(targets), missing: 'own-category' as const });
  it.each([-1, NaN, Infinity])('of %p are refused by every fit, cap and quantile', (wrong) => {
    const both = margin([1, 2], [[1, 5], [2, 5]]);
    expect(() => postStratify([wrong, 1], both)).toThrow('weight in row 0');
    expect(() => rake([wrong, 1], [both])).toThrow('weight in row 0');
    expect(() => trimWeights([wrong, 1, 5], 3)).toThrow('weight in row 0');
    expect(() => weightedQuantile([1, 2], [wrong, 1], 0.5)).toThrow('a weight must be 0 or more');
    expect(() => keyDrivers([1, 2], [{ code: 'a', values: [1, 2] }], { seed: 1, weights: [wrong, 1] })).toThrow('a weight must be 0 or more');
  });
  it('a category of code −1 stays apart from those who state none', () => {
    const { weights } = postStratify([1, 1, 1, 1], margin([-1, -1, 2, NaN], [[-1, 30], [2, 10]]));
    expect([...weights].map((weight) => weight.toFixed(6))).toEqual(['11.250000', '11.250000', '7.500000', '10.000000']);
  });
  it('a stratum with sheets needs people in the frame, and a cap needs weights', () => {
    expect(() => frameWeights([{ code: 1, sheets: 3, population: 0 }, { code: 2, sheets: 3, population: 10 }])).toThrow('stratum 1 has 3 sheets but nobody in the frame');
    expect(() => frameWeights([{ code: 1, sheets: 3, population: NaN }])).toThrow(RangeError);
    expect(() => weightCap([])).toThrow('no weight is above 0');
  });
});

describe('drivers', () => {
  const of = (value: (row: number) => number) => Array.from({ length: 150 }, (_, row) => value(row));
  it('of an outcome that is the same for all are no variation, whatever rounding says', () => {
    const got = keyDrivers(of(() => 200 / 3), [{ code: 'a', values: of((row) => row % 7) }], { seed: 1, draws: 4, weights: of((row) => 0.1 + (row % 3)) });
    expect(got).toMatchObject({ status: 'not-estimable', reason: 'no-variation' });
  });
  it('of a questionnaire with one factor, or with more than 16, are refused and not an error', () => {
    expect(keyDrivers(of((row) => row % 11), [], { seed: 1 })).toMatchObject({ status: 'not-estimable', reason: 'too-few-items', correlations: [] });
    const many = Array.from({ length: 17 }, (_, j) => ({ code: `f${j}`, values: Array.from({ length: 200 }, (__, row) => (row * (j + 1)) % 13) }));
    expect(keyDrivers(Array.from({ length: 200 }, (_, row) => row % 11), many, { seed: 1 })).toMatchObject({ status: 'not-estimable', reason: 'not-identified' });
  });
  it('without resamples have no interval, and so are not estimable', () => {
    expect(keyDrivers(of((row) => row % 11), [{ code: 'a', values: of((row) => row % 7) }], { seed: 1, draws: 0 })).toMatchObject({ reason: 'no-convergence' });
  });
});
