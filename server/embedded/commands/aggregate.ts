// aggregate, count and distinct.
// Why these stages only: $match $sort $limit $skip $count are ours (same code as find); $group and $project go to mingo.
// Surprise: a $match in front is streamed through the access plan; everything behind it is held in memory, up to 100 MB.
import { deserialize, serialize, type Document } from 'bson';
import type { Collection } from '../catalog.ts';
import { CommandError } from '../command-error.ts';
import { booleanField, checkCommand, checkFields, deadlineOf, documentField, stringField, wholeNumber } from '../command-fields.ts';
import { collectionName, findCollection, type Command } from '../engine.ts';
import { valuesAt, isEmbedded } from '../document-fields.ts';
import { encodeValue } from '../key-encoding.ts';
import { matches, queryFor, type Query } from '../matching.ts';
import { sortLimitBytes } from '../sort.ts';
import { compileStage, runStage, type Stage } from '../pipeline-stages.ts';
import { listSource } from './find.ts';

function stagesOf(pipeline: unknown): Stage[] {
  if (!Array.isArray(pipeline)) throw new CommandError(14, "BSON field 'aggregate.pipeline' is the wrong type, expected array");
  return pipeline.map(compileStage);
}

function input(command: Command, collection: Collection, query: Query): Document[] {
  const documents: Document[] = [];
  let bytes = 0;
  for (const { raw } of matches(command.engine.storage(), collection, query)) {
    bytes += raw.length;
    if (bytes > sortLimitBytes) throw new CommandError(292, 'an aggregation exceeded its memory limit of 100 MB');
    documents.push(deserialize(raw));
  }
  return documents;
}

function countOnly(command: Command, collection: Collection, query: Query): number {
  let count = 0;
  for (const match of matches(command.engine.storage(), collection, query)) if (match.id.length > 0) count += 1;
  return count;
}

/** The driver's countDocuments: [$match, $group by a constant with $sum 1]. Counted without holding anything. */
const isCountDocuments = (stages: readonly Stage[]): boolean => {
  const last = stages.at(-1);
  if (stages.length > 2 || last?.name !== '$group' || (stages.length === 2 && stages[0]?.name !== '$match')) return false;
  const { _id: id, n, ...rest } = last.operand as Document;
  return id === 1 && Object.keys(rest).length === 0 && isEmbedded(n) && JSON.stringify(n) === '{"$sum":1}';
};

export function aggregate(command: Command): Buffer {
  checkCommand(command.command, ['pipeline', 'cursor', 'allowDiskUse', 'bypassDocumentValidation']);
  if (booleanField(command.command, 'allowDiskUse', false)) throw new CommandError(115, 'allowDiskUse is not supported by the embedded engine');
  if (!Object.hasOwn(command.command, 'cursor')) throw new CommandError(9, "The 'cursor' option is required");
  const cursor = documentField(command.command, 'cursor');
  checkFields(cursor, ['batchSize'], 'aggregate.cursor');
  const stages = stagesOf(command.command['pipeline']);
  const collection = findCollection(command);
  const front = stages[0]?.name === '$match' ? (stages[0].operand as Document) : {};
  const query = queryFor(front, deadlineOf(command.command));
  let documents: Document[];
  if (collection !== undefined && isCountDocuments(stages)) {
    const n = countOnly(command, collection, query);
    documents = n === 0 ? [] : [{ _id: 1, n }];
  } else {
    documents = collection === undefined ? [] : input(command, collection, query);
    for (const stage of stages.slice(stages[0]?.name === '$match' ? 1 : 0)) documents = runStage(stage, documents);
  }
  const raws = documents.map((document) => Buffer.from(serialize(document)));
  return command.engine.cursors.first(`${command.database}.${collectionName(command)}`, listSource(raws), wholeNumber(cursor, 'batchSize', 101), false);
}

export function count(command: Command): Document {
  checkCommand(command.command, ['query', 'limit', 'skip']);
  const query = queryFor(documentField(command.command, 'query'), deadlineOf(command.command));
  const skip = wholeNumber(command.command, 'skip', 0);
  const limit = wholeNumber(command.command, 'limit', 0);
  const collection = findCollection(command);
  const found = Math.max(0, (collection === undefined ? 0 : countOnly(command, collection, query)) - skip);
  return { n: limit === 0 ? found : Math.min(found, limit), ok: 1 };
}

export function distinct(command: Command): Document {
  checkCommand(command.command, ['key', 'query']);
  const path = stringField(command.command, 'key');
  const query = queryFor(documentField(command.command, 'query'), deadlineOf(command.command));
  const collection = findCollection(command);
  const found = new Map<string, { encoded: Buffer; value: unknown }>();
  if (collection !== undefined) {
    for (const { raw } of matches(command.engine.storage(), collection, query)) {
      for (const value of valuesAt(deserialize(raw), path).flatMap((one) => (Array.isArray(one) ? (one as unknown[]) : [one]))) {
        if (value === undefined) continue;
        const encoded = encodeValue(value);
        found.set(encoded.toString('latin1'), { encoded, value });
      }
    }
  }
  return { values: [...found.values()].sort((left, right) => left.encoded.compare(right.encoded)).map((one) => one.value), ok: 1 };
}
