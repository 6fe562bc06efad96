// The certificate of an erased round: what was there, that it is gone, and which notice log it closes. Its hash stands
// in the last notice. It says a day and numbers, and nothing of any answer or person.
import { z } from 'zod';
import { Day } from '../language.ts';
import { PlainCode } from '../questionnaire/codes.ts';
import { RoundId } from '../round/plan.ts';
import { base64urlOf } from './base64url-field.ts';
import { FRAMES } from './frame.ts';

export const ERASURE_FORMAT = 'spid-erasure-1';

/** What became of the codes of each way in. */
const Codes = z.array(z.strictObject({ population: PlainCode, frame: z.enum(FRAMES), made: z.int().min(0), issued: z.int().min(0), reissued: z.int().min(0) }));

export const ErasureCertificate = z.strictObject({
  format: z.literal(ERASURE_FORMAT),
  round: RoundId,
  manifest: base64urlOf(32),
  day: Day,
  /** Sheets erased, and whether they had been settled (keys and signatures taken away) before. */
  sheets: z.int().min(0),
  settled: z.boolean(),
  /** Digest of the settled sheets, or null. */
  digest: base64urlOf(32).nullable(),
  codes: Codes,
  /** Hash of the last notice before this certificate's own. */
  noticesHead: base64urlOf(32),
});
export type ErasureCertificate = z.infer<typeof ErasureCertificate>;

export const CODES_ERASURE_FORMAT = 'spid-codes-erasure-1';

/** What an issuer that stands apart certifies: it has codes and no sheet. */
export const CodesErasure = z.strictObject({ format: z.literal(CODES_ERASURE_FORMAT), round: RoundId, manifest: base64urlOf(32), day: Day, codes: Codes });
export type CodesErasure = z.infer<typeof CodesErasure>;
