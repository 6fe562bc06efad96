// Answer sheets of one round: one document each, which is the answer and the spent mark at once, so that no crash and
// no restore can make the two disagree. Clustered on the hash of a one-time key; no time, no counter, no second index.
// A sheet is its exact signed bytes with what proves them, because the count verifies every one again.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { createClustered, dropCollection, isClustered } from '../clustered-store.ts';
import { isDuplicateKey } from '../duplicate-key.ts';

/** One sheet as it lies in the store. `id`: 32 bytes, the hash of `key`. */
export type StoredSheet = {
  readonly id: Bytes;
  readonly population: string;
  readonly frame: string;
  readonly key: Bytes;
  readonly randomizer: Bytes;
  readonly token: Bytes;
  readonly body: Bytes;
  readonly signature: Bytes;
};

type SheetRecord = { _id: Buffer; population: string; frame: string; key: Buffer; randomizer: Buffer; token: Buffer; body: Buffer; signature: Buffer };

export type SheetsStore = {
  readonly create: (round: string) => Promise<void>;
  /** Durable when it resolves. `duplicate`: this id has a sheet already; nothing was changed. */
  readonly insert: (round: string, sheet: StoredSheet) => Promise<'stored' | 'duplicate'>;
  /** The body stored under an id, or null. */
  readonly bodyOf: (round: string, id: Bytes) => Promise<Bytes | null>;
  readonly get: (round: string, id: Bytes) => Promise<StoredSheet | null>;
  /** Every sheet in the order of ids, a few at a time. */
  readonly inOrder: (round: string) => AsyncIterable<StoredSheet>;
  readonly size: (round: string) => Promise<number>;
  /** How many sheets came by one way in. Reads them all: once a day at most. */
  readonly sizeOf: (round: string, way: { readonly population: string; readonly frame: string }) => Promise<number>;
  readonly isClustered: (round: string) => Promise<boolean>;
  readonly drop: (round: string) => Promise<void>;
};

const schema = new Schema<SheetRecord>(
  { _id: { type: Buffer, required: true }, population: String, frame: String, key: Buffer, randomizer: Buffer, token: Buffer, body: Buffer, signature: Buffer },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

/** A view, not a copy: the driver wants Buffers. */
const view = (bytes: Bytes): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const bytes = (buffer: Buffer): Bytes => Uint8Array.from(buffer);

const toRecord = (sheet: StoredSheet): SheetRecord => ({
  _id: view(sheet.id), population: sheet.population, frame: sheet.frame, key: view(sheet.key), randomizer: view(sheet.randomizer),
  token: view(sheet.token), body: view(sheet.body), signature: view(sheet.signature),
});
const fromRecord = (record: SheetRecord): StoredSheet => ({
  id: bytes(record._id), population: record.population, frame: record.frame, key: bytes(record.key), randomizer: bytes(record.randomizer),
  token: bytes(record.token), body: bytes(record.body), signature: bytes(record.signature),
});

export function sheetsStore(connection: Connection): SheetsStore {
  const name = (round: string): string => `sheets_${round}`;
  const model = (round: string): Model<SheetRecord> => (connection.models[name(round)] as Model<SheetRecord> | undefined) ?? connection.model<SheetRecord>(name(round), schema, name(round));
  return {
    create: (round) => createClustered(connection, name(round)),
    async insert(round, sheet) {
      try {
        // The driver's own insert: the record was built field by field above, a mongoose document would check it twice.
        await connection.collection<SheetRecord>(name(round)).insertOne(toRecord(sheet), { writeConcern: { w: 'majority', journal: true } });
        return 'stored';
      } catch (error) {
        if (isDuplicateKey(error)) return 'duplicate';
        throw error;
      }
    },
    async bodyOf(round, id) {
      const found = await model(round).findById(view(id), { body: 1 }).lean();
      return found === null ? null : bytes(found.body);
    },
    async get(round, id) {
      const found = await model(round).findById(view(id)).lean();
      return found === null ? null : fromRecord(found);
    },
    async *inOrder(round) {
      for await (const record of model(round).find({}).sort({ _id: 1 }).lean().cursor({ batchSize: 100 })) yield fromRecord(record);
    },
    size: (round) => model(round).countDocuments({}),
    sizeOf: (round, { population, frame }) => model(round).countDocuments({ population, frame }),
    isClustered: (round) => isClustered(connection, name(round)),
    drop: (round) => dropCollection(connection, name(round)),
  };
}
