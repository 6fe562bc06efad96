// A published mean as a statement on conditions rather than on the persons of one year: its standard error without the
// finite frame. A census knows its persons exactly, and still says little of how next year's would answer. Comparing
// administrations, or lines through censuses, needs this one.
import type { Computed } from '../../shared/results/estimate.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { valueWithout, withStudentInterval } from '../inference/computed.ts';

/** A standard error without the correction of the whole frame; as it is where the frame is unknown, or was asked whole. */
const withoutCorrection = ({ frame, sheets }: PopulationResult, se: number): number => (frame !== null && sheets < frame ? se / Math.sqrt(1 - sheets / frame) : se);

/** Standard error of an infinite population; undefined where neither a deviation nor the frame tells it. */
function openError(result: PopulationResult, { n, se, deff }: { readonly n: number; readonly se: number; readonly deff?: number | undefined }, sd: number | undefined): number | undefined {
  const isSimple = result.estimation === 'simple';
  if (sd !== undefined) {
    // Under a design: what its weights cost, and never less than the error that the round published.
    const effect = isSimple ? 1 : (deff ?? result.weights?.deff);
    // What they cost is hidden beside a hidden stratum; then the error is opened by the frame of all.
    const least = isSimple ? 0 : effect === undefined ? withoutCorrection(result, se) : se;
    return Math.max(sd * Math.sqrt((effect ?? 1) / n), least);
  }
  if (se === 0) return undefined;
  return isSimple ? withoutCorrection(result, se) : se;
}

/**
 * The figure with the standard error of an infinite population: s/√n for a simple estimate, √(deff/n)·s or the published one,
 * whichever is larger, under a design. Undefined where there is none (a census that published no deviation, one answer, no variation).
 */
export function conditionsOf(result: PopulationResult, figure: Computed, sd: number | undefined): Computed | undefined {
  if (figure.status !== 'estimated') return undefined;
  const se = openError(result, figure, sd);
  if (se === undefined) return undefined;
  if (se === 0) return valueWithout('no-variation', figure.n, figure.value);
  return withStudentInterval({ n: figure.n, value: figure.value, se, df: figure.df ?? Math.max(1, figure.n - 1) });
}
