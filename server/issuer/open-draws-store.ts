// How many tokens were signed for open links: one number per round and population, which the board prints. Nothing of
// who asked, and no challenge; those live in memory.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { CodeCount } from './codes-store.ts';

type OpenRecord = { _id: string; round: string; population: string; issued: number };

export type OpenDrawsStore = {
  /** Counted before the signature is made: a crash in between counts one that nobody got. */
  readonly count: (round: string, population: string) => Promise<void>;
  readonly counts: (round: string) => Promise<readonly CodeCount[]>;
  readonly erase: (round: string) => Promise<void>;
};

const schema = new Schema<OpenRecord>(
  { _id: { type: String, required: true }, round: String, population: String, issued: Number },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

export function openDrawsStore(connection: Connection): OpenDrawsStore {
  const model: Model<OpenRecord> = connection.model<OpenRecord>('open_draws', schema, 'open_draws');
  return {
    async count(round, population) {
      await model.updateOne({ _id: `${round}/${population}` }, { $setOnInsert: { round, population }, $inc: { issued: 1 } }, { upsert: true });
    },
    counts: async (round) => (await model.find({ round }).sort({ _id: 1 }).lean()).map(({ population, issued }) => ({ population, frame: 'open-link', stratum: 'all', total: 0, issued })),
    async erase(round) {
      await model.deleteMany({ round });
    },
  };
}
