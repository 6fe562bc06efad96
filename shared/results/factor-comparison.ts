// One factor against an earlier round (or another population): the difference with its test, one of five words, and what changed beside the answers.
import { z } from 'zod';
import { estimate } from './estimate.ts';

export const Verdict = z.enum(['too few', 'improved', 'worsened', 'no clear change', 'not enough data to tell']);

/** What else changed; a difference across a mark may be the survey's, not the administration's. */
export const BreakMark = z.enum(['items', 'wording', 'mode', 'sites', 'composition', 'estimation']);

export const FactorComparison = z.strictObject({
  /** This round less the earlier one, on 0–100. */
  difference: estimate,
  p: z.number().min(0).max(1).nullable(),
  /** Holm's, over the tests of the declared family that could be made: this population's factors, or all invited populations' of a round. */
  adjustedP: z.number().min(0).max(1).nullable(),
  verdict: Verdict,
  /** The difference in standard deviations; null only where the difference itself is hidden. Under weights flagged `design`. */
  hedgesG: estimate.nullable(),
  breakMarks: z.array(BreakMark),
  /** The change if both rounds had this round's mix of strata; where strata are shown in both. */
  reweighted: estimate.optional(),
  /** Two one-sided tests at ±5 points, with the 90 % interval. */
  equivalence: z.strictObject({ p: z.number().min(0).max(1), low: z.number(), high: z.number() }).optional(),
  /** From persons, where both rounds' answers are at hand; otherwise `distribution-not-published`. */
  cliffsDelta: estimate.optional(),
  rankP: z.number().min(0).max(1).nullable().optional(),
  /** `mann-whitney` where every sheet weighs the same, `design` (Lumley and Scott) otherwise. */
  rankMethod: z.enum(['mann-whitney', 'design']).optional(),
});
export type FactorComparison = z.infer<typeof FactorComparison>;

/** One item's distribution against an earlier round, from what both rounds published. */
export const ItemComparison = z.strictObject({
  item: z.string(),
  /** Score of the later round less the earlier one, on 0–100. */
  difference: estimate.optional(),
  /** Test of the two distributions; by `method`. */
  p: z.number().min(0).max(1).nullable(),
  /** Benjamini and Hochberg's, over the items. */
  adjustedP: z.number().min(0).max(1).nullable(),
  /** Rank test, and Cliff's delta; above 0 the later round stands higher on the item's score. */
  rankP: z.number().min(0).max(1).nullable(),
  cliffsDelta: estimate,
  /**
   * `rao-scott`: second order, every sheet weighs the same. `rao-scott-rows`: second order from the rows of both rounds.
   * `first-order`: from published shares of weighted results; ranks and delta then count effective persons.
   */
  method: z.enum(['rao-scott', 'rao-scott-rows', 'first-order']).optional(),
});
export type ItemComparison = z.infer<typeof ItemComparison>;

/** One share against an earlier round: favourable answers, an experience, or refusals. */
export const ShareComparison = z.strictObject({
  item: z.string(),
  /** `indirect`: the prevalence behind garbled answers. */
  share: z.enum(['favourable', 'experience', 'prefer-not-to-say', 'indirect']),
  /** Later less earlier, −1…1: Newcombe's interval, or the same hybrid of two design intervals. */
  difference: estimate,
  p: z.number().min(0).max(1).nullable(),
  /** Benjamini and Hochberg's, over this list. */
  adjustedP: z.number().min(0).max(1).nullable(),
  /** χ², or Fisher's exact test where an expected count is under 5; `design`: t on Satterthwaite's df. */
  method: z.enum(['chi-square', 'fisher', 'design']),
});
export type ShareComparison = z.infer<typeof ShareComparison>;

/** Two populations of one round on the items that both were asked: second less first, by the same words. */
export const PopulationComparison = z.strictObject({
  first: z.string(),
  second: z.string(),
  factors: z.array(z.strictObject({ factor: z.string(), comparison: FactorComparison })),
  /** The common items one by one. */
  items: z.array(ItemComparison).optional(),
  shares: z.array(ShareComparison).optional(),
});
export type PopulationComparison = z.infer<typeof PopulationComparison>;
