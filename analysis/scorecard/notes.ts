// The remarks that belong to a population's result; whoever shows it shows them, in the reader's words.
import type { NoteCode, PopulationResult } from '../../shared/results/population-result.ts';

type Remarkable = Omit<PopulationResult, 'notes' | 'languages'>;

const isHidden = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('status' in value && value.status === 'suppressed' ? true : Object.values(value).some(isHidden));

/** A design that had neither weights nor the size of every stratum: each sheet stands for itself. */
const isUnweighted = (weights: Remarkable['weights']): boolean => weights !== undefined && weights.smallest === 1 && weights.largest === 1;

/** Notes in a fixed order. A stratum without sheets is never a hidden one, so naming it tells nothing more. */
export function notesOf(result: Remarkable): NoteCode[] {
  const { frame, sheets, issued, strata } = result;
  const notes: readonly (readonly [NoteCode, boolean])[] = [
    ['frame-unknown', frame === null],
    ['no-margin-of-error', !result.marginOfError],
    ['unweighted', result.estimation === 'simple' || isUnweighted(result.weights)],
    ['few-sheets', result.usable.status === 'suppressed' || result.usable.n < 30],
    ['more-sheets-than-codes', (issued !== null && sheets > issued) || strata.groups.some(({ flags }) => flags.length > 0)],
    ['more-sheets-than-frame', frame !== null && sheets > frame],
    ['excluded-sheets', result.excluded.status === 'suppressed' || result.excluded.n > 0],
    ['strata-not-stated', strata.groups.length > 0 && (strata.notStated.status === 'suppressed' || strata.notStated.n > 0)],
    ['strata-without-sheets', strata.groups.some(({ size, sheets: received }) => (size ?? 0) > 0 && received.status === 'counted' && received.n === 0)],
    ['figures-hidden', isHidden(result)],
    ['no-common-items', result.commonFactors.length === 0],
    ['weights-vary', (result.weights?.deff ?? 1) > 3],
  ];
  return notes.filter(([, holds]) => holds).map(([code]) => code);
}
