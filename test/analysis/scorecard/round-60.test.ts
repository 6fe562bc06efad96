// The whole scorecard of sixty sheets against R (fixtures/round-60/reference.R), figure by figure.
import { describe, expect, it } from '@jest/globals';
import { countPopulation } from '../../../analysis/release.ts';
import { compileChecker } from '../../../shared/questionnaire/answer-checker.ts';
import type { Estimate } from '../../../shared/results/estimate.ts';
import { PopulationResult } from '../../../shared/results/population-result.ts';
import type { ScoreFigures } from '../../../shared/results/population-result.ts';
import { round60Form, ROUND_60_PLAN, round60Sheets } from '../../support/round-60.ts';
import { distance, readReference } from '../reference.ts';

type Figure = { readonly n: number; readonly value?: number; readonly se?: number | null; readonly df?: number; readonly low?: number | null; readonly high?: number | null };
type Four = { readonly [measure in 'score' | 'favourable' | 'neutral' | 'unfavourable']: Figure };
type Reference = {
  readonly sheets: number;
  readonly usable: number;
  readonly overall: Four;
  readonly commonOverall: Four;
  readonly factors: Readonly<Record<string, Four>>;
  readonly commonFactors: Readonly<Record<string, Four>>;
  readonly indicators: Readonly<Record<string, Four>>;
  readonly items: Readonly<Record<string, {
    readonly n: number;
    readonly distribution: Readonly<Record<string, Figure>>;
    readonly counts: Readonly<Record<string, number>>;
    readonly missing: Readonly<Record<string, number>>;
    readonly scores?: Four;
    readonly experience?: Figure;
  }>>;
  readonly strata: Readonly<Record<string, { readonly sheets: number; readonly usable: number; readonly overall: Four; readonly factors: Readonly<Record<string, Four>> }>>;
};

const reference = readReference<Reference>('round-60');
const form = round60Form();
const sheets = round60Sheets(form);
const result = countPopulation(form, sheets, { population: 'officials', off: [], own: [], ...ROUND_60_PLAN, strata: [...ROUND_60_PLAN.strata] }, 10);

/** Figures that were compared, so that a test cannot pass by comparing none. */
let compared = 0;

function expectFigure(got: Estimate, wanted: Figure, place: string): void {
  if (got.status === 'suppressed') return;
  expect({ place, n: got.n ?? 0 }).toEqual({ place, n: wanted.n });
  if (got.status === 'not-estimable') return;
  expect({ place, far: distance(got.value, wanted.value ?? NaN) > 1e-9 }).toEqual({ place, far: false });
  compared += 1;
  if (got.status !== 'estimated') return;
  for (const part of ['se', 'low', 'high'] as const) expect({ place, part, far: distance(got[part], wanted[part] ?? NaN, 1) > 1e-9 }).toEqual({ place, part, far: false });
  expect(got.df).toEqual(wanted.df);
}

function expectFour(got: ScoreFigures, wanted: Four | undefined, place: string): void {
  if (wanted === undefined) throw new Error(`R has no ${place}`);
  for (const measure of ['score', 'favourable', 'neutral', 'unfavourable'] as const) expectFigure(got[measure], wanted[measure], `${place} ${measure}`);
}

const of = <Value>(record: Readonly<Record<string, Value>>, key: string): Value => {
  const value = record[key];
  if (value === undefined) throw new Error(`R has no ${key}`);
  return value;
};

