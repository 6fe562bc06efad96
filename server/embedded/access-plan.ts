// How a filter reaches its documents: by `_id`, by an index, or by a scan in `_id` order.
// Why: a point look-up must not read the collection; a scan must not hold it in memory.
// Surprise: the plan only narrows; the whole filter is tested on every candidate afterwards, so a plan can't be wrong.
import type { Document } from 'bson';
import type { Collection, IndexDefinition } from './catalog.ts';
import { readDocument, scanDocuments, type StoredDocument } from './document-chunks.ts';
import { isEmbedded } from './document-fields.ts';
import { idsUnder } from './index-entries.ts';
import { encodeValue } from './key-encoding.ts';
import type { Storage } from './storage.ts';

const plain = (value: unknown): boolean => value !== null && value !== undefined && !Array.isArray(value) && !(value instanceof RegExp);

/** Values that a field must equal one of, or undefined when the filter does not say. */
function equalityValues(filter: Document, path: string): readonly unknown[] | undefined {
  if (!Object.hasOwn(filter, path)) return undefined;
  const condition = filter[path] as unknown;
  if (!isEmbedded(condition)) return plain(condition) ? [condition] : undefined;
  const operators = Object.keys(condition);
  if (operators[0]?.startsWith('$') !== true) return [condition];
  if (operators.includes('$eq') && plain(condition['$eq'])) return [condition['$eq']];
  const list = condition['$in'] as unknown;
  return Array.isArray(list) && list.every(plain) ? (list as unknown[]) : undefined;
}

/** Same, looking into a top-level $and too: mongoose wraps filters in it. */
function equality(filter: Document, path: string): readonly unknown[] | undefined {
  const direct = equalityValues(filter, path);
  if (direct !== undefined) return direct;
  const parts = filter['$and'] as unknown;
  if (!Array.isArray(parts)) return undefined;
  for (const part of parts) {
    const found = isEmbedded(part) ? equality(part, path) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function indexPrefixes(index: IndexDefinition, filter: Document): Buffer[] | undefined {
  let prefixes: Buffer[] | undefined;
  for (const path of Object.keys(index.key)) {
    const values = equality(filter, path);
    if (values === undefined || values.length > 1000) break;
    const encoded = values.map(encodeValue);
    prefixes = (prefixes ?? [Buffer.alloc(0)]).flatMap((prefix) => encoded.map((one) => Buffer.concat([prefix, one])));
    if (prefixes.length > 1000) return undefined;
  }
  return prefixes;
}

function* byIds(storage: Storage, collection: Collection, ids: Iterable<Buffer>, position: Buffer | undefined): Generator<StoredDocument> {
  const distinct = [...new Map([...ids].map((id) => [id.toString('hex'), id])).values()].sort((left, right) => left.compare(right));
  for (const id of distinct) {
    if (position !== undefined && id.compare(position) <= 0) continue;
    const raw = readDocument(storage, collection.prefix, id);
    if (raw !== undefined) yield { id, raw };
  }
}

/** Rest of an index key after an equality prefix may hold further values before the `_id`; only full matches are used. */
const usable = (index: IndexDefinition, filter: Document): boolean => Object.keys(index.key).every((path) => equality(filter, path) !== undefined);

/**
 * Candidates for `filter` in `_id` order, after `position` (exclusive) when given.
 * The caller tests the filter on each and may stop at any time.
 */
export function candidates(storage: Storage, collection: Collection, filter: Document, position?: Buffer): Iterable<StoredDocument> {
  const ids = equality(filter, '_id');
  if (ids !== undefined) return byIds(storage, collection, ids.map(encodeValue), position);
  for (const index of collection.indexes) {
    if (!usable(index, filter)) continue;
    const prefixes = indexPrefixes(index, filter);
    if (prefixes === undefined) continue;
    const found = prefixes.flatMap((prefix) => [...idsUnder(storage, index, prefix)]);
    return byIds(storage, collection, found, position);
  }
  return scanDocuments(storage, collection.prefix, position);
}
