// The form that a file of answers is scored by: a questionnaire folder, compiled. Names that the texts leave open are
// dotted, since no text is shown to a respondent here; open lists need an adaptation, without which their items are off.
// There is no round either: the form is in the languages that the adaptation's own words have.
import type { Language } from '../../shared/language.ts';
import { Problem } from '../../shared/problem.ts';
import { Adaptation } from '../../shared/questionnaire/adaptation.ts';
import { compileForm } from '../../shared/questionnaire/compile-form.ts';
import { itemsOfElement } from '../../shared/questionnaire/definition.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { wordsOf } from '../../shared/questionnaire/locale.ts';
import type { Locale } from '../../shared/questionnaire/locale.ts';
import { textKeysOf } from '../../shared/questionnaire/text-keys.ts';
import { readShaped, readVersion } from '../questionnaires.ts';
import type { QuestionnaireVersion } from '../questionnaires.ts';

const CODES: Language = 'und';

/** The file of `--adaptation`, described in docs/formats.md: what a file of answers has no need of may be left out. */
const GivenAdaptation = Adaptation.extend({
  names: Adaptation.shape.names.default({}), lists: Adaptation.shape.lists.default({}), off: Adaptation.shape.off.default([]), own: Adaptation.shape.own.default([]),
});

/** Where a folder has no locale at all, codes stand for texts. */
function codesAsTexts({ definition, scoring }: QuestionnaireVersion, language: Language): Locale {
  const keys = textKeysOf({ ...scoring, pages: definition.pages, factors: scoring.factors.map(({ code }) => code) });
  return {
    ...{ language, name: 'codes', direction: 'ltr', script: 'Zzzz', source: 'und', state: 'draft' },
    texts: Object.fromEntries(keys.map((key) => [key, key])),
  };
}

/** Every {name} in the texts, dotted in every language. */
function dottedNames(locales: readonly Locale[]): Adaptation['names'] {
  const names = locales.flatMap(({ texts }) => Object.values(texts).flatMap((text) => [...wordsOf(text).matchAll(/\{([a-z][A-Za-z]*)\}/g)].map((match) => match[1] ?? '')));
  const dots = Object.fromEntries(locales.map(({ language }) => [language, '…']));
  return Object.fromEntries([...new Set(names)].filter((name) => name !== 'minutes' && name !== 'retentionDay').map((name) => [name, dots]));
}

function withoutOpenLists({ definition, locales }: Pick<QuestionnaireVersion, 'definition' | 'locales'>): Adaptation {
  const open = definition.pages.flatMap(({ elements }) =>
    elements.filter((element) => 'choices' in element && element.choices.some((choice) => typeof choice === 'string' && choice.startsWith('@'))),
  );
  return { names: dottedNames(locales), lists: {}, off: open.flatMap((element) => [...itemsOfElement(element)]), own: [] };
}

/** The languages in which every list entry and own item has its words; null where there is none of them, so that any language does. */
function wordedLanguages({ lists, own }: Adaptation): readonly Language[] | null {
  const [first, ...others] = [...Object.values(lists).flat(), ...own].map(({ texts }) => Object.keys(texts));
  return first?.filter((language) => others.every((languages) => languages.includes(language))) ?? null;
}

/** An adaptation as given, its names dotted where it has none; and the questionnaire's texts in the languages that it has. */
function adapted(version: QuestionnaireVersion, folder: string, path: string): { readonly adaptation: Adaptation; readonly locales: readonly Locale[] } {
  const given = readShaped(GivenAdaptation, path);
  const worded = wordedLanguages(given);
  const all = version.locales.length === 0 ? [codesAsTexts(version, worded?.[0] ?? CODES)] : version.locales;
  const locales = all.filter(({ language }) => worded?.includes(language) ?? true);
  if (locales.length === 0) throw new Problem('questionnaire.invalid', `${path}: no language of ${folder} (${all.map(({ language }) => language).join(', ')}) has words for every list entry and own item; add them in one of these.`, { place: path });
  const dots = dottedNames(locales);
  const names = Object.fromEntries([...new Set([...Object.keys(dots), ...Object.keys(given.names)])].map((name) => [name, { ...dots[name], ...given.names[name] }]));
  return { adaptation: { ...given, names }, locales };
}

function unadapted(version: QuestionnaireVersion): ReturnType<typeof adapted> {
  const locales = version.locales.length === 0 ? [codesAsTexts(version, CODES)] : version.locales;
  return { adaptation: withoutOpenLists({ ...version, locales }), locales };
}

/** Compiles the questionnaire in a folder. Throws a Problem with everything that is wrong with it. */
export function scoreForm(folder: string, adaptationPath: string | null): Form {
  const version = readVersion(folder);
  const { adaptation, locales } = adaptationPath === null ? unadapted(version) : adapted(version, folder, adaptationPath);
  const languages = locales.map(({ language }) => language);
  const compiled = compileForm({ definition: version.definition, scoring: version.scoring, locales, adaptation, languages, versionHash: version.hash });
  if (compiled.ok) return compiled.form;
  const lines = compiled.problems.map(({ place, problem, remedy }) => `${place}: ${problem}; ${remedy}`);
  throw new Problem('questionnaire.invalid', `${folder} can not be scored by:\n  ${lines.join('\n  ')}`, { place: folder });
}
