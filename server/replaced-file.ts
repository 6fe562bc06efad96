// How a file with secrets gets a new version: written beside it, swapped in by renames, and what it supersedes is
// overwritten, not only freed. A kill at any moment leaves the version before or the one after, whole; what it leaves
// beside that is destroyed with the next version. No hard link: destroying one name of two would empty both. A file
// without secrets is written as whole, in one rename.
import { open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../shared/problem.ts';
import { destroyFile, syncFolder } from './destroyed-file.ts';

const before = (path: string): string => `${path}.old`;
const after = (path: string): string => `${path}.new`;
const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? 'unknown';
const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

/** A file that can't be read is a fault, not a file that is missing. */
async function textAt(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((error: unknown) => {
    if (isMissing(error)) return null;
    throw new Problem('store.unavailable', `${path} can't be read (${codeOf(error)}): let the server's user read it and try again.`);
  });
}

/** False where there was none. */
async function moved(from: string, to: string): Promise<boolean> {
  return rename(from, to).then(() => true, (error: unknown) => {
    if (isMissing(error)) return false;
    throw error;
  });
}

/** The version that holds; null where there is none. Changes nothing. Throws store.unavailable, naming the file, where it can't be read. */
export async function readReplaced(path: string): Promise<string | null> {
  return (await textAt(path)) ?? (await textAt(before(path))) ?? textAt(path);
}

/** On disk beside the version that holds. */
async function writeAfter(path: string, text: string): Promise<void> {
  await destroyFile(after(path));
  const file = await open(after(path), 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** For a file without secrets, written whole or not at all, mode 0600: the version before stands until this one does, and is only freed. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await writeAfter(path, text);
  await rename(after(path), path);
  await syncFolder(dirname(path));
}

/** Resolves when the version is on disk, mode 0600, and the one before it destroyed. Throws store.unavailable where that can't be. */
export async function replaceFile(path: string, text: string): Promise<void> {
  if ((await textAt(path)) === null) await moved(before(path), path);
  await destroyFile(before(path));
  await writeAfter(path, text);
  await moved(path, before(path));
  await rename(after(path), path);
  await syncFolder(dirname(path));
  await destroyFile(before(path));
}

/** The version that holds goes last, so that after a kill no older one seems to hold. Twice is no fault. */
export async function destroyReplaced(path: string): Promise<void> {
  await destroyFile(before(path));
  await destroyFile(after(path));
  await destroyFile(path);
}
