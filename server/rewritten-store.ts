// Rewriting of collections so that what lies on disk no longer tells of the past. On the embedded engine one command
// moves everything into a fresh file and destroys the old one. On MongoDB the collection is copied in `_id` order,
// compared, and put in the old one's place in one atomic step. It knows no noun; the rooms say which collections.
import { createHash, randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import { createClustered, dropCollection } from './clustered-store.ts';

type Document = { readonly _id: unknown };

const COMMAND_NOT_FOUND = 59;
const NAMESPACE_EXISTS = 48;
const NAMESPACE_NOT_FOUND = 26;
const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined);

const namesWith = async (connection: Connection, prefix: string): Promise<readonly string[]> =>
  (await connection.listCollections()).map(({ name }) => name).filter((name) => name.startsWith(prefix));

/** Whether a collection is there. */
export const hasCollection = async (connection: Connection, name: string): Promise<boolean> => (await namesWith(connection, name)).includes(name);

/** Drops what attempts that were interrupted left behind. */
export async function dropAttempts(connection: Connection, name: string): Promise<void> {
  for (const each of await namesWith(connection, `${name}_attempt_`)) await dropCollection(connection, each);
}

/** Puts a finished attempt in its place. `over`: in place of what is there; otherwise false where another was first. */
export async function placeAttempt(connection: Connection, attempt: string, name: string, over: boolean): Promise<boolean> {
  try {
    await connection.db?.renameCollection(attempt, name, { dropTarget: over });
    return true;
  } catch (error) {
    if (codeOf(error) !== NAMESPACE_EXISTS && codeOf(error) !== NAMESPACE_NOT_FOUND) throw error;
    await dropCollection(connection, attempt);
    return false;
  }
}

/** A name of its own for each attempt, so that two processes at once don't mix. */
export const attemptName = (name: string): string => `${name}_attempt_${randomBytes(6).toString('hex')}`;

/** Number of documents, and a hash over their bytes in `_id` order. */
async function contentsOf(connection: Connection, name: string): Promise<string> {
  const hash = createHash('sha256');
  let documents = 0;
  for await (const document of connection.collection(name).find({}, { raw: true, sort: { _id: 1 }, batchSize: 100 })) {
    hash.update(document as unknown as Buffer);
    documents += 1;
  }
  return `${String(documents)} ${hash.digest('hex')}`;
}

/** Copies a collection that nobody writes to any more into a fresh one, in `_id` order, and puts that in its place. Throws where the copy differs; the old one then stands. */
export async function rewriteByCopy(connection: Connection, name: string): Promise<void> {
  if (!(await hasCollection(connection, name))) return;
  const attempt = attemptName(name);
  await createClustered(connection, attempt);
  let batch: Document[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0) await connection.collection(attempt).insertMany(batch as never, { ordered: true, writeConcern: { w: 'majority', journal: true } });
    batch = [];
  };
  for await (const document of connection.collection(name).find({}, { sort: { _id: 1 }, batchSize: 100 })) {
    batch.push(document);
    if (batch.length === 100) await flush();
  }
  await flush();
  if ((await contentsOf(connection, attempt)) !== (await contentsOf(connection, name))) {
    await dropCollection(connection, attempt);
    throw new Error('a collection changed while it was rewritten: the old one stands');
  }
  await placeAttempt(connection, attempt, name, true);
}

/** Moves a database of the embedded engine, and every other in it, into a fresh file. False where the database is MongoDB's. */
export async function compactEngine(connection: Connection): Promise<boolean> {
  try {
    await connection.db?.command({ spidCompact: 1 });
    return true;
  } catch (error) {
    if (codeOf(error) === COMMAND_NOT_FOUND) return false;
    throw error;
  }
}

/** Rewrites the named collections by whichever means the database has. */
export async function rewriteCollections(connection: Connection, collections: readonly string[]): Promise<void> {
  if (await compactEngine(connection)) return;
  for (const name of collections) {
    await dropAttempts(connection, name);
    await rewriteByCopy(connection, name);
  }
}
