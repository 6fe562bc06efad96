// How far the keeping of a round's sheets has come after sending ended: rewritten in the order of ids, settled (without
// keys and signatures), erased. One document per round; each field is set once and never taken back, so that a step
// that is done twice, or by two processes, finds what the first one left. No time finer than a day.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';

/** What the count found when sheets were settled, for whoever counts again. */
export type SettledMark = { readonly sheets: number; readonly digest: string; readonly excluded: readonly (readonly [string, number])[] };
export type Keeping = { readonly rewritten: boolean; readonly settled: SettledMark | null; readonly certificate: string | null; readonly erased: boolean };

type KeepingRecord = { _id: string; rewritten?: boolean; settled?: string; certificate?: string; erased?: boolean };

export type KeepingStore = {
  readonly get: (round: string) => Promise<Keeping>;
  readonly setRewritten: (round: string) => Promise<void>;
  /** Keeps the first mark. */
  readonly setSettled: (round: string, mark: SettledMark) => Promise<void>;
  /** Keeps the first certificate and gives back the one that is kept. */
  readonly keepCertificate: (round: string, text: string) => Promise<string>;
  readonly setErased: (round: string) => Promise<void>;
};

const schema = new Schema<KeepingRecord>(
  { _id: { type: String, required: true }, rewritten: Boolean, settled: String, certificate: String, erased: Boolean },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

export function keepingStore(connection: Connection): KeepingStore {
  const model: Model<KeepingRecord> = connection.model<KeepingRecord>('keeping', schema, 'keeping');
  const set = async (round: string, fields: Partial<KeepingRecord>): Promise<void> => {
    await model.updateOne({ _id: round }, { $set: fields }, { upsert: true });
  };
  /** Whoever comes first: a second process may already see less than there was. */
  const setFirst = async (round: string, field: 'settled' | 'certificate', text: string): Promise<void> => {
    await model.updateOne({ _id: round }, { $setOnInsert: { erased: false } }, { upsert: true });
    await model.updateOne({ _id: round, [field]: null }, { $set: { [field]: text } });
  };
  const get = async (round: string): Promise<Keeping> => {
    const found = await model.findById(round).lean();
    return {
      rewritten: found?.rewritten === true,
      settled: found?.settled === undefined ? null : (JSON.parse(found.settled) as SettledMark),
      certificate: found?.certificate ?? null,
      erased: found?.erased === true,
    };
  };
  return {
    get,
    setRewritten: (round) => set(round, { rewritten: true }),
    setSettled: (round, mark) => setFirst(round, 'settled', JSON.stringify(mark)),
    async keepCertificate(round, text) {
      await setFirst(round, 'certificate', text);
      return (await get(round)).certificate ?? text;
    },
    setErased: (round) => set(round, { erased: true }),
  };
}
