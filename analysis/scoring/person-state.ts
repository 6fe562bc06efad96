// What one person's answers to a group of items amount to: how many were asked, answered, favourable, unfavourable, and
// the sum of scores. A group of five five-point items has a few hundred such states, whatever the number of persons:
// counting states instead of adding scores is fast, exact, and the same in any order of rows.
// Rule: a person has a score from half of the applicable items on (statistics.md §2); exactly one half counts.
export type PersonState = {
  readonly answered: number;
  readonly applicable: number;
  readonly favourable: number;
  readonly unfavourable: number;
  /** Sum of the valid scores, 0–100 each. */
  readonly sum: number;
};

/** What is averaged over persons. All stand on 0–100; shares are divided by 100 at the end. */
export const MEASURES = ['score', 'favourable', 'neutral', 'unfavourable', 'balance'] as const;
export type Measure = (typeof MEASURES)[number];

/** The half rule. */
export const isScored = ({ answered, applicable }: PersonState): boolean => answered > 0 && 2 * answered >= applicable;

/** A scored person's value on 0–100; balance (favourable less unfavourable) on −100…100. */
export function valueOf(state: PersonState, measure: Measure): number {
  const { answered, favourable, unfavourable } = state;
  if (measure === 'score') return state.sum / answered;
  if (measure === 'favourable') return (100 * favourable) / answered;
  if (measure === 'balance') return (100 * (favourable - unfavourable)) / answered;
  if (measure === 'unfavourable') return (100 * unfavourable) / answered;
  return (100 * (answered - favourable - unfavourable)) / answered;
}

/** Order of states that no order of rows can change. */
export const compareStates = (left: PersonState, right: PersonState): number =>
  left.sum - right.sum ||
  left.answered - right.answered ||
  left.applicable - right.applicable ||
  left.favourable - right.favourable ||
  left.unfavourable - right.unfavourable;
