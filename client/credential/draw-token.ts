// Drawing a token in three steps: prepare (everything random is chosen here, and may be saved where the mode allows it),
// request (what goes to the issuer), finish (un-blind and verify). The same prepared draw gives the same request
// again, so a lost reply costs nothing; a new one for a spent code is refused by the issuer.
import { bytesOf, encodeBase64url } from '../../shared/credential/base64url.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import type { DrawReply, DrawRequest } from '../../shared/credential/draw.ts';
import type { CodeFrame, Frame } from '../../shared/credential/frame.ts';
import { RANDOMIZER_BYTES, preparedMessage, tokenMessage } from '../../shared/credential/token-message.ts';
import { blind } from './blind.ts';
import { finalize } from './finalize.ts';
import { issuerKey } from './issuer-key.ts';
import { makeOneTimeKey } from './one-time-key.ts';
import type { OneTimeKey } from './one-time-key.ts';
import { randomBytes } from './webcrypto.ts';

/** What the token is for: manifest hash, round, population code, frame, and the frame's issuer key (base64url SPKI) from the manifest. */
export type TokenPlace = { readonly manifest: string; readonly round: string; readonly population: string; readonly frame: Frame; readonly issuer: string };

/** A draw under way. Plain data and a CryptoKey: own-device mode may put it into IndexedDB before the request leaves. */
export type PreparedDraw = { readonly place: TokenPlace; readonly key: OneTimeKey; readonly randomizer: Bytes; readonly blinded: Bytes; readonly inverse: Bytes };

/** One answer's right: a one-time key and the token that names it. */
export type Ticket = { readonly place: TokenPlace; readonly key: OneTimeKey; readonly randomizer: Bytes; readonly token: Bytes };

/** The bytes that a ticket's token signs. */
export const preparedOf = (draw: Pick<PreparedDraw, 'place' | 'key' | 'randomizer'>): Bytes =>
  preparedMessage(draw.randomizer, tokenMessage({ ...draw.place, key: draw.key.publicKey }));

/** Chooses key, randomizer and blinding. Throws ForbiddenIssuerKey before anything is made. */
export async function prepareDraw(place: TokenPlace, options: { readonly portable: boolean }): Promise<PreparedDraw> {
  const issuer = await issuerKey(place.issuer);
  const key = await makeOneTimeKey(options.portable);
  const randomizer = randomBytes(RANDOMIZER_BYTES);
  return { place, key, randomizer, ...(await blind(issuer, preparedOf({ place, key, randomizer }))) };
}

/** The body for the issuer's draw endpoint. */
export const drawRequest = (draw: PreparedDraw, frame: CodeFrame, code: string): DrawRequest => ({
  population: draw.place.population,
  frame,
  code,
  blinded: encodeBase64url(draw.blinded),
});

/** The ticket of an issuer's reply. Throws WrongBlindSignature where it doesn't verify. */
export async function finishDraw(draw: PreparedDraw, reply: DrawReply): Promise<Ticket> {
  const issuer = await issuerKey(draw.place.issuer);
  const token = await finalize(issuer, preparedOf(draw), bytesOf(reply.signature), draw.inverse);
  return { place: draw.place, key: draw.key, randomizer: draw.randomizer, token };
}
