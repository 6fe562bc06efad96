// A batch of sealed sheets on its way: as a request of a tablet, or as the file that is carried where no line is.
// Envelopes stand in the order of their bytes, which are random: the order tells nothing.
import { z } from 'zod';
import { problems } from '../problem.ts';
import type { ProblemCode } from '../problem.ts';
import { RoundId } from '../round/plan.ts';
import { base64urlOf, base64urlUpTo } from './base64url-field.ts';
import { LARGEST_BODY } from './body-length.ts';
import { SEALED_PROOF_BYTES, envelopeLength } from './sealed-sheet.ts';

export const SEALED_FILE_FORMAT = 'spid-sealed-sheets-1';
/** How many envelopes a request carries at most. */
export const BATCH_AT_MOST = 20;
/** How many have to wait before a tablet sends, unless its site has ended. */
export const BATCH_AT_LEAST = 10;

const Envelope = base64urlUpTo(envelopeLength(LARGEST_BODY));

/** Body of a sealed send; the round stands in the path. */
export const SealedRequest = z.strictObject({ manifest: base64urlOf(32), envelopes: z.array(Envelope).min(1).max(BATCH_AT_MOST) });
export type SealedRequest = z.infer<typeof SealedRequest>;

/**
 * What became of one envelope. `proof` could be worked out by who opened the envelope and by who sealed it, nobody else:
 * a tablet believes no other word. No receipt: the person has it, and the tablet must not be able to collect them.
 */
export const SealedResult = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('stored'), proof: base64urlOf(SEALED_PROOF_BYTES) }),
  z.strictObject({ outcome: z.literal('refused'), code: z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]]) }),
]);
export type SealedResult = z.infer<typeof SealedResult>;

/** One result per envelope, in the order of the request. */
export const SealedReply = z.strictObject({ results: z.array(SealedResult).min(1).max(BATCH_AT_MOST) });
export type SealedReply = z.infer<typeof SealedReply>;

/** The export file. Nothing in it can be read without the collector's key. */
export const SealedFile = z.strictObject({ format: z.literal(SEALED_FILE_FORMAT), round: RoundId, manifest: base64urlOf(32), envelopes: z.array(Envelope).min(1) });
export type SealedFile = z.infer<typeof SealedFile>;
