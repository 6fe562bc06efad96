// Fitting weights to the frame: the weights themselves, SEs that know of the fit, and every guard.
import { describe, expect, it } from '@jest/globals';
import { kishDesignEffect } from '../../../analysis/inference/design-effect.ts';
import { designMean } from '../../../analysis/inference/design-mean.ts';
import type { FittedWeights } from '../../../analysis/inference/fitted-weights.ts';
import { postStratify, rake } from '../../../analysis/inference/fitted-weights.ts';
import { frameWeights } from '../../../analysis/inference/frame-weights.ts';
import type { SampleDesign } from '../../../analysis/inference/sample-design.ts';
import { prepareDesign } from '../../../analysis/inference/sample-design.ts';
import { trimWeights, weightCap } from '../../../analysis/inference/trimmed-weights.ts';
import { distance, readReference } from '../reference.ts';

type Figure = { value: number; se: number; weights: number[] };
type Columns = Record<string, (number | null)[]>;
type Reference = {
  strata: { columns: Columns; metFrame: number[]; awFrame: number[]; post: Figure; raked: Figure };
  clusters: { columns: Columns; frame: number[]; post: Figure };
  synthetic: { columns: Columns; gFrame: number[]; rFrame: number[]; raked: Figure; lonely: Figure; cap: number; cap2: number; trimmed: number[]; kish: number };
};
const { strata, clusters, synthetic } = readReference<Reference>('weights');
const column = (columns: Columns, name: string): number[] => (columns[name] ?? []).map((value) => value ?? NaN);
const targets = (sizes: number[], from: number): Map<number, number> => new Map(sizes.map((size, index) => [index + from, size]));

function expectSame(design: SampleDesign, fit: FittedWeights, y: number[], wanted: Figure, tolerance = 1e-8): void {
  fit.weights.forEach((weight, row) => expect(distance(weight, wanted.weights[row] ?? NaN)).toBeLessThan(tolerance));
  const got = designMean(prepareDesign({ ...design, weights: fit.weights, adjustments: [fit.adjustment] }), y);
  if (got.status !== 'estimated') throw new Error('not estimated');
  expect(distance(got.value, wanted.value)).toBeLessThan(tolerance);
  expect(distance(got.se, wanted.se)).toBeLessThan(tolerance);
}

describe('weights fitted to the frame', () => {
  const a = strata.columns;
  const levels = column(a, 'level');
  const sizes = column(a, 'fpc');
  const design: SampleDesign = { weights: column(a, 'pw'), strata: levels, population: new Map(levels.map((level, row) => [level, sizes[row] ?? NaN])) };
  const met = { name: 'met', codes: column(a, 'met'), targets: targets(strata.metFrame, 0) };
  const awards = { name: 'awards', codes: column(a, 'aw'), targets: targets(strata.awFrame, 0) };

  it('post-stratification of a stratified sample agrees with postStratify, SE included', () => {
    expectSame(design, postStratify(design.weights, met), column(a, 'y'), strata.post);
  });
  it('post-stratification of a cluster sample agrees with postStratify', () => {
    const c = clusters.columns;
    const sample = { weights: column(c, 'pw'), clusters: column(c, 'dnum'), population: new Map([[0, column(c, 'fpc')[0] ?? NaN]]) };
    expectSame(sample, postStratify(sample.weights, { name: 'level', codes: column(c, 'level'), targets: targets(clusters.frame, 1) }), column(c, 'y'), clusters.post);
  });
  it('raking, caps and what they cost are the same to the last bit whichever way rows are ordered', () => {
    const order = levels.map((_, row) => (row * 77 + 5) % levels.length);
    const moved = (values: readonly number[]): number[] => order.map((row) => values[row] ?? NaN);
    const base = levels.map((_, row) => 1 / (1 + ((row * 29) % 71)));
    const fit = rake(base, [met, awards]), turned = rake(moved(base), [{ ...met, codes: moved(met.codes) }, { ...awards, codes: moved(awards.codes) }]);
    expect([...turned.weights]).toEqual(moved([...fit.weights]));
    expect(turned.weightingEffect).toBe(fit.weightingEffect);
    expect([...trimWeights(turned.weights, 60)]).toEqual(moved([...trimWeights(fit.weights, 60)]));
  });
  it('raking agrees with rake and meets every margin', () => {
    expectSame(design, rake(design.weights, [met, awards]), column(a, 'y'), strata.raked);
    const s = synthetic.columns;
    const margins = [{ name: 'g', codes: column(s, 'g'), targets: targets(synthetic.gFrame, 1) }, { name: 'r', codes: column(s, 'r'), targets: targets(synthetic.rFrame, 1) }];
    const fit = rake(column(s, 'w'), margins);
    expectSame({ weights: [] }, fit, column(s, 'y'), synthetic.raked);
    expectSame({ weights: [], strata: column(s, 'h') }, fit, column(s, 'y'), synthetic.lonely);
    for (const margin of margins) for (const [code, size] of margin.targets) {
      const sum = fit.weights.reduce((total, weight, row) => total + (margin.codes[row] === code ? weight : 0), 0);
      expect(distance(sum, size)).toBeLessThan(1e-9);
    }
  });
  it('gives the price: weight range, design effect, and a flag above 3', () => {
    const fit = postStratify([1, 1, 1, 1], { name: 'sex', codes: [1, 2, 2, 2], targets: new Map([[1, 970], [2, 30]]) });
    expect(fit.range).toEqual([10, 970]);
    expect(fit.flags).toEqual(['heavy-weighting']);
    expect(distance(kishDesignEffect(column(synthetic.columns, 'w')), synthetic.kish)).toBeLessThan(1e-12);
  });
  it('trimming agrees with trimWeights(strict) and keeps the sum', () => {
    const w = column(synthetic.columns, 'w');
    expect(distance(weightCap(w), synthetic.cap)).toBeLessThan(1e-12);
    trimWeights(w, synthetic.cap2).forEach((weight, row) => expect(distance(weight, synthetic.trimmed[row] ?? NaN)).toBeLessThan(1e-8));
    expect(() => trimWeights([1, 2, 3], 2)).toThrow('must be above the mean weight');
  });
});

