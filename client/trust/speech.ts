// The trust page's words in one language, and days written out in it.
import { createContext, useContext } from 'react';
import { dayInWords, pageLanguage, speaker } from '../words/catalogue.ts';
import type { NamedLanguage, Say } from '../words/catalogue.ts';
import { trustWords } from '../words/trust-words.ts';
import type { TrustKey } from '../words/trust-words.ts';

export type Speech = { readonly say: Say<TrustKey>; readonly direction: string; readonly day: (day: string) => string };

export const languageChoices: readonly NamedLanguage[] = [...trustWords].map(([language, words]) => ({ language, name: words['language.name'] }));

export const offeredLanguage = (wanted: readonly string[]): string => pageLanguage(trustWords, wanted);

export function speechIn(language: string): Speech {
  const say = speaker(trustWords, language);
  return { say, direction: say('language.direction'), day: (day) => dayInWords(day, language) };
}

const SpeechContext = createContext<Speech | null>(null);
export const SpeechProvider = SpeechContext.Provider;

/** The speech of the page. Throws outside of SpeechProvider. */
export function useSpeech(): Speech {
  const speech = useContext(SpeechContext);
  if (speech === null) throw new Error('no speech');
  return speech;
}
