// Tallies are sums: shards of any size and rows in any order come to the same figures.
import { describe, expect, it } from '@jest/globals';
import { momentsOfStates } from '../../../analysis/moments.ts';
import { itemLayouts } from '../../../analysis/scoring/item-layout.ts';
import { itemScores } from '../../../analysis/scoring/item-scores.ts';
import { mergeTallies } from '../../../analysis/scoring/merge-tallies.ts';
import { momentsOfOverall } from '../../../analysis/scoring/overall-tally.ts';
import { overallScores, personScores, usableSheets } from '../../../analysis/scoring/person-scores.ts';
import { scoreGroups } from '../../../analysis/scoring/score-groups.ts';
import { tally } from '../../../analysis/scoring/tally.ts';
import type { Tallies } from '../../../analysis/scoring/tally.ts';
import { scorecard } from '../../../analysis/scorecard.ts';
import { aHarbour, aRandom, shuffled, slice } from '../../support/random-columns.ts';
import { distance } from '../reference.ts';

const ROWS = 5000;
const { form, columns } = aHarbour(ROWS);
const layouts = itemLayouts(form);
const groups = scoreGroups(form, layouts);
const random = aRandom(3);
const weights = Float64Array.from({ length: ROWS }, () => 0.2 + 3 * random());
const cellOf = Uint16Array.from({ length: ROWS }, () => Math.floor(random() * 5));
const request = { factors: groups.factors, groups: groups.indicators, overall: [groups.factors], items: layouts, cellOf, cells: 5, weights };

/** One person's score by the rule's own words, without tables, blocks or states. */
function plainScore(row: number, factor: number): number {
  let sum = 0, answered = 0, applicable = 0;
  for (const layout of groups.factors[factor]?.items ?? []) {
    const byte = columns.items[layout.index]?.[row] ?? 0;
    const score = itemScores(layout).scores[byte] ?? NaN;
    if (byte < layout.notShown - 1) applicable += 1;
    if (!Number.isNaN(score)) { sum += score; answered += 1; }
  }
  return answered > 0 && answered / applicable >= 0.5 ? sum / answered : NaN;
}

/** n, Σw and Σw² out of n and their parts. */
const joined = (sums: Float64Array): readonly number[] =>
  Array.from(sums).flatMap((value, place) => (place % 5 === 0 ? [value] : place % 5 === 1 || place % 5 === 3 ? [value + (sums[place + 1] ?? NaN)] : []));

const figuresOf = (tallies: Tallies): readonly number[] => [
  ...joined(tallies.sheets),
  ...tallies.groups.flatMap(({ states, sums }) => (['score', 'favourable', 'neutral', 'unfavourable'] as const).flatMap((measure) => momentsOfStates(states, sums, tallies.cells, tallies.stride, measure).flatMap(Object.values))),
  ...tallies.items.flatMap(({ bytes, choices }) => [bytes, ...choices].flatMap(joined)),
  ...tallies.overall.flatMap((overall) => (['score', 'balance'] as const).flatMap((measure) => momentsOfOverall(overall, measure).flatMap(Object.values))),
] as readonly number[];

const farthest = (one: readonly number[], two: readonly number[]): number => Math.max(...one.map((value, place) => distance(value, two[place] ?? NaN, 1e-3)));

