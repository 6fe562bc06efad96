// Threads beside the main one, for the two long stretches of `spid score`: reading a large file and tallying its rows.
// They are started before the file is opened, since a thread needs about as long to start as a second of work is worth.
import { statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ThreadOrder, ThreadReply } from './worker-thread.ts';

/** A smaller file is read before a thread has started. */
const WORTH_THREADS = 16 * 1024 * 1024;
const MOST_THREADS = 4;

/** What starts a TypeScript entry in a thread: Node 20 can't take such a file itself. */
const RUNNER = new URL('../../../bin/run.js', import.meta.url);

export type Thread = {
  readonly order: (message: ThreadOrder) => void;
  /** Who hears replies and failures from now on; null for nobody. */
  listener: { readonly reply: (reply: ThreadReply) => void; readonly failed: (reason: Error) => void } | null;
  /** Whether the thread has answered anything yet. */
  isThere: boolean;
  hasFailed: boolean;
};

export type ThreadPool = { readonly threads: readonly Thread[]; readonly close: () => Promise<void> };

function startThread(): { readonly worker: Worker; readonly thread: Thread } {
  const worker = new Worker(RUNNER, { argv: ['server/cli/csv/worker-thread.ts'], execArgv: [], env: {} });
  const thread: Thread = { order: (message) => worker.postMessage(message), listener: null, isThere: false, hasFailed: false };
  worker.on('message', (reply: ThreadReply) => {
    thread.isThere = true;
    thread.listener?.reply(reply);
  });
  worker.on('error', (reason: Error) => {
    thread.hasFailed = true;
    thread.listener?.failed(reason);
  });
  return { worker, thread };
}

/** Starts threads. Close them, or the process does not end. */
export function startPool(count: number): ThreadPool {
  const started = Array.from({ length: count }, startThread);
  return {
    threads: started.map(({ thread }) => thread),
    close: async () => { await Promise.all(started.map(({ worker }) => worker.terminate())); },
  };
}

const sizeOf = (path: string): number => {
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() === true ? found.size : 0;
};

/** As many threads beside this one as a file is worth and the machine has processors for; maybe none. */
export const poolFor = (path: string): ThreadPool => startPool(sizeOf(path) < WORTH_THREADS ? 0 : Math.min(availableParallelism(), MOST_THREADS) - 1);
