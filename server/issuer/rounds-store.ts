// What the issuer knows of a round: whether tokens may be drawn, until which day, and the public half of each key.
// No number of people, no name, no answer; the plan and the manifest live elsewhere.
import mongoose, { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Frame } from '../../shared/credential/frame.ts';

export type Drawing = 'open' | 'paused' | 'ended';
/** `key`: base64url SubjectPublicKeyInfo, as in the manifest. */
export type IssuerFrame = { readonly population: string; readonly frame: Frame; readonly key: string };
export type IssuerRound = { readonly round: string; readonly drawing: Drawing; readonly drawingEnds: string; readonly frames: readonly IssuerFrame[] };

type RoundRecord = { _id: string; drawing: Drawing; drawingEnds: string; frames: { population: string; frame: Frame; key: string }[] };

export type IssuerRoundsStore = {
  /** Replaces what an opening that failed left behind. */
  readonly put: (round: IssuerRound) => Promise<void>;
  readonly get: (round: string) => Promise<IssuerRound | null>;
  /** What has ended stays ended, whoever comes late: its keys are destroyed. */
  readonly setDrawing: (round: string, drawing: Drawing) => Promise<void>;
  readonly setDrawingEnds: (round: string, day: string) => Promise<void>;
};

const frameSchema = new Schema({ population: String, frame: String, key: String }, { _id: false });
const schema = new Schema<RoundRecord>(
  { _id: { type: String, required: true }, drawing: String, drawingEnds: String, frames: [frameSchema] },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

export function issuerRoundsStore(connection: Connection): IssuerRoundsStore {
  const model: Model<RoundRecord> = connection.model<RoundRecord>('rounds', schema, 'rounds');
  return {
    async put({ round, ...rest }) {
      await model.deleteOne({ _id: round });
      await model.create({ _id: round, ...rest, frames: [...rest.frames] });
    },
    async get(round) {
      const found = await model.findById(round).lean();
      return found === null ? null : { round, drawing: found.drawing, drawingEnds: found.drawingEnds, frames: found.frames };
    },
    async setDrawingEnds(round, drawingEnds) {
      await model.updateOne({ _id: round }, { $set: { drawingEnds } });
    },
    async setDrawing(round, drawing) {
      await model.updateOne({ _id: round, drawing: mongoose.trusted({ $in: drawing === 'ended' ? ['open', 'paused', 'ended'] : ['open', 'paused'] }) }, { $set: { drawing } });
    },
  };
}
