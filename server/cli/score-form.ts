// The form that a file of answers is scored by: a questionnaire folder, compiled. Names that the texts leave open are
// dotted, since no text is shown to a respondent here; open lists need an adaptation, without which their items are off.
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

/** Where a folder has no locale at all, codes stand for texts. */
function codesAsTexts({ definition, scoring }: QuestionnaireVersion): Locale {
  const keys = textKeysOf({ ...scoring, pages: definition.pages, factors: scoring.factors.map(({ code }) => code) });
  return {
    ...{ language: 'und', name: 'codes', direction: 'ltr', script: 'Zzzz', source: 'und', state: 'draft' },
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

/** Compiles the questionnaire in a folder. Throws a Problem with everything that is wrong with it. */
export function scoreForm(folder: string, adaptationPath: string | null): Form {
  const version = readVersion(folder);
  const locales = version.locales.length === 0 ? [codesAsTexts(version)] : version.locales;
  const adaptation = adaptationPath === null ? withoutOpenLists({ ...version, locales }) : readShaped(Adaptation, adaptationPath);
  const languages = locales.map(({ language }) => language);
  const compiled = compileForm({ definition: version.definition, scoring: version.scoring, locales, adaptation, languages, versionHash: version.hash });
  if (compiled.ok) return compiled.form;
  const lines = compiled.problems.map(({ place, problem, remedy }) => `${place}: ${problem}; ${remedy}`);
  throw new Problem('questionnaire.invalid', `${folder} can not be scored by:\n  ${lines.join('\n  ')}`, { place: folder });
}
