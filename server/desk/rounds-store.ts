// Rounds as the desk knows them: the plan, the state, and the hash of the manifest once open. The plan is kept as the
// text that was accepted: it holds free keys (names, lists) that no database should ever interpret.
import mongoose, { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { RoundPlan } from '../../shared/round/plan.ts';
import type { RoundState } from '../../shared/round/plan.ts';
import { isDuplicateKey } from '../duplicate-key.ts';
import { statesBefore } from './round-state.ts';

export type DeskRound = { readonly plan: RoundPlan; readonly state: RoundState; readonly manifestHash: string | null; readonly demonstration: boolean };

type RoundRecord = { _id: string; administration: string; state: RoundState; plan: string; manifestHash: string | null; demonstration: boolean };

export type DeskRoundsStore = {
  /** False where a round of that id exists. */
  readonly add: (plan: RoundPlan, options?: { readonly demonstration: boolean }) => Promise<boolean>;
  readonly get: (round: string) => Promise<DeskRound | null>;
  /** Rounds of an administration, or of all; newest id order means nothing, so they come by id. */
  readonly list: (administration?: string) => Promise<readonly DeskRound[]>;
  /** Moves a round to a state in one atomic step; false where its present state does not allow it. */
  readonly become: (round: string, state: RoundState) => Promise<boolean>;
  /** Takes a demonstration round away; a real one stays, whatever its state. */
  readonly remove: (round: string) => Promise<void>;
  readonly setManifest: (round: string, hash: string) => Promise<void>;
  /** Moves the last days of drawing and sending; everything else of a plan stays. */
  readonly setDays: (round: string, days: Pick<RoundPlan, 'drawingEnds' | 'sendingEnds'>) => Promise<void>;
};

const schema = new Schema<RoundRecord>(
  { _id: { type: String, required: true }, administration: String, state: String, plan: String, manifestHash: String, demonstration: Boolean },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

const fromRecord = (found: RoundRecord): DeskRound => ({
  plan: RoundPlan.parse(JSON.parse(found.plan)),
  state: found.state,
  manifestHash: found.manifestHash,
  demonstration: found.demonstration,
});

export function deskRoundsStore(connection: Connection): DeskRoundsStore {
  const model: Model<RoundRecord> = connection.model<RoundRecord>('rounds', schema, 'rounds');
  return {
    async add(plan, options = { demonstration: false }) {
      try {
        await model.create({ _id: plan.round, administration: plan.administration, state: 'draft', plan: JSON.stringify(plan), manifestHash: null, ...options });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async get(round) {
      const found = await model.findById(round).lean();
      return found === null ? null : fromRecord(found);
    },
    async list(administration) {
      const found = await model.find(administration === undefined ? {} : { administration }).sort({ _id: 1 }).lean();
      return found.map(fromRecord);
    },
    async become(round, state) {
      const allowed = mongoose.trusted({ $in: [...statesBefore(state)] });
      return (await model.updateOne({ _id: round, state: allowed }, { $set: { state } })).modifiedCount === 1;
    },
    async remove(round) {
      await model.deleteOne({ _id: round, demonstration: true });
    },
    async setDays(round, { drawingEnds, sendingEnds }) {
      const found = await model.findById(round).lean();
      if (found !== null) await model.updateOne({ _id: round }, { $set: { plan: JSON.stringify({ ...fromRecord(found).plan, drawingEnds, sendingEnds }) } });
    },
    async setManifest(round, hash) {
      await model.updateOne({ _id: round }, { $set: { manifestHash: hash } });
    },
  };
}
