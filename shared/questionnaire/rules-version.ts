// A questionnaire version as the rules see it: what is asked, what it means, and its words in every language.
// The rules are advice on good questions, beside the compile step which refuses what cannot work: an imported
// questionnaire may break them and still run.
import type { ItemCode } from './codes.ts';
import { itemsOfElement } from './definition.ts';
import type { Definition } from './definition.ts';
import { wordsOf } from './locale.ts';
import type { Locale } from './locale.ts';
import type { Item, Scoring } from './scoring.ts';

export interface Version {
  readonly definition: Definition;
  readonly scoring: Scoring;
  readonly locales: readonly Locale[];
}

/** Item codes in the order in which they are asked. */
export const askedItems = ({ pages }: Definition): readonly ItemCode[] => pages.flatMap((page) => page.elements.flatMap(itemsOfElement));

/** Items in the order in which they are asked; what scoring does not know is the compile step's business. */
export const itemsInOrder = ({ definition, scoring }: Version): readonly Item[] => {
  const byCode = new Map(scoring.items.map((item) => [item.code, item]));
  return askedItems(definition).flatMap((code) => byCode.get(code) ?? []);
};

/** The words found by a key, or nothing where the language lacks them. */
export const textOf = (locale: Locale, key: string): string => {
  const found = Object.hasOwn(locale.texts, key) ? locale.texts[key] : undefined;
  return found === undefined ? '' : wordsOf(found);
};

export const localePlace = (locale: Locale, key: string): string => `locales/${locale.language}.json ${key}`;
