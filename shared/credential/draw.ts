// The issuer's draw endpoint: a code and a blinded message in, a blind signature out.
// Nothing here names a person or a device, and the reply is the same for the same request (lost replies are harmless).
import { z } from 'zod';
import { PlainCode } from '../questionnaire/codes.ts';
import { base64urlOf } from './base64url-field.ts';
import { isCode } from './code.ts';
import { CODE_FRAMES } from './frame.ts';
import { RSA_BYTES } from './token-message.ts';

/** Body of a draw. `code` is the canonical sixteen characters; the round stands in the path. */
export const DrawRequest = z.strictObject({
  population: PlainCode,
  frame: z.enum(CODE_FRAMES),
  code: z.string().refine(isCode, 'is not a code of sixteen characters'),
  blinded: base64urlOf(RSA_BYTES),
});
export type DrawRequest = z.infer<typeof DrawRequest>;

export const DrawReply = z.strictObject({ signature: base64urlOf(RSA_BYTES) });
export type DrawReply = z.infer<typeof DrawReply>;
