// Rounds as the desk knows them: the plan, the state, and the hash of the manifest once open. The plan is kept as the
// text that was accepted: it holds free keys (names, lists) that no database should ever interpret.
import mongoose, { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { canonicalText } from '../../shared/credential/canonical-json.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import { RoundPlan } from '../../shared/round/plan.ts';
import type { RoundState } from '../../shared/round/plan.ts';
import { isDuplicateKey } from '../duplicate-key.ts';
import { statesBefore } from './round-state.ts';

export type DeskRound = { readonly plan: RoundPlan; readonly state: RoundState; readonly manifestHash: string | null; readonly demonstration: boolean };

type RoundRecord = { _id: string; administration: string; state: RoundState; plan: string; manifestHash: string | null; demonstration: boolean };

export type DeskRoundsStore = {
  /** Puts a plan in the place of a draft; false where there is none of that id, or it was opened. */
  readonly replaceDraft: (plan: RoundPlan, options?: { readonly demonstration: boolean }) => Promise<boolean>;
  /** A draft becomes an open round under its manifest; false where it is a draft no more, or of another plan than this one. */
  readonly open: (plan: RoundPlan, manifestHash: string) => Promise<boolean>;
  /** False where a round of that id exists. */
  readonly add: (plan: RoundPlan, options?: { readonly demonstration: boolean }) => Promise<boolean>;
  readonly get: (round: string) => Promise<DeskRound | null>;
  /** Rounds of an administration, or of all; newest id order means nothing, so they come by id. */
  readonly list: (administration?: string) => Promise<readonly DeskRound[]>;
  /** Moves a round to a state in one atomic step; false where its present state does not allow it. */
  readonly become: (round: string, state: RoundState) => Promise<boolean>;
  /** Takes a demonstration round away; a real one stays, whatever its state. */
  readonly remove: (round: string) => Promise<void>;
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

const canonicalPlan = (text: string): string => canonicalText(JSON.parse(text) as Json);

async function openDraft(model: Model<RoundRecord>, plan: RoundPlan, manifestHash: string): Promise<boolean> {
  const found = await model.findById(plan.round).lean();
  if (found === null || canonicalPlan(found.plan) !== canonicalPlan(JSON.stringify(plan))) return false;
  return (await model.updateOne({ _id: plan.round, state: 'draft', plan: found.plan }, { $set: { state: 'open', manifestHash } })).modifiedCount === 1;
}

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
    async replaceDraft(plan, options = { demonstration: false }) {
      return (await model.updateOne({ _id: plan.round, state: 'draft' }, { $set: { administration: plan.administration, plan: JSON.stringify(plan), ...options } })).matchedCount === 1;
    },
    open: (plan, manifestHash) => openDraft(model, plan, manifestHash),
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
  };
}
