// A language is data: an invented sixth one, made here from the English files, enters a copy of the surveys as two
// kinds of file and meets the same rules, the same compile step and the same readers without a line of code.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compileForm } from '../../shared/questionnaire/compile-form.ts';
import { Locale, wordsOf } from '../../shared/questionnaire/locale.ts';
import { checkCommon } from '../../shared/questionnaire/rules-common.ts';
import { checkNegations } from '../../shared/questionnaire/rules-prompts.ts';
import { problemsOfVersion } from '../../shared/questionnaire/rules.ts';
import { anAdaptationFor } from './sample-adaptation.ts';
import { foldersOf, readVersion, readWording, SURVEYS, WORDING } from './version-files.ts';

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
/** Georgian: another script, 33 letters in a row, none of which lower-casing changes. */
const FIRST_LETTER = 0x10d0;

/** Letter by letter into another script; placeholders, digits and punctuation stay. */
const invented = (text: string): string =>
  text
    .split(/(\{[^{}]*\})/)
    .map((part) => (part.startsWith('{') ? part : part.replace(/[a-z]/gi, (letter) => String.fromCodePoint(FIRST_LETTER + ALPHABET.indexOf(letter.toLowerCase())))))
    .join('');

const root = mkdtempSync(join(tmpdir(), 'spid-surveys-'));
const surveys = join(root, 'surveys');
const wording = join(root, 'wording');
const folders = foldersOf(SURVEYS);

function addLanguageTo(folder: string): void {
  const english = Locale.parse(JSON.parse(readFileSync(join(SURVEYS, folder, 'locales/en.json'), 'utf8')));
  const texts = Object.fromEntries(Object.entries(english.texts).map(([key, text]) => [key, invented(wordsOf(text))]));
  writeFileSync(join(surveys, folder, 'locales/qx.json'), JSON.stringify({ ...english, language: 'qx', name: invented('Invented'), script: 'Geor', texts }));
}

beforeAll(() => {
  cpSync(SURVEYS, surveys, { recursive: true });
  cpSync(WORDING, wording, { recursive: true });
  for (const folder of folders) addLanguageTo(folder);
  const english = readFileSync(join(WORDING, 'en.json'), 'utf8');
  const translated: unknown = JSON.parse(english, (_key, value: unknown) => (typeof value === 'string' ? invented(value) : value));
  writeFileSync(join(wording, 'qx.json'), JSON.stringify(translated));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe.each(folders)('a sixth language of %s', (folder) => {
  it('is found, and breaks no rule', () => {
    const version = readVersion(join(surveys, folder));
    expect(version.locales.map((locale) => locale.language)).toContain('qx');
    expect(problemsOfVersion(version)).toEqual([]);
    expect(checkNegations(version, readWording(wording).negations)).toEqual([]);
  });

  it('compiles into the form beside the other five, with names filled', () => {
    const version = readVersion(join(surveys, folder));
    const languages = version.locales.map((locale) => locale.language);
    const compiled = compileForm({ ...version, adaptation: anAdaptationFor(version), languages, versionHash: '0'.repeat(64) });
    const form = compiled.ok ? compiled.form : undefined;
    expect(form?.languages).toHaveLength(6);
    expect(form?.languages.find(({ language }) => language === 'qx')?.texts['consent.who']).toContain('[administration]');
  });

  it('is refused by the rules where one of its texts is missing or in another script', () => {
    const version = readVersion(join(surveys, folder));
    const qx = version.locales.find((locale) => locale.language === 'qx');
    delete qx?.texts['thanks'];
    Object.assign(qx?.texts ?? {}, { Z_FREE: 'Did you feel free?' });
    const told = problemsOfVersion(version).map(({ place }) => place);
    expect(told).toEqual(expect.arrayContaining(['locales/qx.json thanks', 'locales/qx.json Z_FREE']));
  });
});

describe('a sixth language of two populations', () => {
  it('asks common items in the same words but for the addressee', () => {
    const versions = folders.filter((folder) => folder.startsWith('cips/')).map((folder) => readVersion(join(surveys, folder)));
    expect(checkCommon(versions, readWording(wording).addressees)).toEqual([]);
  });
});
