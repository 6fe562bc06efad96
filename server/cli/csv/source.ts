// The bytes of a file of answers, by place: several threads may read one file at once through its descriptor. What is no
// regular file (a pipe) can't be read by place and is kept in memory instead.
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';

export type Source = {
  readonly size: number;
  /** Fills `into` from `offset` on with up to `length` bytes that stand at `place`; gives how many there were. */
  readonly read: (into: Buffer, offset: number, length: number, place: number) => number;
};

/** A file by its descriptor. */
export const fileSource = (file: number, size: number): Source => ({ size, read: (into, offset, length, place) => readSync(file, into, offset, length, place) });

const memorySource = (bytes: Buffer): Source => ({ size: bytes.length, read: (into, offset, length, place) => bytes.copy(into, offset, place, place + length) });

export type OpenSource = Source & {
  /** The descriptor, where threads may read by it; null for what is kept in memory. */
  readonly file: number | null;
  readonly close: () => void;
};

/** Opens a file or pipe. Throws the system's error where it can't be read. */
export function openSource(path: string): OpenSource {
  const file = openSync(path, 'r');
  try {
    const close = (): void => closeSync(file);
    const found = fstatSync(file);
    if (found.isFile()) return { ...fileSource(file, found.size), file, close };
    return { ...memorySource(readFileSync(file)), file: null, close };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