describe('impossible margins', () => {
  const sex = (codes: number[], sizes: [number, number][], missing?: 'own-category' | 'dropped') =>
    ({ name: 'sex', codes, targets: new Map(sizes), ...(missing === undefined ? {} : { missing }) });
  it('name margin and category instead of looping', () => {
    expect(() => rake([1, 1], [sex([1, 1], [[1, 5], [2, 5]])])).toThrow('margin sex, category 2: the frame has 5 persons but the sample none');
    expect(() => rake([1, 1], [sex([1, 3], [[1, 5]])])).toThrow('margin sex, category 3: the sample has persons but the frame none');
    expect(() => rake([1, 1], [sex([1, 2], [[1, 5], [2, 5]]), { name: 'age', codes: [1, 2], targets: new Map([[1, 5], [2, 6]]) }])).toThrow('count different frames');
    expect(() => rake([1, 1], [sex([1, NaN], [[1, 5]])])).toThrow("declare them 'own-category' or 'dropped'");
  });
  it('stop after 500 cycles with the worst margin', () => {
    const crossed = [sex([1, 1, 2], [[1, 5], [2, 5]]), { name: 'age', codes: [1, 1, 2], targets: new Map([[1, 9], [2, 1]]) }];
    expect(() => rake([1, 1, 1], crossed)).toThrow(/did not converge in 500 cycles; margin (sex|age) still misses/);
  });
  it('treat persons without a category as declared', () => {
    const own = rake([1, 1, 2], [sex([1, 2, NaN], [[1, 30], [2, 10]], 'own-category')]);
    expect(Array.from(own.weights)).toEqual([15, 5, 20]);
    expect(Array.from(rake([1, 1, 2], [sex([1, 2, NaN], [[1, 30], [2, 10]], 'dropped')]).weights)).toEqual([30, 10, 0]);
  });
});

describe('weights to the frame by stratum', () => {
  it('a sheet without stratum carries the mean weight, and all sum to the frame', () => {
    const { strata: made, notStated } = frameWeights([{ code: 1, sheets: 10, population: 100 }, { code: 2, sheets: 40, population: 100, issued: 30 }], 25);
    const ratio = notStated.weight / ((made[0]?.weight ?? 0) * 10 + (made[1]?.weight ?? 0) * 40) * 50;
    expect(ratio).toBeCloseTo(1, 12);
    expect((made[0]?.weight ?? 0) * 10 + (made[1]?.weight ?? 0) * 40 + notStated.weight * 25).toBeCloseTo(200, 10);
    expect(made[1]?.flags).toEqual(['more-sheets-than-codes']);
  });
});
