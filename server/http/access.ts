// The access policy: one function says who may do what, and every staff route asks it. It knows roles and owners, no
// nouns. What belongs to another administration is answered as if it were not there: its existence is nobody's business.
import { Problem } from '../../shared/problem.ts';

/** Who is asking: a log-in of one administration, or nobody. */
export type Visitor = { readonly name: string; readonly role: string; readonly administration: string };

/** What a route asks for: nothing, or a log-in with one of these roles. */
export type Access = 'public' | { readonly roles: readonly string[] };

export type Verdict = 'allowed' | 'login-needed' | 'denied' | 'hidden';

/** The verdict on a visitor for a route, and for the thing behind it where `owner` (an administration's code) is given. */
export function verdict(visitor: Visitor | null, access: Access, owner?: string): Verdict {
  if (access === 'public') return 'allowed';
  if (visitor === null) return 'login-needed';
  if (!access.roles.includes(visitor.role)) return 'denied';
  return owner === undefined || owner === visitor.administration ? 'allowed' : 'hidden';
}

/** Throws the refusal that goes with a verdict. A room that hides a thing says itself what its absence looks like. */
export function insist(given: Verdict): void {
  if (given === 'login-needed') throw new Problem('login.needed', 'Log in first.');
  if (given === 'denied') throw new Problem('access.denied', 'Your role may not do this.');
  if (given === 'hidden') throw new Problem('request.not-found', 'There is nothing at this address.');
}
