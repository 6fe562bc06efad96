// Moves the store into a fresh file in quiet moments, so that a thief of the disk finds what `_id` order shows and
// nothing of the order in which documents came. Why: mixing (0013) hides most of it, but old copies in freed pages show
// in which snapshot a document was missing yet: 16 of 250 people were guessed right, and 11 is the bound (0090).
// Surprise: it is a whole copy. A megabyte of store has to rest a second in between, so a large one is copied rarely;
// there many documents share each interval anyway.
import { statSync } from 'node:fs';

export type QuietMoments = {
  /** Notes that something was written. */
  wrote(): void;
  /** Copies at once where anything was written since the last copy. */
  settle(): Promise<void>;
  stop(): void;
};

const QUIET_MS = 500;
/** Added by chance, so that the moment of a copy tells little of the moment of a write. */
const JITTER_MS = 1000;
const SHORTEST_REST_MS = 2000;
const REST_MS_PER_MEGABYTE = 1000;
/** Under steady load there is no quiet moment: then it is done anyway after so many rests. */
const PATIENCE = 10;
/** Above this a copy would keep writers waiting too long; the round's closing does it (docs/operations.md). */
const LARGEST_BYTES = 512 * 1024 * 1024;

export type QuietOptions = { readonly file: () => string; readonly compact: () => Promise<void>; readonly report: (line: string) => void };

export function makeQuietMoments({ file, compact, report }: QuietOptions): QuietMoments {
  let dirty = false;
  let stopped = false;
  let lastWrite = 0;
  let lastCopy = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;
  let failures = 0;
  const bytes = (): number => statSync(file()).size;
  const rest = (): number => Math.max(SHORTEST_REST_MS, (bytes() / 1024 / 1024) * REST_MS_PER_MEGABYTE) * 2 ** failures;
  const copy = async (): Promise<void> => {
    dirty = false;
    try {
      await compact();
      failures = 0;
    } catch (thrown) {
      dirty = true;
      failures = Math.min(failures + 1, 10);
      report(`engine: the store could not be moved into a fresh file (${thrown instanceof Error ? thrown.name : 'unknown'}); it stays as it is`);
    }
    lastCopy = performance.now();
  };
  const schedule = (): void => {
    if (stopped || timer !== undefined) return;
    timer = setTimeout(() => void turn(), QUIET_MS + Math.random() * JITTER_MS);
    timer.unref();
  };
  const turn = async (): Promise<void> => {
    timer = undefined;
    if (!dirty || stopped || bytes() > LARGEST_BYTES) return;
    const now = performance.now();
    const rested = now - lastCopy >= rest();
    const quiet = now - lastWrite >= QUIET_MS || now - lastCopy >= PATIENCE * rest();
    if (rested && quiet) await copy();
    if (dirty) schedule();
  };
  return {
    wrote: () => {
      dirty = true;
      lastWrite = performance.now();
      schedule();
    },
    settle: async () => {
      if (dirty && bytes() <= LARGEST_BYTES) await copy();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
