// What the desk's components need to speak: words, numbers, days and the release's own texts in one language and on
// one scale, handed down as one value.
import { createContext, useContext } from 'react';
import type { ProblemCode } from '../../shared/problem.ts';
import type { Texts } from '../../shared/language.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { deskWords, problemWords } from '../words/desk-words.ts';
import type { DeskKey } from '../words/desk-words.ts';
import { dayInWords, pageLanguage, speaker } from '../words/catalogue.ts';
import type { Say } from '../words/catalogue.ts';
import { numbersIn } from './numbers.ts';
import type { Numbers, ScoreScale } from './numbers.ts';

export type DeskSpeech = {
  readonly language: string;
  readonly direction: string;
  readonly scale: ScoreScale;
  readonly say: Say<DeskKey>;
  readonly numbers: Numbers;
  readonly day: (day: string) => string;
  readonly problem: (code: ProblemCode) => string;
  /** The text of a name in the reader's language, else in the first that it has. */
  readonly text: (texts: Texts) => string;
  /** A text of a release by its key, likewise; the last part of the key where the release has none. */
  readonly resultText: (result: PopulationResult, key: string) => string;
  /** A word whose key comes from data, or the data itself where the catalogue has no word for it. */
  readonly sayIf: (key: string, otherwise: string) => string;
};

export const deskLanguages = [...deskWords].map(([language, words]) => ({ language, name: words['language.name'] }));

export const offeredLanguage = (wanted: readonly string[]): string => pageLanguage(deskWords, wanted);

/** The language of a release's texts for a reader: theirs, else the first that the round was held in. */
export const resultLanguage = (result: PopulationResult, language: string): PopulationResult['languages'][number] | undefined =>
  result.languages.find((one) => one.language === language) ?? result.languages[0];

/** The same of a title or a name. */
export const languageOf = (texts: Texts, language: string): string | undefined => (language in texts ? language : Object.keys(texts)[0]);

const isKey = (key: string, language: string): key is DeskKey => Object.prototype.hasOwnProperty.call(deskWords.get(language) ?? {}, key);

export function deskSpeech(language: string, scale: ScoreScale): DeskSpeech {
  const say = speaker(deskWords, language);
  return {
    language,
    scale,
    say,
    direction: say('language.direction'),
    numbers: numbersIn(language, scale),
    day: (day) => dayInWords(day, language),
    problem: (code) => problemWords.get(language)?.[code] ?? code,
    text: (texts) => texts[languageOf(texts, language) ?? language] ?? '',
    resultText: (result, key) => resultLanguage(result, language)?.texts[key] ?? key.split('.').pop() ?? key,
    sayIf: (key, otherwise) => (isKey(key, language) ? say(key) : otherwise),
  };
}

const DeskSpeechContext = createContext<DeskSpeech | null>(null);
export const DeskSpeechProvider = DeskSpeechContext.Provider;

/** The speech of the desk. Throws outside of DeskSpeechProvider. */
export function useSpeech(): DeskSpeech {
  const speech = useContext(DeskSpeechContext);
  if (speech === null) throw new Error('no speech');
  return speech;
}
