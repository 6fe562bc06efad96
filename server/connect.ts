// Opens a database through mongoose. Commands are never buffered: while the store is away a request gets 503 at once
// and the person's page tries again, instead of hanging until a timeout. Collections and indexes are made where a
// store says so, never on the side: an implicit collection would lie in the order of arrival.
import mongoose from 'mongoose';
import type { ConnectOptions, Connection } from 'mongoose';

/** An open database, for whoever puts rooms together and may not know mongoose. */
export type Database = Connection;

const SELECTION_MS = 1500;
const WATCH_MS = 1000;
/** So many pings in a row without an answer, and the client is made anew. */
const PATIENCE = 3;

const optionsFor = (dbName: string): ConnectOptions => ({
  dbName, bufferCommands: false, autoIndex: false, autoCreate: false, promoteBuffers: true,
  serverSelectionTimeoutMS: SELECTION_MS, socketTimeoutMS: 20_000, writeConcern: { w: 'majority', journal: true }, maxPoolSize: 40,
});

/**
 * Makes the client anew when its pings stay without an answer: the driver's monitor of a server that was killed in the
 * middle of its greeting was seen never to ask again, although the server was back and other clients reached it.
 * Ends by itself when the connection is closed by its owner.
 */
async function watch(connection: Connection, uri: string, options: ConnectOptions): Promise<void> {
  let [failures, owned] = [0, true];
  const close = connection.close.bind(connection);
  connection.close = (...words: Parameters<typeof close>) => {
    owned = false;
    return close(...words);
  };
  while (owned) {
    await new Promise((resolve) => setTimeout(resolve, WATCH_MS).unref());
    if (!owned) return;
    failures = await connection.db?.command({ ping: 1 }).then(() => 0, () => failures + 1) ?? failures + 1;
    if (failures < PATIENCE || !owned) continue;
    await close(true).catch(() => undefined);
    if (owned) await connection.openUri(uri, options).then(() => { failures = 0; }, () => undefined);
    if (!owned) await close(true).catch(() => undefined);
  }
}

/** A connection of its own to one database. Rejects when the server can't be reached within `patienceMs`. */
export async function connectDatabase(uri: string, name: string, patienceMs = 10_000): Promise<Database> {
  const connection = mongoose.createConnection();
  connection.set('sanitizeFilter', true);
  const options = optionsFor(name);
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      await connection.openUri(uri, options);
      void watch(connection, uri, options);
      return connection;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
