// Quality flags against R on the Big Five items, and the lines that show what flags and silence could change.
import { describe, expect, it } from '@jest/globals';
import { notEstimableBecause, withStudentInterval } from '../../../analysis/inference/computed.ts';
import { contradictions, straightLines, withinPersonSpread } from '../../../analysis/quality/careless-answers.ts';
import { itemNonResponse, responseRates, scoreIfSilentStoodLower } from '../../../analysis/quality/response.ts';
import { sensitivityLine } from '../../../analysis/quality/sensitivity-line.ts';
import { distance, readReference } from '../reference.ts';

const reference = readReference<{ columns: Record<string, (number | null)[]>; run: number[]; sd: (number | null)[]; missing: [number, number, number] }>('quality');
const reversed = new Set(['A1', 'C4', 'C5']);
const items = Object.entries(reference.columns).map(([code, values]) => ({ code, values: values.map((value) => value ?? NaN), isReversed: reversed.has(code) }));

describe('careless answers', () => {
  const lines = straightLines(items);
  it('longest runs skip blanks, as rle does', () => expect(lines.map(({ longestRun }) => longestRun)).toEqual(reference.run));
  it('only the person who ticked one column through both polarities is flagged', () => {
    expect(lines.flatMap(({ isFlagged }, person) => (isFlagged ? [person] : []))).toEqual([6]);
    expect(lines[12]).toEqual({ longestRun: 0, answered: 0, isFlagged: false });
  });
  it('a straight line through items of one polarity is no flag', () => {
    expect(straightLines(items.map((item) => ({ ...item, isReversed: false }))).some(({ isFlagged }) => isFlagged)).toBe(false);
  });
  it('within-person spread agrees with sd, undefined below two answers', () => {
    const spread = withinPersonSpread(items);
    spread.forEach(({ sd }, person) => {
      const wanted = reference.sd[person] ?? undefined;
      if (wanted === undefined) expect(sd).toBeUndefined();
      else expect(distance(sd ?? NaN, wanted, 1e-6)).toBeLessThan(1e-8);
    });
    expect(spread.flatMap(({ isFlagged }, person) => (isFlagged ? [person] : []))).toEqual([6]);
  });
  it('contradictions are counted per person, blanks never contradict', () => {
    const pair = { first: [5, 5, 4, NaN], firstCodes: [4, 5], second: [5, 1, 4, 5], secondCodes: [4, 5] };
    expect(contradictions([pair, { ...pair, firstCodes: [5] }])).toEqual([2, 0, 1, 0]);
  });
});

describe('response', () => {
  it('item non-response keeps kinds apart and leaves out what did not apply', () => {
    const got = itemNonResponse(107, new Map([['refused', 9], ['do-not-know', 3], ['blank', 1], ['not-applicable', 40], ['not-shown', 8]]));
    if (got.missing.status !== 'estimated') throw new Error(got.missing.reason);
    expect(got.applicable).toBe(120);
    [got.missing.value, got.missing.low, got.missing.high].forEach((value, index) => expect(distance(value, reference.missing[index] ?? NaN)).toBeLessThan(1e-8));
    expect(itemNonResponse(0, new Map([['not-shown', 5]])).missing).toMatchObject({ status: 'not-estimable', reason: 'no-valid-answers' });
  });
  it('rates by stratum and over all; nobody invited has no rate, more sheets than codes is flagged', () => {
    const rates = responseRates([{ code: 'n', invited: 40, started: 30, completed: 24 }, { code: 's', invited: 0, started: 0, completed: 0 }, { code: 'w', invited: 10, started: 12, completed: 11 }]);
    expect(rates[0]).toEqual({ code: 'n', rate: 0.6, breakOff: 0.2, flags: [] });
    expect(rates[1]).toEqual({ code: 's', flags: [] });
    expect(rates[2]?.flags).toEqual(['more-sheets-than-codes']);
    expect(rates[3]).toMatchObject({ code: 'all', rate: 0.7 });
  });
  it('the score if those silent stood 10 points lower moves by 10 × their share, interval and all', () => {
    const score = withStudentInterval({ n: 60, value: 55, se: 2, df: 59 });
    const got = scoreIfSilentStoodLower(score, 0.6);
    if (got.status !== 'estimated' || score.status !== 'estimated') throw new Error('not estimated');
    expect([got.value, got.low - score.low]).toEqual([51, -4]);
    expect(got.flags).toEqual(['scenario']);
    expect(scoreIfSilentStoodLower(notEstimableBecause('no-valid-answers'), 0.5)).toMatchObject({ status: 'not-estimable' });
  });
  it('the sensitivity line announces a difference above 2 points, and keeps both scores', () => {
    const figure = (value: number) => withStudentInterval({ n: 60, value, se: 2, df: 59 });
    expect(sensitivityLine(figure(55), figure(52.5), 4)).toMatchObject({ difference: -2.5, isAnnounced: true, flagged: 4 });
    expect(sensitivityLine(figure(55), figure(53), 4).isAnnounced).toBe(false);
    expect(sensitivityLine(figure(55), notEstimableBecause('no-valid-answers'), 60)).toMatchObject({ isAnnounced: false });
  });
});
