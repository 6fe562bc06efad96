// Copies of a version to be broken on purpose: a rule that never complains proves nothing. Reaching for something
// that is not there throws, so that a renamed item breaks the test that spoke of it.
import type { Element } from '../../shared/questionnaire/definition.ts';
import type { Locale } from '../../shared/questionnaire/locale.ts';
import type { Version } from '../../shared/questionnaire/rules-version.ts';
import type { Item, Scale } from '../../shared/questionnaire/scoring.ts';

/** A deep copy that the given change has gone over. */
export function brokenCopy(version: Version, change: (copy: Version) => void): Version {
  const copy = structuredClone(version);
  change(copy);
  return copy;
}

function found<Thing>(thing: Thing | undefined, name: string): Thing {
  if (thing === undefined) throw new Error(`the version has no ${name}`);
  return thing;
}

export const itemOf = ({ scoring }: Version, code: string): Item => found(scoring.items.find((item) => item.code === code), code);
export const scaleOf = ({ scoring }: Version, code: string): Scale => found(scoring.scales.find((scale) => scale.code === code), code);
export const localeOf = ({ locales }: Version, language: string): Locale => found(locales.find((locale) => locale.language === language), language);
export const elementOf = ({ definition }: Version, name: string): Element =>
  found(definition.pages.flatMap((page) => page.elements).find((element) => element.name === name), name);

/** Changes one text of one language. */
export const reword = (version: Version, language: string, key: string, text: string): void => {
  const { texts } = localeOf(version, language);
  found(texts[key], key);
  texts[key] = text;
};

/** Moves a page, by name, to another place in the order of pages. */
export const movePage = ({ definition }: Version, name: string, to: number): void => {
  const at = definition.pages.findIndex((page) => page.name === name);
  definition.pages.splice(to, 0, ...definition.pages.splice(at, 1));
};
