// Gathers the writes of all connections into one transaction and one flush, and answers each after it.
// Why: a flush costs milliseconds; 32 writers that wait together pay it once (group commit).
// Surprise: jobs run one after another inside one transaction, which is what makes claims and unique indexes exact.
// A job must check everything before its first write: what it throws then fails that job alone.
import type { Storage } from './storage.ts';
import { CommandError } from './command-error.ts';

type Job = { run: () => unknown; resolve: (value: unknown) => void; reject: (reason: unknown) => void };
type Outcome = { value: unknown } | { thrown: unknown };

export type WriteQueue = {
  /** Runs `job` in the next transaction; resolves after it is on disk. */
  submit<Result>(job: () => Result): Promise<Result>;
  /** Waits for what was submitted. */
  idle(): Promise<void>;
  /** Waits for what was submitted, then refuses more. */
  drain(): Promise<void>;
};

const runJob = (job: Job): Outcome => {
  try {
    return { value: job.run() };
  } catch (thrown) {
    if (thrown instanceof CommandError) return { thrown };
    throw thrown;
  }
};

function settle(job: Job, outcome: Outcome | undefined): void {
  if (outcome === undefined) job.reject(new CommandError(14031, 'the write was not stored: the disk refused it'));
  else if ('thrown' in outcome) job.reject(outcome.thrown);
  else job.resolve(outcome.value);
}

export type QueueHooks = {
  /** Runs last in each transaction (order-mixing.ts). */
  beforeCommit(): void;
  /** Runs when a transaction was given up: what memory knows of it must go. */
  afterAbort(): void;
};

function runAlone(storage: Storage, hooks: QueueHooks, job: Job): void {
  let outcome: Outcome | undefined;
  try {
    outcome = storage.transact(() => { const done = runJob(job); hooks.beforeCommit(); return done; });
  } catch (thrown) {
    hooks.afterAbort();
    process.stderr.write(`engine: a write failed (${thrown instanceof Error ? thrown.name : 'unknown'})\n`);
  }
  settle(job, outcome);
}

/** @param storage gives the store that is open now */
export function makeWriteQueue(storage: () => Storage, hooks: QueueHooks): WriteQueue {
  let waiting: Job[] = [];
  let scheduled = false;
  let closed = false;

  const runBatch = (): void => {
    scheduled = false;
    const jobs = waiting;
    waiting = [];
    let outcomes: Outcome[] = [];
    try {
      outcomes = storage().transact(() => { const done = jobs.map(runJob); hooks.beforeCommit(); return done; });
    } catch {
      // One job broke the transaction: nothing of it is stored, so each gets its own.
      hooks.afterAbort();
      for (const job of jobs) runAlone(storage(), hooks, job);
      return;
    }
    jobs.forEach((job, at) => { settle(job, outcomes[at]); });
  };

  const idle = async (): Promise<void> => {
    while (scheduled) await new Promise((resolve) => { setImmediate(resolve); });
  };

  return {
    submit: (run) => {
      if (closed) return Promise.reject(new CommandError(91, 'the embedded engine is shutting down'));
      return new Promise((resolve, reject) => {
        waiting.push({ run, resolve: resolve as (value: unknown) => void, reject });
        if (!scheduled) setImmediate(runBatch);
        scheduled = true;
      });
    },
    idle,
    drain: async () => {
      closed = true;
      await idle();
    },
  };
}
