// Which texts a questionnaire needs in each of its languages. The compile step and the data tests read the same
// list, so that a text that nobody shows and a text that somebody misses are both found before a round opens.
// Texts of open lists (`@regions`) are not here: the round's adaptation brings them.
import type { Definition, Element } from './definition.ts';
import type { Scale, Scoring } from './scoring.ts';

/** Texts that frame every questionnaire: what it is, the notice before Start, the word after Send. */
export const FRAME_KEYS = [
  'title',
  'notice',
  'population',
  'consent.who',
  'consent.operator',
  'consent.why',
  'consent.time',
  'consent.voluntary',
  'consent.final',
  'consent.kept',
  'consent.reporting',
  'consent.take-part',
  'consent.decline',
  'thanks',
] as const;

export const pageKey = (page: string): string => `page.${page}`;
export const pointKey = (scale: string, point: string | number): string => `scale.${scale}.${String(point)}`;
export const missingKey = (code: string): string => `missing.${code}`;
export const factorKey = (factor: string): string => `factor.${factor}`;
export const factorMeaningKey = (factor: string): string => `factor.${factor}.meaning`;
export const indicatorKey = (indicator: string): string => `indicator.${indicator}`;
export const leverKey = (lever: string): string => `lever.${lever}`;

/** A grid's stem and its rows, otherwise the element's prompt; prompts are found by element and item code. */
export const promptKeysOfElement = (element: Element): readonly string[] =>
  element.type === 'matrix' ? [element.name, ...element.rows] : [element.name];

/** The prompts of a questionnaire in the order in which they are asked. */
export const promptKeysOf = (definition: Definition): readonly string[] =>
  definition.pages.flatMap((page) => page.elements.flatMap(promptKeysOfElement));

const scaleKeys = (scales: readonly Scale[]): readonly string[] =>
  scales.flatMap((scale) => scale.points.map((point) => pointKey(scale.code, point)));

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** Every text key that a questionnaire needs in each language, in the order of the locale files, each once. */
export const textKeysOf = (definition: Definition, scoring: Scoring): readonly string[] => {
  const asked = definition.pages.flatMap((page) => [pageKey(page.name), ...page.elements.flatMap(promptKeysOfElement)]);
  const missing = unique(scoring.scales.flatMap((scale) => scale.missing)).map(missingKey);
  const factors = scoring.factors.flatMap(({ code }) => [factorKey(code), factorMeaningKey(code)]);
  const indicators = scoring.indicators.map(({ code }) => indicatorKey(code));
  const levers = scoring.items.flatMap(({ lever }) => (lever === undefined ? [] : [leverKey(lever)]));
  return unique([...FRAME_KEYS, ...asked, ...scaleKeys(scoring.scales), ...missing, ...factors, ...indicators, ...levers]);
};
