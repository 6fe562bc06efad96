// The JSON that the page gives to SurveyJS, and the way of answers there and back.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { flattenAnswers, unflattenAnswers } from '../../client/surveyjs/flatten-answers.ts';
import { SurveyWords } from '../../client/surveyjs/language-strings.ts';
import { surveyJson } from '../../client/surveyjs/survey-json.ts';
import { aForm } from '../support/a-form.ts';

const form = aForm();

describe('surveyJson', () => {
  const json = surveyJson(form);

  it('carries every language in every text, answers numbered in Western digits in each', () => {
    const [first] = json.pages[0]?.elements ?? [];
    expect(first?.title).toEqual({ en: 'en is Customs fair?', fr: 'fr is la Douane fair?', ar: 'ar is الجمارك fair?' });
    expect(first?.['choices']).toMatchObject([{ value: 1, text: { ar: '1. ar scale agree 5 1' } }, {}, {}, {}, {}, { value: 'dont-know', text: { fr: '6. fr missing dont know' } }, {}]);
  });

  it('asks for a row of a grid by its grid, and spells out a list on a single answer', () => {
    expect(json.pages[2]?.elements[1]).toMatchObject({ visibleIf: '({G_LEADERS.F01_02} = 1 or {G_LEADERS.F01_02} = 2)' });
    expect(json.pages[1]?.elements.map((element) => element['visibleIf'])).toEqual([
      "{X01} = 'yes'",
      "{X01} = 'yes' and {D_WHERE} anyof ['port', 'airport']",
      "{X01} = 'yes'",
    ]);
  });

  it('lets refusals and exclusive points of a multiple choice stand alone', () => {
    const choices = json.pages[1]?.elements[0]?.['choices'] as readonly { value: string; isExclusive?: true }[];
    expect(choices.filter((choice) => choice.isExclusive).map((choice) => choice.value)).toEqual(['none', 'prefer-not-to-say']);
  });

  it('makes each question a screen on a phone, under the conditions of its page and its own', () => {
    const pages = surveyJson(form, 'questions').pages;
    expect(pages).toHaveLength(form.pages.flatMap((page) => page.elements).length);
    expect(pages.find((page) => page.name === 'P_CONTACT.X02')?.elements[0]?.['visibleIf']).toBe("{X01} = 'yes' and {D_WHERE} anyof ['port', 'airport']");
    expect(pages[1]?.elements[0]).toMatchObject({ type: 'matrix', displayMode: 'list' });
  });

  it('asks for no cookie, no storage, no address and no markup', () => {
    const text = JSON.stringify(surveyJson(form));
    for (const property of ['cookieName', 'surveyId', 'surveyPostId', 'html', 'Url', 'expression', 'navigateTo']) expect(text).not.toContain(property);
  });
});

describe('flattenAnswers', () => {
  it('dissolves grids, drops blanks however they are spelt, keys of no item, and sorts as the form does', () => {
    const data = { D_REGION: '', ZZZ: 1, D_WORDS: '  ', D_WHERE: [], G_LEADERS: { F02_01: 3, F01_02: 1, F01_03: undefined }, F01_01: 0, 'F01_01-Comment': 'x' };
    const flat = flattenAnswers(form, data);
    expect(Object.entries(flat)).toEqual([['F01_01', 0], ['F01_02', 1], ['F02_01', 3]]);
  });

  it('takes half an emoji out of a text', () => {
    expect(flattenAnswers(form, { D_WORDS: 'slow 🙂\uD83D' })).toEqual({ D_WORDS: 'slow 🙂' });
  });

  it('is undone by unflattenAnswers', () => {
    const answers = { F01_02: 2, F02_01: 'dont-know', D_WHERE: ['port'], D_WORDS: 'x' };
    expect(unflattenAnswers(form, answers)).toEqual({ G_LEADERS: { F01_02: 2, F02_01: 'dont-know' }, D_WHERE: ['port'], D_WORDS: 'x' });
    expect(flattenAnswers(form, unflattenAnswers(form, answers))).toEqual(answers);
  });
});

describe('the word files of SurveyJS', () => {
  const folder = new URL('../../client/words/surveyjs/', import.meta.url);
  const files = readdirSync(folder);

  it.each(files)('%s has every word and no other, with its placeholders', (file) => {
    const words = SurveyWords.parse(JSON.parse(readFileSync(new URL(file, folder), 'utf8')));
    expect(words.textMaxLength).toContain('{0}');
    expect(words.progressText).toMatch(/\{0\}.*\{1\}/);
    if (file === 'ar.json') for (const word of Object.values(words)) expect(word).toMatch(/^[^A-Za-z]*\p{Script=Arabic}[^A-Za-z]*$/u);
  });

  it('stand in five languages', () => {
    expect(files.sort()).toEqual(expect.arrayContaining(['ar.json', 'en.json', 'es.json', 'fr.json', 'pt.json']));
  });
});
