// Which texts a questionnaire needs in each of its languages. The compile step and the data tests read the same
// list, so that a text that nobody shows and a text that somebody misses are both found before a round opens.
// Texts of open lists (`@regions`) come with the round's adaptation: before it, their scales have no points.
import type { Definition, Element, Page } from './definition.ts';
import type { Item, Scale, Scoring } from './scoring.ts';

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

/** What texts hang on: a compiled form has it, an adapted questionnaire has it, and `textKeysOfVersion` puts it together. */
export interface Worded {
  readonly pages: readonly Page[];
  readonly factors: readonly string[];
  readonly indicators: readonly { readonly code: string }[];
  readonly scales: readonly Scale[];
  readonly items: readonly Item[];
}

/** The prompts of a questionnaire in the order in which they are asked. */
export const promptKeysOf = (pages: readonly Page[]): readonly string[] => pages.flatMap((page) => page.elements.flatMap(promptKeysOfElement));

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** Every text key that is needed in each language, in the order of the locale files, each once. */
export function textKeysOf({ pages, factors, indicators, scales, items }: Worded): readonly string[] {
  return unique([
    ...FRAME_KEYS,
    ...pages.flatMap((page) => [pageKey(page.name), ...page.elements.flatMap(promptKeysOfElement)]),
    ...scales.flatMap((scale) => scale.points.map((point) => pointKey(scale.code, point))),
    ...scales.flatMap((scale) => scale.missing).map(missingKey),
    ...factors.flatMap((factor) => [factorKey(factor), factorMeaningKey(factor)]),
    ...indicators.map(({ code }) => indicatorKey(code)),
    ...items.flatMap(({ lever }) => (lever === undefined ? [] : [leverKey(lever)])),
  ]);
}

/** The same for a version before any adaptation. */
export const textKeysOfVersion = ({ pages }: Definition, scoring: Scoring): readonly string[] =>
  textKeysOf({ ...scoring, pages, factors: scoring.factors.map(({ code }) => code) });
