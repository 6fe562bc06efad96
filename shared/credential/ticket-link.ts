// A ticket as a link's fragment, for a QR that another device scans: `#t=<bytes>&r=<round>&p=<population>&f=<frame>`.
// The bytes are manifest hash, one-time key, secret, randomizer and token, in this order and in their fixed lengths.
import { decodeBase64url, encodeBase64url } from './base64url.ts';
import { concatBytes } from './bytes.ts';
import { bytesOf } from './base64url.ts';
import { PortableTicket, TICKET_FORMAT } from './ticket.ts';
import { ONE_TIME_KEY_BYTES, RANDOMIZER_BYTES, RSA_BYTES } from './token-message.ts';

const PARTS = [['manifest', 32], ['key', ONE_TIME_KEY_BYTES], ['secret', 32], ['randomizer', RANDOMIZER_BYTES], ['token', RSA_BYTES]] as const;

/** The fragment with its `#`; about 780 characters. */
export const ticketFragment = (ticket: PortableTicket): string =>
  `#t=${encodeBase64url(concatBytes(...PARTS.map(([name]) => bytesOf(ticket[name]))))}&r=${ticket.round}&p=${ticket.population}&f=${ticket.frame}`;

/** Reads such a fragment; null where it is none or damaged. Never throws. */
export function readTicketFragment(fragment: string): PortableTicket | null {
  const [, packed = '', round = '', population = '', frame = ''] = /^#?t=([\w-]+)&r=(\w{6})&p=([a-z0-9-]+)&f=([a-z-]+)$/.exec(fragment) ?? [];
  const bytes = decodeBase64url(packed);
  if (bytes === null || bytes.length !== PARTS.reduce((sum, [, length]) => sum + length, 0)) return null;
  let at = 0;
  const fields = PARTS.map(([name, length]) => {
    at += length;
    return [name, encodeBase64url(bytes.slice(at - length, at))] as const;
  });
  const parsed = PortableTicket.safeParse({ format: TICKET_FORMAT, round, population, frame, ...Object.fromEntries(fields) });
  return parsed.success ? parsed.data : null;
}
