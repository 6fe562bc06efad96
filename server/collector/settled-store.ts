// Settled sheets of one round: answers alone under new random ids, after the objection period. Nothing in them leads to
// a receipt: no key, no token, no signature, no salt. They are filled into an attempt of their own and take their place
// in one step, so that what stands under the round's name is always whole.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { createClustered, dropCollection } from '../clustered-store.ts';
import { attemptName, compactEngine, dropAttempts, hasCollection, placeAttempt, rewriteCollections } from '../rewritten-store.ts';

/** `answers`: canonical JSON. */
export type SettledSheet = { readonly population: string; readonly frame: string; readonly answers: string };
type SettledRecord = SettledSheet & { _id: Buffer };

export type SettledAttempt = {
  readonly add: (id: Uint8Array, sheet: SettledSheet) => Promise<void>;
  /** Takes the round's place; another's finished attempt stands. */
  readonly place: () => Promise<void>;
};

export type SettledStore = {
  readonly exists: (round: string) => Promise<boolean>;
  readonly begin: (round: string) => Promise<SettledAttempt>;
  readonly inOrder: (round: string) => AsyncIterable<SettledSheet>;
  readonly size: (round: string) => Promise<number>;
  /** Ids of the sheets as they were sent, in their order. */
  readonly sentIds: (round: string) => Promise<readonly Buffer[]>;
  /** Rewrites the sent sheets in the order of their ids, and whatever else the database holds where it is the engine's. */
  readonly rewrite: (round: string) => Promise<void>;
  /** Drops the sent sheets, once settled ones stand; with `all` these too. Whatever freed pages held goes with them. */
  readonly forget: (round: string, all: boolean) => Promise<void>;
};

const schema = new Schema<SettledRecord>(
  { _id: { type: Buffer, required: true }, population: String, frame: String, answers: String },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

async function beginAttempt(connection: Connection, name: string): Promise<SettledAttempt> {
  const attempt = attemptName(name);
  await createClustered(connection, attempt);
  return {
    async add(id, sheet) {
      await connection.collection<SettledRecord>(attempt).insertOne({ _id: Buffer.from(id), ...sheet }, { writeConcern: { w: 'majority', journal: true } });
    },
    place: async () => void (await placeAttempt(connection, attempt, name, false)),
  };
}

export function settledStore(connection: Connection): SettledStore {
  const name = (round: string): string => `settled_${round}`;
  const sent = (round: string): string => `sheets_${round}`;
  const model = (round: string): Model<SettledRecord> => (connection.models[name(round)] as Model<SettledRecord> | undefined) ?? connection.model<SettledRecord>(name(round), schema, name(round));
  return {
    exists: (round) => hasCollection(connection, name(round)),
    begin: (round) => beginAttempt(connection, name(round)),
    async *inOrder(round) {
      for await (const { population, frame, answers } of model(round).find({}).sort({ _id: 1 }).lean().cursor({ batchSize: 100 })) yield { population, frame, answers };
    },
    size: (round) => model(round).countDocuments({}),
    sentIds: async (round) => (await connection.collection<{ _id: Buffer }>(sent(round)).find({}, { projection: { _id: 1 } }).sort({ _id: 1 }).toArray()).map(({ _id }) => _id),
    rewrite: (round) => rewriteCollections(connection, [sent(round)]),
    async forget(round, all) {
      await dropAttempts(connection, sent(round));
      await dropCollection(connection, sent(round));
      await dropAttempts(connection, name(round));
      if (all) await dropCollection(connection, name(round));
      await compactEngine(connection);
    },
  };
}
