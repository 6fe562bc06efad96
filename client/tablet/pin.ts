// The facilitator's PIN as a key: PBKDF2-SHA-256, then AES-256-GCM over whatever the tablet must keep secret. A wrong PIN
// is known by nothing opening: no hash of the PIN is kept. What a PIN of six digits is worth stands in
// docs/decisions/0101.
import { utf8, textOfUtf8 } from '../../shared/credential/bytes.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { randomBytes, subtle } from '../credential/webcrypto.ts';

/** OWASP's figure for PBKDF2-HMAC-SHA-256 (2023). */
export const PIN_ROUNDS = 600_000;
export const PIN_AT_LEAST = 6;

/** A text as it lies on disk. */
export type Locked = { readonly iv: Bytes; readonly data: Bytes };

export const newSalt = (): Bytes => randomBytes(16);

/** The key of a PIN. It can't be exported and lives in memory alone. */
export async function pinKey(pin: string, salt: Bytes, rounds: number): Promise<CryptoKey> {
  const base = await subtle().importKey('raw', utf8(pin.normalize('NFKC')), 'PBKDF2', false, ['deriveKey']);
  return subtle().deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds }, base, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
}

export async function lock(key: CryptoKey, text: string): Promise<Locked> {
  const iv = randomBytes(12);
  return { iv, data: new Uint8Array(await subtle().encrypt({ name: 'AES-GCM', iv }, key, utf8(text))) };
}

/** The text, or null where the key is another. */
export async function unlock(key: CryptoKey, { iv, data }: Locked): Promise<string | null> {
  try {
    return textOfUtf8(new Uint8Array(await subtle().decrypt({ name: 'AES-GCM', iv }, key, data)));
  } catch {
    return null;
  }
}
