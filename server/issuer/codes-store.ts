// Invitations of one round, one document per code, in a collection clustered on the code's HMAC: neither the order of
// the documents nor anything in them tells when a code was made or used. The code itself is not here, and no time,
// no address, no counter. `blinded` is the hash of the one message this code was signed for.
import { createHash, createHmac } from 'node:crypto';
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { codeCommitment } from '../../shared/credential/code-commitment.ts';
import type { CodeFrame } from '../../shared/credential/frame.ts';
import { createClustered, isClustered } from '../clustered-store.ts';

type CodeRecord = { _id: Buffer; population: string; frame: string; stratum: string; state: 'unused' | 'issued' | 'cancelled'; blinded?: Buffer; commitment?: Buffer; reissued?: boolean; bundle?: number };

/** A code as it is handed to the store, before it is hashed. */
export type NewCode = { readonly population: string; readonly frame: CodeFrame; readonly stratum: string; readonly code: string; readonly reissued?: boolean; readonly bundle?: number };
/** The commitments to a population's card codes, as the board publishes them: all that were made, and those used. */
export type CardCodes = { readonly population: string; readonly made: readonly Bytes[]; readonly used: readonly Bytes[] };
/** `forPaper`: by keying on this host, with a card of a sealed bundle, which from then on lies in none: what is used in a sealed bundle was used by somebody else. */
export type Claim = { readonly population: string; readonly frame: string; readonly code: string; readonly blinded: Uint8Array; readonly forPaper?: boolean };
/** `claimed`: now, or before for the same message. */
export type ClaimResult = 'claimed' | 'unknown' | 'used' | 'cancelled';
/** How many codes a stratum of a frame was given at opening, how many of these were cancelled, and how many signatures were issued, to re-issued codes too. */
export type CodeCount = { readonly population: string; readonly frame: string; readonly stratum: string; readonly total: number; readonly issued: number; readonly cancelled?: number };

export type CodesStore = {
  /** Makes the empty collection; drops what an opening that failed left behind. */
  readonly create: (round: string) => Promise<void>;
  readonly add: (round: string, codes: readonly NewCode[]) => Promise<void>;
  /** Marks a code issued for a blinded message in one atomic step. */
  readonly claim: (round: string, claim: Claim) => Promise<ClaimResult>;
  readonly counts: (round: string) => Promise<readonly CodeCount[]>;
  readonly cardCodes: (round: string) => Promise<readonly CardCodes[]>;
  readonly isClustered: (round: string) => Promise<boolean>;
};

const schema = new Schema<CodeRecord>(
  { _id: { type: Buffer, required: true }, population: String, frame: String, stratum: String, state: String, blinded: Buffer, commitment: Buffer, reissued: Boolean, bundle: Number },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false, minimize: false },
);

/** The `_id` of a code. */
export const codeIdOf = (pepper: string, round: string, code: string): Buffer => createHmac('sha256', pepper).update(`${round}.${code}`).digest();

/** The codes in `connection`, hashed under `pepper`. */
export function codesStore(connection: Connection, pepper: string): CodesStore {
  const name = (round: string): string => `codes_${round}`;
  const model = (round: string): Model<CodeRecord> => (connection.models[name(round)] as Model<CodeRecord> | undefined) ?? connection.model<CodeRecord>(name(round), schema, name(round));
  const idOf = (round: string, code: string): Buffer => codeIdOf(pepper, round, code);
  return {
    async create(round) {
      await createClustered(connection, name(round));
    },
    async add(round, codes) {
      const records = await Promise.all(codes.map(async (made): Promise<CodeRecord> => ({ _id: idOf(round, made.code), ...(await recordOf(round, made)) })));
      // Sorted by hash, so that not even the order of writing follows the order of printing.
      records.sort((one, other) => Buffer.compare(one._id, other._id));
      for (let start = 0; start < records.length; start += 500) await model(round).insertMany(records.slice(start, start + 500));
    },
    claim: (round, claim) => claimCode(model(round), idOf(round, claim.code), claim),
    counts: (round) => countCodes(model(round)),
    cardCodes: (round) => readCardCodes(model(round)),
    isClustered: (round) => isClustered(connection, name(round)),
  };
}

const sha256 = (bytes: Bytes): Bytes => new Uint8Array(createHash('sha256').update(bytes).digest());

/** Only a card keeps its commitment, because only cards are published by it: a list of used invitations names people. */
async function recordOf(round: string, { population, frame, stratum, code, reissued, bundle }: NewCode): Promise<Omit<CodeRecord, '_id'>> {
  const plain = { population, frame, stratum, state: 'unused' as const };
  // The manifest's root has no place for it: it is in the public counter instead.
  if (reissued === true) return { ...plain, reissued };
  if (frame !== 'card') return plain;
  return { ...plain, ...(bundle === undefined ? {} : { bundle }), commitment: Buffer.from(await codeCommitment({ round, population, frame, code }, sha256)) };
}

async function readCardCodes(model: Model<CodeRecord>): Promise<readonly CardCodes[]> {
  const found = new Map<string, { readonly population: string; readonly made: Bytes[]; readonly used: Bytes[] }>();
  for await (const { population, state, commitment } of model.find({ frame: 'card', reissued: null }, { population: 1, state: 1, commitment: 1 }).lean().cursor()) {
    const codes = found.get(population) ?? { population, made: [], used: [] };
    const hash = Uint8Array.from(commitment ?? Buffer.alloc(0));
    codes.made.push(hash);
    if (state === 'issued') codes.used.push(hash);
    found.set(population, codes);
  }
  return [...found.values()];
}

async function claimCode(model: Model<CodeRecord>, _id: Buffer, claim: Claim): Promise<ClaimResult> {
  const blinded = createHash('sha256').update(claim.blinded).digest();
  const { population, frame } = claim;
  // The driver's own call: every Start waits for it, and all four values were checked before they came here.
  const taken = await model.collection.findOneAndUpdate({ _id, population, frame, state: 'unused' }, { $set: { state: 'issued', blinded }, ...(claim.forPaper === true ? { $unset: { bundle: '' } } : {}) }, { projection: { _id: 1 } });
  if (taken !== null) return 'claimed';
  const found = await model.collection.findOne({ _id, population, frame }, { projection: { state: 1, blinded: 1 }, promoteBuffers: true });
  if (found === null) return 'unknown';
  if (found.state === 'cancelled') return 'cancelled';
  return found.blinded !== undefined && blinded.equals(found.blinded) ? 'claimed' : 'used';
}

async function countCodes(model: Model<CodeRecord>): Promise<readonly CodeCount[]> {
  const counts = new Map<string, { population: string; frame: string; stratum: string; total: number; issued: number; cancelled: number }>();
  for await (const { population, frame, stratum, state, reissued } of model.find({}, { population: 1, frame: 1, stratum: 1, state: 1, reissued: 1 }).lean().cursor()) {
    const key = [population, frame, stratum].join(' ');
    const count = counts.get(key) ?? { population, frame, stratum, total: 0, issued: 0, cancelled: 0 };
    count.total += reissued === true ? 0 : 1;
    count.issued += state === 'issued' ? 1 : 0;
    // A re-issued code is not among those made, so that it can't be taken from them either.
    count.cancelled += state === 'cancelled' && reissued !== true ? 1 : 0;
    counts.set(key, count);
  }
  return [...counts.values()];
}
