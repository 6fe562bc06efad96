// Finds stored documents that match a filter, in the order that is wanted.
// Why one place: find, findAndModify, update, delete, count and aggregate must choose the same documents.
// Surprise: without a sort the order is `_id` order, always; the arrival of documents is known to nothing here.
import { deserialize, type Document } from 'bson';
import { candidates } from './access-plan.ts';
import type { Collection } from './catalog.ts';
import { checkDeadline } from './command-fields.ts';
import type { StoredDocument } from './document-chunks.ts';
import { compileFilter, type Predicate } from './filter.ts';
import { isIdOrder, sortItems, sortKeys, type SortField } from './sort.ts';
import type { Storage } from './storage.ts';

export type Query = {
  readonly filter: Document;
  readonly test: Predicate;
  readonly sort: readonly SortField[];
  readonly skip: number;
  /** Infinity for no limit. */
  readonly limit: number;
  readonly deadline: number;
};

/** A query without sort, skip or limit. @throws CommandError 2 */
export const queryFor = (filter: Document, deadline = Number.POSITIVE_INFINITY): Query =>
  ({ filter, test: compileFilter(filter), sort: [], skip: 0, limit: Number.POSITIVE_INFINITY, deadline });

/** Documents that match, in `_id` order from `position` on; sort, skip and limit are the caller's. */
export function* matches(storage: Storage, collection: Collection, query: Query, position?: Buffer): Generator<StoredDocument & { document: Document }> {
  const everything = Object.keys(query.filter).length === 0;
  let seen = 0;
  for (const stored of candidates(storage, collection, query.filter, position)) {
    seen += 1;
    if (seen % 256 === 0) checkDeadline(query.deadline);
    const document = everything && query.sort.length === 0 ? {} : deserialize(stored.raw);
    if (everything || query.test(document)) yield { ...stored, document };
  }
}

function* sortable(storage: Storage, collection: Collection, query: Query): Generator<{ item: StoredDocument; keys: Buffer[]; bytes: number }> {
  for (const { id, raw, document } of matches(storage, collection, query)) yield { item: { id, raw }, keys: sortKeys(document, query.sort), bytes: raw.length + 200 };
}

/** All documents of the query, sorted in memory. @throws CommandError 292 */
export function sortedMatches(storage: Storage, collection: Collection, query: Query): StoredDocument[] {
  return sortItems(sortable(storage, collection, query), query.sort, query.skip + query.limit).slice(query.skip);
}

/** The first document of the query, or undefined. */
export function firstMatch(storage: Storage, collection: Collection, query: Query): StoredDocument | undefined {
  if (!isIdOrder(query.sort)) return sortedMatches(storage, collection, { ...query, limit: 1 })[0];
  for (const stored of matches(storage, collection, query)) return stored;
  return undefined;
}
