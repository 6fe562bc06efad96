// From a release to the rows of its tables, as plain values: which factors stand side by side, which names they carry.
// The order is the questionnaire's own. Only common scores are put beside each other; full ones never are.
import type { PopulationResult } from '../../shared/results/population-result.ts';
import type { Release } from '../../shared/results/release.ts';
import { factorKey, indicatorKey } from '../../shared/questionnaire/text-keys.ts';
import { resultLanguage } from './speech.ts';
import type { DeskSpeech } from './speech.ts';
import type { ScoreColumn, ScoreRow } from './factor-table.tsx';

type Naming = Pick<DeskSpeech, 'language' | 'resultText' | 'say' | 'sayIf'>;

/** The name of a population: the questionnaire's own text in the reader's language, else the desk's word for the code, else the text in another. */
export function populationName(result: PopulationResult, speech: Naming): string {
  const own = speech.resultText(result, 'population');
  const isRead = resultLanguage(result, speech.language)?.language === speech.language && own !== 'population';
  const name = isRead ? own : speech.sayIf(`population.${result.population}`, own === 'population' ? result.population : own);
  // An open link proves nothing about who answered: wherever its figures stand, the name says so.
  return result.way === undefined ? name : speech.say('way.open-link', { population: name });
}

/** The first population has the dot, every other the diamond. */
export const columnOf = (result: PopulationResult, index: number, speech: Naming): ScoreColumn => ({
  title: populationName(result, speech),
  mark: index === 0 ? 'dot' : 'diamond',
});

/** Common factors of all populations, side by side. Empty where only one population was asked or nothing is common. */
export function commonRows(release: Release, speech: Naming): readonly ScoreRow[] {
  const [first] = release.populations;
  if (first === undefined || release.populations.length < 2) return [];
  const codes = [...new Set(release.populations.flatMap((result) => result.commonFactors.map(({ factor }) => factor)))];
  return codes.map((code) => {
    const owner = release.populations.find((result) => result.commonFactors.some(({ factor }) => factor === code)) ?? first;
    const found = release.populations.map((result) => result.commonFactors.find(({ factor }) => factor === code) ?? null);
    const items = found.find((factor) => factor !== null)?.items ?? 0;
    return {
      code,
      name: { result: owner, of: factorKey(code) },
      detail: speech.say('factors.items', { count: items }),
      figures: found.map((factor) => factor?.score ?? null),
    };
  });
}

/** All factors of one population on all its questions. */
export const fullRows = (result: PopulationResult, speech: Naming): readonly ScoreRow[] =>
  result.factors.map(({ factor, items, score }) => ({
    code: factor,
    name: { result, of: factorKey(factor) },
    detail: speech.say('factors.items', { count: items }),
    figures: [score],
  }));

/** The indicators of one population, each with its factor's name. */
export const indicatorRows = (result: PopulationResult): readonly ScoreRow[] =>
  result.indicators.map(({ indicator, factor, score }) => ({
    code: indicator,
    name: { result, of: indicatorKey(indicator) },
    detail: { result, of: factorKey(factor) },
    figures: [score],
  }));
