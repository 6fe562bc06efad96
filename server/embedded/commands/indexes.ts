// createIndexes, listIndexes, dropIndexes.
// Why so few kinds: this project needs unique and plain ones, ascending or descending; every other kind is refused.
// Surprise: building an index over documents that break it fails as a whole and leaves nothing.
import { deserialize, serialize, type Document } from 'bson';
import { freshPrefix, type Collection, type IndexDefinition } from '../catalog.ts';
import { CommandError } from '../command-error.ts';
import { booleanField, checkCommand, checkFields, documentField, stringField } from '../command-fields.ts';
import { after, scanDocuments } from '../document-chunks.ts';
import { checkPath, isEmbedded } from '../document-fields.ts';
import { collectionName, ensureCollection, findCollection, type Command } from '../engine.ts';
import { checkedIndexKeys } from '../index-entries.ts';
import { listSource } from './find.ts';

function definitionOf(specification: unknown): IndexDefinition {
  if (!isEmbedded(specification)) throw new CommandError(14, 'an index needs a document');
  checkFields(specification, ['key', 'name', 'unique', 'sparse', 'background', 'v'], 'createIndexes.indexes');
  const key = documentField(specification, 'key');
  for (const [path, direction] of Object.entries(key)) {
    checkPath(path);
    if (direction !== 1 && direction !== -1) throw new CommandError(67, 'the embedded engine has ascending and descending indexes only (no text, hashed or geo)');
  }
  if (Object.keys(key).length === 0) throw new CommandError(67, 'an index needs at least one field');
  return {
    name: stringField(specification, 'name'),
    key: key as Record<string, 1 | -1>,
    unique: booleanField(specification, 'unique', false),
    sparse: booleanField(specification, 'sparse', false),
    prefix: freshPrefix('index'),
  };
}

const shape = (index: IndexDefinition): string => JSON.stringify([index.key, index.unique, index.sparse]);
const isIdIndex = (index: IndexDefinition): boolean => Object.keys(index.key).join() === '_id';

/** @returns true when it is there already. @throws CommandError 86 or 85 for another one of that name or key */
function isPresent(collection: Collection, wanted: IndexDefinition): boolean {
  if (isIdIndex(wanted)) return true;
  const named = collection.indexes.find((index) => index.name === wanted.name);
  if (named !== undefined && shape(named) !== shape(wanted)) throw new CommandError(86, `an index named ${wanted.name} exists with another key or other options`);
  const keyed = collection.indexes.find((index) => JSON.stringify(index.key) === JSON.stringify(wanted.key) && index.name !== wanted.name);
  if (keyed !== undefined) throw new CommandError(85, `the index ${keyed.name} has the same key`);
  return named !== undefined;
}

function build(input: Command, collection: Collection, index: IndexDefinition): void {
  const storage = input.engine.storage();
  const written: Buffer[] = [];
  try {
    for (const { id, raw } of [...scanDocuments(storage, collection.prefix)]) {
      for (const key of checkedIndexKeys(storage, collection, id, deserialize(raw), [index])) {
        storage.put(key, Buffer.alloc(0));
        written.push(key);
      }
    }
  } catch (thrown) {
    for (const key of written) storage.remove(key);
    throw thrown;
  }
  input.engine.catalog.setIndexes(collection, [...collection.indexes, index]);
}

export function createIndexes(input: Command): Promise<Document> {
  checkCommand(input.command, ['indexes', 'ignoreUnknownIndexOptions']);
  const specifications = input.command['indexes'] as unknown;
  if (!Array.isArray(specifications)) throw new CommandError(14, "BSON field 'createIndexes.indexes' is the wrong type, expected array");
  const definitions = specifications.map(definitionOf);
  collectionName(input);
  return input.engine.queue.submit(() => {
    const createdCollectionAutomatically = findCollection(input) === undefined;
    const collection = ensureCollection(input);
    const numIndexesBefore = collection.indexes.length + 1;
    for (const definition of definitions) if (!isPresent(collection, definition)) build(input, collection, definition);
    return { numIndexesBefore, numIndexesAfter: collection.indexes.length + 1, createdCollectionAutomatically, ok: 1 };
  });
}

function present(input: Command): Collection {
  const collection = findCollection(input);
  if (collection === undefined) throw new CommandError(26, `ns does not exist: ${input.database}.${collectionName(input)}`);
  return collection;
}

export function listIndexes(input: Command): Buffer {
  checkCommand(input.command, ['cursor']);
  checkFields(documentField(input.command, 'cursor'), ['batchSize'], 'listIndexes.cursor');
  const collection = present(input);
  const clustered = Object.hasOwn(collection.options, 'clusteredIndex');
  const indexes = [
    { v: 2, key: { _id: 1 }, name: '_id_', ...(clustered ? { unique: true, clustered: true } : {}) },
    ...collection.indexes.map((index) => ({ v: 2, key: index.key, name: index.name, ...(index.unique ? { unique: true } : {}), ...(index.sparse ? { sparse: true } : {}) })),
  ];
  return input.engine.cursors.first(collection.namespace, listSource(indexes.map((index) => Buffer.from(serialize(index)))), Number.POSITIVE_INFINITY, true);
}

export function dropIndexes(input: Command): Promise<Document> {
  checkCommand(input.command, ['index']);
  const wanted = input.command['index'] as unknown;
  return input.engine.queue.submit(() => {
    const collection = present(input);
    const chosen = collection.indexes.filter((index) => wanted === '*' || index.name === wanted || (isEmbedded(wanted) && JSON.stringify(index.key) === JSON.stringify(wanted)));
    if (wanted === '_id_') throw new CommandError(72, 'cannot drop _id index');
    if (chosen.length === 0 && wanted !== '*') throw new CommandError(27, 'index not found');
    const storage = input.engine.storage();
    for (const index of chosen) for (const key of [...storage.keys(index.prefix, after(index.prefix))]) storage.remove(Buffer.from(key));
    input.engine.catalog.setIndexes(collection, collection.indexes.filter((index) => !chosen.includes(index)));
    return { nIndexesWas: collection.indexes.length + chosen.length + 1, ok: 1 };
  });
}
