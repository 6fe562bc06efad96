// The questionnaires of surveys/ compiled as a round would: their own files, invented names and lists. One reader for
// all tests that want the real thing.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { compileForm } from '../../shared/questionnaire/compile-form.ts';
import type { FormSource } from '../../shared/questionnaire/compile-form.ts';
import { Definition } from '../../shared/questionnaire/definition.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { Locale } from '../../shared/questionnaire/locale.ts';
import { Scoring } from '../../shared/questionnaire/scoring.ts';

const SURVEYS = new URL('../../surveys/', import.meta.url);
const readJson = (url: URL): unknown => JSON.parse(readFileSync(url, 'utf8')) as unknown;

/** Labels made up per language, with the language in them: no two languages share a word, and Arabic stays in its script. */
const label = (languages: readonly string[], text: string): Record<string, string> =>
  Object.fromEntries(languages.map((language) => [language, language === 'ar' ? `اسم ${'ا'.repeat(text.length)}` : `${text} (${language})`]));

/** A version's source in all its languages, open lists and names filled. */
export function aSurveySource(folder: string): FormSource {
  const base = new URL(`${folder}/`, SURVEYS);
  const scoring = Scoring.parse(readJson(new URL('scoring.json', base)));
  const locales = readdirSync(new URL('locales/', base)).sort().map((file) => Locale.parse(readJson(new URL(`locales/${file}`, base))));
  const languages = locales.map((locale) => locale.language);
  const texts = locales.flatMap((locale) => Object.values(locale.texts).map((text) => (typeof text === 'string' ? text : text.text)));
  const names = [...new Set(texts.flatMap((text) => [...text.matchAll(/\{([A-Za-z]+)\}/g)].map(([, name]) => name ?? '')))];
  const lists = [...new Set(scoring.scales.flatMap((scale) => (scale.list === undefined ? [] : [scale.list])))];
  return {
    definition: Definition.parse(readJson(new URL('questionnaire.json', base))),
    ...{ scoring, locales, languages, versionHash: '0'.repeat(64) },
    adaptation: {
      names: Object.fromEntries(names.map((name) => [name, label(languages, name)])),
      lists: Object.fromEntries(lists.map((list) => [list, ['a', 'b', 'c', 'd'].map((code) => ({ code: `${list}-${code}`, texts: label(languages, `${list} ${code}`) }))])),
      ...{ off: [], own: [] },
    },
  };
}

/** The compiled form. Throws with all problems where the questionnaire does not compile. */
export function aSurveyForm(folder: string): Form {
  const compiled = compileForm(aSurveySource(folder));
  if (!compiled.ok) throw new Error(compiled.problems.map(({ place, problem }) => `${place}: ${problem}`).join('\n'));
  return compiled.form;
}

/** Every questionnaire folder of surveys/, such as `cips/1/officials`. */
export const surveyFolders = (): readonly string[] =>
  readdirSync(SURVEYS, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name === 'questionnaire.json' && existsSync(entry.parentPath))
    .map((entry) => entry.parentPath.slice(SURVEYS.pathname.length))
    .sort();
