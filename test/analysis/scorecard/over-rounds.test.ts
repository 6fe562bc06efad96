// Published results over rounds and administrations: lines and benchmarks against metafor, the declared family, break marks,
// and that nothing hidden in either round is said by their comparison.
import { describe, expect, it } from '@jest/globals';
import type { Columns } from '../../../analysis/columns.ts';
import { holm } from '../../../analysis/comparison/adjusted-p-values.ts';
import { release } from '../../../analysis/release.ts';
import { scorecard } from '../../../analysis/scorecard.ts';
import { benchmarkOf } from '../../../analysis/scorecard/benchmark-result.ts';
import { compareResults } from '../../../analysis/scorecard/compare-results.ts';
import { withRanks } from '../../../analysis/scorecard/compare-persons.ts';
import { compareReleases } from '../../../analysis/scorecard/compare-releases.ts';
import { trendOf } from '../../../analysis/scorecard/trend-result.ts';
import { itemLayouts } from '../../../analysis/scoring/item-layout.ts';
import type { Estimate } from '../../../shared/results/estimate.ts';
import type { FactorResult, PopulationResult } from '../../../shared/results/population-result.ts';
import { Release } from '../../../shared/results/release.ts';
import { aRoundPlan } from '../../support/a-round.ts';
import { aHarbour, slice } from '../../support/random-columns.ts';
import { distance, readReference } from '../reference.ts';

type Model = { mean: number; se: number; low: number; high: number; tau2: number; q: number; qP: number; i2: number };
const { hospitals, rounds } = readReference<{
  hospitals: { y: number[]; sd: number[]; n: number[]; reml: Model; dl: Model; prediction: { low: number; high: number }; quartiles: number[]; own: number };
  rounds: { time: number[]; frames: number[]; n: number[]; means: number[][]; sds: number[][]; ses: number[][]; lines: { slope: number; se: number; low: number; high: number; p: number; q: number; qP: number }[]; holm: number[]; census: { slope: number; se: number } };
}>('results-over-rounds');

const { form, columns } = aHarbour(60, 9);
const layouts = itemLayouts(form);
const sampleOf = (answers: Columns, more: object = {}) => ({ form, layouts, columns: answers, plan: { selection: 'random' as const, size: null, stratumItem: null, strata: [] }, threshold: 10, ...more });
const base = scorecard(sampleOf(columns));
const none: Estimate = { status: 'not-estimable', reason: 'no-valid-answers' };
const figure = (n: number, value: number, se: number): Estimate => ({ status: 'estimated', n, value, se, df: n - 1, low: value - 2 * se, high: value + 2 * se, level: 0.95 });
/** A result with given scores of its factors, and of everybody. */
const aResult = (sheets: number, frame: number | null, scores: readonly { score: Estimate; sd: number }[], overall: { score: Estimate; sd?: number } = { score: none }): PopulationResult => ({
  ...base, sheets, frame, overall: { ...base.overall, ...overall }, factors: base.factors.map((factor, index): FactorResult => ({ ...factor, ...scores[index] })),
});
const near = (got: number | undefined, wanted: number | undefined, tolerance = 1e-8): void => expect(distance(got ?? NaN, wanted ?? NaN) < tolerance ? 'near' : [got, wanted]).toBe('near');

describe('lines through published rounds', () => {
  const results = (isCensus: boolean) => rounds.time.map((time, t) => ({
    time,
    result: aResult(rounds.n[t] ?? 0, rounds.frames[t] ?? 0, rounds.means.map((means, f) => ({ score: figure(rounds.n[t] ?? 0, means[t] ?? NaN, isCensus && t === 3 ? 0 : (rounds.ses[f]?.[t] ?? NaN)), sd: rounds.sds[f]?.[t] ?? NaN }))),
  }));
  const factorsOf = (isCensus: boolean) => trendOf(results(isCensus), 'year').series.filter(({ table }) => table === 'factor');

  it('are metafor’s, with Holm over overall and factors', () => {
    factorsOf(false).forEach(({ slope, p, adjustedP, lackOfFit }, index) => {
      const wanted = rounds.lines[index];
      if (slope.status !== 'estimated') throw new Error(slope.status);
      near(slope.value, wanted?.slope);
      near(slope.se, wanted?.se);
      near(slope.low, wanted?.low);
      near(slope.high, wanted?.high);
      near(p ?? NaN, wanted?.p);
      near(adjustedP ?? NaN, rounds.holm[index]);
      near(lackOfFit?.q, wanted?.q);
      near(lackOfFit?.p, wanted?.qP);
    });
  });

  it('with a census among them rest on errors without the frame, and say so', () => {
    const [first] = factorsOf(true);
    if (first?.slope.status !== 'estimated') throw new Error('no line');
    near(first.slope.value, rounds.census.slope);
    near(first.slope.se, rounds.census.se);
    expect([first.rounds, first.slope.flags]).toEqual([4, ['without-frame']]);
  });

  it('have no point where a round hides the figure, and break all the same where that round changed the wording', () => {
    const hiding = results(false).map(({ time, result }, t) => ({
      time,
      result: {
        ...result,
        factors: result.factors.map((factor) => (t === 1 ? { ...factor, score: { status: 'suppressed', reason: 'small-cell' } as const } : factor)),
        items: result.items.map((item) => (t >= 1 && item.item === 'Q_TIDE' ? { ...item, revision: 2 } : item)),
      },
    }));
    const [safety, crew] = trendOf(hiding, 'year').series.filter(({ table }) => table === 'factor');
    expect([safety?.rounds, crew?.rounds]).toEqual([2, 3]);
    expect(safety?.points.map(({ breakMarks }) => breakMarks)).toEqual([[], ['wording'], [], []]);
  });
});

