// Insert, replace and remove one document with its index entries. Runs inside a transaction of the write queue.
// Why one place: a document and its index entries change together or not at all.
// Surprise: everything is checked before the first byte is written, so a refused write leaves no trace.
import { deserialize, serialize, type Document } from 'bson';
import type { Collection } from './catalog.ts';
import { CommandError } from './command-error.ts';
import { readDocument, removeDocument, writeDocument, type StoredDocument } from './document-chunks.ts';
import { checkedIndexKeys, duplicateId, indexKeys } from './index-entries.ts';
import { encodeId } from './key-encoding.ts';
import type { OrderMixing } from './order-mixing.ts';
import type { Storage } from './storage.ts';

export type WriteContext = { readonly storage: Storage; readonly mixing: OrderMixing };

const maxDocumentBytes = 16 * 1024 * 1024;

/** Raw BSON of a document whose values keep their types. @throws CommandError 10334 above 16 MB */
export function rawOf(document: Document): Buffer {
  const raw = Buffer.from(serialize(document, { ignoreUndefined: false }));
  checkSize(raw);
  return raw;
}

function checkSize(raw: Buffer): void {
  if (raw.length > maxDocumentBytes) throw new CommandError(10334, `a document of ${raw.length} bytes is too large; the limit is ${maxDocumentBytes}`);
}

/** Stores `raw`, which must be new. @throws CommandError 11000, 10334, 53, 17280 */
export function insertDocument(context: WriteContext, collection: Collection, raw: Buffer, document: Document = deserialize(raw)): void {
  checkSize(raw);
  const idValue = document['_id'] as unknown;
  const id = encodeId(idValue);
  if (readDocument(context.storage, collection.prefix, id) !== undefined) throw duplicateId(collection, idValue);
  const keys = checkedIndexKeys(context.storage, collection, id, document);
  writeDocument(context.storage, collection.prefix, id, raw);
  for (const key of keys) context.storage.put(key, Buffer.alloc(0));
  context.mixing.touched(collection, id, keys);
}

/** Puts `document` in the place of `stored`; its `_id` must be the same value. @throws CommandError 66, 11000, 10334 */
export function replaceDocument(context: WriteContext, collection: Collection, stored: StoredDocument, document: Document): void {
  if (!encodeId(document['_id']).equals(stored.id)) throw new CommandError(66, 'the update would change the immutable field _id');
  const raw = rawOf(document);
  const keys = checkedIndexKeys(context.storage, collection, stored.id, document);
  for (const key of indexKeys(collection, stored.id, stored.raw)) context.storage.remove(key);
  removeDocument(context.storage, collection.prefix, stored.id, stored.raw);
  writeDocument(context.storage, collection.prefix, stored.id, raw);
  for (const key of keys) context.storage.put(key, Buffer.alloc(0));
  context.mixing.touched(collection, stored.id, keys);
}

/** Removes `stored` and its index entries. */
export function deleteDocument(context: WriteContext, collection: Collection, stored: StoredDocument): void {
  const keys = indexKeys(collection, stored.id, stored.raw);
  for (const key of keys) context.storage.remove(key);
  removeDocument(context.storage, collection.prefix, stored.id, stored.raw);
  context.mixing.touched(collection, stored.id, keys);
}
