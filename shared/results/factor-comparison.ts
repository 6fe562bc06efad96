// One factor against an earlier round: the difference with its test, one of five words, and what changed beside the answers.
import { z } from 'zod';
import { estimate } from './estimate.ts';

export const Verdict = z.enum(['too few', 'improved', 'worsened', 'no clear change', 'not enough data to tell']);

/** What else changed; a difference across a mark may be the survey's, not the administration's. */
export const BreakMark = z.enum(['items', 'wording', 'mode', 'sites', 'composition']);

export const FactorComparison = z.strictObject({
  /** This round less the earlier one, on 0–100. */
  difference: estimate,
  p: z.number().min(0).max(1).nullable(),
  /** Holm's, over the factors of this population that could be tested. */
  adjustedP: z.number().min(0).max(1).nullable(),
  verdict: Verdict,
  /** The difference in standard deviations, where sheets weigh the same in both rounds. */
  hedgesG: estimate.nullable(),
  breakMarks: z.array(BreakMark),
});
export type FactorComparison = z.infer<typeof FactorComparison>;
