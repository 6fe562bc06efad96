// A draw under way as plain data, for a device that has to survive a power cut between request and reply: with it the
// same blinded message goes out again and the same signature comes back. It holds the one-time private key; whoever
// stores it encrypts it first.
import { bytesOf, encodeBase64url } from '../../shared/credential/base64url.ts';
import type { PreparedDraw, TokenPlace } from './draw-token.ts';
import { oneTimeKeyOf, secretOf } from './one-time-key.ts';

/** All fields base64url. */
export type StoredDraw = { readonly key: string; readonly secret: string; readonly randomizer: string; readonly blinded: string; readonly inverse: string };

/** Rejects where the draw's key was not made portable. */
export async function storedDraw(draw: PreparedDraw): Promise<StoredDraw> {
  const [key, secret, randomizer, blinded, inverse] = [draw.key.publicKey, await secretOf(draw.key), draw.randomizer, draw.blinded, draw.inverse].map(encodeBase64url) as [string, string, string, string, string];
  return { key, secret, randomizer, blinded, inverse };
}

/** The draw again, for the place it was made for. Rejects where key and secret don't belong together. */
export async function restoredDraw(place: TokenPlace, stored: StoredDraw): Promise<PreparedDraw> {
  const key = await oneTimeKeyOf(bytesOf(stored.key), bytesOf(stored.secret));
  return { place, key, randomizer: bytesOf(stored.randomizer), blinded: bytesOf(stored.blinded), inverse: bytesOf(stored.inverse) };
}
