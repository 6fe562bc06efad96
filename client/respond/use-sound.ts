// Fetches what can be heard of the form in the language shown: once, whole, without being asked, before the first question.
// So the line sees the same from who listens and from who does not, and nothing of which question is on the screen. After
// Start nothing more is fetched, also not where the language is changed; after a resumption, once (decision 0115).
import { useEffect, useRef, useState } from 'react';
import { getRecordings } from '../api/recordings.ts';
import { isSpoken, openRecordings } from '../sound/recordings.ts';
import { createSound } from '../sound/sound.ts';
import type { Sound } from '../sound/sound.ts';
import type { Journey } from './journey.ts';
import type { OpenedRound } from './open-round.ts';

/** `none`: this form can not be heard in this language. */
export type Hearing = 'none' | 'loading' | 'ready' | 'failed';
export type SoundUse = { readonly sound: Sound; readonly hearing: Hearing };

const ATTEMPTS = 3;
const PAUSE_MS = 4000;

/** Adds the language's recordings; false where the line brought none. */
async function fetchInto(sound: Sound, { place, form }: OpenedRound, language: string): Promise<boolean> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const bundle = await getRecordings(place.round, place.population, language);
    const recordings = bundle === null ? null : await openRecordings(form, language, bundle);
    if (recordings !== null && recordings.size > 0) {
      sound.add(language, recordings);
      return true;
    }
    if (attempt < ATTEMPTS) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  return false;
}

/** `language`: the one that the page shows. */
export function useSound(journey: Journey, language: string): SoundUse {
  const [sound] = useState(createSound);
  const [states, setStates] = useState<ReadonlyMap<string, Hearing>>(new Map());
  const asked = useRef(new Set<string>());
  const round = 'round' in journey ? journey.round : null;
  const key = round === null ? '' : `${round.formHash} ${language}`;
  const before = journey.screen === 'opening';
  useEffect(() => {
    if (round === null || !isSpoken(round.form, language) || asked.current.has(key)) return;
    if (!before && asked.current.size > 0) return;
    asked.current.add(key);
    const become = (state: Hearing): void => setStates((known) => new Map(known).set(key, state));
    become('loading');
    void fetchInto(sound, round, language).then((come) => become(come ? 'ready' : 'failed'), () => become('failed'));
  }, [sound, round, language, key, before]);
  return { sound, hearing: states.get(key) ?? 'none' };
}
