// A ticket that leaves the device: one-time key and token as one line of JSON, for a file or a QR.
// Whoever holds it can answer in the person's place, once; the page has to say so before it is made.
import { bytesOf, encodeBase64url } from '../../shared/credential/base64url.ts';
import { frameOf } from '../../shared/credential/manifest.ts';
import type { Manifest } from '../../shared/credential/manifest.ts';
import { PortableTicket, TICKET_FORMAT } from '../../shared/credential/ticket.ts';
import { preparedOf } from './draw-token.ts';
import type { Ticket } from './draw-token.ts';
import { verifyToken } from './finalize.ts';
import { issuerKey } from './issuer-key.ts';
import { oneTimeKeyOf, secretOf } from './one-time-key.ts';

export type TicketReading = { readonly ok: true; readonly ticket: Ticket } | { readonly ok: false; readonly problem: 'shape' | 'manifest' | 'key' | 'token' };

/** The text of a ticket. Rejects where its key was not made portable. */
export async function exportTicket(ticket: Ticket): Promise<string> {
  const { manifest, round, population, frame } = ticket.place;
  const secret = encodeBase64url(await secretOf(ticket.key));
  const [key, randomizer, token] = [ticket.key.publicKey, ticket.randomizer, ticket.token].map(encodeBase64url);
  return JSON.stringify({ format: TICKET_FORMAT, manifest, round, population, frame, key, secret, randomizer, token });
}

function parsed(text: string): PortableTicket | null {
  try {
    return PortableTicket.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Reads a ticket for a manifest that was checked before; verifies key and token, so that a damaged one is known now and not at Send. */
export async function importTicket(text: string, manifest: Manifest, manifestHash: string): Promise<TicketReading> {
  const portable = parsed(text);
  if (portable === null) return { ok: false, problem: 'shape' };
  const way = frameOf(manifest, portable.population, portable.frame);
  if (portable.manifest !== manifestHash || portable.round !== manifest.round || way === null) return { ok: false, problem: 'manifest' };
  const key = await oneTimeKeyOf(bytesOf(portable.key), bytesOf(portable.secret)).catch(() => null);
  if (key === null) return { ok: false, problem: 'key' };
  const place = { manifest: manifestHash, round: portable.round, population: portable.population, frame: portable.frame, issuer: way.key };
  const ticket = { place, key, randomizer: bytesOf(portable.randomizer), token: bytesOf(portable.token) };
  const valid = await verifyToken(await issuerKey(way.key), preparedOf(ticket), ticket.token);
  return valid ? { ok: true, ticket } : { ok: false, problem: 'token' };
}