describe('a tally', () => {
  it('gives the moments that adding person by person gives, weighted, by cell, without unusable sheets', () => {
    const tallies = tally(columns, request);
    const usable = usableSheets(columns, groups.factors);
    groups.factors.forEach((_, factor) => {
      const wanted = Array.from({ length: 5 }, () => ({ r: 0, w: 0, wy: 0, wyy: 0, ww: 0, wwy: 0, wwyy: 0, y: 0 }));
      for (let row = 0; row < ROWS; row += 1) {
        const score = plainScore(row, factor);
        const cell = wanted[cellOf[row] ?? 0];
        if (Number.isNaN(score) || usable[row] === 0 || cell === undefined) continue;
        const w = weights[row] ?? 0, y = score - 50;
        cell.r += 1; cell.w += w; cell.wy += w * y; cell.wyy += w * y * y; cell.ww += w * w; cell.wwy += w * w * y; cell.wwyy += w * w * y * y; cell.y += y;
      }
      const group = tallies.groups[factor];
      if (group === undefined) throw new Error('no such group');
      const got = momentsOfStates(group.states, group.sums, tallies.cells, tallies.stride, 'score').slice(0, 5);
      expect(farthest(got.flatMap(Object.values) as number[], wanted.flatMap(Object.values))).toBeLessThan(1e-9);
      expect(got.map(({ r }) => r)).toEqual(wanted.map(({ r }) => r));
    });
  });

  it('reversed twice is as it was: items of the other polarity, answered the other way round, score the same', () => {
    const turned = layouts.map((layout) => ({ ...layout, item: { ...layout.item, polarity: layout.item.polarity === 'reversed' ? ('positive' as const) : ('reversed' as const) } }));
    const items = columns.items.map((column, index) => {
      const layout = layouts.find((one) => one.index === index);
      return layout?.item.kind === 'evaluative' ? column.map((byte) => (byte > 0 && byte <= layout.points.length ? layout.points.length + 1 - byte : byte)) : column;
    });
    scoreGroups(form, turned).factors.forEach((group, place) => {
      expect([...personScores({ ...columns, items }, group)]).toEqual([...personScores(columns, groups.factors[place] ?? group)]);
    });
  });

  it('has a factor whose uneven scores need the slower road, and it agrees too', () => {
    const fairness = groups.factors.findIndex(({ code }) => code === 'fairness');
    const scores = personScores(columns, groups.factors[fairness] ?? { code: '', factor: '', items: [] });
    expect([...scores.subarray(0, 500)]).toEqual(Array.from({ length: 500 }, (_, row) => plainScore(row, fairness)));
  });

  it('sums to the person scores that the other functions give', () => {
    const tallies = tally(columns, { factors: groups.factors, overall: [groups.factors] });
    const usable = usableSheets(columns, groups.factors);
    const overall = overallScores(groups.factors.map((group) => personScores(columns, group))).filter((score, row) => !Number.isNaN(score) && usable[row] === 1);
    const cell = tallies.overall.map((one) => momentsOfOverall(one, 'score'))[0]?.[0];
    expect(cell?.r).toBe(overall.length);
    expect(distance((cell?.wy ?? 0) / overall.length + 50, overall.reduce((sum, score) => sum + score, 0) / overall.length)).toBeLessThan(1e-12);
  });

  it('merges shards by addition: counts exactly, sums within 1e-12', () => {
    const whole = tally(columns, request);
    const part = (from: number, to: number) => tally(slice(columns, from, to), { ...request, cellOf: cellOf.slice(from, to), weights: weights.slice(from, to) });
    const merged = mergeTallies(mergeTallies(part(0, 1700), part(1700, 1701)), part(1701, ROWS));
    expect(farthest(figuresOf(merged), figuresOf(whole))).toBeLessThan(1e-12);
    const counts = (tallies: Tallies) => tallies.items.map(({ bytes }) => [...bytes].filter((_, place) => place % 5 === 0));
    expect(counts(merged)).toEqual(counts(whole));
  });

  // No sorting here: the sums themselves forget the order, also where one person weighs as much as a million.
  it.each([0, 20, 40])('has the same sums to the last bit whichever way rows are ordered and cut, weights up to 2^%i apart', (spread) => {
    const uneven = weights.map((weight, row) => weight * 2 ** -(row % (spread + 1)));
    const largestWeight = uneven.reduce((most, weight) => Math.max(most, weight), 0);
    const turned = shuffled(columns, 5);
    const moved = { ...request, cellOf: Uint16Array.from(turned.order, (row) => cellOf[row] ?? 0), weights: Float64Array.from(turned.order, (row) => uneven[row] ?? NaN) };
    const part = (from: number, to: number) => tally(slice(turned.columns, from, to), { ...moved, whole: { rows: ROWS, largestWeight }, cellOf: moved.cellOf.slice(from, to), weights: moved.weights.slice(from, to) });
    const whole = figuresOf(tally(columns, { ...request, weights: uneven }));
    expect(figuresOf(tally(turned.columns, moved))).toEqual(whole);
    expect(figuresOf(mergeTallies(part(0, 1234), part(1234, ROWS)))).toEqual(whole);
  });

  it('has the same overall score without weights whichever way rows are ordered', () => {
    const of = (from: typeof columns) => tally(from, { factors: groups.factors, overall: [groups.factors] }).overall.map((overall) => momentsOfOverall(overall, 'score'));
    expect(of(shuffled(columns, 6).columns)).toEqual(of(columns));
  });

  it('refuses to merge tallies of different requests', () => {
    expect(() => mergeTallies(tally(columns, request), tally(columns, { factors: groups.factors }))).toThrow('same request');
  });

  it('refuses fewer weights than rows', () => {
    expect(() => tally(columns, { factors: groups.factors, weights: new Float64Array(3) })).toThrow(RangeError);
  });
});

