// The bytes that a token signs: which round, population and frame, and the one-time key that may spend it.
// A tag opens each message of this protocol, so that a signature made for one purpose is none for another.
import { concatBytes, lengthPrefixed, utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import type { Frame } from './frame.ts';

export const TOKEN_TAG = 'spid-token-1';
/** Raw uncompressed P-256 point: 0x04, x, y. */
export const ONE_TIME_KEY_BYTES = 65;
/** RSA-3072. */
export const RSA_BYTES = 384;
/** The random prefix of RFC 9474's Randomized variants (section 4.1). */
export const RANDOMIZER_BYTES = 32;
/** ECDSA P-256 as WebCrypto writes it: r and s, 32 bytes each (IEEE P1363). */
export const ONE_TIME_SIGNATURE_BYTES = 64;

/** What a token is for. `population` is the questionnaire's population code, `key` the one-time public key. */
export type TokenPurpose = { readonly round: string; readonly population: string; readonly frame: Frame; readonly key: Bytes };

/** Message before RFC 9474's Prepare. Throws a RangeError where the key isn't 65 bytes beginning with 0x04. */
export function tokenMessage(purpose: TokenPurpose): Bytes {
  if (purpose.key.length !== ONE_TIME_KEY_BYTES || purpose.key[0] !== 4) throw new RangeError('a one-time key is an uncompressed P-256 point of 65 bytes');
  const fields = [TOKEN_TAG, purpose.round, purpose.population, purpose.frame].map((field) => lengthPrefixed(utf8(field)));
  return concatBytes(...fields, lengthPrefixed(purpose.key));
}

/** RFC 9474 section 4.1, PrepareRandomize: what is blinded, and what a verifier hashes. Throws where the prefix isn't 32 bytes. */
export function preparedMessage(randomizer: Bytes, message: Bytes): Bytes {
  if (randomizer.length !== RANDOMIZER_BYTES) throw new RangeError('the randomizer has 32 bytes');
  return concatBytes(randomizer, message);
}
