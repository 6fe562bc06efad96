// What the tablet's screens need to speak: its own words, and the respondent page's, of which some are replaced.
import { createContext, useContext } from 'react';
import { tabletWords } from '../words/tablet-words.ts';
import type { TabletWords } from '../words/tablet-words.ts';
import { speaker, wordsFor } from '../words/catalogue.ts';
import type { Say } from '../words/catalogue.ts';
import { speechIn } from '../respond/speech.ts';
import type { Speech } from '../respond/speech.ts';
import type { Trouble } from './device.ts';

export type TabletSpeech = { readonly say: Say<keyof TabletWords & string>; readonly person: Speech; readonly trouble: (trouble: Trouble) => string };

export function tabletSpeech(language: string): TabletSpeech {
  const say = speaker(tabletWords, language);
  const plain = speechIn(language);
  const own = wordsFor(tabletWords, language) ?? {};
  const isOver = (key: string): key is keyof TabletWords & string => key in own;
  const person: Speech = { ...plain, say: (key, values) => (isOver(`over.${key}`) ? say(`over.${key}` as keyof TabletWords & string, values) : plain.say(key, values)) };
  const trouble = (of: Trouble): string => {
    if (of.kind === 'refused') return plain.refusal(of.refusal);
    return say(of.kind === 'lost' ? 'trouble.lost' : of.kind === 'storage' ? 'trouble.storage' : of.kind === 'pin' ? 'locked.wrong' : 'unfit.forged');
  };
  return { say, person, trouble };
}

const Context = createContext<TabletSpeech | null>(null);
export const TabletSpeechProvider = Context.Provider;

/** The tablet's speech. Throws outside of its provider. */
export function useTabletSpeech(): TabletSpeech {
  const speech = useContext(Context);
  if (speech === null) throw new Error('no speech');
  return speech;
}
