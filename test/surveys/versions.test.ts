// Every questionnaire found under surveys/, held to every rule that a machine can check. A new folder is held to them
// without a line here; only the promises of our own questionnaires are listed, in expectations.ts.
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { compileForm } from '../../shared/questionnaire/compile-form.ts';
import { checkCommon } from '../../shared/questionnaire/rules-common.ts';
import { checkNegations } from '../../shared/questionnaire/rules-prompts.ts';
import { textOf } from '../../shared/questionnaire/rules-version.ts';
import { problemsOfVersion } from '../../shared/questionnaire/rules.ts';
import { brokenPromises, EXPECTATIONS } from './expectations.ts';
import { anAdaptationFor } from './sample-adaptation.ts';
import { absentAudio, foldersOf, readVersion, readWording, SURVEYS, WORDING } from './version-files.ts';

const folders = foldersOf(SURVEYS);
const { notices, negations, addressees } = readWording(WORDING);
const LANGUAGES = ['ar', 'en', 'es', 'fr', 'pt'];

describe('the surveys folder', () => {
  it('holds the two CIPS questionnaires, the coordinators’ feedback, and a promise for each', () => {
    expect(folders).toEqual(Object.keys(EXPECTATIONS).sort());
  });

  it('says the same in the path and in the file of each questionnaire', () => {
    const told = folders.map((folder) => readVersion(join(SURVEYS, folder)).definition).map(({ survey, version, population }) => `${survey}/${version}/${population}`);
    expect(told).toEqual(folders);
  });
});

describe.each(folders)('%s', (folder) => {
  const version = readVersion(join(SURVEYS, folder));

  it('speaks at least five languages, these five as drafts', () => {
    expect(version.locales.map(({ language, state, source }) => [language, state, source])).toEqual(expect.arrayContaining(LANGUAGES.map((language) => [language, 'draft', 'en'])));
  });

  it('says in every language that it is a demonstration and not the WCO’s text', () => {
    for (const locale of version.locales) {
      const wanted = notices.get(locale.language) ?? ['words for the notice in test/surveys/wording'];
      for (const words of wanted) expect(textOf(locale, 'notice')).toContain(words);
    }
  });

  it('calls the refusal in the consent text by the name that it has among the answers', () => {
    for (const locale of version.locales) expect(textOf(locale, 'consent.voluntary')).toContain(textOf(locale, 'missing.prefer-not-to-say'));
  });

  it('compiles with its open lists and names filled', () => {
    const languages = version.locales.map((locale) => locale.language);
    const compiled = compileForm({ ...version, adaptation: anAdaptationFor(version), languages, versionHash: '0'.repeat(64) });
    expect(compiled.ok ? [] : compiled.problems).toEqual([]);
  });

  it('breaks no rule of good questions', () => {
    expect(problemsOfVersion(version)).toEqual([]);
  });

  it('reverses no item by a word of negation, in any language', () => {
    expect(checkNegations(version, negations)).toEqual([]);
  });

  it('keeps its promise of questions, factors and polarities', () => {
    const expected = EXPECTATIONS[folder];
    expect(expected === undefined ? 'no expectation' : brokenPromises(version, expected)).toEqual([]);
  });

  it('names no audio file that is not there', () => {
    expect(absentAudio(join(SURVEYS, folder), version)).toEqual([]);
  });
});

describe('populations of one survey version', () => {
  const families = [...new Set(folders.map((folder) => folder.split('/').slice(0, 2).join('/')))];

  it.each(families)('%s asks its common items in the same words but for the addressee', (family) => {
    const versions = folders.filter((folder) => folder.startsWith(`${family}/`)).map((folder) => readVersion(join(SURVEYS, folder)));
    expect(checkCommon(versions, addressees)).toEqual([]);
  });
});
