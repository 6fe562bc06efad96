// Fetches what can be heard of the form, in all its languages, without being asked: whole, one after the other, the
// language shown first. So the line sees the same from who listens and from who does not, nothing of which question is on
// the screen, and after Start nothing that the person does, not even a change of language, changes what is asked for or
// when: what has not come yet follows in the form's order (decision 0115).
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

/** Adds the language's recordings; false where the line brought none, or others than the form names. */
async function fetchInto(sound: Sound, { place, form }: OpenedRound, language: string): Promise<boolean> {
  const bundle = await getRecordings(place.round, place.population, language);
  const recordings = bundle === null ? null : await openRecordings(form, language, bundle);
  if (recordings === null || recordings.size === 0) return false;
  sound.add(language, recordings);
  return true;
}

/** What the fetching goes by; `opening`: Start has not been pressed. */
type Now = { readonly round: OpenedRound | null; readonly language: string; readonly opening: boolean };

/**
 * `now` is asked before each language: before Start the one that is shown is next, after it the form's order alone
 * decides. A language that did not come waits at the end, so that it keeps none of the others waiting.
 */
async function fetchAll(sound: Sound, round: OpenedRound, now: () => Now, left: () => boolean, become: (language: string, state: Hearing) => void): Promise<void> {
  const waiting = new Map<string, number>(round.form.languages.flatMap(({ language }) => (isSpoken(round.form, language) ? [[language, 0]] : [])));
  for (const language of waiting.keys()) become(language, 'loading');
  for (let begun = false; waiting.size > 0; begun = true) {
    const { language, opening } = now();
    const [first = ''] = waiting.keys();
    const next = (opening || !begun) && waiting.get(language) === 0 ? language : first;
    const failures = waiting.get(next) ?? 0;
    if (failures > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (left()) return;
    waiting.delete(next);
    const come = await fetchInto(sound, round, next).catch(() => false);
    if (!come && failures + 1 < ATTEMPTS) waiting.set(next, failures + 1);
    else become(next, come ? 'ready' : 'failed');
  }
}

/** `language`: the one that the page shows. Fetches until all have come or the sheet is sent. */
export function useSound(journey: Journey, language: string): SoundUse {
  const [sound] = useState(createSound);
  const [states, setStates] = useState<ReadonlyMap<string, Hearing>>(new Map());
  const round = 'round' in journey ? journey.round : null;
  const now = useRef<Now>({ round, language, opening: false });
  useEffect(() => {
    now.current = { round, language, opening: journey.screen === 'opening' };
  });
  const formHash = round?.formHash ?? '';
  useEffect(() => {
    const { round: found } = now.current;
    if (found === null) return undefined;
    let left = false;
    void fetchAll(sound, found, () => now.current, () => left, (of, state) => setStates((known) => new Map(known).set(`${formHash} ${of}`, state)));
    return () => {
      left = true;
    };
  }, [sound, formHash]);
  return { sound, hearing: states.get(`${formHash} ${language}`) ?? 'none' };
}
