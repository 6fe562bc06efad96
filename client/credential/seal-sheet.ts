// From answers to what the collector gets: salt, pad, sign, and compute the receipt before anything leaves.
// A sealed sheet is sent as often as it takes: the same bytes give the same receipt, others are refused.
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import { receiptFor } from '../../shared/credential/receipt.ts';
import type { SendRequest } from '../../shared/credential/send.ts';
import { SHEET_FORMAT, padSheet, sheetSignatureMessage } from '../../shared/credential/sheet-body.ts';
import type { SheetBody } from '../../shared/credential/sheet-body.ts';
import type { Ticket } from './draw-token.ts';
import { signOnce } from './one-time-key.ts';
import { randomBytes, sha256 } from './webcrypto.ts';

/** What the person's device adds to its ticket. `language` only where the manifest's `keepsLanguage`. */
export type Filled = Pick<SheetBody, 'mode' | 'form' | 'answers'> & { readonly language?: string };

/** Keep this until the server's receipt equals `receipt`: it is provisional until then. `leaf` is base64url. */
export type SealedSheet = { readonly request: SendRequest; readonly receipt: string; readonly leaf: string };

/** Seals a sheet to the manifest's `bodyLength`. Throws a RangeError where the sheet is longer than that. */
export async function sealSheet(ticket: Ticket, filled: Filled, bodyLength: number): Promise<SealedSheet> {
  const { manifest, round, population, frame } = ticket.place;
  const body = padSheet({ format: SHEET_FORMAT, manifest, round, population, frame, ...filled, salt: encodeBase64url(randomBytes(32)) }, bodyLength);
  const signature = await signOnce(ticket.key, sheetSignatureMessage(body));
  const { leaf, receipt } = await receiptFor(ticket.key.publicKey, body, sha256);
  return {
    request: {
      population,
      frame,
      key: encodeBase64url(ticket.key.publicKey),
      randomizer: encodeBase64url(ticket.randomizer),
      token: encodeBase64url(ticket.token),
      body: encodeBase64url(body),
      signature: encodeBase64url(signature),
    },
    receipt,
    leaf: encodeBase64url(leaf),
  };
}
