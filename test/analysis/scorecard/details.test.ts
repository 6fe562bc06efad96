// What a population's result says beyond its scores, and that rows and sums tell the same under every design.
import { describe, expect, it } from '@jest/globals';
import { columnsFromSheets } from '../../../analysis/columns.ts';
import { itemByLanguage } from '../../../analysis/comparison/language-difference.ts';
import { published } from '../../../analysis/disclosure/publish-figure.ts';
import { designMean } from '../../../analysis/inference/design-mean.ts';
import { quantile, weightedQuantile } from '../../../analysis/inference/quantile.ts';
import { scorecard } from '../../../analysis/scorecard.ts';
import { personsOf } from '../../../analysis/scorecard/persons.ts';
import { fitWeights } from '../../../analysis/scorecard/fit-weights.ts';
import { mergeDetailTallies, tallyDetails } from '../../../analysis/scorecard/detail-tally.ts';
import type { DetailTally } from '../../../analysis/scorecard/detail-tally.ts';
import { driverResult } from '../../../analysis/scorecard/driver-result.ts';
import { languageDifferences } from '../../../analysis/scorecard/language-result.ts';
import { estimatorsOf } from '../../../analysis/scorecard/estimators.ts';
import { qualityResult } from '../../../analysis/scorecard/quality-result.ts';
import { quartilesOf } from '../../../analysis/scorecard/quartiles.ts';
import { itemColumn, reliabilityOf } from '../../../analysis/scorecard/reliability-result.ts';
import { stratumOfRows, unitsOf } from '../../../analysis/scorecard/sample.ts';
import type { Sample, SamplePlan, Units } from '../../../analysis/scorecard/sample.ts';
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
/** A design by lot: strata with some not stated, weights (some of them 0), clusters, or a fit. */
function aDesign(seed: number): Sample {
  const random = aRandom(seed);
  const column = (most: number): Uint16Array => Uint16Array.from({ length: ROWS }, () => Math.floor(random() * most));
  const base: Sample = { ...simple, plan: { ...plan, size: 2100, strata }, stratumOf: column(4), estimation: 'design' };
  const weights = Float64Array.from({ length: ROWS }, (_, row) => (row % 11 === 0 ? 0 : 0.4 + 2 * random()));
  if (seed % 4 === 0) return base;
  if (seed % 4 === 1) return { ...base, weights };
  if (seed % 4 === 2) return { ...base, weights, clusters: Uint32Array.from(column(60)) };
  return fitWeights({ ...base, weights }, [{ name: 'D_PORT', sizes: new Map([['east', 900], ['west', 1200]]) }, { name: 'K_BUOY', sizes: new Map([['yes', 1000], ['no', 1100]]) }], { unstated: 'own-category' });
}

/** The whole result of the plain sample, made once. */
const plainResult = ((): (() => ReturnType<typeof scorecard>) => {
  let made: ReturnType<typeof scorecard> | undefined;
  return () => (made ??= scorecard(simple));
})();

