// The recordings of open rounds, one document per form and language: the same bytes for everybody, vouched for by the
// hashes in the form. In the database and not in the folder of questionnaires, so that what was there when the round
// opened is what is heard to its end.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';

type RecordingsRecord = { _id: string; bytes: Buffer };

export type RecordingsStore = {
  readonly put: (round: string, population: string, language: string, bytes: Buffer) => Promise<void>;
  /** Null where that form can not be heard in that language. */
  readonly get: (round: string, population: string, language: string) => Promise<Buffer | null>;
};

const schema = new Schema<RecordingsRecord>(
  { _id: { type: String, required: true }, bytes: Buffer },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

const idOf = (...parts: readonly string[]): string => parts.join('/');

export function recordingsStore(connection: Connection): RecordingsStore {
  const model: Model<RecordingsRecord> = connection.model<RecordingsRecord>('recordings', schema, 'recordings');
  return {
    async put(round, population, language, bytes) {
      const _id = idOf(round, population, language);
      await model.replaceOne({ _id }, { _id, bytes }, { upsert: true });
    },
    async get(round, population, language) {
      const found = await model.findById(idOf(round, population, language)).lean<{ bytes: Buffer | { buffer: Uint8Array } }>();
      if (found === null) return null;
      return Buffer.isBuffer(found.bytes) ? found.bytes : Buffer.from(found.bytes.buffer);
    },
  };
}