describe('a benchmark of published results', () => {
  const contribution = (index: number, region: string) => {
    const [n = 0, y = NaN, sd = NaN] = [hospitals.n[index], hospitals.y[index], hospitals.sd[index]];
    // Half of the frame answered: the published error is smaller, the benchmark's is not.
    return { code: `h${String(index)}`, classes: new Map([['region', region]]), result: { ...aResult(n, 2 * n, [], { score: figure(n, y, (sd / Math.sqrt(n)) * Math.SQRT1_2), sd }), items: [], indicators: [] } };
  };
  const all = hospitals.y.map((_, index) => contribution(index, index < 4 ? 'north' : 'south'));
  const [own, ...others] = all;
  if (own === undefined) throw new Error('the fixture is empty');

  it('has metafor’s models, the quartiles of their best predictions, and the own score among them', () => {
    const { figures, peerClass, peers } = benchmarkOf(own, others, { seed: 1, order: ['region', 'all'] });
    const result = figures.find(({ table }) => table === 'overall')?.result;
    if (result?.status !== 'estimated') throw new Error('no benchmark');
    // Three northern peers are too few.
    expect([peerClass, peers, result.peers]).toEqual(['all', 8, 8]);
    const [reml, dl] = result.models;
    for (const key of ['mean', 'se', 'low', 'high', 'tau2', 'q', 'i2'] as const) {
      near(reml?.[key], hospitals.reml[key], 1e-7);
      near(dl?.[key], hospitals.dl[key]);
    }
    near(reml?.prediction?.low, hospitals.prediction.low, 1e-7);
    near(reml?.prediction?.high, hospitals.prediction.high, 1e-7);
    result.quartiles.forEach((quartile, index) => near(quartile, hospitals.quartiles[index], 1e-7));
    near(result.ownShrunken.value, hospitals.own, 1e-7);
    expect(result.rank.low <= result.rank.value && result.rank.value <= result.rank.high).toBe(true);
  });

  it('never has fewer than five peers for a figure, whichever hide it', () => {
    const hidden = others.map((other, index) => (index < 4 ? { ...other, result: { ...other.result, overall: { ...other.result.overall, score: { status: 'suppressed', reason: 'small-cell' } as const } } } : other));
    const { figures, peerClass } = benchmarkOf(own, hidden, { seed: 1, order: ['all'] });
    expect([peerClass, ...new Set(figures.map(({ result }) => (result.status === 'not-estimable' ? result.reason : 'shown')))]).toEqual([null, 'too-few-peers']);
  });
});

const hash = 'A'.repeat(43);
const aRelease = (round: string, results: readonly PopulationResult[]): Release =>
  release({ plan: { ...aRoundPlan(), round, threshold: 10 }, administrationName: { en: 'Harbour' }, manifest: hash, forms: { pilots: hash } }, results);

