// What a population's result says beyond its scores, and that rows and sums tell the same under every design.
import { describe, expect, it } from '@jest/globals';
import { columnsFromSheets } from '../../../analysis/columns.ts';
import { designMean } from '../../../analysis/inference/design-mean.ts';
import { scorecard } from '../../../analysis/scorecard.ts';
import { personsOf } from '../../../analysis/scorecard/persons.ts';
import { fitWeights } from '../../../analysis/scorecard/fit-weights.ts';
import { stratumOfRows } from '../../../analysis/scorecard/sample.ts';
import type { Sample, SamplePlan } from '../../../analysis/scorecard/sample.ts';
import { itemLayouts } from '../../../analysis/scoring/item-layout.ts';
import { applyBases, resolveRouting } from '../../../analysis/scoring/resolve-routing.ts';
import { scoreGroups } from '../../../analysis/scoring/score-groups.ts';
import { aSurveyForm } from '../../support/a-cips-form.ts';
import { aHarbour, aRandom, shuffled, slice } from '../../support/random-columns.ts';
import { randomSheets } from '../../support/random-sheets.ts';
import { distance } from '../reference.ts';

const ROWS = 700;
const { form, columns } = aHarbour(ROWS, 31);
const layouts = itemLayouts(form);
const groups = scoreGroups(form, layouts);
const plan: SamplePlan = { selection: 'random', size: 2000, stratumItem: null, strata: [] };
const simple: Sample = { form, layouts, columns, plan, threshold: 10, details: true };

const strata = ['north', 'south', 'coast'].map((code, index) => ({ code, size: 600 + 100 * index, codes: null }));
/** A design by lot: strata with some not stated, weights, clusters, or a fit. */
function aDesign(seed: number): Sample {
  const random = aRandom(seed);
  const column = (most: number): Uint16Array => Uint16Array.from({ length: ROWS }, () => Math.floor(random() * most));
  const base: Sample = { ...simple, plan: { ...plan, size: 2100, strata }, stratumOf: column(4), estimation: 'design' };
  const weights = Float64Array.from({ length: ROWS }, () => 0.4 + 2 * random());
  if (seed % 4 === 0) return base;
  if (seed % 4 === 1) return { ...base, weights };
  if (seed % 4 === 2) return { ...base, weights, clusters: Uint32Array.from(column(60)) };
  return fitWeights({ ...base, weights }, [{ name: 'D_PORT', sizes: new Map([['east', 900], ['west', 1200]]) }, { name: 'K_BUOY', sizes: new Map([['yes', 1000], ['no', 1100]]) }], { unstated: 'own-category' });
}

