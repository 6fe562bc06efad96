// The shape of a ticket that leaves the device: one-time key and token, so that another device can answer.
// It is a secret of the person's; no server ever gets one.
import { z } from 'zod';
import { PlainCode } from '../questionnaire/codes.ts';
import { RoundId } from '../round/plan.ts';
import { base64urlOf } from './base64url-field.ts';
import { FRAMES } from './frame.ts';
import { ONE_TIME_KEY_BYTES, RANDOMIZER_BYTES, RSA_BYTES } from './token-message.ts';

export const TICKET_FORMAT = 'spid-ticket-1';

export const PortableTicket = z.strictObject({
  format: z.literal(TICKET_FORMAT),
  manifest: base64urlOf(32),
  round: RoundId,
  population: PlainCode,
  frame: z.enum(FRAMES),
  key: base64urlOf(ONE_TIME_KEY_BYTES),
  secret: base64urlOf(32),
  randomizer: base64urlOf(RANDOMIZER_BYTES),
  token: base64urlOf(RSA_BYTES),
});
export type PortableTicket = z.infer<typeof PortableTicket>;
