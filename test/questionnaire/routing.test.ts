// The condition language: what parses, where it says it does not, and what a clause means.
import { describe, expect, it } from '@jest/globals';
import { clauseHolds, parseRouting } from '../../shared/questionnaire/routing.ts';
import { compileShownItems } from '../../shared/questionnaire/shown-items.ts';
import { aForm } from '../support/a-form.ts';

const clausesFrom = (text: string) => {
  const parsed = parseRouting(text);
  if (!parsed.ok) throw new Error(`${parsed.at}: ${parsed.problem}`);
  return parsed.clauses;
};

describe('parseRouting', () => {
  it('reads equality with a code and with a number', () => {
    expect(clausesFrom("{X01} = 'yes'")).toEqual([{ item: 'X01', operator: 'equals', values: ['yes'] }]);
    expect(clausesFrom('{F01_02}=3')).toEqual([{ item: 'F01_02', operator: 'equals', values: [3] }]);
  });

  it('reads a list that mixes codes and numbers, and joins clauses by and', () => {
    expect(clausesFrom(" {D02} anyof ['a', 'b-2', 3] and {X01} = 'no' ")).toEqual([
      { item: 'D02', operator: 'any-of', values: ['a', 'b-2', 3] },
      { item: 'X01', operator: 'equals', values: ['no'] },
    ]);
  });

  it.each([
    ['', 1, 'item code in braces'],
    ['X01 = 1', 1, 'item code in braces'],
    ['{x01} = 1', 1, 'capital letters'],
    ['{X01} == 1', 6, '= or anyof'],
    ['{X01} <> 1', 6, '= or anyof'],
    ['{X01} = yes', 9, 'single quotes'],
    ["{X01} = 'Yes'", 9, 'lower-case'],
    ['{X01} = 100', 9, 'single quotes'],
    ['{X01} = 1.5', 9, 'single quotes'],
    ['{X01} anyof []', 14, 'single quotes'],
    ['{X01} anyof [1, 2', 18, 'comma or the end'],
    ["{X01} = 1 or {X02} = 'a'", 10, 'and, then another clause'],
    ['{X01} = 1 and ', 15, 'item code in braces'],
    ['{X01} = 1and {X02} = 1', 10, 'and, then another clause'],
  ])('refuses %j at character %i', (text, at, problem) => {
    const parsed = parseRouting(text);
    expect(parsed).toMatchObject({ ok: false, at });
    expect(!parsed.ok && parsed.problem).toContain(problem);
  });

  it('answers in no time on a long text that almost parses', () => {
    expect(parseRouting(`{X01} anyof [${'1, '.repeat(50_000)}]`).ok).toBe(false);
  });
});

describe('clauseHolds', () => {
  const [clause] = clausesFrom("{D02} anyof ['a', 0]");

  it('holds for any value of the list, zero included, and for a multiple answer with one of them', () => {
    if (clause === undefined) throw new Error('no clause');
    expect([0, 'a', ['b', 'a']].map((answer) => clauseHolds(clause, answer))).toEqual([true, true, true]);
  });

  it('does not hold for a blank, another value, a number spelt as text or an empty list', () => {
    if (clause === undefined) throw new Error('no clause');
    expect([undefined, 'b', '0', [], null].map((answer) => clauseHolds(clause, answer))).toEqual([false, false, false, false, false]);
  });
});

describe('compileShownItems', () => {
  const shownItems = compileShownItems(aForm());

  it('hides what a blank filter routes, the page as well as the single element', () => {
    expect([...shownItems({})]).toEqual(['F01_01', 'F01_02', 'F01_03', 'F02_01', 'X01', 'D_REGION']);
  });

  it('hides the follower of a hidden item even where an answer to it lies about', () => {
    expect(shownItems({ X01: 'no', D_WHERE: ['port'] }).has('X02')).toBe(false);
    expect(shownItems({ X01: 'yes', D_WHERE: ['port'] }).has('X02')).toBe(true);
  });

  it('routes by a row of a grid', () => {
    expect(shownItems({ F01_02: 2 }).has('D_AGREE')).toBe(true);
    expect(shownItems({ F01_02: 3 }).has('D_AGREE')).toBe(false);
  });
});
