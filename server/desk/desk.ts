// The desk's face to the composition root: its endpoints, and what the lifecycle of a round writes to it.
// It sees plans, releases and counts that are handed over; it imports neither issuer nor collector.
import type { Visitor } from '../http/access.ts';
import type { ContextOf, Endpoint } from '../http/endpoint.ts';
import type { AccountsStore } from './accounts-store.ts';
import { logInAttempts } from './log-in-attempts.ts';
import { insistOwnOrigin } from './origin-check.ts';
import type { ReleasesStore } from './releases-store.ts';
import { roundEndpoints } from './round-endpoints.ts';
import type { DeskRoundsStore } from './rounds-store.ts';
import { readCookie } from './session-cookie.ts';
import { sessionEndpoints } from './session-endpoints.ts';
import type { DeskContext } from './session-endpoints.ts';
import type { SessionsStore } from './sessions-store.ts';

export type DeskParts = {
  readonly accounts: AccountsStore;
  readonly sessions: SessionsStore;
  readonly rounds: DeskRoundsStore;
  readonly releases: ReleasesStore;
  /** The configured origin, or null: then the request's own Host counts. */
  readonly origin: string | null;
};

export type Desk = { readonly endpoints: readonly Endpoint<DeskContext>[]; readonly contextOf: ContextOf<DeskContext> };

export function createDesk(parts: DeskParts): Desk {
  const cookie = { https: parts.origin?.startsWith('https:') === true };
  const visitorOf = async (secret: string | null): Promise<Visitor | null> => {
    const name = secret === null ? null : await parts.sessions.accountOf(secret);
    const account = name === null ? null : await parts.accounts.get(name);
    return account === null ? null : { name: account.name, role: account.role, administration: account.administration };
  };
  return {
    endpoints: [...sessionEndpoints({ ...parts, attempts: logInAttempts(), cookie }), ...roundEndpoints(parts)],
    async contextOf(request) {
      if (request.method !== 'GET' && request.method !== 'HEAD') insistOwnOrigin(request.headers, parts.origin);
      const secret = readCookie(cookie, request.headers.cookie);
      return { visitor: await visitorOf(secret), secret, address: request.ip ?? '' };
    },
  };
}
