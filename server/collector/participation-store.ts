// The public participation figure of a round before it closes: one document, replaced once a day, rounded down. The
// one before is not kept: two exact figures of neighbouring days would tell who answered in between.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { Participation } from '../../shared/credential/board.ts';

type FigureRecord = { _id: string; day: string; figure: string };

export type ParticipationStore = {
  readonly get: (round: string) => Promise<Participation | null>;
  /** Replaces a figure of an earlier day. */
  readonly put: (round: string, figure: Participation) => Promise<void>;
  /** Removes the figure: the board takes its place. */
  readonly drop: (round: string) => Promise<void>;
};

const schema = new Schema<FigureRecord>(
  { _id: { type: String, required: true }, day: String, figure: String },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

export function participationStore(connection: Connection): ParticipationStore {
  const model: Model<FigureRecord> = connection.model<FigureRecord>('participation', schema, 'participation');
  return {
    async get(round) {
      const found = await model.findById(round).lean();
      return found === null ? null : Participation.parse(JSON.parse(found.figure));
    },
    async put(round, figure) {
      await model.replaceOne({ _id: round }, { _id: round, day: figure.day, figure: JSON.stringify(figure) }, { upsert: true });
    },
    async drop(round) {
      await model.deleteOne({ _id: round });
    },
  };
}
