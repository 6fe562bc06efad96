// The bundles of cards: how many cards each holds and whether it is sealed, handed out or cancelled. Which codes lie in
// a bundle is known only while it is sealed and codes can be used: handing it out takes the number from its codes, the
// end of drawing takes all numbers, so that nobody can ask how many of the people at one post took part
// (docs/decisions/0110). No time, and no name of who got a bundle.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { codeIdOf } from './codes-store.ts';
import type { BundledCode } from './make-bundles.ts';

export type BundleState = 'sealed' | 'handed-out' | 'cancelled';
export type Bundle = { readonly population: string; readonly stratum: string; readonly number: number; readonly cards: number; readonly state: BundleState };
type BundleRecord = { _id: string; round: string; population: string; stratum: string; number: number; cards: number; state: BundleState; keying?: boolean };
type Place = { readonly round: string; readonly population: string };

/** Used codes of sealed bundles: of those that a keying computer was given, and of the others, which nobody should have used. */
export type SealedUse = { readonly unexpected: number; readonly keying: number };

export type BundlesStore = {
  /** Writes down the bundles of these codes, in place of what an opening that failed left behind. */
  readonly put: (place: Place, codes: readonly BundledCode[]) => Promise<void>;
  readonly list: (round: string) => Promise<readonly Bundle[]>;
  /** Marks bundles handed out and forgets which codes lay in them. Twice is no fault. */
  readonly handOut: (place: Place, numbers: readonly number[]) => Promise<void>;
  /** Marks sealed bundles whose codes a keying computer is given. Twice is no fault. */
  readonly giveToKeying: (place: Place, numbers: readonly number[]) => Promise<void>;
  /** Cancels what is unused in sealed bundles; resolves with how many of their codes had been used. */
  readonly cancelSealed: (place: Place, numbers: readonly number[]) => Promise<SealedUse>;
  /** Cancels those of the given codes that are unused, and tells nobody which. */
  readonly cancelCodes: (place: Place, codes: readonly string[]) => Promise<void>;
  /** Forgets of all codes in which bundle they lay, whatever was said of the bundle. Twice is no fault. */
  readonly forget: (round: string) => Promise<void>;
  readonly erase: (round: string) => Promise<void>;
};

const schema = new Schema<BundleRecord>(
  { _id: { type: String, required: true }, round: String, population: String, stratum: String, number: Number, cards: Number, state: String, keying: Boolean },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

function recordsOf({ round, population }: Place, codes: readonly BundledCode[]): BundleRecord[] {
  const records = new Map<number, BundleRecord>();
  for (const { bundle, stratum } of codes) {
    const record = records.get(bundle) ?? { _id: `${round}/${population}/${String(bundle)}`, round, population, stratum, number: bundle, cards: 0, state: 'sealed' };
    records.set(bundle, { ...record, cards: record.cards + 1 });
  }
  return [...records.values()];
}

export function bundlesStore(connection: Connection, pepper: string): BundlesStore {
  const model: Model<BundleRecord> = connection.model<BundleRecord>('bundles', schema, 'bundles');
  const codesOf = (round: string) => connection.collection(`codes_${round}`);
  // By the driver: mongoose sanitises filters here, and these are our own.
  const mark = ({ round, population }: Place, numbers: readonly number[], set: Partial<BundleRecord>) => connection.collection('bundles').updateMany({ round, population, number: { $in: [...numbers] } }, { $set: set });
  const usedIn = ({ round, population }: Place, numbers: readonly number[]) => codesOf(round).countDocuments({ population, frame: 'card', bundle: { $in: [...numbers] }, state: 'issued' });
  return {
    async put(place, codes) {
      await model.deleteMany(place);
      await model.insertMany(recordsOf(place, codes));
    },
    async list(round) {
      const found = await model.find({ round }).lean();
      return found.map(({ population, stratum, number, cards, state }) => ({ population, stratum, number, cards, state })).sort((one, other) => (one.population < other.population ? -1 : one.population > other.population ? 1 : one.number - other.number));
    },
    async handOut(place, numbers) {
      await mark(place, numbers, { state: 'handed-out' });
      await codesOf(place.round).updateMany({ population: place.population, frame: 'card', bundle: { $in: [...numbers] } }, { $unset: { bundle: '' } });
    },
    async giveToKeying(place, numbers) {
      await mark(place, numbers, { keying: true });
    },
    async cancelSealed(place, numbers) {
      await codesOf(place.round).updateMany({ population: place.population, frame: 'card', bundle: { $in: [...numbers] }, state: 'unused' }, { $set: { state: 'cancelled' } });
      const given = new Set((await model.find({ round: place.round, population: place.population, keying: true }).lean()).map(({ number }) => number));
      const [unexpected, keying] = await Promise.all([usedIn(place, numbers.filter((number) => !given.has(number))), usedIn(place, numbers.filter((number) => given.has(number)))]);
      await mark(place, numbers, { state: 'cancelled' });
      return { unexpected, keying };
    },
    async cancelCodes({ round, population }, codes) {
      const ids = codes.map((code) => codeIdOf(pepper, round, code));
      await codesOf(round).updateMany({ _id: { $in: ids as never[] }, population, frame: 'card', state: 'unused' }, { $set: { state: 'cancelled' } });
    },
    async forget(round) {
      await codesOf(round).updateMany({ bundle: { $exists: true } }, { $unset: { bundle: '' } });
    },
    async erase(round) {
      await model.deleteMany({ round });
    },
  };
}
