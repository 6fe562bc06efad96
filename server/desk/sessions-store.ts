// Log-in sessions of staff. The cookie's value is not here, only its HMAC: whoever copies this collection can't log in
// with it. Times are kept here and only here, because a staff session has to end; no respondent ever has one.
import { createHmac, randomBytes } from 'node:crypto';
import { Schema } from 'mongoose';
import type { Connection, Model } from 'mongoose';

type SessionRecord = { _id: Buffer; account: string; begun: number; used: number };

const MINUTE = 60_000;
/** Ends after half an hour without use, and after eight hours at the latest. */
export const IDLE_MS = 30 * MINUTE;
export const LONGEST_MS = 480 * MINUTE;

export type SessionsStore = {
  /** A new session; gives the secret for the cookie, which is not kept. */
  readonly begin: (account: string) => Promise<string>;
  /** The account of a live session, or null. */
  readonly accountOf: (secret: string) => Promise<string | null>;
  readonly end: (secret: string) => Promise<void>;
  /** Ends every session of an account: its password was changed. */
  readonly endAll: (account: string) => Promise<void>;
};

const schema = new Schema<SessionRecord>(
  { _id: { type: Buffer, required: true }, account: String, begun: Number, used: Number },
  { versionKey: false, timestamps: false, strict: 'throw', strictQuery: 'throw', autoIndex: false, autoCreate: false },
);

export function sessionsStore(connection: Connection, sessionSecret: string, now: () => number = Date.now): SessionsStore {
  const model: Model<SessionRecord> = connection.model<SessionRecord>('sessions', schema, 'sessions');
  const idOf = (secret: string): Buffer => createHmac('sha256', sessionSecret).update(secret).digest();
  return {
    async begin(account) {
      const secret = randomBytes(32).toString('base64url');
      await model.create({ _id: idOf(secret), account, begun: now(), used: now() });
      return secret;
    },
    async accountOf(secret) {
      const _id = idOf(secret);
      const found = await model.findById(_id).lean();
      if (found === null) return null;
      const time = now();
      if (time - found.used > IDLE_MS || time - found.begun > LONGEST_MS) {
        await model.deleteOne({ _id });
        return null;
      }
      // Written once a minute, not with each request.
      if (time - found.used > MINUTE) await model.updateOne({ _id }, { $set: { used: time } });
      return found.account;
    },
    async end(secret) {
      await model.deleteOne({ _id: idOf(secret) });
    },
    async endAll(account) {
      await model.deleteMany({ account });
    },
  };
}
