// Whether a sheet may be stored or counted: its token is the issuer's, for this round, population and frame, over the
// one-time key that signed exactly this body; and the body says the same of itself. The collector calls it at Send, the
// count calls it again on what was stored. Cheap checks come first; the answers themselves are the strict checker's.
import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { fitsFrame } from '../../shared/credential/frame.ts';
import { receiptFor } from '../../shared/credential/receipt.ts';
import type { SentSheet } from '../../shared/credential/send.ts';
import { readBody, sheetSignatureMessage } from '../../shared/credential/sheet-body.ts';
import type { BodyProblem, SheetBody } from '../../shared/credential/sheet-body.ts';
import { ONE_TIME_KEY_BYTES, ONE_TIME_SIGNATURE_BYTES, RANDOMIZER_BYTES, RSA_BYTES, preparedMessage, tokenMessage } from '../../shared/credential/token-message.ts';
import { wayName } from './round-keys.ts';
import type { RoundKeys } from './round-keys.ts';

/** What failed. Tell the sender no more than this word: it names no secret. */
export type TokenFailure =
  | 'frame'
  | 'key-length'
  | 'randomizer-length'
  | 'token-length'
  | 'signature-length'
  | 'key-point'
  | 'token'
  | 'signature'
  | `body-${BodyProblem}`
  | 'other-manifest'
  | 'other-round'
  | 'other-population'
  | 'other-frame'
  | 'other-form'
  | 'mode'
  | 'language';

export type AcceptedSheet = { readonly ok: true; readonly sheet: SheetBody; readonly id: Bytes; readonly leaf: Bytes; readonly receipt: string };
export type TokenVerdict = AcceptedSheet | { readonly ok: false; readonly failed: TokenFailure };

const sha256 = (bytes: Bytes): Bytes => Uint8Array.from(createHash('sha256').update(bytes).digest());

function wrongLength(sent: SentSheet): TokenFailure | null {
  if (sent.key.length !== ONE_TIME_KEY_BYTES || sent.key[0] !== 4) return 'key-length';
  if (sent.randomizer.length !== RANDOMIZER_BYTES) return 'randomizer-length';
  if (sent.token.length !== RSA_BYTES) return 'token-length';
  return sent.signature.length === ONE_TIME_SIGNATURE_BYTES ? null : 'signature-length';
}

/** The point as a key, or null where it is not on P-256: OpenSSL refuses such points. */
function oneTimeKey(point: Bytes): KeyObject | null {
  try {
    const [x, y] = [point.slice(1, 33), point.slice(33)].map(encodeBase64url);
    return createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' }, format: 'jwk' });
  } catch {
    return null;
  }
}

/** RFC 9474 section 4.5. The salt length is stated because OpenSSL's default accepts any. */
const tokenVerifies = (issuer: KeyObject, prepared: Bytes, token: Bytes): boolean =>
  verify('sha384', prepared, { key: issuer, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }, token);

const signatureVerifies = (key: KeyObject, body: Bytes, signature: Bytes): boolean =>
  verify('sha256', sheetSignatureMessage(body), { key, dsaEncoding: 'ieee-p1363' }, signature);

/** Where the body disagrees with the place it was sent to, or with the manifest. */
function disagreement(round: RoundKeys, sent: SentSheet, sheet: SheetBody, form: string): TokenFailure | null {
  if (sheet.manifest !== round.hash) return 'other-manifest';
  if (sheet.round !== round.manifest.round) return 'other-round';
  if (sheet.population !== sent.population) return 'other-population';
  if (sheet.frame !== sent.frame) return 'other-frame';
  if (sheet.form !== form) return 'other-form';
  if (!round.manifest.modes.includes(sheet.mode) || !fitsFrame(sheet.mode, sent.frame)) return 'mode';
  const mayKeep = sheet.language === undefined || (round.manifest.keepsLanguage && round.manifest.languages.includes(sheet.language));
  return mayKeep ? null : 'language';
}

function failureOf(round: RoundKeys, sent: SentSheet, issuer: KeyObject): TokenFailure | null {
  const length = wrongLength(sent);
  if (length !== null) return length;
  const key = oneTimeKey(sent.key);
  if (key === null) return 'key-point';
  const message = tokenMessage({ round: round.manifest.round, population: sent.population, frame: sent.frame, key: sent.key });
  if (!tokenVerifies(issuer, preparedMessage(sent.randomizer, message), sent.token)) return 'token';
  return signatureVerifies(key, sent.body, sent.signature) ? null : 'signature';
}

/** Checks one sheet whole; about half a millisecond. Never throws on input. */
export async function checkToken(round: RoundKeys, sent: SentSheet): Promise<TokenVerdict> {
  const way = round.ways.get(wayName(sent.population, sent.frame));
  if (way === undefined) return { ok: false, failed: 'frame' };
  if (sent.body.length !== round.manifest.bodyLength) return { ok: false, failed: 'body-length' };
  const failure = failureOf(round, sent, way.issuer);
  if (failure !== null) return { ok: false, failed: failure };
  const reading = readBody(sent.body, round.manifest.bodyLength);
  if (!reading.ok) return { ok: false, failed: `body-${reading.problem}` };
  const other = disagreement(round, sent, reading.value, way.form);
  if (other !== null) return { ok: false, failed: other };
  return { ok: true, sheet: reading.value, ...(await receiptFor(sent.key, sent.body, sha256)) };
}
