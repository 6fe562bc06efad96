// One of five words for a change, decided in one order. "No clear change" needs proof of smallness;
// without it the honest word is that the data don't tell.
import type { TestedDifference } from '../inference/design-difference.ts';
import { holm } from './adjusted-p-values.ts';
import { equivalence } from './equivalence.ts';

export type Verdict = 'too few' | 'improved' | 'worsened' | 'no clear change' | 'not enough data to tell';

export type Comparison = TestedDifference & {
  /** Persons with a valid value on each side. */
  readonly n1: number;
  readonly n2: number;
};

export type Decided = Comparison & { readonly adjustedP?: number; readonly verdict: Verdict };

export type VerdictRules = {
  /** Least number of persons on each side; 10 unless declared. */
  readonly minimum?: number;
  /** Points that don't matter; 5 unless declared. */
  readonly margin?: number;
  readonly alpha?: number;
};

/** The word for one comparison whose adjusted p is known. */
export function verdictOf(comparison: Comparison, adjustedP: number | undefined, rules: VerdictRules = {}): Verdict {
  const { minimum = 10, margin = 5, alpha = 0.05 } = rules;
  const { difference } = comparison;
  if (comparison.n1 < minimum || comparison.n2 < minimum || difference.status === 'not-estimable') return 'too few';
  if (adjustedP !== undefined && adjustedP < alpha && difference.value !== 0) return difference.value > 0 ? 'improved' : 'worsened';
  return equivalence(difference, margin, alpha)?.isInside === true ? 'no clear change' : 'not enough data to tell';
}

/**
 * Decides a family declared before the round (say 10 factors × 2 populations): Holm over the tests that could be made on enough persons,
 * then the five words in the order too few → improved/worsened (Holm p < .05) → no clear change (90 % interval inside ±5) → not enough data to tell.
 * R: `p.adjust(p, "holm")`, then by hand.
 */
export function decideFamily(family: readonly Comparison[], rules: VerdictRules = {}): Decided[] {
  const minimum = rules.minimum ?? 10;
  const adjusted = holm(family.map(({ p, n1, n2 }) => (n1 < minimum || n2 < minimum ? undefined : p)));
  return family.map((comparison, place) => {
    const adjustedP = adjusted[place];
    return { ...comparison, ...(adjustedP === undefined ? {} : { adjustedP }), verdict: verdictOf(comparison, adjustedP, rules) };
  });
}
