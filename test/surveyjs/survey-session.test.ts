// A person's way through the questions without a browser: places, answers, routing, languages.
import { describe, expect, it } from '@jest/globals';
import { settings, surveyLocalization } from 'survey-core';
import { readFileSync } from 'node:fs';
import { SurveyWords } from '../../client/surveyjs/language-strings.ts';
import type { SurveyLanguage } from '../../client/surveyjs/language-strings.ts';
import { createSurveySession } from '../../client/surveyjs/survey-session.ts';
import type { SessionOptions } from '../../client/surveyjs/session-options.ts';
import { aForm, aLocale, aSource } from '../support/a-form.ts';

const wordsOf = (language: string): SurveyWords =>
  SurveyWords.parse(JSON.parse(readFileSync(new URL(`../../client/words/surveyjs/${language}.json`, import.meta.url), 'utf8')));

// There is no page here to focus anything on: an empty one will do.
Object.assign(settings, { environment: { root: { getElementById: () => null }, rootElement: { getElementById: () => null, querySelector: () => null } } });

const form = aForm();
const languages = form.languages.map(({ language, name, direction }): SurveyLanguage => ({ language, name, direction, words: wordsOf(language) }));
const begin = (options: Partial<SessionOptions> = {}) => createSurveySession({ form, languages, language: 'fr', layout: 'questions', ...options });
const set = (session: ReturnType<typeof begin>, name: string, value: unknown): void => session.state().model.setValue(name, value);

describe('createSurveySession', () => {
  it('counts the screens that routing shows now', () => {
    const session = begin();
    expect(session.state().position).toEqual({ index: 0, count: 4, isFirst: true, isLast: false, elements: ['F01_01'] });
    set(session, 'X01', 'yes');
    expect(session.state().position.count).toBe(6);
  });

  it('does not pass a blank required filter, and passes with a refusal', () => {
    const session = begin({ startAt: 'X01' });
    expect(session.next()).toBe(false);
    expect(session.state().position.elements).toEqual(['X01']);
    set(session, 'X01', 'prefer-not-to-say');
    expect(session.next()).toBe(true);
    expect(session.state().position).toMatchObject({ elements: ['D_REGION'], isLast: true });
    expect(session.mayLeave()).toBe(true);
  });

  it.each(['pages', 'questions'] as const)('forgets at once what routing hides, as %s', (layout) => {
    const session = begin({ layout, answers: { X01: 'yes', D_WHERE: ['port'], X02: 'yes', D_WORDS: 'x' } });
    set(session, 'X01', 'no');
    expect(session.state().answers).toEqual({ X01: 'no' });
  });

  it('tells listeners of every change, with a state that is new then and the same between', () => {
    const session = begin();
    const seen: unknown[] = [];
    const stop = session.subscribe(() => seen.push(session.state()));
    set(session, 'F01_01', 3);
    expect(seen.at(-1)).toBe(session.state());
    expect(session.state()).toBe(session.state());
    stop();
    const before = seen.length;
    session.next();
    expect(seen).toHaveLength(before);
  });

  it('keeps place and answers over a change of language and of layout, and goes back to a grid by its row', () => {
    const session = begin({ answers: { F01_02: 2 }, startAt: 'F01_03' });
    expect(session.state().position.elements).toEqual(['G_LEADERS']);
    session.setLanguage('ar');
    session.setLayout('pages');
    expect(session.state()).toMatchObject({ language: 'ar', layout: 'pages', answers: { F01_02: 2 } });
    expect(session.state().position.elements).toContain('G_LEADERS');
  });

  it('takes back the answer of the one question of a phone', () => {
    const session = begin({ answers: { F01_01: 3 } });
    expect(session.state().offers).toEqual({ clear: true, listen: null });
    session.clear();
    expect(session.state()).toMatchObject({ answers: {}, offers: { clear: false } });
  });

  it('offers to hear a question where this language has a recording', () => {
    const spoken = aForm((source) => {
      const french = source.locales[1];
      if (french !== undefined) french.texts['F01_01'] = { text: 'Juste ?', audio: 'F01_01.mp3' };
      if (french !== undefined) french.texts['scale.agree-5.5'] = { text: 'Tout à fait', audio: 'point-5.mp3' };
    });
    const heard: unknown[] = [];
    const here = { has: (language: string, file: string) => language === 'fr' && file !== '', play: (...played: unknown[]) => heard.push(played), stop: () => undefined, playing: () => null };
    const session = begin({ form: spoken, language: 'fr', sound: here });
    expect(session.state().offers.listen).toBe('play');
    session.listen();
    expect(heard).toEqual([['F01_01', 'fr', ['F01_01.mp3', 'point-5.mp3']]]);
    session.setLanguage('en');
    expect(session.state().offers.listen).toBe(null);
  });

  it('speaks an invented sixth language that is data alone', () => {
    const invented = aForm((source) => {
      const keys = Object.keys(aSource().locales[0]?.texts ?? {});
      source.locales.push(aLocale('qx', keys, 'rtl'));
      source.languages = ['qx', 'fr'];
      for (const entry of source.adaptation.lists['regions'] ?? []) entry.texts['qx'] = `qx ${entry.code}`;
    });
    const words = Object.fromEntries(Object.entries(wordsOf('en')).map(([key, word]) => [key, `qx ${word}`])) as SurveyWords;
    const session = begin({ form: invented, language: 'qx', languages: [{ language: 'qx', name: 'Qx', direction: 'rtl', words }, ...languages] });
    const { model } = session.state();
    expect(model.getQuestionByName('X01').locTitle.textOrHtml).toBe('qx X01');
    expect(surveyLocalization.getString('requiredError', 'qx')).toBe(`qx ${wordsOf('en').requiredError}`);
    expect(model.localeDir).toBe('rtl');
  });

  it.each(['fr', 'ar', 'en'])('says in %s what is missing', (language) => {
    const session = begin({ language, startAt: 'X01' });
    session.next();
    expect(session.state().model.getQuestionByName('X01').errors.map((error) => error.getText())).toEqual([wordsOf(language).requiredError]);
  });
});
