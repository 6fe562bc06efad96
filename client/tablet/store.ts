// The tablet's IndexedDB behind a few transactions. Each promise resolves when the transaction is complete and asked to
// be on disk (`durability: 'strict'`), never before, so that nothing is believed stored which a power cut would undo.
import type { DeviceRecord, PoolRecord, RecordingsRecord, SealedRecord } from './records.ts';

const NAME = 'tablet';
/** 2: recordings. What an older version holds stays as it is. */
const VERSION = 2;
const STORES = ['device', 'pool', 'sealed', 'recordings'] as const;
type StoreName = (typeof STORES)[number];
type Records = { readonly device: DeviceRecord; readonly pool: PoolRecord; readonly sealed: SealedRecord; readonly recordings: RecordingsRecord };

/** Thrown where this browser lets nothing be stored: no room, no permission, or a private window. */
export class StorageFailed extends Error {
  override readonly name = 'StorageFailed';
}

const failed = (error: unknown): StorageFailed => new StorageFailed(error instanceof Error ? error.name : 'storage');

/** One change of one transaction. */
export type Change =
  | { readonly [Name in StoreName]: { readonly put: Name; readonly record: Records[Name] } }[StoreName]
  | { readonly remove: 'pool' | 'sealed'; readonly id: string }
  | { readonly clear: StoreName };

export type TabletStore = {
  readonly device: () => Promise<DeviceRecord | null>;
  readonly pool: () => Promise<readonly PoolRecord[]>;
  readonly sealed: () => Promise<readonly SealedRecord[]>;
  readonly recordings: () => Promise<readonly RecordingsRecord[]>;
  /** All changes or none. Throws StorageFailed. */
  readonly change: (...changes: readonly Change[]) => Promise<void>;
};

function openDatabase(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const there = request.result.objectStoreNames;
      for (const store of STORES) if (!there.contains(store)) request.result.createObjectStore(store, { keyPath: 'id' });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(failed(request.error));
    request.onblocked = () => reject(failed(null));
  });
}

function readAll<Name extends StoreName>(database: IDBDatabase, name: Name): Promise<readonly Records[Name][]> {
  return new Promise((resolve, reject) => {
    try {
      const request = database.transaction(name).objectStore(name).getAll() as IDBRequest<Records[Name][]>;
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(failed(request.error));
    } catch (error) {
      reject(failed(error));
    }
  });
}

function apply(transaction: IDBTransaction, change: Change): void {
  if ('put' in change) transaction.objectStore(change.put).put(change.record);
  else if ('remove' in change) transaction.objectStore(change.remove).delete(change.id);
  else transaction.objectStore(change.clear).clear();
}

function write(database: IDBDatabase, changes: readonly Change[]): Promise<void> {
  return new Promise((resolve, reject) => {
    try {
      // Older types don't know the third argument; older browsers ignore it.
      const transaction = database.transaction([...STORES], 'readwrite', { durability: 'strict' });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(failed(transaction.error));
      for (const change of changes) apply(transaction, change);
    } catch (error) {
      reject(failed(error));
    }
  });
}

/** Opens the store; each use opens it anew where the browser has closed it meanwhile. Throws StorageFailed. */
export async function openStore(): Promise<TabletStore> {
  let database = openDatabase();
  await database.catch((error: unknown) => {
    throw failed(error);
  });
  const use = async (): Promise<IDBDatabase> => {
    const open = await database.catch(() => (database = openDatabase()));
    open.onclose = () => (database = openDatabase());
    // Another tab may clear the tablet.
    open.onversionchange = () => open.close();
    return open;
  };
  return {
    device: async () => (await readAll(await use(), 'device'))[0] ?? null,
    pool: async () => readAll(await use(), 'pool'),
    sealed: async () => readAll(await use(), 'sealed'),
    recordings: async () => readAll(await use(), 'recordings'),
    change: async (...changes) => write(await use(), changes),
  };
}
