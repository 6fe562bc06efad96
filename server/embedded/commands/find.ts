// find, getMore and killCursors.
// Why a position and not a list: a scan in `_id` order continues from a key, so a million documents need no memory.
// Surprise: a find with a sort other than `_id` holds its result (up to 100 MB) until the cursor ends.
import { Long, type Document } from 'bson';
import type { Collection } from '../catalog.ts';
import { CommandError } from '../command-error.ts';
import { booleanField, checkCommand, deadlineOf, documentField, stringField, wholeNumber } from '../command-fields.ts';
import type { BatchSource } from '../cursors.ts';
import { collectionName, findCollection, type Command } from '../engine.ts';
import { compileFilter } from '../filter.ts';
import { matches, sortedMatches, type Query } from '../matching.ts';
import { compileProjection, type Projection } from '../projection.ts';
import { isIdOrder, parseSort } from '../sort.ts';

/** Serves a list that is in memory already. */
export function listSource(documents: readonly Buffer[]): BatchSource {
  let at = 0;
  return (maxDocuments, maxBytes) => {
    const batch: Buffer[] = [];
    let bytes = 0;
    while (at < documents.length && batch.length < maxDocuments) {
      const next = documents[at] ?? Buffer.alloc(0);
      if (batch.length > 0 && bytes + next.length > maxBytes) break;
      batch.push(next);
      bytes += next.length;
      at += 1;
    }
    return { documents: batch, finished: at >= documents.length };
  };
}

function streamSource(input: Command, collection: Collection, query: Query, project: Projection | undefined): BatchSource {
  let position: Buffer | undefined;
  let skip = query.skip;
  let left = query.limit;
  const batch = (timed: Query, maxDocuments: number, maxBytes: number): ReturnType<BatchSource> => {
    const documents: Buffer[] = [];
    let bytes = 0;
    if (left === 0) return { documents, finished: true };
    for (const { id, raw } of matches(input.engine.storage(), collection, timed, position)) {
      if (skip === 0 && (documents.length >= maxDocuments || (documents.length > 0 && bytes + raw.length > maxBytes))) return { documents, finished: false };
      position = id;
      if (skip > 0) { skip -= 1; continue; }
      documents.push(project === undefined ? raw : project(raw));
      bytes += raw.length;
      left -= 1;
      if (left === 0) return { documents, finished: true };
    }
    return { documents, finished: true };
  };
  // maxTimeMS is of work, as in MongoDB: what a client does between two batches does not count.
  let spare = query.deadline - performance.now();
  return (maxDocuments, maxBytes) => {
    const begun = performance.now();
    try {
      return batch({ ...query, deadline: begun + spare }, maxDocuments, maxBytes);
    } finally {
      spare -= performance.now() - begun;
    }
  };
}

const findFields = ['filter', 'sort', 'projection', 'skip', 'limit', 'batchSize', 'singleBatch', 'allowDiskUse', 'noCursorTimeout', 'returnKey', 'showRecordId'];

function queryOf(command: Document): Query {
  for (const name of ['returnKey', 'showRecordId', 'allowDiskUse', 'noCursorTimeout']) {
    if (booleanField(command, name, false)) throw new CommandError(115, `${name} is not supported by the embedded engine`);
  }
  const filter = documentField(command, 'filter');
  const limit = wholeNumber(command, 'limit', 0);
  return {
    filter,
    test: compileFilter(filter),
    sort: parseSort(documentField(command, 'sort')),
    skip: wholeNumber(command, 'skip', 0),
    limit: limit === 0 ? Number.POSITIVE_INFINITY : limit,
    deadline: deadlineOf(command),
  };
}

export function find(input: Command): Buffer {
  checkCommand(input.command, findFields);
  const query = queryOf(input.command);
  const project = compileProjection(documentField(input.command, 'projection'));
  const single = booleanField(input.command, 'singleBatch', false);
  const batchSize = wholeNumber(input.command, 'batchSize', 101);
  const collection = findCollection(input);
  const namespace = `${input.database}.${collectionName(input)}`;
  if (collection === undefined) return input.engine.cursors.first(namespace, listSource([]), batchSize, true);
  if (isIdOrder(query.sort)) return input.engine.cursors.first(namespace, streamSource(input, collection, query, project), batchSize, single);
  const sorted = sortedMatches(input.engine.storage(), collection, query).map(({ raw }) => (project === undefined ? raw : project(raw)));
  return input.engine.cursors.first(namespace, listSource(sorted), batchSize, single);
}

const cursorId = (value: unknown): Long => {
  if (value instanceof Long) return value;
  if (typeof value === 'number') return Long.fromNumber(value);
  throw new CommandError(14, 'a cursor id is the wrong type, expected long');
};

export function getMore(input: Command): Buffer {
  checkCommand(input.command, ['collection', 'batchSize']);
  const namespace = `${input.database}.${stringField(input.command, 'collection')}`;
  return input.engine.cursors.next(cursorId(input.command['getMore']), namespace, wholeNumber(input.command, 'batchSize', 0));
}

export function killCursors(input: Command): Document {
  checkCommand(input.command, ['cursors']);
  const ids = input.command['cursors'] as unknown;
  if (!Array.isArray(ids)) throw new CommandError(14, "BSON field 'killCursors.cursors' is the wrong type, expected array");
  const killed = ids.map(cursorId).map((id) => ({ id, done: input.engine.cursors.kill(id) }));
  return {
    cursorsKilled: killed.filter((one) => one.done).map((one) => one.id),
    cursorsNotFound: killed.filter((one) => !one.done).map((one) => one.id),
    cursorsAlive: [],
    cursorsUnknown: [],
    ok: 1,
  };
}
