// Log-in, log-out and who am I. A wrong name and a wrong password take the same time and get the same words.
import { LogInRequest } from '../../shared/api/desk.ts';
import type { Session } from '../../shared/api/desk.ts';
import { paths } from '../../shared/api/round.ts';
import { Problem } from '../../shared/problem.ts';
import type { Visitor } from '../http/access.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Endpoint } from '../http/endpoint.ts';
import type { Account, AccountsStore } from './accounts-store.ts';
import type { LogInAttempts } from './log-in-attempts.ts';
import { hashPassword, passwordMatches } from './password.ts';
import type { PasswordHash } from './password.ts';
import { clearCookie, setCookie } from './session-cookie.ts';
import type { CookieRules } from './session-cookie.ts';
import type { SessionsStore } from './sessions-store.ts';

/** What a staff route knows of its request. `address` is for the log-in limit alone. */
export type DeskContext = { readonly visitor: Visitor | null; readonly secret: string | null; readonly address: string };

export type SessionParts = { readonly accounts: AccountsStore; readonly sessions: SessionsStore; readonly attempts: LogInAttempts; readonly cookie: CookieRules };

const sessionOf = (account: Pick<Account, 'name' | 'role' | 'administration'>): Session => ({ name: account.name, role: account.role, administration: account.administration });

export const STAFF = { roles: ['coordinator', 'analyst'] } as const;
const LIMIT = 64 * 1024;

/** A hash that nothing matches, so that an unknown name costs as much as a known one. */
let nobody: Promise<PasswordHash> | null = null;
const nobodysHash = (): Promise<PasswordHash> => (nobody ??= hashPassword('nobody has this password'));

async function logIn(parts: SessionParts, sent: LogInRequest, address: string): Promise<Account> {
  const account = await parts.accounts.get(sent.name);
  // After the store has answered: its absence is nobody's failure.
  parts.attempts.begin(sent.name, address);
  const matches = await passwordMatches(sent.password, account?.password ?? (await nobodysHash()));
  if (account === null || !matches) throw new Problem('login.failed', 'Name or password is wrong.');
  parts.attempts.succeeded(sent.name, address);
  return account;
}

export const sessionEndpoints = (parts: SessionParts): readonly Endpoint<DeskContext>[] => [
  endpoint<LogInRequest, DeskContext>({
    method: 'POST',
    path: paths.logIn,
    access: 'public',
    body: { schema: LogInRequest, limit: LIMIT },
    async handle({ body }, context) {
      const account = await logIn(parts, body, context.address);
      if (context.secret !== null) await parts.sessions.end(context.secret);
      return { kind: 'json', body: sessionOf(account), cookie: setCookie(parts.cookie, await parts.sessions.begin(account.name)) };
    },
  }),
  endpoint<undefined, DeskContext>({
    method: 'POST',
    path: paths.logOut,
    access: 'public',
    async handle(_call, { secret }) {
      if (secret !== null) await parts.sessions.end(secret);
      return { kind: 'empty', cookie: clearCookie(parts.cookie) };
    },
  }),
  endpoint<undefined, DeskContext>({
    method: 'GET',
    path: paths.session,
    access: STAFF,
    handle(_call, { visitor }) {
      if (visitor === null) throw new Problem('login.needed', 'Log in first.');
      return Promise.resolve({ kind: 'json', body: visitor });
    },
  }),
];
