// What is done to a round's codes after drawing: rewritten in the order of their hashes, and erased on the retention
// day. And the public counter of codes that were re-issued for lost ones: a number per frame, and nothing of whose.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { CodeFrame } from '../../shared/credential/frame.ts';
import { dropCollection } from '../clustered-store.ts';
import { compactEngine, dropAttempts, rewriteCollections } from '../rewritten-store.ts';

type CounterRecord = { _id: string; round: string; population: string; frame: CodeFrame; codes: number };
export type Reissued = { readonly population: string; readonly frame: CodeFrame; readonly codes: number };

export type UpkeepStore = {
  /** Rewrites everything of the round that was written one by one while people drew: codes, tablets and their slots. */
  readonly rewrite: (round: string) => Promise<void>;
  /** Drops codes and counters; what freed pages held goes too. Twice is no fault. */
  readonly erase: (round: string) => Promise<void>;
  /** Counts one more; null where the cap is reached. */
  readonly countReissue: (round: string, way: { readonly population: string; readonly frame: CodeFrame }, cap: number) => Promise<number | null>;
  readonly reissued: (round: string) => Promise<readonly Reissued[]>;
};

const schema = new Schema<CounterRecord>(
  { _id: { type: String, required: true }, round: String, population: String, frame: String, codes: Number },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

/** The collections of a round that were written one by one while people drew. A test holds this list against what is there. */
export const drawnCollections = (round: string): readonly string[] => [`codes_${round}`, `slots_${round}`, `tablets_${round}`];

export function upkeepStore(connection: Connection): UpkeepStore {
  const counters: Model<CounterRecord> = connection.model<CounterRecord>('reissued', schema, 'reissued');
  return {
    rewrite: (round) => rewriteCollections(connection, drawnCollections(round)),
    async erase(round) {
      for (const name of drawnCollections(round)) {
        await dropAttempts(connection, name);
        await dropCollection(connection, name);
      }
      await counters.deleteMany({ round });
      await compactEngine(connection);
    },
    async countReissue(round, { population, frame }, cap) {
      const _id = `${round}/${population}/${frame}`;
      await counters.updateOne({ _id }, { $setOnInsert: { round, population, frame, codes: 0 } }, { upsert: true });
      for (;;) {
        const codes = (await counters.findById(_id).lean())?.codes ?? 0;
        if (codes >= cap) return null;
        if ((await counters.updateOne({ _id, codes }, { $set: { codes: codes + 1 } })).modifiedCount === 1) return codes + 1;
      }
    },
    reissued: async (round) => (await counters.find({ round }).sort({ _id: 1 }).lean()).map(({ population, frame, codes }) => ({ population, frame, codes })),
  };
}
