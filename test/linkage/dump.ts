// What a thief of the disk holds: every file of the data folder as bytes, and every collection as the database gives it
// when asked for no order. And what the attacker is told besides: who started when, and which code was whose.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import mongoose from 'mongoose';

export type Dump = {
  readonly files: ReadonlyMap<string, Buffer>;
  /** Documents of each collection by `database.collection`, in natural order. */
  readonly collections: ReadonlyMap<string, readonly Record<string, unknown>[]>;
};

/** One round as it happened. `sheets[p]`: the id (hex) that the sheet of person p has in the store. */
export type Truth = { readonly round: string; readonly sheets: readonly string[]; readonly codes: readonly string[]; readonly sendOrder: readonly number[] };

export function filesOf(folder: string): ReadonlyMap<string, Buffer> {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(found.map((entry) => [join(entry.parentPath, entry.name).slice(folder.length + 1), readFileSync(join(entry.parentPath, entry.name))]));
}

export async function dumpOf(folder: string, uri: string): Promise<Dump> {
  const connection = await mongoose.createConnection(uri).asPromise();
  const collections = new Map<string, readonly Record<string, unknown>[]>();
  const { databases } = await connection.getClient().db('admin').admin().listDatabases();
  for (const { name } of databases) {
    const database = connection.getClient().db(name);
    for (const collection of await database.listCollections().toArray()) collections.set(`${name}.${collection.name}`, await database.collection(collection.name).find({}, { promoteBuffers: true }).toArray());
  }
  await connection.close();
  return { files: filesOf(folder), collections };
}
