// Weights that bring sheets to the frame, stratum by stratum, with a place for sheets whose stratum is not stated.
// Those carry the mean weight and all is scaled back to the frame: leaving them out would lose exactly the
// persons who feared to name their office.

export type FrameStratum = {
  readonly code: number;
  /** Sheets received. */
  readonly sheets: number;
  /** Persons in the frame. */
  readonly population: number;
  /** Codes handed out, where known. */
  readonly issued?: number;
};

export type FrameWeights = {
  /** Weight of each sheet of the stratum, and its persons in the frame less those of sheets without a stratum. */
  readonly strata: readonly { readonly code: number; readonly weight: number; readonly population: number; readonly flags: readonly string[] }[];
  /** The same for sheets without a stratum; they form a stratum of their own in the variance. */
  readonly notStated: { readonly weight: number; readonly population: number };
};

/**
 * w_h = c N_h/n_h; not stated: c w̄ with w̄ the mean weight of the rest; c makes Σw the frame's total (strata without sheets included
 * through c alone: they are not in the frames of the others). A stratum with more sheets than codes issued is flagged 'more-sheets-than-codes'. Throws RangeError when all sheets lack a stratum, and on a stratum with sheets and nobody in the frame.
 * R: by hand, as in the fixture.
 */
export function frameWeights(strata: readonly FrameStratum[], notStated = 0): FrameWeights {
  for (const { code, sheets, population } of strata) {
    if (!(sheets >= 0 && sheets < Infinity && population >= 0 && population < Infinity)) throw new RangeError(`stratum ${code} needs its sheets and its persons in the frame, got ${sheets} and ${population}`);
    if (sheets > 0 && population === 0) throw new RangeError(`stratum ${code} has ${sheets} sheets but nobody in the frame; correct the frame or the coding`);
  }
  const reached = strata.filter(({ sheets }) => sheets > 0);
  const frame = strata.reduce((sum, { population }) => sum + population, 0);
  const stood = reached.reduce((sum, { population }) => sum + population, 0);
  const sheets = reached.reduce((sum, stratum) => sum + stratum.sheets, 0);
  if (sheets === 0) throw new RangeError('no sheet names its stratum: weights by stratum are not possible');
  const mean = stood / sheets;
  const share = stood / (stood + notStated * mean);
  const scale = frame / (stood + notStated * mean);
  return {
    strata: strata.map(({ code, sheets: received, population, issued = Infinity }) => ({
      code,
      weight: received === 0 ? 0 : (scale * population) / received,
      population: received === 0 ? 0 : Math.max(received, share * population),
      flags: [...(received > issued ? ['more-sheets-than-codes'] : []), ...(received === 0 && population > 0 ? ['no-sheets'] : [])],
    })),
    notStated: { weight: notStated === 0 ? 0 : scale * mean, population: Math.max(notStated, share * notStated * mean) },
  };
}
