// The checker on sheets as they come off the wire: parsed JSON of any shape.
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { compileChecker } from '../../shared/questionnaire/answer-checker.ts';
import { aForm } from '../support/a-form.ts';

const form = aForm();
const check = compileChecker(form);
const GOOD = { F01_01: 4, F01_02: 5, F01_03: 'dont-know', X01: 'yes', D_WHERE: ['airport', 'port'], X02: 'no', D_WORDS: 'slow scanner', D_REGION: 'north' };

const problemsOf = (answers: unknown) => {
  const checked = check(answers);
  return checked.ok ? [] : checked.problems;
};

describe('compileChecker', () => {
  it('accepts a full sheet and gives the same object back', () => {
    const checked = check(GOOD);
    expect(checked.ok && checked.answers).toBe(GOOD);
  });

  it('accepts a sheet with every question left but the required filter', () => {
    expect(check({ X01: 'prefer-not-to-say' }).ok).toBe(true);
  });

  it.each([
    ['a value outside the choices', { F01_01: 6 }, 'F01_01', 'outside-scale'],
    ['a code where there are only other codes', { F01_01: 'yes' }, 'F01_01', 'outside-scale'],
    ['a number spelt as text', { F01_01: '4' }, 'F01_01', 'outside-scale'],
    ['a half point', { F01_01: 4.5 }, 'F01_01', 'outside-scale'],
    ['minus zero', { F01_01: -0 }, 'F01_01', 'outside-scale'],
    ["a missing code of the scale that the grid doesn't offer", { F01_02: 'prefer-not-to-say' }, 'F01_02', 'outside-scale'],
    ['the list that the adaptation has filled', { D_REGION: '@regions' }, 'D_REGION', 'outside-scale'],
    ['null', { F01_01: null }, 'F01_01', 'wrong-type'],
    ['true', { F01_01: true }, 'F01_01', 'wrong-type'],
    ['a list on a single choice', { F01_01: [4] }, 'F01_01', 'wrong-type'],
    ['an operator object', { F01_01: { $gt: 0 } }, 'F01_01', 'wrong-type'],
    ['a single value on a multiple choice', { D_WHERE: 'port' }, 'D_WHERE', 'wrong-type'],
    ['an empty list', { D_WHERE: [] }, 'D_WHERE', 'wrong-type'],
    ['a list of lists', { D_WHERE: [['port']] }, 'D_WHERE', 'wrong-type'],
    ['a hole in a list', { D_WHERE: ['port', undefined] }, 'D_WHERE', 'wrong-type'],
    ['a strange code in a list', { D_WHERE: ['port', 'sea'] }, 'D_WHERE', 'outside-scale'],
    ['a repeated code', { D_WHERE: ['port', 'port'] }, 'D_WHERE', 'repeated'],
    ['more codes than there are', { D_WHERE: Array.from({ length: 1000 }, () => 'port') }, 'D_WHERE', 'repeated'],
    ['an exclusive code with another', { D_WHERE: ['port', 'none'] }, 'D_WHERE', 'exclusive'],
    ['a refusal with an answer', { D_WHERE: ['prefer-not-to-say', 'port'] }, 'D_WHERE', 'exclusive'],
    ['a text over its length', { D_WORDS: 'x'.repeat(41) }, 'D_WORDS', 'too-long'],
    ['an empty text', { D_WORDS: '' }, 'D_WORDS', 'wrong-type'],
    ['a number as text', { D_WORDS: 7 }, 'D_WORDS', 'wrong-type'],
    ['a lone surrogate', { D_WORDS: 'a\uD800' }, 'D_WORDS', 'wrong-type'],
    ['an answer that routing hides', { F01_02: 3, D_AGREE: 'yes' }, 'D_AGREE', 'hidden'],
    ['an answer to a grid by its own name', { G_LEADERS: { F01_02: 3 } }, '?', 'unknown-item'],
  ])('refuses %s', (_, change, item, kind) => {
    // X02 hangs on D_WHERE: without it, a spoilt D_WHERE is the one thing wrong.
    const { X02, ...others } = GOOD;
    expect(problemsOf({ ...others, ...('D_WHERE' in change ? {} : { X02 }), ...change })).toEqual([{ item, kind }]);
  });

  it('takes exactly the longest text, and an emoji made of a pair', () => {
    expect(check({ X01: 'yes', D_WORDS: '🙂'.repeat(20) }).ok).toBe(true);
  });

  it('refuses followers of a hidden page one by one', () => {
    expect(problemsOf({ ...GOOD, X01: 'no' })).toEqual(['D_WHERE', 'X02', 'D_WORDS'].map((item) => ({ item, kind: 'hidden' })));
  });

  it('asks for the required filter when it is blank, and only then for its own sake', () => {
    expect(problemsOf({ F01_01: 4 })).toEqual([{ item: 'X01', kind: 'required' }]);
  });

  it('does not require a filter that is hidden itself', () => {
    const nested = compileChecker(
      aForm((source) => {
        const where = source.definition.pages[1];
        if (where === undefined) throw new Error('no page');
        where.elements.push(
          { type: 'radiogroup', name: 'X03', choices: ['yes', 'no', 'prefer-not-to-say'], isRequired: true },
          { type: 'radiogroup', name: 'D_LAST', choices: ['yes', 'no', 'prefer-not-to-say'], visibleIf: "{X03} = 'yes'" },
        );
        for (const code of ['X03', 'D_LAST']) {
          source.scoring.items.push({ code, revision: 1, kind: 'descriptive', scale: 'yes-no', common: false, sensitive: false });
          for (const locale of source.locales) locale.texts[code] = code;
        }
      }),
    );
    expect(nested({ X01: 'no' }).ok).toBe(true);
    expect(nested({ X01: 'yes' })).toEqual({ ok: false, problems: [{ item: 'X03', kind: 'required' }] });
  });

  it.each(['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '$where', 'F01_01.x', ''])(
    'refuses the key %j without repeating it',
    (key) => {
      const body: unknown = JSON.parse(`{"X01":"no",${JSON.stringify(key)}:{"F01_01":1}}`);
      expect(problemsOf(body)).toEqual([{ item: '?', kind: 'unknown-item' }]);
    },
  );

  it('tells a flood of unknown keys once', () => {
    const flood = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`Z${index}`, 1]));
    expect(problemsOf({ ...flood, X01: 'no' })).toEqual([{ item: '?', kind: 'unknown-item' }]);
  });

  it.each([[null], [undefined], [[]], ['X01'], [7], [new Map([['X01', 'no']])], [Object.create({ X01: 'no' })], [new Date(0)], [Object.create(Object.create(null) as object)]])(
    'refuses %p, which is no plain object',
    (body) => {
      expect(problemsOf(body)).toEqual([{ item: '?', kind: 'wrong-type' }]);
    },
  );

  it('forgets one sheet before the next: a shown page does not stay shown', () => {
    expect(check(GOOD).ok).toBe(true);
    expect(problemsOf({ X01: 'no', X02: 'yes' })).toEqual([{ item: 'X02', kind: 'hidden' }]);
    expect(check(GOOD).ok).toBe(true);
  });

  it('takes a plain object of another realm', () => {
    expect(check(structuredClone(GOOD)).ok).toBe(true);
    expect(check(runInNewContext(`(${JSON.stringify(GOOD)})`)).ok).toBe(true);
  });

  it('takes an object without a prototype', () => {
    expect(check(Object.assign(Object.create(null) as object, GOOD)).ok).toBe(true);
  });
});
