// The score with everybody beside the score without the flagged: flags never delete, they are shown to matter or not.
import type { Computed } from '../../shared/results/estimate.ts';

export type SensitivityLine = {
  readonly everybody: Computed;
  readonly withoutFlagged: Computed;
  /** Flagged persons. */
  readonly flagged: number;
  /** withoutFlagged − everybody; undefined when one side has no value. */
  readonly difference?: number;
  /** The difference is above the tolerance: say so beside the score. */
  readonly isAnnounced: boolean;
};

/** Sensitivity to flagged persons; announced above 2 points. The caller estimates both sides with the same design. R: the estimate twice. */
export function sensitivityLine(everybody: Computed, withoutFlagged: Computed, flagged: number, tolerance = 2): SensitivityLine {
  if (everybody.status === 'not-estimable' || withoutFlagged.status === 'not-estimable') return { everybody, withoutFlagged, flagged, isAnnounced: false };
  const difference = withoutFlagged.value - everybody.value;
  return { everybody, withoutFlagged, flagged, difference, isAnnounced: Math.abs(difference) > tolerance };
}
