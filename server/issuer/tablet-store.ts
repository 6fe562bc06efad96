// The tablets of a round and the slots of their pools. A tablet is known by the HMAC of its link's secret, a slot by the
// HMAC of that secret and a number; both lie clustered on it, so that neither their order nor anything in them tells
// when a token was drawn. No time, no address, no person: a site is a place.
import { createHash, createHmac } from 'node:crypto';
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import { createClustered, dropCollection, isClustered } from '../clustered-store.ts';
import { isDuplicateKey } from '../duplicate-key.ts';

type TabletRecord = { _id: Buffer; site: string; population: string; stratum: string; tokens: number; device: Buffer | null; destroyed: number | null };
type SlotRecord = { _id: Buffer; tablet: Buffer; blinded: Buffer };

/** A tablet as the issuer knows it. `destroyed`: unused tokens that it reported when its site ended; null before. */
export type Tablet = { readonly site: string; readonly population: string; readonly stratum: string; readonly tokens: number; readonly enrolled: boolean; readonly destroyed: number | null };
export type CountedTablet = Tablet & { readonly drawn: number };
/** The two secrets of an enrolled tablet, base64url. */
export type TabletSecrets = { readonly tablet: string; readonly device: string };
export type NewTablet = Pick<Tablet, 'site' | 'population' | 'stratum' | 'tokens'>;

export type TabletStore = {
  /** Makes the empty collections; drops what an opening that failed left behind. */
  readonly create: (round: string) => Promise<void>;
  readonly add: (round: string, tablet: string, record: NewTablet) => Promise<void>;
  readonly remove: (round: string, tablet: string) => Promise<void>;
  /** Binds a tablet to a device: null where there is no such tablet, `taken` where it has another device. */
  readonly enrol: (round: string, secrets: TabletSecrets) => Promise<Tablet | 'taken' | null>;
  /** The tablet of both secrets, or null. */
  readonly get: (round: string, secrets: TabletSecrets) => Promise<Tablet | null>;
  /** Takes a slot for a blinded message; false where it was taken for another one. */
  readonly claim: (round: string, secrets: TabletSecrets, slot: number, blinded: Uint8Array) => Promise<boolean>;
  /** Ends a tablet; the number that stands afterwards, which is the first that was reported. */
  readonly end: (round: string, secrets: TabletSecrets, destroyed: number) => Promise<number | null>;
  readonly drawnBy: (round: string, secrets: TabletSecrets) => Promise<number>;
  readonly list: (round: string) => Promise<readonly CountedTablet[]>;
  readonly isClustered: (round: string) => Promise<boolean>;
  readonly erase: (round: string) => Promise<void>;
};

const plain = { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false } as const;
const tabletSchema = new Schema<TabletRecord>({ _id: { type: Buffer, required: true }, site: String, population: String, stratum: String, tokens: Number, device: Buffer, destroyed: Number }, plain);
const slotSchema = new Schema<SlotRecord>({ _id: { type: Buffer, required: true }, tablet: Buffer, blinded: Buffer }, plain);


const tabletOf = ({ site, population, stratum, tokens, device, destroyed }: TabletRecord): Tablet => ({ site, population, stratum, tokens, enrolled: device !== null, destroyed });

async function countSlots(slots: Model<SlotRecord>): Promise<ReadonlyMap<string, number>> {
  const drawn = new Map<string, number>();
  for await (const { tablet } of slots.find({}, { tablet: 1 }).lean().cursor()) drawn.set(tablet.toString('hex'), (drawn.get(tablet.toString('hex')) ?? 0) + 1);
  return drawn;
}

async function listTablets(tablets: Model<TabletRecord>, slots: Model<SlotRecord>): Promise<readonly CountedTablet[]> {
  const drawn = await countSlots(slots);
  const found = await tablets.find({}).lean<TabletRecord[]>();
  return found.map((record) => ({ ...tabletOf(record), drawn: drawn.get(record._id.toString('hex')) ?? 0 }));
}

/** Whether a slot is now, or was before, taken for this message. */
async function claimSlot(slots: Model<SlotRecord>, _id: Buffer, tablet: Buffer, blinded: Buffer): Promise<boolean> {
  try {
    await slots.insertMany([{ _id, tablet, blinded }]);
    return true;
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return (await slots.findById(_id).lean())?.blinded.equals(blinded) ?? false;
  }
}

/** The models and hashes of one database. */
function tabletRecords(connection: Connection, pepper: string) {
  const modelOf = <Kind>(name: string, schema: Schema<Kind>): Model<Kind> => (connection.models[name] as Model<Kind> | undefined) ?? connection.model<Kind>(name, schema, name);
  const hmac = (...parts: readonly (string | number)[]): Buffer => createHmac('sha256', pepper).update(parts.join('.')).digest();
  return {
    tablets: (round: string): Model<TabletRecord> => modelOf(`tablets_${round}`, tabletSchema),
    slots: (round: string): Model<SlotRecord> => modelOf(`slots_${round}`, slotSchema),
    idOf: (round: string, tablet: string): Buffer => hmac('tablet', round, tablet),
    deviceOf: (round: string, device: string): Buffer => hmac('device', round, device),
    slotOf: (round: string, tablet: string, slot: number): Buffer => hmac('slot', round, tablet, slot),
  };
}

/** The tablets in `connection`, hashed under `pepper`. */
export function tabletStore(connection: Connection, pepper: string): TabletStore {
  const { tablets, slots, idOf, deviceOf, slotOf } = tabletRecords(connection, pepper);
  const find = (round: string, { tablet, device }: TabletSecrets): Promise<TabletRecord | null> => tablets(round).findOne({ _id: idOf(round, tablet), device: deviceOf(round, device) }).lean<TabletRecord>().exec();
  return {
    async create(round) {
      await createClustered(connection, `tablets_${round}`);
      await createClustered(connection, `slots_${round}`);
    },
    async add(round, tablet, record) {
      await tablets(round).insertMany([{ _id: idOf(round, tablet), ...record, device: null, destroyed: null }]);
    },
    async remove(round, tablet) {
      await tablets(round).deleteOne({ _id: idOf(round, tablet) });
    },
    async enrol(round, { tablet, device }) {
      const _id = idOf(round, tablet);
      await tablets(round).updateOne({ _id, device: null }, { $set: { device: deviceOf(round, device) } });
      const found = await tablets(round).findById(_id).lean<TabletRecord>();
      if (found === null) return null;
      return found.device?.equals(deviceOf(round, device)) === true ? tabletOf(found) : 'taken';
    },
    async get(round, secrets) {
      const found = await find(round, secrets);
      return found === null ? null : tabletOf(found);
    },
    claim: (round, { tablet }, slot, blinded) => claimSlot(slots(round), slotOf(round, tablet, slot), idOf(round, tablet), createHash('sha256').update(blinded).digest()),
    async end(round, secrets, destroyed) {
      await tablets(round).updateOne({ _id: idOf(round, secrets.tablet), device: deviceOf(round, secrets.device), destroyed: null }, { $set: { destroyed } });
      return (await find(round, secrets))?.destroyed ?? null;
    },
    drawnBy: (round, { tablet }) => slots(round).countDocuments({ tablet: idOf(round, tablet) }),
    list: (round) => listTablets(tablets(round), slots(round)),
    isClustered: async (round) => (await isClustered(connection, `tablets_${round}`)) && isClustered(connection, `slots_${round}`),
    async erase(round) {
      await dropCollection(connection, `tablets_${round}`);
      await dropCollection(connection, `slots_${round}`);
    },
  };
}
