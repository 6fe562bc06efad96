// A thread that scans blocks of a file beside the main one. It is told the columns once, then block after block.
// Started by scan-threads.ts. It imports no questionnaire and no analysis, so that it is ready soon.
import { parentPort } from 'node:worker_threads';
import type { ColumnPlan } from './column-plan.ts';
import { blockScanner } from './scan-block.ts';
import type { ScanBlock, ScannedBlock } from './scan-block.ts';
import type { Slab } from './slab.ts';
import { fileSource } from './source.ts';

export type ThreadOrder =
  | { readonly order: 'prepare'; readonly plans: readonly ColumnPlan[]; readonly separator: string; readonly file: number; readonly size: number; readonly slabs: readonly Slab[] }
  | { readonly order: 'scan'; readonly slab: number; readonly index: number; readonly from: number; readonly to: number };

/** `prepared` comes once; then a reply per block. */
export type ThreadReply = 'prepared' | { readonly slab: number; readonly index: number; readonly block: ScannedBlock };

let scanners: readonly ScanBlock[] = [];

parentPort?.on('message', (message: ThreadOrder) => {
  if (message.order === 'prepare') {
    const { plans, separator, file, size, slabs } = message;
    scanners = slabs.map((slab) => blockScanner(plans, separator, fileSource(file, size), slab));
    parentPort?.postMessage('prepared' satisfies ThreadReply);
    return;
  }
  const { slab, index, from, to } = message;
  const block = scanners[slab]?.(from, to, false);
  if (block !== undefined) parentPort?.postMessage({ slab, index, block } satisfies ThreadReply);
});
