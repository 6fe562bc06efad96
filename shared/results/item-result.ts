// One item in a release: who answered what, how many did not and why, and what it is worth if it is scored.
// Its distribution stands on the persons with a valid answer; a knowledge item keeps "don't know" among them, since
// there it is a finding. Text answers never leave the collector: such an item shows only how many wrote something.
import { z } from 'zod';
import { AnswerValue, ItemCode, PlainCode } from '../questionnaire/codes.ts';
import { ItemKind } from '../questionnaire/scoring.ts';
import { estimate, suppressed } from './estimate.ts';

export const MissingKind = z.enum(['dont-know', 'prefer-not-to-say', 'not-applicable', 'not-shown', 'blank']);
export type MissingKind = z.infer<typeof MissingKind>;

export const PointShare = z.strictObject({ point: AnswerValue, share: estimate });
export type PointShare = z.infer<typeof PointShare>;

/** How many gave no valid answer, by kind; hidden as a whole where a number would open a hidden cell. */
export const MissingCounts = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('counted'), counts: z.record(MissingKind, z.int().min(0)) }),
  suppressed,
]);
export type MissingCounts = z.infer<typeof MissingCounts>;

export const ItemResult = z.strictObject({
  item: ItemCode,
  revision: z.int().min(1),
  kind: ItemKind,
  scale: PlainCode,
  scaleKind: z.enum(['ordinal', 'nominal', 'multiple', 'text']),
  factor: PlainCode.nullable(),
  indicator: PlainCode.nullable(),
  polarity: z.enum(['positive', 'reversed']).nullable(),
  common: z.boolean(),
  sensitive: z.boolean(),
  /** Share of each point among valid answers (among persons who answered, for a multiple choice). */
  distribution: z.array(PointShare),
  missing: MissingCounts,
  /** Evaluative items only. */
  scores: z.strictObject({ score: estimate, favourable: estimate, neutral: estimate, unfavourable: estimate, balance: estimate.optional() }).nullable(),
  /** Experience items only: the share of `counted` answers among the people it concerns. */
  experience: z.strictObject({ share: estimate, months: z.int().nullable() }).nullable(),
  /** Indirect items only: the prevalence behind the garbled answers; outside 0…1 it is kept and flagged. */
  indirect: z.strictObject({
    /** `list` stands on the treated list: its mean less the control's. */
    design: z.enum(['crosswise', 'forced-response', 'unrelated-question', 'list']),
    prevalence: estimate,
    /** With an anchor item: the prevalence corrected for random answering, and the share who answered with attention. */
    corrected: z.strictObject({ prevalence: estimate, attentive: z.number().nullable() }).optional(),
  }).optional(),
});
export type ItemResult = z.infer<typeof ItemResult>;