describe('the scorecard of sixty sheets', () => {
  it('rests on sheets that the strict checker accepts', () => {
    const check = compileChecker(form);
    expect(sheets.map((sheet) => check(sheet).ok)).toEqual(Array<boolean>(60).fill(true));
  });

  it('has the shape of a release', () => {
    expect(PopulationResult.parse(result)).toEqual(result);
  });

  it('leaves out the two sheets under half of their evaluative items', () => {
    expect([result.sheets, result.usable, result.excluded]).toEqual([60, { status: 'counted', n: reference.usable }, { status: 'counted', n: 2 }]);
  });

  it('agrees with R on the overall scores, all factors, common factors and indicators', () => {
    compared = 0;
    expectFour(result.overall, reference.overall, 'overall');
    expectFour(result.commonOverall, reference.commonOverall, 'common overall');
    for (const factor of result.factors) expectFour(factor, reference.factors[factor.factor], factor.factor);
    for (const factor of result.commonFactors) expectFour(factor, reference.commonFactors[factor.factor], `common ${factor.factor}`);
    for (const indicator of result.indicators) expectFour(indicator, reference.indicators[indicator.indicator], indicator.indicator);
    expect(compared).toBeGreaterThan(100);
  });

  it('hides the factor of nine, shows the factor of ten, and has nothing to say on the one that nobody knows', () => {
    const wanted = Object.fromEntries(Object.entries(reference.factors).map(([factor, { score }]) => [factor, score.n === 0 ? 'not-estimable' : score.n < 10 ? 'suppressed' : 'estimated']));
    expect(Object.fromEntries(result.factors.map(({ factor, score }) => [factor, score.status]))).toEqual(wanted);
    expect([reference.factors['rad-3']?.score.n, reference.factors['rad-4']?.score.n, reference.factors['rad-5']?.score.n]).toEqual([9, 10, 0]);
  });

  it('agrees with R on every item: distribution, missing by kind, score and experience', () => {
    compared = 0;
    for (const item of result.items) {
      const wanted = of(reference.items, item.item);
      // The item of the strata would tell how many the hidden ones are (told-figures.test.ts).
      if (item.item === ROUND_60_PLAN.stratumItem) expect([item.missing.status, ...item.distribution.map(({ share }) => share.status)]).toEqual(Array(5).fill('suppressed'));
      else if (wanted.n === 0 || wanted.n >= 10) expect([item.item, item.missing]).toEqual([item.item, { status: 'counted', counts: wanted.missing }]);
      else expect([item.item, item.missing.status]).toEqual([item.item, 'suppressed']);
      for (const { point, share } of item.distribution) expectFigure(share, of(wanted.distribution, String(point)), `${item.item} ${String(point)}`);
      if (item.scores !== null) expectFour(item.scores, wanted.scores, item.item);
      if (item.experience !== null) expectFigure(item.experience.share, wanted.experience ?? { n: 0 }, `${item.item} experience`);
    }
    expect(compared).toBeGreaterThan(400);
  });

  it('shows no share of any item whose base is under ten', () => {
    const small = result.items.filter(({ item }) => of(reference.items, item).n > 0 && of(reference.items, item).n < 10);
    expect(small.flatMap(({ distribution }) => distribution).every(({ share }) => share.status === 'suppressed')).toBe(true);
    expect(small.length).toBeGreaterThan(0);
  });

  it('agrees with R on strata, hides the stratum of nine and shows the stratum of ten', () => {
    compared = 0;
    for (const group of result.strata.groups) {
      const wanted = of(reference.strata, String(group.code));
      expectFour(group.overall, wanted.overall, `stratum ${String(group.code)}`);
      for (const factor of group.factors) expectFour(factor, of(wanted.factors, factor.factor), `stratum ${String(group.code)} ${factor.factor}`);
    }
    expect(compared).toBeGreaterThan(40);
    const counts = Object.fromEntries(result.strata.groups.map(({ code, sheets: count }) => [code, count]));
    expect(counts['north']).toEqual({ status: 'suppressed', reason: 'small-cell' });
    expect(counts['south']).toEqual({ status: 'counted', n: 10 });
  });
});

describe('the line on those who stayed silent', () => {
  it('lowers a score by ten points times the part of the codes that gave no score', () => {
    const [factor] = result.factors;
    if (factor?.score.status !== 'estimated' || factor.ifSilentStoodLower?.status !== 'estimated') throw new Error('no such figure');
    expect(factor.ifSilentStoodLower.value).toBeCloseTo(factor.score.value - 10 * (1 - factor.score.n / 105), 6);
    expect(result.factors.find(({ score }) => score.status === 'suppressed')?.ifSilentStoodLower).toBeUndefined();
  });

  it('stands beside every shown score of indicators, common items and strata, by the codes of each, and beside no hidden one', () => {
    const parts = [...result.indicators, ...result.commonFactors, result.commonOverall].map((figures) => ({ figures, issued: result.issued }));
    const groups = result.strata.groups.flatMap(({ overall, factors, issued }) => [overall, ...factors].map((figures) => ({ figures, issued })));
    const lines = [...parts, ...groups].map(({ figures: { score, ifSilentStoodLower: line }, issued }) => {
      if (score.status === 'suppressed' || score.status === 'not-estimable') return line === undefined ? 'none' : 'a line beside a hidden score';
      const wanted = score.value - 10 * (1 - Math.min(1, score.n / (issued ?? NaN)));
      return line?.status === score.status && Math.abs(line.value - wanted) < 1e-6 ? 'right' : 'wrong';
    });
    expect([...new Set(lines)].sort()).toEqual(['none', 'right']);
    expect(lines.filter((line) => line === 'right').length).toBeGreaterThan(20);
  });
});
