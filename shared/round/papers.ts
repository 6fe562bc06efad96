// The papers that pass by hand between a desk, an issuer and a collector which share nothing else: public halves of keys,
// the manifest with its forms, the desk's orders, counts of codes. None holds an answer or a secret, and one alone holds
// codes: those of cards that nobody was ever given (docs/decisions/0077).
import { z } from 'zod';
import { base64urlOf } from '../credential/base64url-field.ts';
import { CODE_FRAMES, FRAMES } from '../credential/frame.ts';
import { PlainCode } from '../questionnaire/codes.ts';
import { Day } from '../language.ts';
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
  /** The desk's Ed25519 key, SubjectPublicKeyInfo in base64url. Rounds opened before there were orders have none. */
  orders: z.string().optional(),
});
export type RoundPaper = z.infer<typeof RoundPaper>;

/** Collector → desk, before the manifest: the public half of the key that sealed sheets are locked to. */
export const TransportPaper = z.strictObject({ format: z.literal('spid-transport-paper-1'), round: RoundId, transportKey: z.string() });
export type TransportPaper = z.infer<typeof TransportPaper>;

/** What the desk signs carries: the round, its manifest's hash, and an Ed25519 signature over the canonical JSON of the rest. */
const signed = { round: RoundId, manifest: base64urlOf(32), signature: base64urlOf(64) };

/** Desk → issuer → collector: how the round is to stand from now on. The higher `number` is the later one. */
export const OrderPaper = z.strictObject({ ...signed, format: z.literal('spid-order-paper-1'), number: z.int().min(1), state: z.enum(['open', 'paused']), drawingEnds: Day, sendingEnds: Day });
export type OrderPaper = z.infer<typeof OrderPaper>;

/** Desk → issuer: what two people cancel. `leftover`: how many codes came back, and the hash of their sorted list. */
export const CancelPaper = z.strictObject({
  ...signed, format: z.literal('spid-cancel-paper-1'), population: PlainCode, bundles: z.array(z.int().min(1)), leftover: z.strictObject({ codes: z.int().min(1), hash: base64urlOf(32) }).nullable(),
});
export type CancelPaper = z.infer<typeof CancelPaper>;

const Reissued = z.array(z.strictObject({ population: PlainCode, frame: z.enum(CODE_FRAMES), codes: z.int().min(0) }));
const PerPopulation = z.array(z.strictObject({ population: PlainCode, codes: z.int().min(0) }));

/** Issuer → collector while people answer: what the public notice log is to say, and no more. The whole state, not a change. */
export const PublicPaper = z.strictObject({
  format: z.literal('spid-public-paper-1'),
  round: RoundId,
  manifest: base64urlOf(32),
  /** The desk's last order that the issuer follows. */
  order: OrderPaper.nullable(),
  drawingEnds: Day,
  keysDestroyed: z.boolean(),
  reissued: Reissued,
  cancelled: PerPopulation,
});
export type PublicPaper = z.infer<typeof PublicPaper>;

/** Issuer → collector, once its keys are destroyed: how many codes were made, cancelled and used, per stratum, and what the board prints of cards and tablets. */
export const CountsPaper = z.strictObject({
  format: z.literal('spid-counts-paper-1'),
  round: RoundId,
  counts: z.array(z.strictObject({ population: PlainCode, frame: z.enum(FRAMES), stratum: PlainCode, total: z.int().min(0), issued: z.int().min(0), cancelled: z.int().min(0).default(0) })),
  reissued: Reissued,
  cancelled: PerPopulation.default([]),
  /** Unused tokens that tablets destroyed. */
  destroyed: PerPopulation.default([]),
  /** Commitments to card codes, in base64url. */
  cards: z.array(z.strictObject({ population: PlainCode, made: z.array(base64urlOf(32)), used: z.array(base64urlOf(32)) })).default([]),
});
export type CountsPaper = z.infer<typeof CountsPaper>;

/** Issuer → the computer where paper is keyed: cards of sealed bundles, which nobody was given. */
export const CardsPaper = z.strictObject({
  format: z.literal('spid-cards-paper-1'),
  round: RoundId,
  population: PlainCode,
  cards: z.array(z.strictObject({ stratum: PlainCode, code: z.string(), link: z.string(), bundle: z.int().min(1) })).min(1),
});
export type CardsPaper = z.infer<typeof CardsPaper>;
