// What a population's result may carry beyond its scores: how well items hang together, which factors stand out, signs of
// careless answering, what goes with an outcome, and prevalences behind garbled answers. All optional: older releases
// have none of it. Figures pass the same gate as scores.
import { z } from 'zod';
import { ItemCode, PlainCode } from '../questionnaire/codes.ts';
import { estimate, suppressed } from './estimate.ts';

/** One factor's reliability: unweighted, over persons who answered all its items. */
export const Reliability = z.discriminatedUnion('status', [
  z.strictObject({
    status: z.literal('computed'),
    /** Cronbach's alpha with Feldt's interval. */
    alpha: estimate,
    /** McDonald's omega, one factor, with a bootstrap interval. */
    omega: estimate,
    /** Two items only: 2r/(1+r). */
    spearmanBrown: z.number().nullable(),
    items: z.array(
      z.strictObject({
        item: ItemCode,
        /** Correlation with the sum of the other items. */
        itemTotal: z.number().nullable(),
        alphaIfDropped: z.number().nullable(),
        /** `no-valid-answers`, `no-variation`, `probable-missing-reversal`. */
        flags: z.array(z.string()),
      }),
    ),
  }),
  suppressed,
]);
export type Reliability = z.infer<typeof Reliability>;

/** Quartiles of persons' scores, each quarter with at least the threshold of persons. */
export const Quartiles = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('computed'), lower: z.number(), median: z.number(), upper: z.number() }),
  suppressed,
]);
export type Quartiles = z.infer<typeof Quartiles>;

/** Which factors stand apart from the mean of all, by paired differences; null: not separable. */
export const Standout = z.strictObject({
  strongest: PlainCode.nullable(),
  weakest: PlainCode.nullable(),
  gaps: z.array(z.strictObject({ factor: PlainCode, gap: estimate, adjustedP: z.number().min(0).max(1).nullable() })),
});
export type Standout = z.infer<typeof Standout>;

const counted = z.discriminatedUnion('status', [z.strictObject({ status: z.literal('counted'), n: z.int().min(0) }), suppressed]);

/** Signs of careless answering. Nobody is deleted: `withoutFlagged` only shows whether it would matter. */
export const Quality = z.strictObject({
  /** The longest run of one answer covers 80 % of a grid that is answered in both polarities. */
  straightLines: counted,
  /** No spread on at least half of the factors with three items or more of one scale in both polarities. */
  noSpread: counted,
  /** At least one pair of answers that the form declares contradictory; where it declares any. */
  contradictions: counted.optional(),
  flagged: counted,
  withoutFlagged: z.array(
    z.strictObject({
      /** `overall` or a factor. */
      code: z.string(),
      score: estimate,
      /** Without them less with them. */
      difference: z.number().nullable(),
      /** Above two points: say so beside the score. */
      isAnnounced: z.boolean(),
    }),
  ),
});
export type Quality = z.infer<typeof Quality>;

/** What goes with an outcome: associated with, never causes. */
export const Drivers = z.strictObject({
  outcome: ItemCode,
  result: z.discriminatedUnion('status', [
    z.strictObject({
      status: z.literal('computed'),
      n: z.int(),
      /** Share of the persons with the outcome who have every factor. */
      completeShare: z.number(),
      r2: z.number(),
      /** Shares of R² (LMG); they sum to r2. */
      shares: z.array(z.strictObject({ factor: PlainCode, share: estimate })),
      /** `collinear`, `factors-without-score` (which are left out of the shares). */
      flags: z.array(z.string()),
    }),
    z.strictObject({
      status: z.literal('refused'),
      reason: z.string(),
      /** From 30 complete persons on, instead of shares: Spearman's rank correlation of each factor with the outcome; null where nobody has a score. */
      n: z.int().optional(),
      correlations: z.array(z.strictObject({ factor: PlainCode, value: z.number().min(-1).max(1).nullable() })).optional(),
    }),
    suppressed,
  ]),
});
export type Drivers = z.infer<typeof Drivers>;

/** An item between two languages at equal factor score, from 50 persons in each. */
export const LanguageDifference = z.strictObject({
  item: ItemCode,
  language: z.string(),
  /** The language that most answered in (the first by code among equals). */
  against: z.string(),
  p: z.number(),
  /** Mean difference at equal score in standard deviations of the item. */
  size: z.number(),
  /** Benjamini and Hochberg's p below .05 and at least .17 in size: look at the translation first. */
  isFlagged: z.boolean(),
});
export type LanguageDifference = z.infer<typeof LanguageDifference>;
