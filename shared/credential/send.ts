// The collector's send endpoint: a token, the one-time key that it names, and the sheet which that key signed.
// It carries no code, no cookie and no time. Lengths are exact, so that there is one spelling and no room for a mark.
import { z } from 'zod';
import { PlainCode } from '../questionnaire/codes.ts';
import { bytesOf } from './base64url.ts';
import { base64urlOf, base64urlUpTo } from './base64url-field.ts';
import { LARGEST_BODY } from './body-length.ts';
import type { Bytes } from './bytes.ts';
import { FRAMES } from './frame.ts';
import type { Frame } from './frame.ts';
import { ONE_TIME_KEY_BYTES, ONE_TIME_SIGNATURE_BYTES, RANDOMIZER_BYTES, RSA_BYTES } from './token-message.ts';

/** Body of a send; the round stands in the path. The round's exact body length is checked with the token. */
export const SendRequest = z.strictObject({
  population: PlainCode,
  frame: z.enum(FRAMES),
  key: base64urlOf(ONE_TIME_KEY_BYTES),
  randomizer: base64urlOf(RANDOMIZER_BYTES),
  token: base64urlOf(RSA_BYTES),
  body: base64urlUpTo(LARGEST_BODY),
  signature: base64urlOf(ONE_TIME_SIGNATURE_BYTES),
});
export type SendRequest = z.infer<typeof SendRequest>;

/** `ABCD-EFGH-…`, six groups of four. */
export const SendReply = z.strictObject({ receipt: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){5}$/) });
export type SendReply = z.infer<typeof SendReply>;

/** The same as bytes: what is checked, stored and counted again. */
export type SentSheet = {
  readonly population: string;
  readonly frame: Frame;
  readonly key: Bytes;
  readonly randomizer: Bytes;
  readonly token: Bytes;
  readonly body: Bytes;
  readonly signature: Bytes;
};

/** Bytes of a parsed request. */
export const sentSheetOf = (request: SendRequest): SentSheet => ({
  population: request.population,
  frame: request.frame,
  key: bytesOf(request.key),
  randomizer: bytesOf(request.randomizer),
  token: bytesOf(request.token),
  body: bytesOf(request.body),
  signature: bytesOf(request.signature),
});
