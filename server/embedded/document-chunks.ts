// A document as a run of small lmdb entries: key = prefix | _id | chunk number.
// Why: entries that fit into a tree page lie where their `_id` puts them, not where the file had room (0013).
// Surprise: no entry says how many follow; the first four bytes of BSON are the document's length, and that tells.
import type { Storage } from './storage.ts';

export const chunkBytes = 1300;

const chunkKey = (prefix: Buffer, id: Buffer, chunk: number): Buffer => {
  const key = Buffer.allocUnsafe(prefix.length + id.length + 2);
  prefix.copy(key);
  id.copy(key, prefix.length);
  key.writeUInt16BE(chunk, prefix.length + id.length);
  return key;
};

/** The first key after everything that starts with `prefix`. */
export function after(prefix: Buffer): Buffer {
  return Buffer.concat([prefix, Buffer.alloc(8, 0xff)]);
}

const chunkCount = (bytes: number): number => Math.max(1, Math.ceil(bytes / chunkBytes));

/** @returns the raw BSON stored under `id`, or undefined. */
export function readDocument(storage: Storage, prefix: Buffer, id: Buffer): Buffer | undefined {
  const first = storage.get(chunkKey(prefix, id, 0));
  if (first === undefined) return undefined;
  const count = chunkCount(first.readInt32LE(0));
  if (count === 1) return first;
  const parts = [first];
  for (let chunk = 1; chunk < count; chunk += 1) {
    const part = storage.get(chunkKey(prefix, id, chunk));
    if (part === undefined) throw new Error('a stored document has a hole');
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Removes the document under `id`; `raw` is what lies there. */
export function removeDocument(storage: Storage, prefix: Buffer, id: Buffer, raw: Buffer): void {
  for (let chunk = 0; chunk < chunkCount(raw.length); chunk += 1) storage.remove(chunkKey(prefix, id, chunk));
}

/** Writes `raw` under `id`, where nothing lies. */
export function writeDocument(storage: Storage, prefix: Buffer, id: Buffer, raw: Buffer): void {
  for (let chunk = 0; chunk < chunkCount(raw.length); chunk += 1) {
    storage.put(chunkKey(prefix, id, chunk), raw.subarray(chunk * chunkBytes, (chunk + 1) * chunkBytes));
  }
}

/** The `_id` part of a chunk's key. */
export const idOfKey = (prefix: Buffer, key: Buffer): Buffer => key.subarray(prefix.length, key.length - 2);

export type StoredDocument = { id: Buffer; raw: Buffer };

/**
 * Documents in `_id` order after `position` (exclusive; undefined: from the start); one document in memory at a time.
 * The caller may stop early; a write in between does not disturb it, since each call of `next` starts from a key.
 */
export function* scanDocuments(storage: Storage, prefix: Buffer, position?: Buffer): Generator<StoredDocument> {
  const from = position === undefined ? prefix : chunkKey(prefix, position, 0xffff);
  let id: Buffer | undefined;
  let parts: Buffer[] = [];
  for (const { key, value } of storage.range(from, after(prefix))) {
    if (key.readUInt16BE(key.length - 2) === 0) {
      if (id !== undefined) yield { id, raw: Buffer.concat(parts) };
      id = Buffer.from(idOfKey(prefix, key));
      parts = [];
    }
    parts.push(Buffer.from(value));
  }
  if (id !== undefined) yield { id, raw: parts.length === 1 ? (parts[0] ?? Buffer.alloc(0)) : Buffer.concat(parts) };
}
