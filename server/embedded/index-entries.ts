// Secondary indexes: key = index prefix | encoded values | encoded _id, no value.
// Why: a unique check and an equality look-up are one range read, and entries lie in key order.
// Surprise: arrays in an indexed field are refused (no multikey indexes); a missing field counts as null, as in MongoDB.
import { deserialize, type Document } from 'bson';
import type { Collection, IndexDefinition } from './catalog.ts';
import { CommandError } from './command-error.ts';
import { after } from './document-chunks.ts';
import { valuesAt } from './document-fields.ts';
import { encodeValue } from './key-encoding.ts';
import type { Storage } from './storage.ts';

type IndexedValues = { encoded: Buffer; values: unknown[] };

function indexedValues(index: IndexDefinition, document: Document): IndexedValues | undefined {
  const values = Object.keys(index.key).map((path) => {
    const found = valuesAt(document, path);
    if (found.length !== 1 || Array.isArray(found[0])) throw new CommandError(115, `the embedded engine has no multikey indexes: an array in an indexed field (index: ${index.name})`);
    return found[0];
  });
  if (index.sparse && values.every((value) => value === undefined)) return undefined;
  const encoded = Buffer.concat(values.map(encodeValue));
  if (encoded.length > 1024) throw new CommandError(17280, `indexed values of the embedded engine have at most 1,000 bytes (index: ${index.name})`);
  return { encoded, values: values.map((value) => value ?? null) };
}

function duplicate(collection: Collection, index: IndexDefinition, values: unknown[]): CommandError {
  const keyValue = Object.fromEntries(Object.keys(index.key).map((path, at) => [path, values[at]]));
  return new CommandError(11000, `E11000 duplicate key error collection: ${collection.namespace} index: ${index.name}`, { keyPattern: index.key, keyValue });
}

/** The error for a second document with the same `_id`. */
export const duplicateId = (collection: Collection, id: unknown): CommandError =>
  new CommandError(11000, `E11000 duplicate key error collection: ${collection.namespace} index: _id_`, { keyPattern: { _id: 1 }, keyValue: { _id: id } });

/** `_id`s (encoded) that `index` holds under the encoded equality values `encoded`. */
export function* idsUnder(storage: Storage, index: IndexDefinition, encoded: Buffer): Generator<Buffer> {
  const prefix = Buffer.concat([index.prefix, encoded]);
  for (const key of storage.keys(prefix, after(prefix))) yield Buffer.from(key.subarray(prefix.length));
}

const holdsAnother = (storage: Storage, index: IndexDefinition, encoded: Buffer, id: Buffer): boolean => {
  for (const other of idsUnder(storage, index, encoded)) if (!other.equals(id)) return true;
  return false;
};

/**
 * Index keys that `document` needs, checked against unique indexes before anything is written.
 * @throws CommandError 11000 with keyPattern and keyValue
 */
export function checkedIndexKeys(storage: Storage, collection: Collection, id: Buffer, document: Document, indexes = collection.indexes): Buffer[] {
  const keys: Buffer[] = [];
  for (const index of indexes) {
    const entry = indexedValues(index, document);
    if (entry === undefined) continue;
    if (index.unique && holdsAnother(storage, index, entry.encoded, id)) throw duplicate(collection, index, entry.values);
    keys.push(Buffer.concat([index.prefix, entry.encoded, id]));
  }
  return keys;
}

/** Index keys of a stored document, for removal. */
export function indexKeys(collection: Collection, id: Buffer, raw: Buffer): Buffer[] {
  if (collection.indexes.length === 0) return [];
  const document = deserialize(raw);
  return collection.indexes.flatMap((index) => {
    const entry = indexedValues(index, document);
    return entry === undefined ? [] : [Buffer.concat([index.prefix, entry.encoded, id])];
  });
}
