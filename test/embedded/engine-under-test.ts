// Starts an embedded engine on a folder of its own, with a mongoose connection, and takes both away again.
// Why: every file of this room needs it. Surprise: TEST_MONGODB_URI makes the contract run on a real MongoDB too.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose, { type Connection } from 'mongoose';
import { failWritesOnClosedSockets } from '../../server/closed-sockets.ts';
import { superviseEngine, type SupervisedEngine } from '../../server/embedded/start-engine.ts';

export const freshFolder = (): string => mkdtempSync(join(tmpdir(), 'spid-test-'));

export type EngineUnderTest = { folder: string; engine: SupervisedEngine; connection: Connection; end(): Promise<void> };

export const connect = (uri: string, database = 'contract'): Promise<Connection> => {
  const connection = mongoose.createConnection(uri, { dbName: database, maxPoolSize: 32, serverSelectionTimeoutMS: 5000 });
  connection.once('close', failWritesOnClosedSockets((message) => new mongoose.mongo.MongoNetworkError(message)));
  return connection.asPromise();
};

export async function anEngine(): Promise<EngineUnderTest> {
  const folder = freshFolder();
  const engine = await superviseEngine({ dataFolder: folder });
  const connection = await connect(engine.uri);
  return {
    folder,
    engine,
    connection,
    end: async () => {
      await connection.close();
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What a database said when it refused; undefined when it did not refuse. */
export async function refusal(work: Promise<unknown>): Promise<{ code: number | undefined; message: string } | undefined> {
  try {
    await work;
    return undefined;
  } catch (thrown) {
    const error = thrown as { code?: number; message: string };
    return { code: error.code, message: error.message };
  }
}

/** Small seeded generator (mulberry32; Tommy Ettinger, public domain). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
