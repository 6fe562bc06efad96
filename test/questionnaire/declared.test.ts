// What a questionnaire or a round may declare beyond its items: an outcome, contradictions, anchors and lists; every way
// of spoiling it yields a problem that names its place.
import { describe, expect, it } from '@jest/globals';
import { compileForm } from '../../shared/questionnaire/compile-form.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import type { Contradiction } from '../../shared/questionnaire/scoring.ts';
import { aForm, aSource, itemOf } from '../support/a-form.ts';
import type { Source } from '../support/a-form.ts';

const problemsAfter = (change: (source: Source) => unknown): string => {
  const source = aSource();
  change(source);
  const compiled = compileForm(source);
  return compiled.ok ? '' : compiled.problems.map(({ place, problem }) => `${place}: ${problem}`).join('\n');
};
const pair: Contradiction = { first: { item: 'F01_01', values: [1, 2] }, second: { item: 'X01', values: ['yes'] } };

describe('what a questionnaire declares', () => {
  it('stands in the form, so that its hash vouches for it, and a form without it is as it was', () => {
    const form = aForm((source) => Object.assign(source.scoring, { outcome: 'F02_01', contradictions: [structuredClone(pair)] }));
    expect([form.outcome, form.contradictions]).toEqual(['F02_01', [pair]]);
    expect(Form.parse(form)).toEqual(form);
    expect(Object.keys(aForm()).filter((key) => ['outcome', 'contradictions'].includes(key))).toEqual([]);
  });

  it("gives way to the round's outcome, and takes the round's pairs in", () => {
    const form = aForm((source) => {
      Object.assign(source.scoring, { outcome: 'F02_01', contradictions: [structuredClone(pair)] });
      Object.assign(source.adaptation, { outcome: 'F01_03', contradictions: [{ ...structuredClone(pair), second: { item: 'D_AGREE', values: ['no'] } }] });
    });
    expect([form.outcome, form.contradictions?.map(({ second }) => second.item)]).toEqual(['F01_03', ['X01', 'D_AGREE']]);
  });

  it('goes with an item that is switched off', () => {
    const form = aForm((source) => {
      Object.assign(source.scoring, { outcome: 'F01_03', contradictions: [{ ...structuredClone(pair), first: { item: 'F01_03', values: [1] } }] });
      source.adaptation.off = ['F01_03'];
    });
    expect([form.outcome, form.contradictions]).toEqual([undefined, undefined]);
  });

  it.each<[string, (source: Source) => unknown, string]>([
    ['an outcome that nobody is asked', (source) => Object.assign(source.scoring, { outcome: 'F09_09' }), 'outcome: F09_09 is no item with an ordinal scale here'],
    ['an outcome without order', (source) => Object.assign(source.adaptation, { outcome: 'X01' }), 'outcome: X01 is no item with an ordinal scale here'],
    ['an answer that contradicts itself', (source) => Object.assign(source.scoring, { contradictions: [{ first: pair.first, second: pair.first }] }), 'contradictions.0: F01_01 stands on both sides'],
    ['a pair with an answer that is not offered', (source) => Object.assign(source.scoring, { contradictions: [{ ...pair, second: { item: 'X01', values: ['maybe'] } }] }), 'contradictions.0.second: maybe: no point of yes-no'],
    ['a pair with a multiple choice', (source) => Object.assign(source.scoring, { contradictions: [{ ...pair, second: { item: 'D_WHERE', values: ['port'] } }] }), 'contradictions.0.second: D_WHERE is no single-choice item here'],
    ['an anchor that is not there', (source) => Object.assign(itemOf(source, 'X01'), { kind: 'indirect', indirect: { design: 'crosswise', prevalence: 0.2, anchor: 'D_AGREE' } }), 'X01.indirect: the anchor D_AGREE is no other crosswise item here'],
    ['a list whose scale does not count', (source) => Object.assign(itemOf(source, 'X01'), { kind: 'indirect', indirect: { design: 'list', statements: 3, treated: false } }), 'X01.indirect: its scale does not count from 0 to 3'],
    ['a treated list that stands alone', (source) => Object.assign(itemOf(source, 'X01'), { kind: 'indirect', indirect: { design: 'list', statements: 3, treated: true, control: 'D_AGREE' } }), 'X01.indirect: no list without the sensitive statement stands beside it'],
    ['two lists that one person could be asked', (source) => {
      source.scoring.scales.push({ code: 'to-2', kind: 'ordinal', points: [0, 1, 2], missing: [] }, { code: 'to-3', kind: 'ordinal', points: [0, 1, 2, 3], missing: [] });
      Object.assign(itemOf(source, 'X01'), { kind: 'indirect', scale: 'to-2', indirect: { design: 'list', statements: 2, treated: false } });
      Object.assign(itemOf(source, 'D_AGREE'), { kind: 'indirect', scale: 'to-3', indirect: { design: 'list', statements: 2, treated: true, control: 'X01' } });
    }, 'D_AGREE.indirect: one person could be asked both lists'],
  ])('is refused with its place: %s', (_, change, expected) => {
    expect(problemsAfter(change)).toContain(expected);
  });
});
