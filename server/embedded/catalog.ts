// Which collections exist, with their options and indexes: read once, kept in memory, written with each change.
// Why: every command starts with a name; a look-up on disk for each would double its cost.
// Surprise: a collection's key prefix is random, not counted, so that not even the catalog tells what came first.
import { randomBytes } from 'node:crypto';
import { deserialize, serialize, type Document } from 'bson';
import { after } from './document-chunks.ts';
import type { Storage } from './storage.ts';

export type IndexDefinition = {
  readonly name: string;
  /** Field path to direction, in order. */
  readonly key: Record<string, 1 | -1>;
  readonly unique: boolean;
  readonly sparse: boolean;
  readonly prefix: Buffer;
};

export type Collection = {
  readonly database: string;
  readonly name: string;
  readonly namespace: string;
  readonly prefix: Buffer;
  /** As given to createCollection: `{}` or `{ clusteredIndex }`. */
  readonly options: Document;
  indexes: readonly IndexDefinition[];
};

export type Catalog = {
  find(database: string, name: string): Collection | undefined;
  list(database?: string): Collection[];
  /** These five only inside a transaction; `forget` is called when it was aborted. */
  create(database: string, name: string, options: Document): Collection;
  setIndexes(collection: Collection, indexes: readonly IndexDefinition[]): void;
  drop(collection: Collection): void;
  rename(collection: Collection, name: string): void;
  reload(): void;
};

const catalogPrefix = Buffer.from([0x01]);
const keyOf = (collection: { database: string; name: string }): Buffer =>
  Buffer.concat([catalogPrefix, Buffer.from(`${collection.database}.${collection.name}`, 'utf8')]);

/** A random key prefix for documents (0x02) or index entries (0x03). */
export const freshPrefix = (kind: 'documents' | 'index'): Buffer => Buffer.concat([Buffer.from([kind === 'documents' ? 2 : 3]), randomBytes(6)]);

const record = (collection: Collection): Buffer =>
  Buffer.from(serialize({ ...collection, indexes: collection.indexes.map((index) => ({ ...index })) }));

function readCollection(raw: Buffer): Collection {
  const stored = deserialize(raw, { promoteBuffers: true });
  return { ...(stored as Collection), indexes: stored['indexes'] as IndexDefinition[] };
}

function removeAll(storage: Storage, prefix: Buffer): void {
  for (const key of [...storage.keys(prefix, after(prefix))]) storage.remove(Buffer.from(key));
}

/** Reads the catalog of `storage`. */
export function openCatalog(storage: () => Storage): Catalog {
  const collections = new Map<string, Collection>();
  const reload = (): void => {
    collections.clear();
    for (const { value } of storage().range(catalogPrefix, after(catalogPrefix))) {
      const collection = readCollection(value);
      collections.set(collection.namespace, collection);
    }
  };
  const save = (collection: Collection): void => {
    storage().put(keyOf(collection), record(collection));
    collections.set(collection.namespace, collection);
  };
  reload();
  return {
    find: (database, name) => collections.get(`${database}.${name}`),
    list: (database) => [...collections.values()].filter((one) => database === undefined || one.database === database),
    create: (database, name, options) => {
      const collection: Collection = { database, name, namespace: `${database}.${name}`, prefix: freshPrefix('documents'), options, indexes: [] };
      save(collection);
      return collection;
    },
    setIndexes: (collection, indexes) => {
      collection.indexes = indexes;
      save(collection);
    },
    drop: (collection) => {
      for (const prefix of [collection.prefix, ...collection.indexes.map((index) => index.prefix)]) removeAll(storage(), prefix);
      storage().remove(keyOf(collection));
      collections.delete(collection.namespace);
    },
    rename: (collection, name) => {
      storage().remove(keyOf(collection));
      collections.delete(collection.namespace);
      save({ ...collection, name, namespace: `${collection.database}.${name}` });
    },
    reload,
  };
}
