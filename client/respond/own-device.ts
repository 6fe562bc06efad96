// What the own-device mode keeps: one record in IndexedDB, so that a closed tab or a lost reply can be taken up again.
// Nothing here runs until the person chose that mode, or asked for what was saved: by default the page opens no store.
// Deleting is not erasing: browsers keep deleted values on disk for a while, and the page says so.
import type { Resumable } from './journey.ts';

const NAME = 'spid-progress';
const STORE = 'progress';
const KEY = 'one';

const done = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the store refused'));
  });

async function withStore<Value>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value> {
  const opening = indexedDB.open(NAME, 1);
  opening.onupgradeneeded = () => void opening.result.createObjectStore(STORE);
  const database = await done(opening);
  try {
    const transaction = database.transaction(STORE, mode);
    const finished = new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('the store gave up'));
    });
    const value = await done(work(transaction.objectStore(STORE)));
    await finished;
    return value;
  } finally {
    database.close();
  }
}

/** Screens are plain data and CryptoKeys, which IndexedDB takes as they are. Resolves when it is written. Rejects where the browser lets nothing be stored. */
export async function saveProgress(journey: Resumable): Promise<void> {
  await withStore('readwrite', (store) => store.put(journey, KEY));
}

/** What was saved, or null; a store that isn't there is taken away again. */
export async function savedProgress(): Promise<Resumable | null> {
  const found = (await withStore('readonly', (store) => store.get(KEY) as IDBRequest<Resumable | undefined>).catch(() => undefined)) ?? null;
  if (found === null) await clearProgress();
  return found;
}

/** False where the browser does not let it go, which must not be called deleted. */
export async function clearProgress(): Promise<boolean> {
  try {
    await done(indexedDB.deleteDatabase(NAME));
    return true;
  } catch {
    return false;
  }
}
