// A round of sixty officials over the CIPS questionnaire with the awkward cases in it, as a form, a plan and sheets:
// a factor of half-answered persons, one that nobody knows, one with nine scores and one with ten, strata of nine and
// ten, three who state no stratum, two unusable sheets. The sheets lie as CSV beside the R script that judges them.
import { readFileSync } from 'node:fs';
import { compileForm } from '../../shared/questionnaire/compile-form.ts';
import type { Adaptation } from '../../shared/questionnaire/adaptation.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { wordsOf } from '../../shared/questionnaire/locale.ts';
import type { SamplePlan } from '../../analysis/scorecard/sample.ts';
import { readVersion } from '../../server/questionnaires.ts';

const FOLDER = new URL('../analysis/fixtures/round-60/', import.meta.url);
export const ROUND_60_CSV = new URL('sheets.csv', FOLDER).pathname;
const OFFICIALS = new URL('../../surveys/cips/1/officials', import.meta.url).pathname;

export const ROUND_60_STRATA = [
  { code: 'north', size: 40, codes: 20 },
  { code: 'south', size: 30, codes: 15 },
  { code: 'coast', size: 70, codes: 40 },
  { code: 'border', size: 60, codes: 30 },
] as const;

export const ROUND_60_PLAN = { selection: 'random', size: 200, stratumItem: 'D_REGION', strata: ROUND_60_STRATA } satisfies SamplePlan;

/** Lists and names of a fictional administration, in the languages given. */
export function round60Adaptation(languages: readonly string[]): Adaptation {
  const inAll = (text: string): Record<string, string> => Object.fromEntries(languages.map((language) => [language, text]));
  const list = (codes: readonly string[]) => codes.map((code) => ({ code, texts: inAll(code) }));
  const { locales } = readVersion(OFFICIALS);
  const names = locales.flatMap(({ texts }) => Object.values(texts).flatMap((text) => [...wordsOf(text).matchAll(/\{([a-z][A-Za-z]*)\}/g)].map((match) => match[1] ?? '')));
  return {
    names: Object.fromEntries([...new Set(names)].filter((name) => name !== 'minutes' && name !== 'retentionDay').map((name) => [name, inAll(`the ${name}`)])),
    lists: { regions: list(ROUND_60_STRATA.map(({ code }) => code)), grades: list(['junior', 'senior']) },
    off: [],
    own: [],
  };
}

/** The officials' form of the round, in English. */
export function round60Form(): Form {
  const { definition, scoring, locales, hash } = readVersion(OFFICIALS);
  const compiled = compileForm({ definition, scoring, locales, adaptation: round60Adaptation(['en']), languages: ['en'], versionHash: hash });
  if (!compiled.ok) throw new Error(compiled.problems.map(({ place, problem }) => `${place}: ${problem}`).join('\n'));
  return compiled.form;
}

/** The sixty sheets as they would be sent: blank and hidden items absent. */
export function round60Sheets(form: Form): readonly Answers[] {
  const [header = '', ...rows] = readFileSync(ROUND_60_CSV, 'utf8').trimEnd().split('\n');
  const codes = header.split(',');
  const scaleOf = new Map(form.items.map((item) => [item.code, form.scales.find(({ code }) => code === item.scale)]));
  return rows.map((row) => {
    const entries = row.split(',').flatMap((field, index) => {
      const code = codes[index] ?? '';
      if (field === '') return [];
      const value = (text: string): string | number => (/^[0-9]+$/.test(text) ? Number(text) : text);
      return [[code, scaleOf.get(code)?.kind === 'multiple' ? field.split('|').map(value) : value(field)] as const];
    });
    return Object.fromEntries(entries);
  });
}
