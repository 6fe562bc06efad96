// Starts the threads that scan blocks of a file beside the main one. Each has two slabs, so that it scans on while the
// other is joined.
import { Worker } from 'node:worker_threads';
import type { ColumnPlan } from './column-plan.ts';
import { filledBy } from './join-blocks.ts';
import type { Filled } from './join-blocks.ts';
import type { ScannedBlock } from './scan-block.ts';
import type { ThreadOrder, ThreadReply } from './scan-thread.ts';
import { makeSlab } from './slab.ts';

const SLABS = 2;

/** A slab that another thread fills. */
export type RemoteSlab = Filled & { readonly scan: (index: number, from: number, to: number) => void };

export type Scanned = { readonly index: number; readonly block: ScannedBlock };

/** Ends the threads. */
export type CloseThreads = () => Promise<void>;

/** How a thread starts: see server/issuer/blind-signer.ts. */
const LOADER = import.meta.resolve('tsx/esm/api');
const THREAD = new URL('./scan-thread.ts', import.meta.url).href;
const START = `import { register } from ${JSON.stringify(LOADER)}; register(); await import(${JSON.stringify(THREAD)});`;
const ENTRY = new URL(`data:text/javascript,${encodeURIComponent(START)}`);

export type ThreadRequest = { readonly plans: readonly ColumnPlan[]; readonly separator: string; readonly file: number; readonly size: number; readonly blockBytes: number };

/** Starts threads. `told` hears of each slab once when its thread is there (null), then of its blocks; `failed` when a thread dies. */
export function startThreads(count: number, request: ThreadRequest, told: (slab: RemoteSlab, scanned: Scanned | null) => void, failed: (reason: Error) => void): CloseThreads {
  const { plans, blockBytes, ...rest } = request;
  const workers = Array.from({ length: count }, () => new Worker(ENTRY, { execArgv: [], env: {} }));
  for (const worker of workers) {
    const order = (message: ThreadOrder): void => worker.postMessage(message);
    const own = Array.from({ length: SLABS }, (_, slab): RemoteSlab => ({
      ...filledBy(makeSlab(plans, blockBytes), plans),
      scan: (index, from, to) => order({ order: 'scan', slab, index, from, to }),
    }));
    order({ order: 'prepare', plans, ...rest, slabs: own.map(({ slab }) => slab) });
    worker.on('message', (reply: ThreadReply) => {
      if (reply === 'prepared') return own.forEach((slab) => told(slab, null));
      const slab = own[reply.slab];
      if (slab !== undefined) told(slab, reply);
    });
    worker.on('error', failed);
  }
  return async () => { await Promise.all(workers.map((worker) => worker.terminate())); };
}
