// RFC 9474 section 4.4, Finalize: takes the blinding off and verifies. A signature under another key (a mark on this
// one person) does not verify and is refused here.
import type { Bytes } from '../../shared/credential/bytes.ts';
import { bytesOfInteger, integerOf } from './big-integer.ts';
import type { IssuerKey } from './issuer-key.ts';
import { subtle } from './webcrypto.ts';

/** Thrown where the issuer's reply is no signature of the blinded message under the manifest's key. */
export class WrongBlindSignature extends Error {
  override readonly name = 'WrongBlindSignature';
}

/** Whether `token` is a signature of the prepared message: RSA-PSS, SHA-384, salt of 48 bytes. */
export const verifyToken = async (key: IssuerKey, prepared: Bytes, token: Bytes): Promise<boolean> =>
  token.length === key.bytes && subtle().verify({ name: 'RSA-PSS', saltLength: 48 }, key.verifier, token, prepared);

/** The token: the issuer's reply un-blinded, verified. Throws WrongBlindSignature. */
export async function finalize(key: IssuerKey, prepared: Bytes, blindSignature: Bytes, inverse: Bytes): Promise<Bytes> {
  if (blindSignature.length !== key.bytes) throw new WrongBlindSignature('the blind signature has a wrong length');
  const token = bytesOfInteger((integerOf(blindSignature) * integerOf(inverse)) % key.modulus, key.bytes);
  if (!(await verifyToken(key, prepared, token))) throw new WrongBlindSignature("the blind signature does not fit the manifest's key");
  return token;
}
