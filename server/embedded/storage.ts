// The one lmdb environment of the engine: open, read, and one durable transaction per batch of writes.
// Why a synchronous transaction: it aborts as a whole when anything throws, and returns after the disk has it;
// parallel writers are gathered before it (write-queue.ts), so one flush serves them all (docs/decisions/0012).
// Surprise: pages are 8 kB and documents lie in chunks, because lmdb puts larger values in arrival order (0013); what is
// read is copied into Node's pool of small buffers, since one allocation per key and value was half the cost of a write.
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';

export type Storage = {
  readonly file: string;
  get(key: Buffer): Buffer | undefined;
  /** Keys and values with from <= key < before, in key order, or in reverse. */
  range(from: Buffer, before: Buffer, options?: { limit?: number; reverse?: boolean }): Iterable<{ key: Buffer; value: Buffer }>;
  keys(from: Buffer, before: Buffer, limit?: number): Iterable<Buffer>;
  /** Only inside `transact`. */
  put(key: Buffer, value: Buffer): void;
  remove(key: Buffer): void;
  /** Runs `work` in one transaction; on return it is on disk; when `work` throws nothing of it is. */
  transact<Result>(work: () => Result): Result;
  close(): Promise<void>;
};

const mapSize = 2 ** 38;
export const pageBytes = 8192;

/** Pages of the pool from which small buffers are cut; Node's own 8 kB would be used up by every second stretch. */
Buffer.poolSize = 2 ** 18;

/** A copy of its own, since lmdb overwrites the place it reads into. A loop, because a view would be one more object. */
function pooledCopy(bytes: Uint8Array, start: number, end: number): Buffer {
  const copy = Buffer.allocUnsafe(end - start);
  for (let at = start; at < end; at += 1) copy[at - start] = bytes[at] ?? 0;
  return copy;
}

const keyEncoder = {
  writeKey: (key: Buffer, target: Uint8Array, start: number): number => {
    target.set(key, start);
    return start + key.length;
  },
  readKey: pooledCopy,
};

const valueEncoder = {
  encode: (value: Buffer): Buffer => value,
  decode: (bytes: Uint8Array, size?: number): Buffer => pooledCopy(bytes, 0, size ?? bytes.length),
};

function openDatabase(file: string): RootDatabase<Buffer, Buffer> {
  return open<Buffer, Buffer>({
    path: file,
    noSubdir: true,
    encoder: valueEncoder,
    keyEncoder,
    overlappingSync: false,
    pageSize: pageBytes,
    mapSize,
    noMemInit: false,
  });
}

/** Opens (or makes) the store `file` in `folder`. @throws when the folder can't be written or the file is no store */
export function openStorage(folder: string, name: string): Storage {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, name);
  const database = openDatabase(file);
  return {
    file,
    get: (key) => database.get(key),
    range: (from, before, options = {}) =>
      options.reverse === true
        ? database.getRange({ ...options, start: before, end: from, exclusiveStart: true, inclusiveEnd: true } as never)
        : database.getRange({ ...options, start: from, end: before }),
    keys: (from, before, limit) => database.getKeys({ start: from, end: before, ...(limit === undefined ? {} : { limit }) }),
    put: (key, value) => { database.putSync(key, value); },
    remove: (key) => { database.removeSync(key); },
    transact: (work) => database.transactionSync(work),
    close: () => database.close(),
  };
}
