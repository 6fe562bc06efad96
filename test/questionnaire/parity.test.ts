// The checker beside survey-core. On sheets with valid codes and routing, omissions anywhere, the two agree; and each
// case in which the checker is stricter on purpose stands in a list of its own, with survey-core's consent as its proof.
import { describe, expect, it } from '@jest/globals';
import { SurveyModel } from 'survey-core';
import { flattenAnswers, unflattenAnswers } from '../../client/surveyjs/flatten-answers.ts';
import { surveyJson } from '../../client/surveyjs/survey-json.ts';
import type { Layout } from '../../client/surveyjs/survey-json.ts';
import { compileChecker } from '../../shared/questionnaire/answer-checker.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import { itemsOfElement } from '../../shared/questionnaire/definition.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { compileShownItems } from '../../shared/questionnaire/shown-items.ts';
import { aSurveyForm, surveyFolders } from '../support/a-cips-form.ts';
import { aForm } from '../support/a-form.ts';
import { randomSheets } from '../support/random-sheets.ts';

const SEED = 1912;

/** survey-core's own opinion of data as it holds it, on a reused model. */
function surveyCore(form: Form, layout: Layout = 'pages') {
  const model = new SurveyModel(surveyJson(form, layout));
  return (data: Record<string, unknown>) => {
    // Not structuredClone: it makes objects of another realm here, and survey-core calls them incorrect.
    model.data = JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
    const elements = form.pages.flatMap((page) => page.elements);
    return {
      valid: model.validate(false) === true,
      shown: elements.filter((element) => model.getQuestionByName(element.name).isVisible && model.getPageByQuestion(model.getQuestionByName(element.name)).isVisible).flatMap(itemsOfElement),
      kept: flattenAnswers(form, model.data as Record<string, unknown>),
    };
  };
}

/** Routing by zero, by several values of a single answer, by a grid's row and by a page within a page. */
const withZero = (): Form =>
  aForm((source) => {
    const agree = source.scoring.scales.find((scale) => scale.code === 'agree-5');
    const numbers = { ...agree, code: 'zero-2', points: [0, 1, 2], favourable: [2], neutral: [1], missing: [] };
    if (agree === undefined) throw new Error('no scale');
    source.scoring.scales.push({ ...agree, ...numbers });
    const followers = ['= 0', 'anyof [0, 2]', 'anyof [1]'].map((test, index) => ({ name: `Z0${index + 1}`, visibleIf: `{Z00} ${test}` }));
    source.definition.pages.push({
      name: 'P_ZERO',
      elements: [{ name: 'Z00' }, ...followers].map((element) => ({ type: 'radiogroup' as const, choices: [0, 1, 2], ...element })),
    });
    for (const code of ['Z00', 'Z01', 'Z02', 'Z03']) {
      source.scoring.items.push({ code, revision: 1, kind: 'descriptive', scale: 'zero-2', common: false, sensitive: false });
      for (const locale of source.locales) locale.texts[code] = code;
    }
    for (const locale of source.locales) Object.assign(locale.texts, { 'page.P_ZERO': 'zero', 'scale.zero-2.0': 'o', 'scale.zero-2.1': 'i', 'scale.zero-2.2': 'ii' });
  });

const forms: readonly (readonly [string, () => Form, number])[] = [
  ['a small form with every kind of element', () => aForm(), 100],
  ['a form with zeros', withZero, 100],
  ...surveyFolders().map((folder) => [folder, () => aSurveyForm(folder), 40] as const),
];

describe.each(forms)('on %s', (_, make, count) => {
  const form = make();
  const check = compileChecker(form);
  const shownItems = compileShownItems(form);
  const sheets = randomSheets(form, SEED, count);

  it.each<Layout>(['pages', 'questions'])('both accept every valid sheet, show the same items and give back the very answers, in the layout %s', (layout) => {
    const ask = surveyCore(form, layout);
    for (const sheet of sheets) {
      const theirs = ask(unflattenAnswers(form, sheet));
      expect(theirs).toEqual({ valid: check(sheet).ok, shown: [...shownItems(sheet)], kept: sheet });
      expect(check(sheet)).toEqual({ ok: true, answers: sheet });
    }
  });

  it('both refuse a sheet as soon as a shown required filter is blank', () => {
    const ask = surveyCore(form);
    const required = form.pages.flatMap((page) => page.elements).filter((element) => 'isRequired' in element);
    for (const { name } of required) {
      // Followers of a blank filter are hidden; without them the blank is the only fault.
      const without = sheets.map((sheet): Answers => {
        const rest = Object.fromEntries(Object.entries(sheet).filter(([code]) => code !== name));
        const shown = shownItems(rest);
        return Object.fromEntries(Object.entries(rest).filter(([code]) => shown.has(code)));
      });
      for (const sheet of without) expect(ask(unflattenAnswers(form, sheet)).valid).toBe(check(sheet).ok);
      expect(without.some((sheet) => !check(sheet).ok)).toBe(true);
    }
  });
});

describe('the checker is stricter than survey-core on purpose', () => {
  const form = aForm();
  const check = compileChecker(form);
  const whole = { X01: 'yes', D_WHERE: ['port'] };

  it.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['a value that is no choice', { F01_01: 17 }, { F01_01: 17 }],
    ['a code of another scale', { D_REGION: 'yes' }, { D_REGION: 'yes' }],
    ['a number spelt as text', { F01_01: '4' }, { F01_01: '4' }],
    ['a truth value', { F01_01: true }, { F01_01: true }],
    ['a column that is none', { F01_02: 9 }, { G_LEADERS: { F01_02: 9 } }],
    ['a row that is none', { F09_99: 1 }, { G_LEADERS: { F09_99: 1 } }],
    ['an unknown key', { ZZZ: 1 }, { ZZZ: 1 }],
    ['an answer that routing hides', { X01: 'no', D_WORDS: 'seen by nobody' }, { X01: 'no', D_WORDS: 'seen by nobody' }],
    ['a repeated choice', { D_WHERE: ['port', 'port'] }, { D_WHERE: ['port', 'port'] }],
    ['a choice that excludes the others beside one', { D_WHERE: ['port', 'none'] }, { D_WHERE: ['port', 'none'] }],
    ['a refusal beside an answer', { D_WHERE: ['port', 'prefer-not-to-say'] }, { D_WHERE: ['port', 'prefer-not-to-say'] }],
    ['a strange code among choices', { D_WHERE: ['port', 'sea'] }, { D_WHERE: ['port', 'sea'] }],
    ['a text over its length', { D_WORDS: 'x'.repeat(4000) }, { D_WORDS: 'x'.repeat(4000) }],
    ['a blank spelt as an empty text', { D_WORDS: '' }, { D_WORDS: '' }],
    ['a blank spelt as an empty list', { X01: 'no', D_WHERE: [] }, { X01: 'no', D_WHERE: [] }],
    ['a blank spelt as null', { F01_01: null }, { F01_01: null }],
    ['a list on a single choice', { F01_01: [4] }, { F01_01: [4] }],
    ['an object as an answer', { F01_01: { $gt: 0 } }, { F01_01: { $gt: 0 } }],
  ])('about %s', (_, flat, data) => {
    const base = 'X01' in flat ? {} : whole;
    expect(surveyCore(form)({ ...base, ...data }).valid).toBe(true);
    expect(check({ ...base, ...flat }).ok).toBe(false);
  });
});
