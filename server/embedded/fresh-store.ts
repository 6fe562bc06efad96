// Copies everything, in key order, into a fresh store, and destroys the old file.
// Why: free pages of a store keep what was deleted, and old copies of pages tell of the past; a fresh store has neither.
// Surprise: overwriting before unlinking helps on a plain disk. On an SSD, a copy-on-write file system or a snapshot the
// old bytes may survive; only encryption of the disk covers that (docs/decisions/0014).
import { closeSync, existsSync, fsyncSync, linkSync, openSync, renameSync, rmSync, statSync, statfsSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandError } from './command-error.ts';
import { openStorage, type Storage } from './storage.ts';

const transactionBytes = 16 * 1024 * 1024;
/** What a copy may need beyond the size of its source: its lock file and pages of transactions under way. */
const spareBytes = 4 * 1024 * 1024;
const everything = { from: Buffer.from([0]), before: Buffer.from([0xff]) };

function copyStretch(source: Storage, target: Storage, from: Buffer): Buffer | undefined {
  return target.transact(() => {
    let bytes = 0;
    for (const { key, value } of source.range(from, everything.before)) {
      if (bytes > transactionBytes) return Buffer.from(key);
      target.put(Buffer.from(key), Buffer.from(value));
      bytes += key.length + value.length;
    }
    return undefined;
  });
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  fsyncSync(handle);
  closeSync(handle);
}

/** Overwrites `file` with zeros, flushes, and unlinks it. */
export function destroyFile(file: string): void {
  if (!existsSync(file)) return;
  const size = statSync(file).size;
  const handle = openSync(file, 'r+');
  const zeros = Buffer.alloc(1024 * 1024);
  for (let at = 0; at < size; at += zeros.length) writeSync(handle, zeros, 0, Math.min(zeros.length, size - at), at);
  fsyncSync(handle);
  closeSync(handle);
  rmSync(file);
  syncFolder(dirname(file));
}

/** Between link and rename the old file's second name is one of the store itself, and emptying one would empty both. */
function isSameFile(one: string, other: string): boolean {
  return existsSync(one) && existsSync(other) && statSync(one).ino === statSync(other).ino;
}

/** Finishes what an interrupted compaction left: a half-made copy goes, an old file is destroyed. */
export function clearLeftovers(folder: string, name: string): void {
  const [store, fresh, old] = ['', '.new', '.old'].map((ending) => join(folder, `${name}${ending}`)) as [string, string, string];
  rmSync(`${fresh}-lock`, { force: true });
  destroyFile(fresh);
  if (isSameFile(store, old)) rmSync(old);
  destroyFile(old);
}

/**
 * Asked before anything is opened: on a full disk lmdb's memory-mapped files end the whole process by a signal.
 * @throws CommandError 14031 when the disk has no room for a copy
 */
function checkRoom(folder: string, size: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < size + spareBytes) throw new CommandError(14031, 'the disk has no room for a copy of the store');
}

async function copyOf(folder: string, name: string, old: Storage): Promise<Storage> {
  const fresh = openStorage(folder, `${name}.new`);
  try {
    for (let from: Buffer | undefined = everything.from; from !== undefined;) from = copyStretch(old, fresh, from);
  } finally {
    await fresh.close();
  }
  return fresh;
}

/**
 * @param old the open store; closed and destroyed on return
 * @returns the fresh store under the same name
 * @throws when the disk is full: the old store then stays open, and whole
 */
export async function moveToFreshStore(folder: string, name: string, old: Storage): Promise<Storage> {
  clearLeftovers(folder, name);
  checkRoom(folder, statSync(old.file).size);
  const fresh = await copyOf(folder, name, old);
  await old.close();
  linkSync(old.file, `${old.file}.old`);
  renameSync(fresh.file, old.file);
  syncFolder(folder);
  rmSync(`${fresh.file}-lock`, { force: true });
  rmSync(`${old.file}-lock`, { force: true });
  destroyFile(`${old.file}.old`);
  return openStorage(folder, name);
}
