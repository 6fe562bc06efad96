// create, drop, dropDatabase, listCollections, listDatabases.
// Why `clusteredIndex` is kept: a round refuses to open when its collections are not clustered on `_id`. In this engine
// every collection is; the option is reported as it was given, so that the check is the same on MongoDB.
import { Binary, serialize, type Document } from 'bson';
import { CommandError } from '../command-error.ts';
import { booleanField, checkCommand, checkFields, documentField } from '../command-fields.ts';
import { collectionName, findCollection, type Command } from '../engine.ts';
import { compileFilter } from '../filter.ts';
import { listSource } from './find.ts';

function clusteredOption(command: Document): Document {
  if (!Object.hasOwn(command, 'clusteredIndex')) return {};
  const wanted = documentField(command, 'clusteredIndex');
  checkFields(wanted, ['key', 'unique', 'name', 'v'], 'create.clusteredIndex');
  const key = documentField(wanted, 'key');
  if (Object.keys(key).join() !== '_id' || key['_id'] !== 1 || wanted['unique'] !== true) {
    throw new CommandError(67, 'a clusteredIndex is { key: { _id: 1 }, unique: true }');
  }
  return { clusteredIndex: { v: 2, key: { _id: 1 }, name: typeof wanted['name'] === 'string' ? wanted['name'] : '_id_', unique: true } };
}

export function create(input: Command): Promise<Document> {
  checkCommand(input.command, ['clusteredIndex']);
  const options = clusteredOption(input.command);
  collectionName(input);
  return input.engine.queue.submit(() => {
    const present = findCollection(input);
    if (present === undefined) input.engine.catalog.create(input.database, collectionName(input), options);
    else if (!Buffer.from(serialize(present.options)).equals(Buffer.from(serialize(options)))) {
      throw new CommandError(48, `Collection ${present.namespace} already exists with other options.`);
    }
    return { ok: 1 };
  });
}

export function drop(input: Command): Promise<Document> {
  checkCommand(input.command, []);
  return input.engine.queue.submit(() => {
    const collection = findCollection(input);
    if (collection === undefined) return { ok: 1 };
    input.engine.catalog.drop(collection);
    return { nIndexesWas: collection.indexes.length + 1, ns: collection.namespace, ok: 1 };
  });
}

export function dropDatabase(input: Command): Promise<Document> {
  checkCommand(input.command, []);
  return input.engine.queue.submit(() => {
    for (const collection of input.engine.catalog.list(input.database)) input.engine.catalog.drop(collection);
    return { dropped: input.database, ok: 1 };
  });
}

export function listCollections(input: Command): Buffer {
  checkCommand(input.command, ['filter', 'nameOnly', 'authorizedCollections', 'cursor']);
  checkFields(documentField(input.command, 'cursor'), ['batchSize'], 'listCollections.cursor');
  const test = compileFilter(documentField(input.command, 'filter'));
  const nameOnly = booleanField(input.command, 'nameOnly', false);
  const found = input.engine.catalog.list(input.database).map((collection): Document => ({
    name: collection.name,
    type: 'collection',
    options: collection.options,
    info: { readOnly: false, uuid: new Binary(Buffer.concat([Buffer.alloc(9), collection.prefix]), Binary.SUBTYPE_UUID) },
    ...(Object.hasOwn(collection.options, 'clusteredIndex') ? {} : { idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } }),
  })).filter(test);
  const shown = found.map((one) => Buffer.from(serialize(nameOnly ? { name: one['name'] as unknown, type: 'collection' } : one)));
  return input.engine.cursors.first(`${input.database}.$cmd.listCollections`, listSource(shown), Number.POSITIVE_INFINITY, true);
}

export function listDatabases(input: Command): Document {
  checkCommand(input.command, ['filter', 'nameOnly', 'authorizedDatabases']);
  const test = compileFilter(documentField(input.command, 'filter'));
  const names = [...new Set(input.engine.catalog.list().map((one) => one.database))].sort();
  const databases = names.map((name) => ({ name, sizeOnDisk: 0, empty: false })).filter(test);
  return { databases, totalSize: 0, ok: 1 };
}
