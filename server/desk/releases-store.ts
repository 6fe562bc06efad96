// Releases: what a closed round publishes, once. Kept as canonical text, so that what is downloaded later is byte for
// byte what was released; a second release of a round is refused.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { Release } from '../../shared/results/release.ts';
import { isDuplicateKey } from '../duplicate-key.ts';

type ReleaseRecord = { _id: string; administration: string; text: string };

export type ReleasesStore = {
  /** False where the round has a release already. */
  readonly add: (release: Release) => Promise<boolean>;
  readonly get: (round: string) => Promise<Release | null>;
  readonly rounds: () => Promise<ReadonlySet<string>>;
};

const schema = new Schema<ReleaseRecord>(
  { _id: { type: String, required: true }, administration: String, text: String },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

export function releasesStore(connection: Connection): ReleasesStore {
  const model: Model<ReleaseRecord> = connection.model<ReleaseRecord>('releases', schema, 'releases');
  return {
    async add(release) {
      try {
        await model.create({ _id: release.round, administration: release.administration, text: JSON.stringify(release) });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async get(round) {
      const found = await model.findById(round).lean();
      return found === null ? null : Release.parse(JSON.parse(found.text));
    },
    rounds: async () => new Set((await model.find({}, { _id: 1 }).lean()).map((found) => found._id)),
  };
}
