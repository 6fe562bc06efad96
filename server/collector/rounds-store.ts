// What the collector knows of a round: the manifest's exact text, the forms that it names, the public notices, and
// whether sheets are taken. Manifest and forms never change; the state and the notices do.
import mongoose, { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { NoticeKind } from '../../shared/credential/notices.ts';
import type { RoundState } from '../../shared/round/plan.ts';

export type CollectorRound = {
  readonly round: string;
  readonly state: RoundState;
  /** Canonical JSON, as hashed. */
  readonly manifest: string;
  /** base64url SHA-256 of it. */
  readonly hash: string;
  /** Canonical JSON of each population's form. */
  readonly forms: readonly { readonly population: string; readonly text: string }[];
  /** JSON of each notice, oldest first. */
  readonly notices: readonly string[];
  readonly sendingEnds: string;
};

type RoundRecord = { _id: string; state: RoundState; manifest: string; hash: string; forms: { population: string; text: string }[]; notices: string[]; sendingEnds: string };
/** The part that changes, cheap to read again and again. */
export type RoundStatus = Pick<CollectorRound, 'state' | 'hash' | 'notices' | 'sendingEnds'>;

/** Whether the log has a notice of a kind. It is ours, parsed whole when it was written: one field of it is enough here. */
export const hasNotice = ({ notices }: Pick<RoundStatus, 'notices'>, kind: NoticeKind): boolean => notices.some((text) => (JSON.parse(text) as { kind?: string }).kind === kind);

export type CollectorRoundsStore = {
  /** Replaces what an opening that failed left behind. */
  readonly put: (round: CollectorRound) => Promise<void>;
  readonly get: (round: string) => Promise<CollectorRound | null>;
  readonly status: (round: string) => Promise<RoundStatus | null>;
  /** Never back from closed: a command that was late, or a slower process, must not let sheets in once they are counted. */
  readonly setState: (round: string, state: RoundState) => Promise<void>;
  readonly setSendingEnds: (round: string, day: string) => Promise<void>;
  /** Rounds that are open or paused. */
  readonly openIds: () => Promise<readonly string[]>;
  /** Appends a notice if the log still has `length` entries; false where another came first. */
  readonly addNotice: (round: string, length: number, notice: string) => Promise<boolean>;
};

const TAKING: readonly RoundState[] = ['open', 'paused'];

const formSchema = new Schema({ population: String, text: String }, { _id: false });
const schema = new Schema<RoundRecord>(
  { _id: { type: String, required: true }, state: String, manifest: String, hash: String, forms: [formSchema], notices: [String], sendingEnds: String },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

export function collectorRoundsStore(connection: Connection): CollectorRoundsStore {
  const model: Model<RoundRecord> = connection.model<RoundRecord>('rounds', schema, 'rounds');
  return {
    async put({ round, ...rest }) {
      await model.deleteOne({ _id: round });
      await model.create({ _id: round, ...rest, forms: [...rest.forms], notices: [...rest.notices] });
    },
    async get(round) {
      const found = await model.findById(round).lean();
      if (found === null) return null;
      const { _id, ...rest } = found;
      return { round: _id, ...rest };
    },
    async status(round) {
      const found = await model.findById(round, { state: 1, hash: 1, notices: 1, sendingEnds: 1 }).lean();
      return found === null ? null : { state: found.state, hash: found.hash, notices: found.notices, sendingEnds: found.sendingEnds };
    },
    async setState(round, state) {
      const from = TAKING.includes(state) ? { state: mongoose.trusted({ $in: [...TAKING] }) } : {};
      await model.updateOne({ _id: round, ...from }, { $set: { state } });
    },
    async setSendingEnds(round, sendingEnds) {
      await model.updateOne({ _id: round }, { $set: { sendingEnds } });
    },
    async openIds() {
      const found = await model.find({}, { state: 1 }).lean();
      return found.filter(({ state }) => state === 'open' || state === 'paused').map(({ _id }) => _id);
    },
    async addNotice(round, length, notice) {
      const found = await model.findById(round, { notices: 1 }).lean();
      if (found === null || found.notices.length !== length) return false;
      const updated = await model.updateOne({ _id: round, notices: found.notices }, { $set: { notices: [...found.notices, notice] } });
      return updated.modifiedCount === 1;
    },
  };
}
