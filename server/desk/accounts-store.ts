// Accounts of staff: coordinators and analysts of one administration, or of the programme. Respondents have none.
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';
import type { Role } from '../../shared/api/desk.ts';
import { isDuplicateKey } from '../duplicate-key.ts';
import type { PasswordHash } from './password.ts';

export type Account = { readonly name: string; readonly role: Role; readonly administration: string; readonly password: PasswordHash };

type AccountRecord = { _id: string; role: Role; administration: string; password: { salt: Buffer; hash: Buffer; cost: number; blockSize: number; parallel: number } };

export type AccountsStore = {
  readonly get: (name: string) => Promise<Account | null>;
  /** False where the name is taken; nothing is changed then. */
  readonly add: (account: Account) => Promise<boolean>;
  readonly setPassword: (name: string, password: PasswordHash) => Promise<boolean>;
  readonly names: () => Promise<readonly string[]>;
};

const passwordSchema = new Schema({ salt: Buffer, hash: Buffer, cost: Number, blockSize: Number, parallel: Number }, { _id: false });
const schema = new Schema<AccountRecord>(
  { _id: { type: String, required: true }, role: String, administration: String, password: passwordSchema },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

export function accountsStore(connection: Connection): AccountsStore {
  const model: Model<AccountRecord> = connection.model<AccountRecord>('accounts', schema, 'accounts');
  return {
    async get(name) {
      const found = await model.findById(name).lean();
      return found === null ? null : { name: found._id, role: found.role, administration: found.administration, password: found.password };
    },
    async add({ name, ...rest }) {
      try {
        await model.create({ _id: name, ...rest, password: { ...rest.password } });
        return true;
      } catch (error) {
        if (isDuplicateKey(error)) return false;
        throw error;
      }
    },
    async setPassword(name, password) {
      return (await model.updateOne({ _id: name }, { $set: { password: { ...password } } })).matchedCount === 1;
    },
    names: async () => (await model.find({}, { _id: 1 }).sort({ _id: 1 }).lean()).map((found) => found._id),
  };
}
