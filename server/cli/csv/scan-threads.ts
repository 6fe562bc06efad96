// Hands blocks of a file to the threads of a pool. Each thread has two slabs, so that it scans on while the other is joined.
import type { ColumnPlan } from './column-plan.ts';
import { filledBy } from './join-blocks.ts';
import type { Filled } from './join-blocks.ts';
import type { ScannedBlock } from './scan-block.ts';
import { makeSlab } from './slab.ts';
import type { Thread } from './thread-pool.ts';

const SLABS = 2;

/** A slab that another thread fills. */
export type RemoteSlab = Filled & { readonly scan: (index: number, from: number, to: number) => void };

export type Scanned = { readonly index: number; readonly block: ScannedBlock };

export type ThreadRequest = { readonly plans: readonly ColumnPlan[]; readonly separator: string; readonly file: number; readonly size: number; readonly blockBytes: number };

/** Who is told of each slab once when its thread is there (null), then of its blocks; `failed` when a thread dies. */
export type Told = { readonly slab: (slab: RemoteSlab, scanned: Scanned | null) => void; readonly failed: (reason: Error) => void };

/** Prepares threads for a file. The result ends the listening. */
export function engageThreads(threads: readonly Thread[], request: ThreadRequest, told: Told): () => void {
  const { plans, blockBytes, ...rest } = request;
  for (const thread of threads.filter(({ hasFailed }) => !hasFailed)) {
    const own = Array.from({ length: SLABS }, (_, slab): RemoteSlab => ({
      ...filledBy(makeSlab(plans, blockBytes), plans),
      scan: (index, from, to) => thread.order({ order: 'scan', slab, index, from, to }),
    }));
    thread.listener = {
      failed: told.failed,
      reply: (reply) => {
        if (reply.reply === 'prepared') own.forEach((slab) => told.slab(slab, null));
        if (reply.reply !== 'scanned') return;
        const slab = own[reply.slab];
        if (slab !== undefined) told.slab(slab, reply);
      },
    };
    thread.order({ order: 'prepare', plans, ...rest, slabs: own.map(({ slab }) => slab) });
  }
  return () => { for (const thread of threads) thread.listener = null; };
}
