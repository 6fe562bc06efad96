// What every part of the board page needs to speak: the page's words, the problems' words, days, numbers and sizes in
// one language. Handed down as one value, so that a screen can't mix two.
import { createContext, useContext } from 'react';
import { boardWords, problemWords } from '../words/board-words.ts';
import type { BoardKey } from '../words/board-words.ts';
import { dayInWords, formatTag, pageLanguage, speaker } from '../words/catalogue.ts';
import type { NamedLanguage, Say } from '../words/catalogue.ts';
import type { Refusal } from '../api/request.ts';

export type Speech = {
  readonly language: string;
  readonly direction: string;
  readonly say: Say<BoardKey>;
  readonly day: (day: string) => string;
  readonly number: (value: number) => string;
  /** A text of the round in the reader's language, else in any; `otherwise` where there is none. */
  readonly text: (texts: Readonly<Record<string, string>> | undefined, otherwise: string) => string;
  /** Bytes as kB or MB. */
  readonly size: (bytes: number) => string;
  readonly refusal: (refusal: Refusal) => string;
  /** A population and frame by name; a code that has no words stands for itself. */
  readonly way: (population: string, frame: string) => string;
};

export const languageChoices: readonly NamedLanguage[] = [...boardWords].map(([language, words]) => ({ language, name: words['language.name'] }));

export const offeredLanguage = (wanted: readonly string[]): string => pageLanguage(boardWords, wanted);

function sizeIn(language: string, bytes: number): string {
  const large = bytes >= 1_000_000;
  const value = bytes / (large ? 1_000_000 : 1000);
  const digits = { maximumFractionDigits: value < 10 ? 1 : 0 };
  try {
    return new Intl.NumberFormat(formatTag(language), { style: 'unit', unit: large ? 'megabyte' : 'kilobyte', ...digits }).format(value);
  } catch {
    // Safari 14.0 knows no units.
    return `${new Intl.NumberFormat(formatTag(language), digits).format(value)} ${large ? 'MB' : 'kB'}`;
  }
}

export function speechIn(language: string): Speech {
  const say = speaker(boardWords, language);
  const named = (key: string, code: string): string => {
    const words = say(key as BoardKey);
    return words === key ? code : words;
  };
  return {
    language,
    say,
    direction: say('language.direction'),
    day: (day) => dayInWords(day, language),
    number: (value) => new Intl.NumberFormat(formatTag(language)).format(value),
    text: (texts, otherwise) => texts?.[language] ?? texts?.['en'] ?? Object.values(texts ?? {})[0] ?? otherwise,
    size: (bytes) => sizeIn(language, bytes),
    refusal: (refusal) => problemWords.get(language)?.[refusal.code] ?? refusal.code,
    way: (population, frame) => say('way', { population: named(`population.${population}`, population), frame: named(`frame.${frame}`, frame) }),
  };
}

const SpeechContext = createContext<Speech | null>(null);
export const SpeechProvider = SpeechContext.Provider;

/** The speech of the page. Throws outside of SpeechProvider. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('no speech');
  return speech;
}
