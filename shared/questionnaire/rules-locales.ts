// Whether the languages of a version say the same things: each text in each language and nothing beside, the same
// placeholders everywhere, letters of the language's own script, and no prompt left untranslated. What a language is
// (its script, its source) stands in its file, so that a new language meets the same rules without code.
import { formProblem } from './form-problem.ts';
import type { FormProblem } from './form-problem.ts';
import type { Locale } from './locale.ts';
import { localePlace, textOf } from './rules-version.ts';
import type { Version } from './rules-version.ts';
import { promptKeysOf, textKeysOfVersion } from './text-keys.ts';

/** What a round fills in: names from its adaptation, minutes and the retention day from its plan. */
export const PLACEHOLDERS: readonly string[] = ['administration', 'codeOfConduct', 'reportingLine', 'operator', 'minutes', 'retentionDay'];

const PLACEHOLDER = /\{([^{}]*)\}/g;

const placeholdersIn = (text: string): readonly string[] => [...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''))].sort();

/** A text without its placeholders, which a round fills in the language of the name. */
export const withoutPlaceholders = (text: string): string => text.replace(PLACEHOLDER, ' ');

/**
 * Letters of a text that are not of the script (ISO 15924 code, e.g. `Arab`), placeholders left out.
 * Letters common to many scripts, digits and punctuation never count.
 */
export function foreignLetters(text: string, script: string): readonly string[] {
  const own = new RegExp(`[\\p{Script=${script}}\\p{Script=Common}\\p{Script=Inherited}]`, 'u');
  return [...withoutPlaceholders(text)].filter((character) => /\p{L}/u.test(character) && !own.test(character));
}

function checkKeys(locale: Locale, needed: readonly string[]): readonly FormProblem[] {
  const known = new Set(needed);
  const missing = needed.filter((key) => !Object.hasOwn(locale.texts, key));
  const surplus = Object.keys(locale.texts).filter((key) => !known.has(key));
  return [
    ...missing.map((key) => formProblem(localePlace(locale, key), 'the text is missing', 'add it: every text is needed in every language')),
    ...surplus.map((key) => formProblem(localePlace(locale, key), 'nobody shows this text', 'remove it, or correct its key')),
  ];
}

function checkStates(locale: Locale): readonly FormProblem[] {
  const vouched = Object.entries(locale.texts).filter(([, text]) => typeof text !== 'string' && text.state !== undefined && text.state !== 'draft' && text.by === undefined);
  const remedy = 'say "by" which role it was reviewed or pre-tested, or leave it a draft';
  return [
    ...(locale.state !== 'draft' && locale.by === undefined ? [formProblem(localePlace(locale, 'state'), `${locale.state} by nobody`, remedy)] : []),
    ...vouched.map(([key]) => formProblem(localePlace(locale, key), 'its state was given by nobody', remedy)),
  ];
}

function checkScript(locale: Locale): readonly FormProblem[] {
  return Object.keys(locale.texts).flatMap((key) => {
    const foreign = foreignLetters(textOf(locale, key), locale.script);
    return foreign.length === 0 ? [] : [formProblem(localePlace(locale, key), `${foreign.slice(0, 8).join('')}: not letters of ${locale.script}`, 'write it in the script of the language')];
  });
}

function checkPlaceholders(locale: Locale, source: Locale): readonly FormProblem[] {
  return Object.keys(locale.texts).flatMap((key) => {
    const used = placeholdersIn(textOf(locale, key));
    const strange = used.filter((name) => !PLACEHOLDERS.includes(name));
    const wanted = placeholdersIn(textOf(source, key));
    const differs = used.join() !== wanted.join();
    return [
      ...strange.map((name) => formProblem(localePlace(locale, key), `nothing fills {${name}}`, `use one of ${PLACEHOLDERS.join(', ')}`)),
      ...(differs ? [formProblem(localePlace(locale, key), `its placeholders are [${used.join(', ')}], the source has [${wanted.join(', ')}]`, 'use the same placeholders in every language')] : []),
    ];
  });
}

function checkSharedPrompts({ definition, locales }: Version): readonly FormProblem[] {
  return promptKeysOf(definition.pages).flatMap((key) =>
    locales.flatMap((locale, index) => {
      const twin = locales.slice(0, index).find((other) => textOf(other, key) === textOf(locale, key) && textOf(locale, key) !== '');
      return twin === undefined ? [] : [formProblem(localePlace(locale, key), `the same words as in ${twin.language}`, 'translate the prompt')];
    }),
  );
}

/** Everything that is wrong with the languages of a version, taken together. */
export function checkLocales(version: Version): readonly FormProblem[] {
  const needed = textKeysOfVersion(version.definition, version.scoring);
  const perLocale = version.locales.flatMap((locale) => {
    const source = version.locales.find((one) => one.language === locale.source);
    const checked = [...checkKeys(locale, needed), ...checkStates(locale), ...checkScript(locale)];
    return source === undefined
      ? [...checked, formProblem(localePlace(locale, 'source'), `there is no ${locale.source} to be translated from`, 'name a language of this version')]
      : [...checked, ...checkPlaceholders(locale, source)];
  });
  return [...perLocale, ...checkSharedPrompts(version)];
}
