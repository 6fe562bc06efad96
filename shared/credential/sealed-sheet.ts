// The envelope in which a tablet keeps a finished sheet: encrypted to the collector's transport key, so that whoever
// takes the tablet reads nothing. ECDH P-256 with a key of this one envelope, HKDF-SHA-256, AES-256-GCM.
// All envelopes of a round have one length, because their parts have; nothing in one tells the tablet or the moment.
// No zod and no cryptography here: both sides build the same bytes.
import { concatBytes, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import type { SentSheet } from './send.ts';
import { ONE_TIME_KEY_BYTES, ONE_TIME_SIGNATURE_BYTES, RANDOMIZER_BYTES, RSA_BYTES } from './token-message.ts';

const SEALED_TAG = 'spid-sealed-sheet-1';
/** Raw uncompressed P-256 point: the manifest's transport key, and the first bytes of an envelope. */
export const TRANSPORT_KEY_BYTES = 65;
const GCM_TAG_BYTES = 16;
/** What the two sides derive from the shared secret: an AES key, its nonce, and the proof that the envelope was opened. */
export const SEALED_KEY_BYTES = 32;
export const SEALED_NONCE_BYTES = 12;
export const SEALED_PROOF_BYTES = 16;
export const SEALED_DERIVED_BYTES = SEALED_KEY_BYTES + SEALED_NONCE_BYTES + SEALED_PROOF_BYTES;

const FIXED_BYTES = 1 + ONE_TIME_KEY_BYTES + RANDOMIZER_BYTES + RSA_BYTES + ONE_TIME_SIGNATURE_BYTES;

/** Bytes of an envelope in a round whose bodies have `bodyLength`. */
export const envelopeLength = (bodyLength: number): number => TRANSPORT_KEY_BYTES + FIXED_BYTES + bodyLength + GCM_TAG_BYTES;

/** HKDF's info: tag, a zero byte, both public points. HKDF's salt is the manifest's hash. */
export const sealedInfo = (ephemeral: Bytes, transport: Bytes): Bytes => concatBytes(utf8(SEALED_TAG), Uint8Array.of(0), ephemeral, transport);

/** A sheet of the tablet frame as bytes. `population`: its place in the manifest's list. */
export type PackedSheet = Omit<SentSheet, 'population' | 'frame'> & { readonly population: number };

/** Population, one-time key, randomizer, token, signature, body: each of a fixed length. */
export const packSheet = (sheet: PackedSheet): Bytes =>
  concatBytes(Uint8Array.of(sheet.population), sheet.key, sheet.randomizer, sheet.token, sheet.signature, sheet.body);

/** What packSheet wrote, or null where the length is another. */
export function unpackSheet(packed: Bytes, bodyLength: number): PackedSheet | null {
  if (packed.length !== FIXED_BYTES + bodyLength) return null;
  let offset = 1;
  const take = (length: number): Bytes => {
    offset += length;
    return packed.slice(offset - length, offset);
  };
  const [key, randomizer, token, signature, body] = [take(ONE_TIME_KEY_BYTES), take(RANDOMIZER_BYTES), take(RSA_BYTES), take(ONE_TIME_SIGNATURE_BYTES), take(bodyLength)];
  return { population: packed[0] ?? 0, key, randomizer, token, signature, body };
}
