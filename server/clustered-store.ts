// Collections clustered on `_id`, which both the issuer's and the collector's stores stand on: documents then lie in
// the order of random bytes and not in the order of arrival, on disk and in every natural scan. It knows no noun.
import type { Connection } from 'mongoose';

/** Makes an empty clustered collection; drops one of that name first (what an opening that failed left behind). */
export async function createClustered(connection: Connection, name: string): Promise<void> {
  await dropCollection(connection, name);
  await connection.createCollection(name, { clusteredIndex: { key: { _id: 1 }, unique: true } });
}

/** Drops a collection; none there is no fault. */
export async function dropCollection(connection: Connection, name: string): Promise<void> {
  if ((await names(connection)).includes(name)) await connection.dropCollection(name);
}

const names = async (connection: Connection): Promise<readonly string[]> => (await connection.listCollections()).map((each) => each.name);

/** Whether a collection is there, clustered on `_id`, and has no other index. */
export async function isClustered(connection: Connection, name: string): Promise<boolean> {
  const found = (await connection.listCollections()).find((each) => each.name === name) as { options?: { clusteredIndex?: { key?: { _id?: number } } } } | undefined;
  if (found?.options?.clusteredIndex?.key?._id !== 1) return false;
  const indexes = await connection.collection(name).listIndexes().toArray();
  return indexes.every((index: { key: Record<string, unknown> }) => Object.keys(index.key).join() === '_id');
}
