// Open cursors: what remains of a find or an aggregate between two getMore.
// Why: large results go out in batches; memory holds a position, not the result.
// Surprise: a cursor unused for ten minutes is dropped, as in MongoDB, and no more than a thousand are kept.
import { randomBytes } from 'node:crypto';
import { Long } from 'bson';
import { CommandError } from './command-error.ts';
import { arrayOfDocuments, cursorReply } from './raw-bson.ts';

/** Yields raw documents; each call of `take` starts from where the last one ended. */
export type BatchSource = (maxDocuments: number, maxBytes: number) => { documents: Buffer[]; finished: boolean };

export type Cursors = {
  first(namespace: string, source: BatchSource, batchSize: number, single: boolean): Buffer;
  next(id: Long, namespace: string, batchSize: number): Buffer;
  /** @returns true when there was such a cursor */
  kill(id: Long): boolean;
  closeAll(): void;
};

const idleLimit = 10 * 60 * 1000;
const maxCursors = 1000;
const maxBatchBytes = 16 * 1024 * 1024;
type OpenCursor = { source: BatchSource; namespace: string; used: number };

const freshId = (): Long => Long.fromBigInt(randomBytes(8).readBigInt64LE() & 0x7fff_ffff_ffff_ffffn);

export function makeCursors(): Cursors {
  const open = new Map<string, OpenCursor>();
  const dropIdle = (): void => {
    for (const [id, cursor] of open) if (performance.now() - cursor.used > idleLimit || open.size > maxCursors) open.delete(id);
  };
  return {
    first: (namespace, source, batchSize, single) => {
      const { documents, finished } = source(batchSize, maxBatchBytes);
      if (finished || single) return cursorReply('firstBatch', arrayOfDocuments(documents), Long.ZERO, namespace);
      dropIdle();
      const id = freshId();
      open.set(id.toString(), { source, namespace, used: performance.now() });
      return cursorReply('firstBatch', arrayOfDocuments(documents), id, namespace);
    },
    next: (id, namespace, batchSize) => {
      const cursor = open.get(id.toString());
      if (cursor === undefined || cursor.namespace !== namespace) throw new CommandError(43, `cursor id ${id.toString()} not found`);
      cursor.used = performance.now();
      const { documents, finished } = cursor.source(batchSize === 0 ? Number.POSITIVE_INFINITY : batchSize, maxBatchBytes);
      if (finished) open.delete(id.toString());
      return cursorReply('nextBatch', arrayOfDocuments(documents), finished ? Long.ZERO : id, namespace);
    },
    kill: (id) => open.delete(id.toString()),
    closeAll: () => { open.clear(); },
  };
}
