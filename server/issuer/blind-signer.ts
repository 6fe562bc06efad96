// Blind signatures off the event loop: a small pool of threads, each with the keys of the open rounds in memory.
// A private operation takes 2 to 4 ms; on the loop it would stop every other reply for that long.
import type { KeyObject } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { SignerOrder } from './blind-signer-worker.ts';
import type { SignRefusal } from './raw-rsa.ts';

export type SignResult = { readonly ok: true; readonly signature: Uint8Array } | { readonly ok: false; readonly refusal: SignRefusal | 'no-key' };

/** Signs with keys by name, e.g. `K7Q2M9/officials/invited`. */
export type BlindSigner = {
  /** Hands a key (from loadKeyFile) to every thread. */
  readonly keep: (name: string, key: KeyObject) => void;
  /** Makes every thread drop a key: call it when the key file is destroyed. */
  readonly forget: (name: string) => void;
  readonly has: (name: string) => boolean;
  /** Resolves with a signature or a typed refusal; rejects only when the pool was closed or a thread died over it. */
  readonly sign: (name: string, blinded: Uint8Array) => Promise<SignResult>;
  readonly close: () => Promise<void>;
};

type Waiting = { readonly resolve: (result: SignResult) => void; readonly reject: (reason: Error) => void };
type Thread = { readonly worker: Worker; readonly waiting: Map<number, Waiting>; works: boolean };
type Pool = { readonly threads: Thread[]; readonly keys: Map<string, KeyObject>; closed: boolean; orders: number };

/** What starts a TypeScript entry in a thread: Node 20 can't take such a file itself. */
const RUNNER = new URL('../../bin/run.js', import.meta.url);

const order = (thread: Thread, message: SignerOrder): void => {
  thread.worker.postMessage(message);
};

/** A waiting thread keeps the process alive, an idle one doesn't: a command-line tool ends by itself. */
function settle(thread: Thread, id: number, result: SignResult): void {
  thread.works = true;
  thread.waiting.get(id)?.resolve(result);
  thread.waiting.delete(id);
  if (thread.waiting.size === 0) thread.worker.unref();
}

function startThread(pool: Pool): void {
  const worker = new Worker(RUNNER, { argv: ['server/issuer/blind-signer-worker.ts'], execArgv: [], env: {} });
  const thread: Thread = { worker, waiting: new Map(), works: false };
  worker.on('message', ({ id, result }: { id: number; result: SignResult }) => {
    settle(thread, id, result);
  });
  worker.on('error', (reason: Error) => {
    drop(pool, thread, reason);
  });
  worker.on('exit', () => {
    drop(pool, thread, new Error('a signing thread ended'));
  });
  worker.unref();
  pool.threads.push(thread);
  for (const [name, key] of pool.keys) order(thread, { order: 'keep', name, key });
}

/** A dead thread fails what waited on it (the page asks again) and is replaced, unless it never worked: its successor would die too. */
function drop(pool: Pool, thread: Thread, reason: Error): void {
  for (const { reject } of thread.waiting.values()) reject(reason);
  thread.waiting.clear();
  const index = pool.threads.indexOf(thread);
  if (index === -1) return;
  pool.threads.splice(index, 1);
  if (thread.works && !pool.closed) startThread(pool);
}

function signOn(pool: Pool, name: string, blinded: Uint8Array): Promise<SignResult> {
  const [first, ...others] = pool.threads;
  if (pool.closed || first === undefined) return Promise.reject(new Error('the blind signer is closed or none of its threads could start'));
  const thread = others.reduce((least, each) => (each.waiting.size < least.waiting.size ? each : least), first);
  pool.orders += 1;
  const id = pool.orders;
  return new Promise((resolve, reject) => {
    thread.waiting.set(id, { resolve, reject });
    thread.worker.ref();
    order(thread, { order: 'sign', id, name, blinded });
  });
}

async function closePool(pool: Pool): Promise<void> {
  pool.closed = true;
  pool.keys.clear();
  await Promise.all(pool.threads.map((thread) => thread.worker.terminate()));
}

/** Starts the pool; threads come up in the background. Two threads saturate two cores. */
export function openBlindSigner(threads = 2): BlindSigner {
  const pool: Pool = { threads: [], keys: new Map(), closed: false, orders: 0 };
  for (let index = 0; index < threads; index += 1) startThread(pool);
  return {
    keep: (name, key) => {
      pool.keys.set(name, key);
      for (const thread of pool.threads) order(thread, { order: 'keep', name, key });
    },
    forget: (name) => {
      pool.keys.delete(name);
      for (const thread of pool.threads) order(thread, { order: 'forget', name });
    },
    has: (name) => pool.keys.has(name),
    sign: (name, blinded) => signOn(pool, name, blinded),
    close: () => closePool(pool),
  };
}
