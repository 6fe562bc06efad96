// Overwrites free pages that lie side by side, with every write.
// Why: lmdb takes single free pages first and keeps runs of them for large values, of which the engine has none. Neighbours
// that became free together kept their entries for hundreds of writes, and told which documents were missing then (0013).
// A large value of zeros, put anew each time, takes such runs. Surprise: it is no promise for each page; after a bulk of
// deletions some runs stay until the store moves into a fresh file (0014, 0090).
import { randomInt } from 'node:crypto';
import { pageBytes, type Storage } from './storage.ts';

/** A key of no collection: those begin with 1 to 3 (catalog.ts). */
const key = Buffer.from([4]);
/** What lmdb writes at the head of the first page of a run. */
const headerBytes = 16;
const fewestPages = 2;
const mostPages = 4;

/** Inside a transaction. The length is drawn, since lmdb prefers the run that fits exactly. */
export function overwriteFreeRun(storage: Storage): void {
  storage.put(key, Buffer.alloc(randomInt(fewestPages, mostPages + 1) * pageBytes - headerBytes));
}
