// Which round the page shows: from the fragment (`#r=7K2M9Q`, with `&m=<manifest hash>` where a link names the manifest),
// so that no server or log sees which board somebody looks for; or typed.
import { decodeBase64url } from '../../shared/credential/base64url.ts';
import { normaliseCrockford } from '../../shared/credential/crockford.ts';

/** `manifest`: the hash that the link names, or null. */
export type Entry = { readonly round: string; readonly manifest: string | null };

const ROUND = /^[0-9A-HJKMNP-TV-Z]{6}$/;

/** The round that a person typed; the first six characters of a whole code will do. Null where it is none. */
export function readRound(typed: string): string | null {
  const text = normaliseCrockford(typed);
  const round = text.slice(0, 6);
  return ROUND.test(round) && (text.length === 6 || text.length === 24) ? round : null;
}

/** The entry of a fragment, or null. A hash that is none is left out, and then nothing claims that it fits. */
export function readFragment(fragment: string): Entry | null {
  const fields = new Map(fragment.replace(/^#/, '').split('&').map((part) => [part.slice(0, 1), part.slice(2)]));
  const round = fields.get('r') ?? '';
  const hash = fields.get('m') ?? '';
  if (!ROUND.test(round)) return null;
  return { round, manifest: hash.length === 43 && decodeBase64url(hash)?.length === 32 ? hash : null };
}
