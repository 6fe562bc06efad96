// What the own-device mode keeps: one record in IndexedDB, so that a closed tab or a lost reply can be taken up again.
// Nothing here runs until the person chose that mode, or asked for what was saved: by default the page opens no store, and
// looking makes none. Deleting is not erasing: browsers keep deleted values on disk for a while, and the page says so.
import type { Resumable } from './journey.ts';

const NAME = 'spid-progress';
const STORE = 'progress';
const KEY = 'one';

const done = <Value>(request: IDBRequest<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the store refused'));
  });

/** The database; null where there is none and none is to be made. `made`: by this call. */
async function opened(makes: boolean): Promise<{ readonly database: IDBDatabase; readonly made: boolean } | null> {
  const opening = indexedDB.open(NAME, 1);
  let isNew = false;
  opening.onupgradeneeded = () => {
    isNew = true;
    // The only way to ask whether it is there without making it.
    if (makes) opening.result.createObjectStore(STORE);
    else opening.transaction?.abort();
  };
  try {
    return { database: await done(opening), made: isNew };
  } catch (fault) {
    if (isNew && !makes) return null;
    throw fault;
  }
}

/** Reads, and puts what `next` makes of it, with no other tab in between. */
async function changed(database: IDBDatabase, next: (saved: Resumable | null) => Resumable | null): Promise<Resumable | null> {
  const transaction = database.transaction(STORE, 'readwrite');
  const finished = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the store gave up'));
  });
  const store = transaction.objectStore(STORE);
  const change = async (): Promise<Resumable | null> => {
    const wanted = next((await done(store.get(KEY) as IDBRequest<Resumable | undefined>)) ?? null);
    if (wanted !== null) await done(store.put(wanted, KEY));
    return wanted;
  };
  const [put] = await Promise.all([change(), finished]);
  return put;
}

/**
 * Saves what `next` makes of what is saved, or leaves that alone where it makes null of it. `makes`: whether a store may be made.
 * Resolves, when it is written, to what was put. Rejects where the browser lets nothing be read or stored.
 */
export async function changeProgress(makes: boolean, next: (saved: Resumable | null) => Resumable | null): Promise<Resumable | null> {
  const store = await opened(makes);
  if (store === null) return null;
  try {
    return await changed(store.database, next);
  } catch (fault) {
    // A database that this call made holds nothing.
    if (store.made) void clearProgress();
    throw fault;
  } finally {
    store.database.close();
  }
}

/** What was saved, or null. Rejects where it can't be read, which says nothing about what is there. */
export async function savedProgress(): Promise<Resumable | null> {
  let found: Resumable | null = null;
  await changeProgress(false, (saved) => {
    found = saved;
    return null;
  });
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
