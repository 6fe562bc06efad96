// Tallies a sample's rows in shards, one in each thread of a pool and one here, and merges them: the sums of a scorecard
// add up (analysis/scoring/merge-tallies.ts). Columns that threads do not share yet are copied once.
import { mergeTallies } from '../../../analysis/scoring/merge-tallies.ts';
import type { Sample } from '../../../analysis/scorecard/sample.ts';
import { tallyPlan, withTallies } from '../../../analysis/scorecard/tally-plan.ts';
import { tally } from '../../../analysis/scoring/tally.ts';
import type { Tallies, TallyRequest } from '../../../analysis/scoring/tally.ts';
import type { Columns } from '../../../analysis/columns.ts';
import type { Thread, ThreadPool } from './thread-pool.ts';

type Shard = { readonly columns: Columns; readonly request: TallyRequest };

const isShared = ({ buffer }: { readonly buffer: ArrayBufferLike }): boolean => buffer instanceof SharedArrayBuffer;

/** Rows from … to − 1, in memory that threads share. */
function sharedBytes(column: Uint8Array, from: number, to: number): Uint8Array {
  const part = column.subarray(from, to);
  if (isShared(column)) return part;
  const shared = new Uint8Array(new SharedArrayBuffer(part.length));
  shared.set(part);
  return shared;
}

function shardOf(columns: Columns, request: TallyRequest, from: number, to: number): Shard {
  const { cellOf, weights } = request;
  return {
    columns: {
      rows: to - from,
      items: columns.items.map((column) => sharedBytes(column, from, to)),
      choices: new Map([...columns.choices].map(([index, points]) => [index, points.map((point) => sharedBytes(point, from, to))])),
    },
    request: {
      ...request,
      // A copy of a shared view shares its memory; a view of anything else would be copied as a whole.
      ...(cellOf === undefined ? {} : { cellOf: isShared(cellOf) ? cellOf.subarray(from, to) : cellOf.slice(from, to) }),
      ...(weights === undefined ? {} : { weights: isShared(weights) ? weights.subarray(from, to) : weights.slice(from, to) }),
    },
  };
}

/** Resolves with the thread's tallies, or null where it died. */
const tallyIn = (thread: Thread, { columns, request }: Shard): Promise<Tallies | null> =>
  new Promise((resolve) => {
    thread.listener = {
      failed: () => resolve(null),
      reply: (reply) => { if (reply.reply === 'tallied') resolve(reply.tallies); },
    };
    thread.order({ order: 'tally', columns, request });
  });

/** The sample with its tallies, for `scorecard`; as it is where no thread is there to help. */
export async function withShardedTallies(sample: Sample, { threads }: ThreadPool): Promise<Sample> {
  const helping = threads.filter(({ isThere, hasFailed }) => isThere && !hasFailed);
  if (helping.length === 0) return sample;
  const plan = tallyPlan(sample);
  const { columns, request } = plan;
  const size = Math.ceil(columns.rows / (helping.length + 1));
  const shard = (index: number): Shard => shardOf(columns, request, Math.min(columns.rows, index * size), Math.min(columns.rows, (index + 1) * size));
  const others = helping.map((thread, index) => tallyIn(thread, shard(index + 1)));
  const first = shard(0);
  let tallies = tally(first.columns, first.request);
  for (const other of others) {
    const part = await other;
    if (part === null) return sample;
    tallies = mergeTallies(tallies, part);
  }
  return withTallies(sample, plan, tallies);
}
