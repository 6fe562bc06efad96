// A small questionnaire with every kind of element, and its parts to spoil one by one. `aForm()` compiles it; `aSource()`
// gives the uncompiled parts, a fresh copy each time, so that a test changes only what it is about.
import { compileForm } from '../../shared/questionnaire/compile-form.ts';
import type { FormSource } from '../../shared/questionnaire/compile-form.ts';
import type { Element, Page } from '../../shared/questionnaire/definition.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { Locale } from '../../shared/questionnaire/locale.ts';
import type { Item, Scale } from '../../shared/questionnaire/scoring.ts';
import { textKeysOf } from '../../shared/questionnaire/text-keys.ts';

type Mutable<Value> = Value extends object ? { -readonly [Key in keyof Value]: Mutable<Value[Key]> } : Value;
export type Source = Mutable<FormSource>;

const MISSING = ['dont-know', 'prefer-not-to-say'] as const;

const pages = (): Page[] => [
  {
    name: 'P_WORK',
    elements: [
      { type: 'radiogroup', name: 'F01_01', choices: [1, 2, 3, 4, 5, 'dont-know', 'prefer-not-to-say'] },
      { type: 'matrix', name: 'G_LEADERS', columns: [1, 2, 3, 4, 5, 'dont-know'], rows: ['F01_02', 'F01_03', 'F02_01'] },
      { type: 'radiogroup', name: 'X01', choices: ['yes', 'no', 'prefer-not-to-say'], isRequired: true },
    ],
  },
  {
    name: 'P_CONTACT',
    visibleIf: "{X01} = 'yes'",
    elements: [
      { type: 'checkbox', name: 'D_WHERE', choices: ['port', 'airport', 'none', 'prefer-not-to-say'] },
      { type: 'radiogroup', name: 'X02', choices: ['yes', 'no', 'prefer-not-to-say'], visibleIf: "{D_WHERE} anyof ['port', 'airport']" },
      { type: 'comment', name: 'D_WORDS', maxLength: 40 },
    ],
  },
  {
    name: 'P_YOU',
    elements: [
      { type: 'dropdown', name: 'D_REGION', choices: ['@regions', 'prefer-not-to-say'] },
      { type: 'radiogroup', name: 'D_AGREE', choices: ['yes', 'no', 'prefer-not-to-say'], visibleIf: '{F01_02} anyof [1, 2]' },
    ],
  },
];

const scales = (): Scale[] => [
  { code: 'agree-5', kind: 'ordinal', points: [1, 2, 3, 4, 5], favourable: [4, 5], neutral: [3], missing: [...MISSING] },
  { code: 'yes-no', kind: 'nominal', points: ['yes', 'no'], missing: ['prefer-not-to-say'] },
  { code: 'where', kind: 'multiple', points: ['port', 'airport', 'none'], exclusive: ['none'], missing: ['prefer-not-to-say'] },
  { code: 'words', kind: 'text', points: [], missing: [] },
  { code: 'region', kind: 'nominal', points: [], list: 'regions', missing: ['prefer-not-to-say'] },
];

const evaluative = (code: string, factor: string, polarity: 'positive' | 'reversed' = 'positive'): Item => ({
  ...{ code, revision: 1, kind: 'evaluative', scale: 'agree-5', factor, polarity, common: false, sensitive: false },
});
const descriptive = (code: string, scale: string): Item => ({ code, revision: 1, kind: 'descriptive', scale, common: false, sensitive: false });

const items = (): Item[] => [
  evaluative('F01_01', 'rad-1'),
  evaluative('F01_02', 'rad-1'),
  { ...evaluative('F01_03', 'rad-1', 'reversed'), indicator: 'tone' },
  evaluative('F02_01', 'rad-2'),
  descriptive('X01', 'yes-no'),
  descriptive('D_WHERE', 'where'),
  {
    ...{ code: 'X02', revision: 1, kind: 'experience', scale: 'yes-no', common: false, sensitive: true, counted: ['yes'] },
    base: { item: 'D_WHERE', values: ['port', 'airport'] },
  },
  descriptive('D_WORDS', 'words'),
  { ...descriptive('D_REGION', 'region'), demographic: 'region' },
  descriptive('D_AGREE', 'yes-no'),
];

/** Every needed text: its key in the language, so that a text on a page tells which it is and in which language. */
export function aLocale(language: string, keys: readonly string[], direction: 'ltr' | 'rtl' = 'ltr'): Locale {
  const texts = Object.fromEntries(keys.map((key) => [key, `${language} ${key.replaceAll(/[._-]/g, ' ')}`]));
  return { language, name: `Name of ${language}`, direction, script: direction === 'rtl' ? 'Arab' : 'Latn', source: 'en', state: 'draft', texts };
}

export const REGIONS = [
  { code: 'north', texts: { en: 'North', fr: 'Nord', ar: 'الشمال' } },
  { code: 'south', texts: { en: 'South', fr: 'Sud', ar: 'الجنوب' } },
];

/** Fresh parts in English, French and Arabic; `{administration}` stands in one prompt, `{minutes}` in one consent text. */
export function aSource(): Source {
  const scoring = { factors: [{ code: 'rad-1' }, { code: 'rad-2' }], indicators: [{ code: 'tone', factor: 'rad-1' }], scales: scales(), items: items() };
  const definition = { survey: 'small', version: 1, population: 'officials', pages: pages() };
  const keys = textKeysOf({ ...scoring, pages: pages(), factors: ['rad-1', 'rad-2'] });
  const locales = [aLocale('en', keys), aLocale('fr', keys), aLocale('ar', keys, 'rtl')];
  for (const locale of locales) {
    locale.texts['F01_01'] = `${locale.language} is {administration} fair?`;
    locale.texts['consent.time'] = `${locale.language} it takes {minutes} minutes`;
  }
  return {
    definition,
    scoring,
    locales,
    adaptation: { names: { administration: { en: 'Customs', fr: 'la Douane', ar: 'الجمارك' } }, lists: { regions: structuredClone(REGIONS) }, off: [], own: [] },
    languages: ['en', 'fr', 'ar'],
    versionHash: '0'.repeat(64),
  };
}

/** The compiled form; `change` spoils or extends a fresh source first. Throws with all problems where it does not compile. */
export function aForm(change: (source: Source) => void = () => undefined): Form {
  const source = aSource();
  change(source);
  const compiled = compileForm(source);
  if (!compiled.ok) throw new Error(compiled.problems.map(({ place, problem }) => `${place}: ${problem}`).join('\n'));
  return compiled.form;
}

/** The element of a source by name; throws where there is none, so that a test cannot pass by changing nothing. */
export function elementOf(source: Source, name: string): Element {
  const found = source.definition.pages.flatMap((page) => page.elements).find((element) => element.name === name);
  if (found === undefined) throw new Error(`no element ${name}`);
  return found;
}

export function itemOf(source: Source, code: string): Item {
  const found = source.scoring.items.find((item) => item.code === code);
  if (found === undefined) throw new Error(`no item ${code}`);
  return found;
}
