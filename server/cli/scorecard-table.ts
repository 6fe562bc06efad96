// A release as a table for the terminal: factors side by side with their intervals, one block per population. What is
// withheld or can't be had says why, in a word, where its number would stand.
import type { Estimate } from '../../shared/results/estimate.ts';
import type { FactorResult, PopulationResult } from '../../shared/results/population-result.ts';
import { partName } from '../../shared/results/part-name.ts';
import type { Release } from '../../shared/results/release.ts';

const WIDTH = 44;

const score = (value: number): string => value.toFixed(1).padStart(5);
const share = (value: number): string => `${(value * 100).toFixed(0).padStart(3)} %`;

function cell(estimate: Estimate, print: (value: number) => string): string {
  if (estimate.status === 'suppressed') return `withheld (${estimate.reason})`;
  if (estimate.status === 'not-estimable') return `none (${estimate.reason})`;
  if (estimate.status === 'value-only') return print(estimate.value);
  return `${print(estimate.value)} [${print(estimate.low).trim()}–${print(estimate.high).trim()}]`;
}

const countOf = (estimate: Estimate): string => ('n' in estimate && estimate.n !== undefined ? String(estimate.n) : '').padStart(5);

/** The text of a key in a language, then in English, then in whichever there is. */
function textOf(result: PopulationResult, language: string, key: string): string {
  const order = [language, 'en', ...result.languages.map((each) => each.language)];
  for (const wanted of order) {
    const text = result.languages.find((each) => each.language === wanted)?.texts[key];
    if (text !== undefined) return text;
  }
  return key;
}

/** The change since the earlier round in a word, with what else changed. */
function change(comparison: FactorResult['comparison']): string {
  if (comparison === undefined) return '';
  const { difference, verdict, breakMarks } = comparison;
  const points = difference.status === 'estimated' || difference.status === 'value-only' ? `${difference.value < 0 ? '' : '+'}${difference.value.toFixed(1)} ` : '';
  return `${points}${verdict}${breakMarks.length === 0 ? '' : ` (changed: ${breakMarks.join(', ')})`}`;
}

const line = (name: string, figures: Pick<FactorResult, 'score' | 'favourable' | 'comparison'>): string =>
  `  ${name.slice(0, WIDTH).padEnd(WIDTH)} ${countOf(figures.score)}  ${cell(figures.score, score).padEnd(24)} ${cell(figures.favourable, share).padEnd(20)} ${change(figures.comparison)}`.trimEnd();

function block(result: PopulationResult, language: string): readonly string[] {
  const rate = result.responseRate === null ? '' : `, ${(result.responseRate * 100).toFixed(0)} % of the codes`;
  const scatter = result.marginOfError ? '95 % intervals' : 'intervals show scatter, not a margin of error';
  return [
    `${partName(result)}: ${String(result.sheets)} sheets${rate}; selection: ${result.selection}; ${scatter}`,
    `  ${''.padEnd(WIDTH)} ${'n'.padStart(5)}  ${'score 0–100'.padEnd(24)} ${'favourable'.padEnd(20)} ${result.factors.some(({ comparison }) => comparison !== undefined) ? 'change' : ''}`.trimEnd(),
    line('overall', result.overall),
    ...result.factors.map((factor) => line(textOf(result, language, `factor.${factor.factor}`), factor)),
    ...(result.notes.length === 0 ? [] : [`  notes: ${result.notes.join(', ')}`]),
  ];
}

/** Lines of the scorecard. */
export const scorecardTable = (release: Release, language: string): readonly string[] => [
  `Round ${release.round}, ${release.survey}/${String(release.version)}, rule ${release.rule}${release.demonstration === true ? ', DEMONSTRATION: fictional answers' : ''}`,
  ...(release.previous === undefined ? [] : [`Changes are since round ${release.previous.round}; p is adjusted over the factors of all populations that were invited.`]),
  ...release.populations.flatMap((result) => ['', ...block(result, language)]),
  ...(release.populations.length > 1 ? ['', 'The full scores of two populations rest on different questions; compare their common items only (--format json).'] : []),
];