describe('the details of a scorecard', () => {
  it.each([4, 5, 6, 7, 8, 9, 10, 11])('rests on the same design by rows as by sums (design %i)', (seed) => {
    const sample = aDesign(seed);
    const result = scorecard({ ...sample, details: false });
    const { design, factors, overall } = personsOf(sample, groups, stratumOfRows(sample));
    for (const [place, { scores }] of [...factors, overall].entries()) {
      const byRows = designMean(design, scores);
      const bySums = (result.factors[place] ?? result.overall).score;
      if (byRows.status !== 'estimated' || bySums.status !== 'estimated') throw new Error('not estimated');
      expect([bySums.n, bySums.df]).toEqual([byRows.n, byRows.df]);
      for (const part of ['value', 'se', 'low', 'high', 'deff'] as const) expect(distance(bySums[part] ?? NaN, byRows[part] ?? NaN)).toBeLessThan(1e-8);
    }
  });

  it('prints the same digits whichever way rows are ordered, bootstraps included', () => {
    const turned = shuffled(columns, 12).columns;
    expect(scorecard({ ...simple, columns: turned, outcome: 'Q_FAIR' })).toEqual(scorecard({ ...simple, outcome: 'Q_FAIR' }));
  });

  it("takes the outcome from the form where nobody names another, and draws within a design's strata and clusters whatever their numbers", () => {
    const sample = aDesign(6);
    const declared = scorecard({ ...sample, form: { ...form, outcome: 'Q_FAIR' } }).drivers;
    expect(declared?.outcome).toBe('Q_FAIR');
    const clusters = sample.clusters?.map((cluster) => 997 * (cluster + 1) % 61);
    expect(scorecard({ ...sample, ...(clusters === undefined ? {} : { clusters }), outcome: 'Q_FAIR' }).drivers).toEqual(declared);
    const plain = scorecard({ ...simple, outcome: 'Q_FAIR' }).drivers;
    expect(plain).not.toEqual(declared);
  });

  it('gives each score its balance, favourable less unfavourable', () => {
    const { factors } = scorecard(simple);
    for (const { favourable, unfavourable, balance } of factors) {
      if (favourable.status !== 'estimated' || unfavourable.status !== 'estimated' || balance?.status !== 'estimated') throw new Error('not estimated');
      expect(balance.value).toBeCloseTo(favourable.value - unfavourable.value, 9);
    }
  });

  it('finds nothing where answers are random: factors of no alpha, none that stands out by its items', () => {
    const { factors } = scorecard(simple);
    const [safety] = factors;
    if (safety?.reliability?.status !== 'computed' || safety.reliability.alpha.status !== 'estimated') throw new Error('no alpha');
    expect(Math.abs(safety.reliability.alpha.value)).toBeLessThan(0.3);
    expect(safety.quartiles).toMatchObject({ status: 'computed' });
  });

  it('shows no quartiles of 39 persons, no reliability of 29, and none of nine persons at all', () => {
    const of = (rows: number) => scorecard({ ...simple, columns: slice(columns, 0, rows) });
    expect(of(39).factors.every(({ quartiles }) => quartiles?.status === 'suppressed')).toBe(true);
    expect(of(29).factors.every(({ reliability }) => reliability?.status === 'suppressed' || (reliability?.status === 'computed' && reliability.alpha.status === 'not-estimable'))).toBe(true);
    const few = of(9);
    expect([few.standout, few.quality, few.factors[0]?.reliability]).toEqual([undefined, undefined, undefined]);
  });

  it('refuses drivers below 100 complete persons, and gives shares that sum to R² above', () => {
    const refused = scorecard({ ...simple, columns: slice(columns, 0, 90), outcome: 'Q_FAIR' }).drivers?.result;
    expect(refused).toMatchObject({ status: 'refused', reason: 'too-few', correlations: [{ factor: 'safety' }, { factor: 'crew' }, { factor: 'cost' }] });
    if (refused?.status !== 'refused') throw new Error('not refused');
    expect(refused.correlations?.every(({ value }) => value !== null && Math.abs(value) < 0.5)).toBe(true);
    expect(scorecard({ ...simple, columns: slice(columns, 0, 35), outcome: 'Q_FAIR' }).drivers?.result).toEqual({ status: 'refused', reason: 'too-few' });
    const result = scorecard({ ...simple, outcome: 'Q_FAIR' }).drivers?.result;
    if (result?.status !== 'computed') throw new Error('no drivers');
    const sum = result.shares.reduce((total, { share }) => total + (share.status === 'estimated' ? share.value : NaN), 0);
    expect(sum).toBeCloseTo(result.r2, 8);
    expect(result.shares.map(({ factor }) => factor)).not.toContain('fairness');
  });

  it('counts straight lines and says what the score is without them', () => {
    const straight = { ...columns, items: columns.items.map((column) => column.slice()) };
    const wanted = ['Q_TIDE', 'Q_BERTH', 'Q_LIGHT'].map((code) => layouts.findIndex(({ item }) => item.code === code));
    for (const index of wanted) straight.items[index]?.fill(7, 0, 60);
    const { quality } = scorecard({ ...simple, columns: straight });
    const n = quality?.noSpread.status === 'counted' ? quality.noSpread.n : 0;
    expect(n).toBeGreaterThanOrEqual(10);
    expect(quality?.withoutFlagged[0]).toMatchObject({ code: 'overall', score: { status: 'estimated' } });
  });

  it('estimates the crosswise item of the officials from its first point', () => {
    const officials = aSurveyForm('cips/1/officials');
    const plain = itemLayouts(officials);
    const sheets = columnsFromSheets(plain, randomSheets(officials, 5, 400));
    resolveRouting(officials, plain, sheets);
    applyBases(plain, sheets);
    const item = scorecard({ form: officials, layouts: plain, columns: sheets, plan, threshold: 10 }).items.find(({ item: code }) => code === 'I09_11');
    const same = item?.distribution[0]?.share;
    if (same?.status !== 'estimated' || item?.indirect?.prevalence.status !== 'estimated') throw new Error('not estimated');
    expect(item.indirect.prevalence.value).toBeCloseTo((same.value + 0.252 - 1) / (2 * 0.252 - 1), 8);
    expect(item.indirect.prevalence.low).toBeCloseTo((same.high + 0.252 - 1) / (2 * 0.252 - 1), 8);
  });
});
