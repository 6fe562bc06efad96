// Strongest and weakest factor from sums that shards add up: the same gaps and tests as persons give, under every design.
import { describe, expect, it } from '@jest/globals';
import { standoutFactors, standoutFromMeans } from '../../../analysis/comparison/standout-factors.ts';
import type { StandoutFactors } from '../../../analysis/comparison/standout-factors.ts';
import { jointMeansFromCells, mergeCrossCells } from '../../../analysis/inference/cross-cells.ts';
import type { CrossCell } from '../../../analysis/inference/cross-cells.ts';
import { unitDesign } from '../../../analysis/scorecard/estimators.ts';
import { factorProducts } from '../../../analysis/scorecard/factor-products.ts';
import { fitWeights } from '../../../analysis/scorecard/fit-weights.ts';
import { personsOf } from '../../../analysis/scorecard/persons.ts';
import type { Persons } from '../../../analysis/scorecard/persons.ts';
import { stratumOfRows, unitsOf } from '../../../analysis/scorecard/sample.ts';
import type { Sample } from '../../../analysis/scorecard/sample.ts';
import { itemLayouts } from '../../../analysis/scoring/item-layout.ts';
import { scoreGroups } from '../../../analysis/scoring/score-groups.ts';
import { aHarbour, aRandom } from '../../support/random-columns.ts';
import { distance } from '../reference.ts';

const ROWS = 400;
const { form, columns } = aHarbour(ROWS, 53);
const layouts = itemLayouts(form);
const groups = scoreGroups(form, layouts);
const random = aRandom(9);
const strata = ['north', 'south', 'coast'].map((code, index) => ({ code, size: 600 + 100 * index, codes: null }));
const column = (most: number): Uint16Array => Uint16Array.from({ length: ROWS }, () => Math.floor(random() * most));
const base: Sample = { form, layouts, columns, plan: { selection: 'random', size: 2100, stratumItem: null, strata }, threshold: 10, stratumOf: column(4), estimation: 'design' };
const weights = Float64Array.from({ length: ROWS }, (_, row) => (row % 13 === 0 ? 0 : 0.4 + 2 * random()));
const port = { name: 'D_PORT', sizes: new Map([['east', 900], ['west', 1200]]) }, buoy = { name: 'K_BUOY', sizes: new Map([['yes', 1000], ['no', 1100]]) };
const clusters = Uint32Array.from(column(40));
const lonely = Uint16Array.from(base.stratumOf ?? [], (stratum, row) => (row === 1 ? 3 : stratum === 3 ? 2 : stratum));

const DESIGNS: Readonly<Record<string, Sample>> = {
  'strata and weights': { ...base, weights },
  'strata weighed to their sizes': base,
  'a lonely stratum': { ...base, weights, stratumOf: lonely },
  'clusters': { ...base, weights, clusters },
  'clusters that the frame counts': { ...base, weights, clusters, plan: { ...base.plan, strata: strata.map((stratum, index) => ({ ...stratum, clusters: 45 + 10 * index })) } },
  'post-stratified weights': fitWeights({ ...base, weights }, [port], { unstated: 'own-category' }),
  'raked weights': fitWeights({ ...base, weights }, [port, buoy], { unstated: 'own-category' }),
  'answers from everybody': { ...base, stratumOf: new Uint16Array(ROWS), plan: { ...base.plan, size: ROWS, strata: [] } },
  'raked weights under clusters': fitWeights({ ...base, weights, clusters }, [port, buoy], { unstated: 'own-category' }),
};

/** Persons of one half, as a shard has them: the others weigh nothing and answered nothing. */
const half = (persons: Persons, which: 0 | 1): Persons => ({
  ...persons,
  design: { ...persons.design, weights: persons.design.weights.map((weight, row) => (row % 2 === which ? weight : 0)) },
  factors: persons.factors.map(({ code, scores }) => ({ code, scores: scores.map((score, row) => (row % 2 === which ? score : Number.NaN)) })),
});

const numbersOf = ({ gaps }: StandoutFactors): readonly number[] =>
  gaps.flatMap(({ gap, p, adjustedP }) => (gap.status === 'estimated' ? [gap.value, gap.se, gap.df ?? NaN, gap.low, gap.high, p ?? NaN, adjustedP ?? NaN] : [NaN]));

describe('factors compared from sums by unit', () => {
  it.each(Object.keys(DESIGNS))('have the gaps, errors and tests that persons give under %s, from two shards too', (name) => {
    const sample = DESIGNS[name] ?? base;
    const stratumOf = stratumOfRows(sample);
    const units = unitsOf(sample, stratumOf);
    const persons = personsOf(sample, groups, stratumOf);
    const wanted = standoutFactors(persons.design, persons.factors);
    const second = factorProducts(half(persons, 1), units);
    const merged = factorProducts(half(persons, 0), units).map((cell, unit) => mergeCrossCells(cell, second[unit] ?? cell));
    for (const sums of [factorProducts(persons, units), merged] satisfies readonly (readonly CrossCell[])[]) {
      const joint = jointMeansFromCells(unitDesign(sample, stratumOf, units), sums);
      if (joint === undefined) throw new Error('no means');
      const means = joint.means.map((mean, j) => ({ code: groups.factors[j]?.code ?? '', mean, r: sums.reduce((sum, { r }) => sum + (r[j] ?? 0), 0) }));
      const got = standoutFromMeans(means, joint.covariance, joint);
      expect([got.strongest, got.weakest]).toEqual([wanted.strongest, wanted.weakest]);
      const [mine, theirs] = [numbersOf(got), numbersOf(wanted)];
      expect(mine.length).toBe(theirs.length);
      mine.forEach((value, place) => expect(distance(value, theirs[place] ?? NaN, 1e-9)).toBeLessThan(1e-8));
    }
  });
});
