// The page's own words, found by language and key. Files under client/words/<room>/ are the languages: a sixth
// language is one more file per room and no code. Sentences never stand in components, and numbers, days and plurals
// are shaped by Intl. Digits are Latin in every language, since codes, receipts and the eight numbers are.

import { servingLanguage } from '../../shared/language.ts';

/** A text, or its plural forms by CLDR category (`one`, `few`, `other` …); `other` always stands. */
export type Wording = string | { readonly other: string; readonly [category: string]: string };
export type WordFile = Readonly<Record<string, Wording>>;
/** Language tag → words, in the order in which the switch of a page without a round shows them. */
export type Catalogue<File extends WordFile = WordFile> = ReadonlyMap<string, File>;
export type Values = Readonly<Record<string, string | number>>;

/** The language in a path such as `./respond/pt-BR.json`. */
const languageOfPath = (path: string): string => path.replace(/^.*\//, '').replace(/\.json$/, '');

/** The catalogue of the modules that `import.meta.glob` found. */
export const catalogueOf = <File extends WordFile>(modules: Readonly<Record<string, unknown>>): Catalogue<File> =>
  new Map(Object.entries(modules).map(([path, file]) => [languageOfPath(path), file as File]));

/** Intl's tag for a language: Latin digits everywhere. */
export const formatTag = (language: string): string => `${language}-u-nu-latn`;

const fill = (text: string, language: string, values: Values): string =>
  text.replace(/\{([a-zA-Z]+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? new Intl.NumberFormat(formatTag(language)).format(value) : value;
  });

/** The words of a wording. `values.count` chooses the plural form; numbers are written as the language writes them. */
export function worded(wording: Wording, language: string, values: Values = {}): string {
  if (typeof wording === 'string') return fill(wording, language, values);
  const count = values['count'];
  const category = typeof count === 'number' ? new Intl.PluralRules(language).select(count) : 'other';
  return fill(wording[category] ?? wording.other, language, values);
}

/** Says a text of a room's file by its key. */
export type Say<Key extends string = string> = (key: Key, values?: Values) => string;

/** What serves a language: its own file, else its base's (`pt` serves `pt-BR`). */
export function wordsFor<Words>(catalogue: ReadonlyMap<string, Words>, language: string): Words | undefined {
  const serving = servingLanguage(language, (tag) => catalogue.has(tag));
  return serving === null ? undefined : catalogue.get(serving);
}

/** The speaker of one language. Throws where the catalogue lacks it: choose with `chooseLanguage` or `pageLanguage`. */
export function speaker<File extends WordFile>(catalogue: Catalogue<File>, language: string): Say<keyof File & string> {
  const file = wordsFor(catalogue, language);
  if (file === undefined) throw new Error(`no words in ${language}`);
  return (key, values) => worded(file[key] ?? key, language, values);
}

/** A language of a form or a page with its own name. */
export type NamedLanguage = { readonly language: string; readonly name: string };

/** The languages of a round that the catalogue has words for, in the round's order, which the language switch keeps. */
export const spokenOf = (catalogue: ReadonlyMap<string, unknown>, languages: readonly NamedLanguage[]): readonly NamedLanguage[] =>
  languages.filter(({ language }) => wordsFor(catalogue, language) !== undefined).map(({ language, name }) => ({ language, name }));

/** The first of the person's languages that is offered (`pt-BR` finds `pt`), else the first offered, which is a round's own choice. */
export function chooseLanguage(offered: readonly string[], wanted: readonly string[], otherwise = offered[0] ?? 'en'): string {
  const base = (tag: string): string => tag.split('-')[0] ?? tag;
  for (const tag of wanted) {
    const found = offered.find((language) => language === tag) ?? offered.find((language) => base(language) === base(tag));
    if (found !== undefined) return found;
  }
  return otherwise;
}

/** A page's language where no round has named its own: English for who reads none, since the order of files says nothing. */
export const pageLanguage = (catalogue: ReadonlyMap<string, unknown>, wanted: readonly string[]): string => chooseLanguage([...catalogue.keys()], wanted, 'en');

/** A day (`YYYY-MM-DD`) written out; no time zone can shift it. */
export const dayInWords = (day: string, language: string): string =>
  new Intl.DateTimeFormat(formatTag(language), { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' }).format(new Date(`${day}T00:00:00Z`));
