// A thread that scans blocks of a file, and later tallies a part of the rows, beside the main one (thread-pool.ts).
// It imports little, and no questionnaire, so that it is ready soon.
import { parentPort } from 'node:worker_threads';
import type { Columns } from '../../../analysis/columns.ts';
import { tally } from '../../../analysis/scoring/tally.ts';
import type { Tallies, TallyRequest } from '../../../analysis/scoring/tally.ts';
import type { ColumnPlan } from './column-plan.ts';
import { blockScanner } from './scan-block.ts';
import type { ScanBlock, ScannedBlock } from './scan-block.ts';
import type { Slab } from './slab.ts';
import { fileSource } from './source.ts';

export type ThreadOrder =
  | { readonly order: 'prepare'; readonly plans: readonly ColumnPlan[]; readonly separator: string; readonly file: number; readonly size: number; readonly slabs: readonly Slab[] }
  | { readonly order: 'scan'; readonly slab: number; readonly index: number; readonly from: number; readonly to: number }
  | { readonly order: 'tally'; readonly columns: Columns; readonly request: TallyRequest };

export type ThreadReply =
  | { readonly reply: 'prepared' }
  | { readonly reply: 'scanned'; readonly slab: number; readonly index: number; readonly block: ScannedBlock }
  | { readonly reply: 'tallied'; readonly tallies: Tallies };

const reply = (message: ThreadReply): void => parentPort?.postMessage(message);

let scanners: readonly ScanBlock[] = [];

parentPort?.on('message', (message: ThreadOrder) => {
  if (message.order === 'prepare') {
    const { plans, separator, file, size, slabs } = message;
    scanners = slabs.map((slab) => blockScanner(plans, separator, fileSource(file, size), slab));
    reply({ reply: 'prepared' });
  } else if (message.order === 'scan') {
    const { slab, index, from, to } = message;
    const block = scanners[slab]?.(from, to, false);
    if (block !== undefined) reply({ reply: 'scanned', slab, index, block });
  } else {
    reply({ reply: 'tallied', tallies: tally(message.columns, message.request) });
  }
});
