// WebCrypto, found once. A page without HTTPS has no `crypto.subtle`: everything here would fail, so it says so first.
import type { Bytes, Sha256 } from '../../shared/credential/bytes.ts';

/** Thrown where the page has no WebCrypto (no HTTPS, or a very old browser): the answer has to be given elsewhere. */
export class NoWebCrypto extends Error {
  override readonly name = 'NoWebCrypto';
}

/** `crypto.subtle` of this page or process. Throws NoWebCrypto. */
export function subtle(): SubtleCrypto {
  const found = (globalThis as { crypto?: { subtle?: SubtleCrypto } }).crypto?.subtle;
  if (found === undefined) throw new NoWebCrypto('this page has no WebCrypto: it needs HTTPS and a browser of 2020 or later');
  return found;
}

export const hasWebCrypto = (): boolean => (globalThis as { crypto?: { subtle?: SubtleCrypto } }).crypto?.subtle !== undefined;

export const randomBytes = (length: number): Bytes => globalThis.crypto.getRandomValues(new Uint8Array(length));

export const sha256: Sha256 = async (bytes) => new Uint8Array(await subtle().digest('SHA-256', bytes));

export const sha384 = async (bytes: Bytes): Promise<Bytes> => new Uint8Array(await subtle().digest('SHA-384', bytes));
