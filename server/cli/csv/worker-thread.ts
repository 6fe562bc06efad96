// A thread that scans blocks of a file, and later tallies a part of the rows, beside the main one (thread-pool.ts).
// The scanner needs no questionnaire and no analysis, so that the thread is ready soon; the tally is loaded meanwhile.
import { parentPort } from 'node:worker_threads';
import type { Columns } from '../../../analysis/columns.ts';
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
let tallying: Promise<{ readonly tally: (columns: Columns, request: TallyRequest) => Tallies }> | null = null;

parentPort?.on('message', (message: ThreadOrder) => {
  tallying ??= import('../../../analysis/scoring/tally.ts');
  if (message.order === 'prepare') {
    const { plans, separator, file, size, slabs } = message;
    scanners = slabs.map((slab) => blockScanner(plans, separator, fileSource(file, size), slab));
    reply({ reply: 'prepared' });
  } else if (message.order === 'scan') {
    const { slab, index, from, to } = message;
    const block = scanners[slab]?.(from, to, false);
    if (block !== undefined) reply({ reply: 'scanned', slab, index, block });
  } else {
    void tallying.then(({ tally }) => reply({ reply: 'tallied', tallies: tally(message.columns, message.request) }));
  }
});
