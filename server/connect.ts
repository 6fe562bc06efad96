// Opens a database through mongoose. Commands are never buffered: while the store is away a request gets 503 at once
// and the person's page tries again, instead of hanging until a timeout. Collections and indexes are made where a
// store says so, never on the side: an implicit collection would lie in the order of arrival.
import mongoose from 'mongoose';
import type { ConnectOptions, Connection } from 'mongoose';

/** An open database, for whoever puts rooms together and may not know mongoose. */
export type Database = Connection;

const SELECTION_MS = 1500;
const WATCH_MS = 1000;
/** So many pings in a row without an answer, and the engine is started again. */
const PATIENCE = 5;

const optionsFor = (dbName: string): ConnectOptions => ({
  dbName, bufferCommands: false, autoIndex: false, autoCreate: false, promoteBuffers: true,
  serverSelectionTimeoutMS: SELECTION_MS, connectTimeoutMS: 2000, heartbeatFrequencyMS: 2000, socketTimeoutMS: 20_000, writeConcern: { w: 'majority', journal: true }, maxPoolSize: 40,
});

/**
 * Pings a database and says when it stays silent, though its engine runs: after a kill in the middle of a greeting,
 * a server was seen to answer 503 for over a minute; the cause is not proven. Ends when the connection is closed.
 */
async function watch(connection: Connection, silent: () => void): Promise<void> {
  let [failures, owned] = [0, true];
  const close = connection.close.bind(connection);
  connection.close = (...words: Parameters<typeof close>) => {
    owned = false;
    return close(...words);
  };
  while (owned) {
    await new Promise((resolve) => setTimeout(resolve, WATCH_MS).unref());
    const late = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 3000).unref());
    const ping = connection.db?.command({ ping: 1 }).then(() => true, () => false) ?? Promise.resolve(false);
    failures = (await Promise.race([ping, late])) ? 0 : failures + 1;
    if (failures < PATIENCE || !owned) continue;
    failures = 0;
    silent();
  }
}

/** A connection of its own to one database. Rejects when the server can't be reached within `patienceMs`; `silent` hears of an engine that no longer answers. */
export async function connectDatabase(uri: string, name: string, silent: () => void = () => undefined, patienceMs = 10_000): Promise<Database> {
  const connection = mongoose.createConnection();
  connection.set('sanitizeFilter', true);
  const options = optionsFor(name);
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      await connection.openUri(uri, options);
      void watch(connection, silent);
      return connection;
    } catch (error) {
      if (Date.now() > until) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
