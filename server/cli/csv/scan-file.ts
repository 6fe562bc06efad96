// Scans a file block by block, here and in other threads at once, and joins the blocks in their order. This thread scans
// the block that is next to join where no other has it, and further ones while it waits.
import type { ColumnPlan } from './column-plan.ts';
import { MOST_PROBLEMS } from './csv-problem.ts';
import { emptyJoin, filledBy, joinBlock, learnCodes } from './join-blocks.ts';
import type { Filled, Joined } from './join-blocks.ts';
import { blockScanner } from './scan-block.ts';
import type { ScanBlock, ScannedBlock } from './scan-block.ts';
import { engageThreads } from './scan-threads.ts';
import type { RemoteSlab, Scanned } from './scan-threads.ts';
import { makeSlab } from './slab.ts';
import type { OpenSource } from './source.ts';
import type { ThreadPool } from './thread-pool.ts';

const BLOCK_BYTES = 2 * 1024 * 1024;
/** Blocks that this thread scans ahead. */
const AHEAD = 4;

export type ScanOptions = {
  /** Bytes of a block; 2 MB when left out. */
  readonly blockBytes?: number;
  /** Threads that help; none when left out. */
  readonly pool?: ThreadPool;
  /** Begins when a thread is there, so that it surely has a share: for proofs. */
  readonly awaitThreads?: boolean;
  /** Told the bytes read so far, after each block. */
  readonly progress?: (read: number, size: number, rows: number) => void;
};

export type ScanRequest = { readonly plans: readonly ColumnPlan[]; readonly separator: string; readonly from: number };

type LocalSlab = Filled & { readonly scanBlock: ScanBlock };
type Ready = { readonly block: ScannedBlock; readonly filled: Filled; readonly free: () => void };

type Run = ScanRequest & {
  readonly source: OpenSource;
  readonly blockBytes: number;
  readonly blocks: number;
  readonly progress: ScanOptions['progress'];
  readonly joined: Joined;
  /** Blocks that are scanned and not joined, and those that other threads have in hand. */
  readonly ready: Map<number, Ready>;
  readonly away: Set<number>;
  readonly idle: RemoteSlab[];
  readonly spare: LocalSlab[];
  nextToJoin: number;
  nextToTake: number;
  isOver: boolean;
  failure: Error | null;
  wake: () => void;
};

const endOf = (run: Run, index: number): number => Math.min(run.source.size, run.from + (index + 1) * run.blockBytes);

function take(run: Run, filled: Filled, block: ScannedBlock): void {
  const { joined, plans, source, progress } = run;
  joinBlock(joined, plans, filled, block, source.size);
  run.isOver = block.isUnclosed || joined.problems.length === MOST_PROBLEMS;
  progress?.(joined.end, source.size, joined.rows);
}

/** Joins what is ready, in order. A block that does not begin where the one before ended was misled by quotes, and dropped. */
function joinReady(run: Run): void {
  for (; run.nextToJoin < run.blocks && !run.isOver; run.nextToJoin += 1) {
    const next = run.ready.get(run.nextToJoin);
    const isPassed = run.joined.end >= endOf(run, run.nextToJoin);
    if (next === undefined && (!isPassed || run.away.has(run.nextToJoin))) return;
    run.ready.delete(run.nextToJoin);
    const isGood = next?.block.from === run.joined.end && !isPassed;
    if (next !== undefined && isGood) take(run, next.filled, next.block);
    next?.free();
    if (!isPassed && !isGood) return;
  }
}

function localSlab({ plans, separator, source, blockBytes }: Run): LocalSlab {
  const slab = makeSlab(plans, blockBytes);
  return { ...filledBy(slab, plans), scanBlock: blockScanner(plans, separator, source, slab) };
}

/** Scans a further block here, into a slab that waits until it is joined. */
function scanAhead(run: Run, slab: LocalSlab): void {
  const index = run.nextToTake;
  run.nextToTake += 1;
  const block = slab.scanBlock(endOf(run, index - 1), endOf(run, index), false);
  learnCodes(slab, block);
  run.ready.set(index, { block, filled: slab, free: () => run.spare.push(slab) });
}

function scanNext(run: Run, slab: LocalSlab): void {
  run.nextToTake = Math.max(run.nextToTake, run.nextToJoin + 1);
  const block = slab.scanBlock(run.joined.end, endOf(run, run.nextToJoin), true);
  learnCodes(slab, block);
  take(run, slab, block);
}

function feedThreads(run: Run): void {
  while (run.nextToTake < run.blocks) {
    const slab = run.idle.pop();
    if (slab === undefined) return;
    const index = run.nextToTake;
    run.nextToTake += 1;
    run.away.add(index);
    slab.scan(index, endOf(run, index - 1), endOf(run, index));
  }
}

function hear(run: Run, slab: RemoteSlab, scanned: Scanned | null): void {
  const free = (): void => { run.idle.push(slab); };
  if (scanned === null) free();
  else {
    run.away.delete(scanned.index);
    learnCodes(slab, scanned.block);
    run.ready.set(scanned.index, { block: scanned.block, filled: slab, free });
  }
  run.wake();
}

const nextWord = (run: Run): Promise<void> => new Promise((resolve) => { run.wake = resolve; });

/** A thread that held no block is not missed. */
function fail(run: Run, reason: Error): void {
  if (run.away.size > 0) run.failure = reason;
  run.wake();
}

async function scanAll(run: Run, hasThreads: boolean): Promise<void> {
  const own = localSlab(run);
  for (;;) {
    joinReady(run);
    if (run.failure !== null) throw run.failure;
    if (run.isOver || run.nextToJoin === run.blocks) return;
    feedThreads(run);
    const spare = run.away.has(run.nextToJoin) && run.nextToTake < run.blocks ? run.spare.pop() : undefined;
    if (!run.away.has(run.nextToJoin)) scanNext(run, own);
    else if (spare !== undefined) scanAhead(run, spare);
    else await nextWord(run);
    // Lets the other threads' replies in.
    if (hasThreads) await new Promise<void>((resolve) => { setImmediate(resolve); });
  }
}

/** Scans a source from where its rows begin. Gives its columns, or the first problems in them. */
export async function scanFile(source: OpenSource, request: ScanRequest, options: ScanOptions): Promise<Joined> {
  const blockBytes = options.blockBytes ?? BLOCK_BYTES;
  const run: Run = {
    ...request, source, blockBytes, progress: options.progress,
    blocks: Math.ceil((source.size - request.from) / blockBytes),
    joined: emptyJoin(request.plans, request.from),
    ...{ ready: new Map(), away: new Set(), idle: [], spare: [], nextToJoin: 0, nextToTake: 0, isOver: false, failure: null, wake: () => undefined },
  };
  const threads = options.pool?.threads ?? [];
  if (source.file === null || threads.length === 0) {
    await scanAll(run, false);
    return run.joined;
  }
  for (let slab = 0; slab < AHEAD; slab += 1) run.spare.push(localSlab(run));
  const { plans, separator } = request;
  const leave = engageThreads(threads, { plans, separator, file: source.file, size: source.size, blockBytes }, { slab: (slab, scanned) => hear(run, slab, scanned), failed: (reason) => fail(run, reason) });
  try {
    if (options.awaitThreads === true) await nextWord(run);
    await scanAll(run, true);
  } finally {
    leave();
  }
  return run.joined;
}
