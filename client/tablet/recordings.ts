// What a tablet lets people hear: fetched whole when it is set up, on its disk from then on, so that listening needs no
// line and asks nothing of one. Nothing of it is secret: it is the same for everybody.
import { useEffect, useState } from 'react';
import { getRecordings } from '../api/recordings.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { isSpoken, openRecordings } from '../sound/recordings.ts';
import { createSound } from '../sound/sound.ts';
import type { Sound } from '../sound/sound.ts';
import type { TabletStore } from './store.ts';

/** Fetches the recordings of every language that lack here; false where one did not come. What came stays. Throws StorageFailed. */
export async function fetchRecordings(store: TabletStore, round: string, population: string, form: Form): Promise<boolean> {
  const here = new Set((await store.recordings()).map(({ id }) => id));
  for (const { language } of form.languages) {
    if (here.has(language) || !isSpoken(form, language)) continue;
    const bundle = await getRecordings(round, population, language);
    if (bundle === null || (await openRecordings(form, language, bundle)).size === 0) return false;
    await store.change({ put: 'recordings', record: { id: language, bundle } });
  }
  return true;
}

async function readInto(sound: Sound, store: TabletStore, form: Form): Promise<void> {
  for (const { id, bundle } of await store.recordings()) sound.add(id, await openRecordings(form, id, bundle));
}

/** The recordings on this disk, while somebody answers. */
export function useTabletSound(store: TabletStore | null, form: Form | null): Sound {
  const [sound] = useState(createSound);
  useEffect(() => {
    if (store !== null && form !== null) void readInto(sound, store, form).catch(() => undefined);
  }, [sound, store, form]);
  return sound;
}
