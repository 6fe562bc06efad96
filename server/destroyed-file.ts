// How a file is destroyed: overwritten, flushed, unlinked. A copy-on-write file system or an SSD may keep old blocks, so
// docs/operations.md asks for a folder on a memory or encrypted file system. A file that is there and can't be destroyed
// is a fault: nobody may tell the public then that a key or a list of codes is gone.
import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { open, unlink } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Problem } from '../shared/problem.ts';

/** Makes a rename or unlink last; Windows can't open a folder and needs none. */
export async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY).catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

const codeOf = (error: unknown): string => (typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : 'unknown');

/** Another process that destroyed the same file was quicker: it is gone, which is what was wanted. */
function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error;
}

async function opened(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, constants.O_RDWR);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new Problem('store.unavailable', `${path} can't be destroyed (${codeOf(error)}): let the server's user write to it, or destroy it by hand, and try again.`);
  }
}

/** False where there was no file, so that destroying twice is no fault. Throws store.unavailable where it can't be written to. */
export async function destroyFile(path: string): Promise<boolean> {
  const file = await opened(path);
  if (file === null) return false;
  try {
    const { size } = await file.stat();
    await file.write(randomBytes(size), 0, size, 0);
    await file.sync();
  } finally {
    await file.close();
  }
  await unlink(path).catch(ignoreMissing);
  await syncFolder(dirname(path));
  return true;
}
