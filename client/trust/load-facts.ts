// The facts of one deployment and round, from the manifest that the reader's own link names: who runs which part, the
// ways of answering, the days. A manifest with another hash is not believed; without a round the usual case stands.
import { Mode } from '../../shared/round/plan.ts';
import type { Manifest } from '../../shared/credential/manifest.ts';
import { checkManifest } from '../credential/manifest-check.ts';
import { hasWebCrypto } from '../credential/webcrypto.ts';
import { getRound } from '../api/collector.ts';

/** `split`: names of the two addresses where they differ; null is one operator. */
export type Facts = {
  readonly split: { readonly issuer: string; readonly collector: string } | null;
  readonly ways: readonly Mode[];
  /** Null in the usual case, where no round is known. */
  readonly manifest: Pick<Manifest, 'twoPhase' | 'mixedWays' | 'drawingEnds' | 'objectionEnds' | 'retentionDay' | 'disclosure'> | null;
};

export type Loading = { readonly kind: 'loading' } | { readonly kind: 'general' | 'failed' | 'forged' | 'known'; readonly facts: Facts };

export const USUAL: Facts = { split: null, ways: Mode.options, manifest: null };

/** Round and manifest hash of `#r=ROUND&m=HASH`, as the respondent page links here. Neither tells one person from another. */
export function readFragment(fragment: string): { readonly round: string; readonly hash: string | null } | null {
  const given = new URLSearchParams(fragment.replace(/^#/, ''));
  const round = given.get('r') ?? '';
  return /^[0-9A-HJKMNP-TV-Z]{6}$/.test(round) ? { round, hash: given.get('m') } : null;
}

const hostOf = (address: string, own: string): string => new URL(address, own).host;

/** What a manifest says about who runs what. `own`: the address of the page, against which a bare path is read. */
export function factsOf(manifest: Manifest, own: string): Facts {
  const issuer = hostOf(manifest.issuers[0]?.at ?? '', own);
  const collector = hostOf(manifest.collector.at, own);
  return { split: issuer === collector ? null : { issuer, collector }, ways: Mode.options.filter((mode) => manifest.modes.includes(mode)), manifest };
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
};

/** Asks the collector for the round of a fragment. Never throws. */
export async function loadFacts(fragment: string): Promise<Loading> {
  const named = readFragment(fragment);
  if (named === null) return { kind: 'general', facts: USUAL };
  const failed: Loading = { kind: 'failed', facts: USUAL };
  if (!hasWebCrypto()) return failed;
  const reply = await getRound(named.round);
  if (reply.kind !== 'done') return failed;
  const check = await checkManifest(parsed(reply.value.manifest), named);
  if (!check.ok) return { kind: 'forged', facts: USUAL };
  try {
    return { kind: 'known', facts: factsOf(check.manifest, window.location.href) };
  } catch {
    return failed;
  }
}
