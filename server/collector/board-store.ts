// The public board of a round as files: written once when the round closes, then read by anybody. A collection of its
// own per round, clustered on the file's name; nothing in it is secret and nothing in it tells an order of arrival.
// board.json comes last: until it is there nothing of a board is served, and afterwards nothing of it changes.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { BOARD_NAME } from '../../shared/credential/board-files.ts';
import { createClustered } from '../clustered-store.ts';
import { isDuplicateKey } from '../duplicate-key.ts';

type FileRecord = { _id: string; bytes: Buffer };

export type BoardStore = {
  /** Clears what an interrupted closing left behind; false where the board is published already. */
  readonly begin: (round: string) => Promise<boolean>;
  readonly put: (round: string, name: string, bytes: Uint8Array) => Promise<void>;
  /** Writes board.json; false where there is one: the first stands. */
  readonly publish: (round: string, text: string) => Promise<boolean>;
  readonly get: (round: string, name: string) => Promise<Buffer | null>;
};

const schema = new Schema<FileRecord>(
  { _id: { type: String, required: true }, bytes: Buffer },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);


export function boardStore(connection: Connection): BoardStore {
  const name = (round: string): string => `board_${round}`;
  const model = (round: string): Model<FileRecord> => (connection.models[name(round)] as Model<FileRecord> | undefined) ?? connection.model<FileRecord>(name(round), schema, name(round));
  const get = async (round: string, file: string): Promise<Buffer | null> => (await model(round).findById(file).lean())?.bytes ?? null;
  const insert = async (round: string, file: string, bytes: Buffer): Promise<void> => {
    await connection.collection<FileRecord>(name(round)).insertOne({ _id: file, bytes }, { writeConcern: { w: 'majority', journal: true } });
  };
  return {
    async begin(round) {
      if ((await get(round, BOARD_NAME)) !== null) return false;
      await createClustered(connection, name(round));
      return true;
    },
    put: (round, file, bytes) => insert(round, file, Buffer.from(bytes)),
    async publish(round, text) {
      try {
        await insert(round, BOARD_NAME, Buffer.from(text, 'utf8'));
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    get,
  };
}
