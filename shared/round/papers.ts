// The papers that pass by hand between a desk, an issuer and a collector which share nothing else: public halves of keys,
// the manifest with its forms, counts of codes. None holds a code, an answer or a secret; each names its kind.
import { z } from 'zod';
import { CODE_FRAMES, FRAMES } from '../credential/frame.ts';
import { PlainCode } from '../questionnaire/codes.ts';
import { RoundId, RoundPlan } from './plan.ts';

/** Issuer → desk: the frames made ready. `root`: of the code commitments, null for a frame without codes. */
export const FramesPaper = z.strictObject({
  format: z.literal('spid-frames-paper-1'),
  round: RoundId,
  frames: z.array(z.strictObject({ population: PlainCode, frame: z.enum(FRAMES), key: z.string(), root: z.string().nullable(), invited: z.int().min(0).nullable() })).min(1),
});
export type FramesPaper = z.infer<typeof FramesPaper>;

/** Desk → collector and issuer: plan, manifest and forms, the two latter in canonical JSON exactly as hashed. */
export const RoundPaper = z.strictObject({
  format: z.literal('spid-round-paper-1'),
  plan: RoundPlan,
  manifest: z.string(),
  forms: z.array(z.strictObject({ population: PlainCode, text: z.string() })).min(1),
});
export type RoundPaper = z.infer<typeof RoundPaper>;

/** Issuer → collector, once its keys are destroyed: how many codes were made and used, per stratum. */
export const CountsPaper = z.strictObject({
  format: z.literal('spid-counts-paper-1'),
  round: RoundId,
  counts: z.array(z.strictObject({ population: PlainCode, frame: z.enum(FRAMES), stratum: PlainCode, total: z.int().min(0), issued: z.int().min(0) })),
  reissued: z.array(z.strictObject({ population: PlainCode, frame: z.enum(CODE_FRAMES), codes: z.int().min(0) })),
});
export type CountsPaper = z.infer<typeof CountsPaper>;
