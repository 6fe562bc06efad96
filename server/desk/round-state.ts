// The life of a round: draft → open ⇄ paused → closed → released. Nothing goes back: a closed round takes no sheet
// again, and what was released stays. This table is the only place that says so.
import type { RoundState } from '../../shared/round/plan.ts';

const NEXT: Readonly<Record<RoundState, readonly RoundState[]>> = {
  draft: ['open'],
  open: ['paused', 'closed'],
  paused: ['open', 'closed'],
  closed: ['released'],
  released: [],
};

/** Whether a round may go from one state to the other. */
export const mayBecome = (from: RoundState, to: RoundState): boolean => NEXT[from].includes(to);

/** The states from which one may be reached. */
export const statesBefore = (to: RoundState): readonly RoundState[] => (Object.keys(NEXT) as RoundState[]).filter((from) => mayBecome(from, to));
