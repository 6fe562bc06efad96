// Whether the manifest that the server gave is the one that the link, the card or the poster names.
import { Manifest, manifestHash } from '../../shared/credential/manifest.ts';
import { sha256 } from './webcrypto.ts';

export type ManifestCheck =
  | { readonly ok: true; readonly manifest: Manifest; readonly hash: string }
  | { readonly ok: false; readonly problem: 'shape' | 'hash' | 'round' };

/** Parses and hashes. `expected`: round and, where a link gave it, the hash; a typed code has no hash, then the eight words are for the eye. Never throws but for NoWebCrypto. */
export async function checkManifest(received: unknown, expected: { readonly round: string; readonly hash: string | null }): Promise<ManifestCheck> {
  const parsed = Manifest.safeParse(received);
  if (!parsed.success) return { ok: false, problem: 'shape' };
  const hash = await manifestHash(parsed.data, sha256);
  if (expected.hash !== null && expected.hash !== hash) return { ok: false, problem: 'hash' };
  if (parsed.data.round !== expected.round) return { ok: false, problem: 'round' };
  return { ok: true, manifest: parsed.data, hash };
}
