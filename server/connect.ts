// Opens a database through mongoose. Commands are never buffered: while the store is away a request gets 503 at once
// and the person's page tries again, instead of hanging until a timeout. Collections and indexes are made where a
// store says so, never on the side: an implicit collection would lie in the order of arrival.
import mongoose from 'mongoose';
import type { ConnectOptions, Connection } from 'mongoose';
import { failWritesOnClosedSockets } from './closed-sockets.ts';

/** An open database, for whoever puts rooms together and may not know mongoose. */
export type Database = Connection;

const SELECTION_MS = 1500;

const optionsFor = (dbName: string): ConnectOptions => ({
  dbName, bufferCommands: false, autoIndex: false, autoCreate: false, promoteBuffers: true,
  serverSelectionTimeoutMS: SELECTION_MS, connectTimeoutMS: 2000, heartbeatFrequencyMS: 2000, socketTimeoutMS: 20_000, writeConcern: { w: 'majority', journal: true }, maxPoolSize: 40,
});

/** A connection of its own to one database. Rejects when the server can't be reached within `patienceMs`. */
export async function connectDatabase(uri: string, name: string, patienceMs = 10_000): Promise<Database> {
  const stop = failWritesOnClosedSockets((message) => new mongoose.mongo.MongoNetworkError(message));
  const connection = mongoose.createConnection();
  connection.once('close', stop);
  connection.set('sanitizeFilter', true);
  const options = optionsFor(name);
  const until = Date.now() + patienceMs;
  for (;;) {
    try {
      await connection.openUri(uri, options);
      return connection;
    } catch (error) {
      if (Date.now() > until) {
        stop();
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Stands where this process has no database: whatever is asked of it fails at once, and nothing is ever dialled. */
export function absentDatabase(): Database {
  const connection = mongoose.createConnection();
  connection.set('bufferCommands', false);
  return connection;
}
