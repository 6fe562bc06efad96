// An adaptation that fills what a version leaves open, with invented names, in whatever languages the version has.
// It lets a version be compiled as a round would compile it.
import type { Adaptation } from '../../shared/questionnaire/adaptation.ts';
import { PLACEHOLDERS } from '../../shared/questionnaire/rules-locales.ts';
import type { Version } from '../../shared/questionnaire/rules-version.ts';

const inEach = (languages: readonly string[], words: string): Record<string, string> => Object.fromEntries(languages.map((language) => [language, words]));

export function anAdaptationFor({ locales, scoring }: Version): Adaptation {
  const languages = locales.map((locale) => locale.language);
  const names = PLACEHOLDERS.filter((name) => name !== 'minutes' && name !== 'retentionDay');
  const lists = scoring.scales.flatMap((scale) => scale.list ?? []);
  return {
    names: Object.fromEntries(names.map((name) => [name, inEach(languages, `[${name}]`)])),
    lists: Object.fromEntries(lists.map((list) => [list, ['first', 'second', 'third'].map((code) => ({ code, texts: inEach(languages, code) }))])),
    off: [],
    own: [],
  };
}
