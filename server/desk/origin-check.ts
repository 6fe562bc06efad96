// Against requests that another site makes with a coordinator's cookie. SameSite=Strict and a JSON-only body already
// stop them; this check stands behind both, on what a page can't forge: Sec-Fetch-Site and Origin.
import type { IncomingHttpHeaders } from 'node:http';
import { Problem } from '../../shared/problem.ts';

/** Throws origin.refused for a request that changes something and comes from elsewhere. `origin`: the configured one, or null. */
export function insistOwnOrigin(headers: IncomingHttpHeaders, origin: string | null): void {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw new Problem('origin.refused', 'This request comes from another site.');
  const from = headers.origin;
  if (from === undefined) return;
  const own = origin === null ? [`http://${headers.host ?? ''}`, `https://${headers.host ?? ''}`] : [origin];
  if (!own.includes(from)) throw new Problem('origin.refused', 'This request comes from another site.');
}