/** Paths at which two results differ in any printed digit, a few of them. */
function differingFigures(one: unknown, two: unknown, path = ''): readonly string[] {
  if (typeof one !== 'object' || one === null || typeof two !== 'object' || two === null) return Object.is(one, two) ? [] : [`${path}: ${String(one)} ${String(two)}`];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(two)])];
  return keys.flatMap((key) => differingFigures((one as Record<string, unknown>)[key], (two as Record<string, unknown>)[key], `${path}/${key}`)).slice(0, 5);
}

describe('a scorecard', () => {
  const plan = { selection: 'random', size: 40_000, stratumItem: 'D_PORT', strata: [{ code: 'east', size: 15_000, codes: null }, { code: 'west', size: 25_000, codes: null }] } as const;

  it.each(['simple', 'design'] as const)('prints the same digits whatever the order of rows (%s)', (estimation) => {
    const turned = shuffled(columns, 11);
    const one = scorecard({ form, layouts, columns, plan, threshold: 10, estimation, breakdowns: ['D_PORT'] });
    const two = scorecard({ form, layouts, columns: turned.columns, plan, threshold: 10, estimation, breakdowns: ['D_PORT'] });
    expect(differingFigures(one, two)).toEqual([]);
  });

  it('prints the same digits whatever the order of rows with weights of their own', () => {
    const turned = shuffled(columns, 12);
    const one = scorecard({ form, layouts, columns, plan, threshold: 10, weights });
    const two = scorecard({ form, layouts, columns: turned.columns, plan, threshold: 10, weights: Float64Array.from(turned.order, (row) => weights[row] ?? 0) });
    expect(differingFigures(one, two)).toEqual([]);
  });

  it('claims a margin of error only where everybody or a random sample was asked', () => {
    const claims = (['everybody', 'random', 'sites', 'associations', 'open-link'] as const).map((selection) => scorecard({ form, layouts, columns: slice(columns, 0, 50), plan: { ...plan, selection }, threshold: 10 }).marginOfError);
    expect(claims).toEqual([true, true, false, false, false]);
  });

  it('says that no correction was made where the frame is unknown', () => {
    const result = scorecard({ form, layouts, columns, plan: { ...plan, size: null }, threshold: 10 });
    expect([result.frame, result.notes.includes('frame-unknown')]).toEqual([null, true]);
  });

  it('has standard errors of 0 where everybody answered', () => {
    const result = scorecard({ form, layouts, columns, plan: { ...plan, selection: 'everybody', size: ROWS }, threshold: 10 });
    expect(result.factors.map(({ score }) => (score.status === 'estimated' ? score.se : NaN))).toEqual([0, 0, 0, 0]);
  });

  it('changes nothing when all weights are multiplied by the same number', () => {
    const one = scorecard({ form, layouts, columns, plan, threshold: 10, weights });
    const two = scorecard({ form, layouts, columns, plan, threshold: 10, weights: weights.map((weight) => weight * 8) });
    expect(two.factors).toEqual(one.factors);
  });
});
