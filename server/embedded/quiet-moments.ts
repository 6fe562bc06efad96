// Moves the store into a fresh file in quiet moments, so that a thief of the disk finds what `_id` order shows and
// nothing of the order in which documents came. Why: mixing (0013) hides most of it, but old copies in freed pages show
// in which snapshot a document was missing yet: 16 of 250 people were guessed right, and 11 is the bound (0090).
// Surprise: it is a whole copy. A megabyte of store has to rest a second in between, so a large one is copied rarely;
// there many documents share each interval anyway.
import { statSync } from 'node:fs';
import { CommandError } from './command-error.ts';

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

type State = { dirty: boolean; stopped: boolean; lastWrite: number; lastCopy: number; failures: number; timer: NodeJS.Timeout | undefined };

const bytesOf = (options: QuietOptions): number => statSync(options.file()).size;

/** How long the store rests after a copy; longer after each that failed. */
const restOf = (options: QuietOptions, state: State): number => Math.max(SHORTEST_REST_MS, (bytesOf(options) / 1024 / 1024) * REST_MS_PER_MEGABYTE) * 2 ** state.failures;

/** A CommandError's words never hold a value; of anything else only its kind is told. */
const reasonOf = (thrown: unknown): string => {
  if (thrown instanceof CommandError) return thrown.message;
  return thrown instanceof Error ? thrown.name : 'unknown';
};

async function copy(options: QuietOptions, state: State): Promise<void> {
  state.dirty = false;
  try {
    await options.compact();
    state.failures = 0;
  } catch (thrown) {
    state.dirty = true;
    state.failures = Math.min(state.failures + 1, 10);
    options.report(`engine: the store could not be moved into a fresh file (${reasonOf(thrown)}); it stays as it is`);
  }
  state.lastCopy = performance.now();
}

function schedule(options: QuietOptions, state: State): void {
  if (state.stopped || state.timer !== undefined) return;
  state.timer = setTimeout(() => void turn(options, state), QUIET_MS + Math.random() * JITTER_MS);
  state.timer.unref();
}

async function turn(options: QuietOptions, state: State): Promise<void> {
  state.timer = undefined;
  if (!state.dirty || state.stopped || bytesOf(options) > LARGEST_BYTES) return;
  const now = performance.now();
  const rest = restOf(options, state);
  const quiet = now - state.lastWrite >= QUIET_MS || now - state.lastCopy >= PATIENCE * rest;
  if (now - state.lastCopy >= rest && quiet) await copy(options, state);
  if (state.dirty) schedule(options, state);
}

export function makeQuietMoments(options: QuietOptions): QuietMoments {
  const state: State = { dirty: false, stopped: false, lastWrite: 0, lastCopy: Number.NEGATIVE_INFINITY, failures: 0, timer: undefined };
  return {
    wrote: () => {
      state.dirty = true;
      state.lastWrite = performance.now();
      schedule(options, state);
    },
    settle: async () => {
      if (state.dirty && bytesOf(options) <= LARGEST_BYTES) await copy(options, state);
    },
    stop: () => {
      state.stopped = true;
      clearTimeout(state.timer);
    },
  };
}