describe('a release compared with an earlier one', () => {
  const before = aRelease('AAAAA1', [base, { ...scorecard(sampleOf(aHarbour(70, 2).columns)), population: 'traders' }]);
  const now = aRelease('AAAAA2', [scorecard(sampleOf(aHarbour(80, 3).columns)), { ...scorecard(sampleOf(aHarbour(55, 4).columns)), population: 'traders' }]);
  const compared = compareReleases(before, now);

  it('takes the factors of both populations as one family for Holm', () => {
    const comparisons = compared.populations.flatMap(({ factors }) => factors.flatMap(({ comparison }) => comparison ?? []));
    const wanted = holm(comparisons.map(({ p }) => p ?? undefined));
    expect(comparisons.length).toBe(8);
    comparisons.forEach(({ adjustedP }, index) => near(adjustedP ?? NaN, wanted[index]));
    expect(compared.previous).toEqual({ round: 'AAAAA1', family: 'round' });
  });

  it('is made from what both published alone, and from rounds of one survey', () => {
    const through = (one: Release): Release => Release.parse(JSON.parse(JSON.stringify(one)));
    expect(compareReleases(through(before), through(now))).toEqual(compared);
    expect(() => compareReleases({ ...before, survey: 'other' }, now)).toThrow('there is nothing to compare');
  });

  it('marks other ways in and another estimation, and no mix of strata that only hiding changed', () => {
    const [first] = now.populations;
    if (first === undefined) throw new Error('no population');
    const marks = (previous: Partial<PopulationResult>, later: Partial<PopulationResult> = {}) => compareResults({ ...first, ...previous }, { ...first, ...later }).factors[0]?.comparison?.breakMarks;
    expect([marks({}), marks({ modes: ['tablet', 'online'] }), marks({ selection: 'everybody' }), marks({ estimation: 'design' })]).toEqual([[], ['mode'], ['mode'], ['estimation']]);
    const [group] = scorecard(sampleOf(columns, { plan: { selection: 'random', size: null, stratumItem: null, strata: [{ code: 'north', size: null, codes: null }] }, stratumOf: new Uint16Array(60).fill(1) })).strata.groups;
    if (group === undefined) throw new Error('no group');
    const strata = (counts: Record<string, number | null>) => ({ sheets: 100, strata: { item: null, notStated: { status: 'counted' as const, n: 0 }, groups: Object.entries(counts).map(([code, n]) => ({ ...group, code, sheets: n === null ? { status: 'suppressed' as const, reason: 'small-cell' as const } : { status: 'counted' as const, n } })) } });
    expect(marks(strata({ north: 50, south: 50 }), strata({ north: 50, south: null, islet: null }))).toEqual([]);
    expect(marks(strata({ north: 50, south: 50 }), strata({ north: 65, south: 35 }))).toEqual(['composition']);
    const sites = (codes: readonly string[]) => ({ ...strata(Object.fromEntries(codes.map((code) => [code, 50]))), selection: 'sites' as const });
    expect(marks(sites(['north', 'south']), sites(['north', 'south', 'islet']))).toContain('sites');
  });
});

describe('a comparison of rounds with hidden figures', () => {
  const isShown = (one: Estimate | undefined): boolean => one?.status === 'estimated' || one?.status === 'value-only';
  const hasNumbers = (value: unknown): boolean => typeof value === 'number' || (typeof value === 'object' && value !== null && Object.values(value).some(hasNumbers));
  /** Everybody but one gave the same answer to some items; others have fewer than ten answers. */
  const smallRound = (seed: number): Columns => {
    const { columns: random } = aHarbour(24, seed);
    const items = random.items.map((column, index) => column.map((byte, row) => ((index + seed) % 5 === 0 ? (row === 0 ? byte : 1) : (index + seed) % 5 === 1 && row > 8 ? 0 : byte)));
    return slice({ ...random, items }, 0, 24);
  };

  it.each([1, 2, 3])('says nothing of what either round hides (seed %i)', (seed) => {
    const [one, two] = [sampleOf(smallRound(seed)), sampleOf(smallRound(seed + 7), { weights: Float64Array.from({ length: 24 }, (_, row) => 1 + (row % 3)) })];
    for (const [earlier, later] of [[one, two], [two, one], [one, sampleOf(smallRound(seed + 1))]] as const) {
      const [before, now] = [scorecard(earlier), scorecard(later)];
      const compared = withRanks(earlier, later, compareResults(before, now));
      for (const { factor, comparison } of compared.factors) {
        const isOpen = [before, now].every(({ factors }) => isShown(factors.find((each) => each.factor === factor)?.score));
        if (!isOpen) expect([factor, hasNumbers(comparison)]).toEqual([factor, false]);
      }
      const itemsOf = (code: string) => [before, now].map(({ items }) => items.find(({ item }) => item === code));
      for (const { item } of compared.itemComparisons ?? []) expect(itemsOf(item).map((each) => each?.distribution.every(({ share }) => isShown(share)))).toEqual([true, true]);
      for (const { item, share } of compared.shareComparisons ?? []) {
        const figures = itemsOf(item).map((each) => (share === 'favourable' ? isShown(each?.scores?.favourable) : share === 'experience' ? isShown(each?.experience?.share) : each?.missing.status === 'counted'));
        expect(figures).toEqual([true, true]);
      }
      expect(compared.items.some(({ scores }) => scores?.score.status === 'suppressed')).toBe(true);
    }
  });
});