describe('the details of a scorecard', () => {
  it.each([4, 5, 6, 7])('rests on the same design by rows as by sums (design %i)', (seed) => {
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
    const some = slice(columns, 0, 300);
    const of = (rows: typeof columns) => scorecard({ ...simple, columns: rows, outcome: 'Q_FAIR' });
    const one = of(some);
    expect(one.drivers?.result.status).toBe('computed');
    expect(of(shuffled(some, 12).columns)).toEqual(one);
  });

  it("takes the outcome from the form where nobody names another, and draws within a design's strata and clusters whatever their numbers", () => {
    const sample = { ...aDesign(6), form: { ...form, outcome: 'Q_FAIR' } };
    const result = scorecard(sample);
    expect(result.drivers?.outcome).toBe('Q_FAIR');
    const renumbered = (sample.clusters ?? new Uint32Array(0)).map((cluster) => (997 * (cluster + 1)) % 61);
    const persons = (clusters: Uint32Array) => personsOf({ ...sample, clusters }, groups, stratumOfRows(sample));
    expect(driverResult(sample, groups, persons(renumbered), 'Q_FAIR', result)).toEqual(result.drivers);
  });

  it('gives each score its balance, favourable less unfavourable', () => {
    const { factors } = plainResult();
    for (const { favourable, unfavourable, balance } of factors) {
      if (favourable.status !== 'estimated' || unfavourable.status !== 'estimated' || balance?.status !== 'estimated') throw new Error('not estimated');
      expect(balance.value).toBeCloseTo(favourable.value - unfavourable.value, 9);
    }
  });

  it('finds nothing where answers are random: factors of no alpha, none that stands out by its items', () => {
    const { factors } = plainResult();
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

  it('keeps alpha of a factor and drivers of the others where an item, or all of a factor, was never shown', () => {
    const silent = (codes: readonly string[]) => ({ ...columns, items: columns.items.map((column, index) => (codes.includes(layouts[index]?.item.code ?? '') ? new Uint8Array(column.length) : column)) });
    const { factors, drivers } = scorecard({ ...simple, columns: silent(['Q_LIGHT', 'Q_CREW', 'Q_ROPE']), outcome: 'Q_FAIR' });
    expect(factors[0]?.reliability).toMatchObject({ status: 'computed', alpha: { status: 'estimated' } });
    expect(factors[0]?.reliability?.status === 'computed' ? factors[0].reliability.items.find(({ item }) => item === 'Q_LIGHT')?.flags : []).toEqual(['no-valid-answers']);
    expect(drivers?.result).toMatchObject({ status: 'computed', shares: [{ factor: 'safety' }, { factor: 'cost' }], flags: ['factors-without-score'] });
  });

  // Only safety has three seven-point items in both polarities (TIDE +, BERTH −, LIGHT +): whoever gives the same rank to all
  // three has no spread, and nobody else can. The first 60 do, the others are made not to: TIDE and LIGHT differ.
  const careless = (rows: number, from = columns) => {
    const items = from.items.map((column) => column.slice());
    const of = (code: string): Uint8Array => items[layouts.findIndex(({ item }) => item.code === code)] ?? new Uint8Array(0);
    for (const code of ['Q_TIDE', 'Q_BERTH', 'Q_LIGHT', 'Q_FUEL', 'Q_TOLL']) of(code).fill(7, 0, rows);
    of('Q_TIDE').fill(1, rows);
    of('Q_LIGHT').fill(2, rows);
    return { ...from, items };
  };

  it('counts persons without spread exactly, and says what the score is without them', () => {
    const { quality, factors } = scorecard({ ...simple, columns: careless(60) });
    expect(quality).toMatchObject({ noSpread: { status: 'counted', n: 60 }, flagged: { status: 'counted', n: 60 }, straightLines: { status: 'counted', n: 0 } });
    const [overall, safety] = quality?.withoutFlagged ?? [];
    expect([overall?.code, safety?.code]).toEqual(['overall', 'safety']);
    if (safety?.score.status !== 'estimated' || factors[0]?.score.status !== 'estimated') throw new Error('not estimated');
    expect(safety.score.n).toBe(factors[0].score.n - 60);
    expect(safety.difference).toBeCloseTo(safety.score.value - factors[0].score.value, 7);
    expect(scorecard({ ...simple, columns: careless(9) }).quality).toMatchObject({ noSpread: { status: 'suppressed' }, flagged: { status: 'suppressed' } });
  });

  it('counts contradictions that the form declares, and hides lists that would cut the flagged into small parts', () => {
    const contradictory = { ...form, contradictions: [{ first: { item: 'Q_FUEL', values: [7] }, second: { item: 'Q_TOLL', values: [7] } }] };
    const of = (rows: number) => {
      const made = careless(rows);
      const toll = made.items[layouts.findIndex(({ item }) => item.code === 'Q_TOLL')];
      toll?.fill(1, 40);
      return scorecard({ ...simple, form: contradictory, columns: made }).quality;
    };
    expect(of(60)).toMatchObject({ contradictions: { status: 'counted', n: 40 }, noSpread: { n: 60 }, flagged: { n: 60 } });
    // 45 without spread, 40 of them contradictory: the five others are nobody's business. Those without spread are all the flagged, and no secret.
    expect(of(45)).toMatchObject({ contradictions: { status: 'suppressed' }, noSpread: { status: 'counted', n: 45 }, flagged: { status: 'counted', n: 45 } });
    expect(plainResult().quality).not.toHaveProperty('contradictions');
  });

  it.each([4, 7])('has the same reliability, quality, quartiles and differences of languages from shards that are added up (design %i)', (seed) => {
    // Some state no language.
    const languages = { codes: ['en', 'fr'], of: Uint8Array.from({ length: ROWS }, (_, row) => (row % 9 === 0 ? 0 : 1 + (row % 2))) };
    const sample = { ...aDesign(seed), columns: careless(80), languages };
    const stratumOf = stratumOfRows(sample);
    const cut = (from: number, to: number): Sample => ({
      ...sample, columns: slice(sample.columns, from, to), stratumOf: stratumOf.slice(from, to),
      ...(sample.weights === undefined ? {} : { weights: sample.weights.slice(from, to) }),
      languages: { codes: languages.codes, of: languages.of.slice(from, to) },
    });
    const units = unitsOf(sample, stratumOf);
    const unitsFrom = (from: number, to: number): Units => ({ ...units, of: units.of.slice(from, to) });
    const usable = personsOf(sample, groups, stratumOf).usable;
    const shards = [[0, 137], [137, 400], [400, ROWS]].map(([from = 0, to = 0]) => tallyDetails(cut(from, to), groups, unitsFrom(from, to), usable.slice(from, to)));
    const [first, ...rest] = shards;
    if (first === undefined) throw new Error('no shard');
    const whole = tallyDetails(sample, groups, units, usable);
    const merged = rest.reduce(mergeDetailTallies, first);
    expect(merged.signs).toEqual(whole.signs);
    expect(merged.patterns.map((patterns) => [...patterns].sort())).toEqual(whole.patterns.map((patterns) => [...patterns].sort()));
    const { factors, overall, items } = scorecard({ ...sample, details: false });
    const { total } = estimatorsOf(sample, stratumOf, units);
    const gate = { threshold: 10, asksContradictions: false };
    expect(qualityResult(merged, groups, { factors, overall }, total, gate)).toEqual(qualityResult(whole, groups, { factors, overall }, total, gate));
    const [safety] = groups.factors;
    const [figure] = factors;
    if (safety === undefined || figure === undefined) throw new Error('no factor');
    const alpha = (tally: DetailTally) => reliabilityOf(safety, tally.patterns[0] ?? new Map<string, number>(), figure, items, 10);
    expect(alpha(merged)).toEqual(alpha(whole));
    const differences = (tally: DetailTally) => languageDifferences(languages.codes, tally.languages, groups.factors, items);
    expect(differences(merged)).toEqual(differences(whole));
    expect(differences(whole)).toEqual(scorecard(sample).languageDifferences);
    const persons = personsOf(sample, groups, stratumOf);
    const [item] = safety.items;
    const byRows = item === undefined ? undefined : itemByLanguage(itemColumn(sample, item, usable), persons.factors[0]?.scores ?? [], Float64Array.from(languages.of, (code) => code - 1));
    expect(differences(whole)[0]).toMatchObject({ language: 'fr', against: 'en', size: published(byRows?.size ?? NaN) });
    const weighting = { isWeighted: true, scales: units.stratumOf.map(() => 1) };
    expect(quartilesOf(merged.scores, safety, { ...weighting, scales: [...weighting.scales, 1] }, figure.score, 10)).toEqual(quartilesOf(whole.scores, safety, { ...weighting, scales: [...weighting.scales, 1] }, figure.score, 10));
  });

  it.each([5, 6])('has the quartiles of persons, by their weights where they differ (design %i)', (seed) => {
    const sample = aDesign(seed);
    const { design, factors } = personsOf(sample, groups, stratumOfRows(sample));
    scorecard(sample).factors.forEach(({ quartiles }, place) => {
      const scores = factors[place]?.scores ?? [];
      expect(quartiles).toEqual({ status: 'computed', ...Object.fromEntries([['lower', 0.25], ['median', 0.5], ['upper', 0.75]].map(([name, p]) => [name, published(weightedQuantile(scores, design.weights, Number(p)) ?? NaN)])) });
    });
  });

  it('has the quartiles of persons without weights, by type 7', () => {
    const plain = plainResult().factors.map(({ quartiles }) => (quartiles?.status === 'computed' ? quartiles.median : NaN));
    expect(plain).toEqual(personsOf(simple, groups, stratumOfRows(simple)).factors.map(({ scores }) => published(quantile(scores, 0.5) ?? NaN)));
  });

  it('has the quartiles of every stratum, and of none where one of them has too few', () => {
    const sample = aDesign(5);
    const { design, factors } = personsOf(sample, groups, stratumOfRows(sample));
    const stratumOf = Array.from(stratumOfRows(sample), (stratum, row) => stratum || 1 + (row % 3));
    scorecard({ ...sample, stratumOf: Uint16Array.from(stratumOf) }).strata.groups.forEach(({ factors: [safety] }, index) => {
      const rows = stratumOf.flatMap((stratum, row) => (stratum === index + 1 ? [row] : []));
      const [scores, weights] = [Array.from(factors[0]?.scores ?? []), Array.from(design.weights)].map((column) => rows.map((row) => column[row] ?? Number.NaN));
      expect(safety?.quartiles).toMatchObject({ status: 'computed', median: published(weightedQuantile(scores ?? [], weights ?? [], 0.5) ?? NaN) });
    });
    const { strata: table } = scorecard({ ...sample, stratumOf: Uint16Array.from(stratumOfRows(sample), (stratum, row) => (row < 5 ? 1 : stratum === 1 ? 2 : stratum)) });
    expect(table.groups.some(({ factors: all }) => all.some(({ quartiles }) => quartiles !== undefined))).toBe(false);
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
