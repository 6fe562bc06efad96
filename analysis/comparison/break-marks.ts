// What changed between two rounds besides the answers. A line drawn across a changed wording or another
// mix of offices shows the change of the survey, not of the administration: the mark says so.

export type RoundMake = {
  /** Evaluative items behind the figure, by code, each with its wording version. */
  readonly items: ReadonlyMap<string, string>;
  readonly modes: readonly string[];
  /** Offices or other sites asked. */
  readonly sites: readonly string[];
  /** Share of the answers by stratum, summing to 1. */
  readonly composition: ReadonlyMap<string, number>;
  /** Whether sheets weighed alike or not: weights that are alike give the mean of a round without any. */
  readonly estimation: string;
};

export type BreakMark = 'items' | 'wording' | 'mode' | 'sites' | 'composition' | 'estimation';

const differs = (first: Iterable<string>, second: Iterable<string>): boolean => {
  const [left, right] = [new Set(first), new Set(second)];
  return left.size !== right.size || [...left].some((one) => !right.has(one));
};

/** Half the sum of absolute differences of two compositions: the share of answers that would have to move (0 … 1). */
export function compositionShift(first: ReadonlyMap<string, number>, second: ReadonlyMap<string, number>): number {
  const strata = new Set([...first.keys(), ...second.keys()]);
  return [...strata].sort().reduce((sum, stratum) => sum + Math.abs((first.get(stratum) ?? 0) - (second.get(stratum) ?? 0)), 0) / 2;
}

/** Marks in fixed order. Composition counts as changed when more than `tolerance` (10 %) of the answers would have to move. */
export function breakMarks(first: RoundMake, second: RoundMake, tolerance = 0.1): BreakMark[] {
  const reworded = [...first.items].some(([code, version]) => second.items.has(code) && second.items.get(code) !== version);
  const marks: [BreakMark, boolean][] = [
    ['items', differs(first.items.keys(), second.items.keys())],
    ['wording', reworded],
    ['mode', differs(first.modes, second.modes)],
    ['sites', differs(first.sites, second.sites)],
    ['composition', compositionShift(first.composition, second.composition) > tolerance],
    ['estimation', first.estimation !== second.estimation],
  ];
  return marks.flatMap(([mark, isSet]) => (isSet ? [mark] : []));
}
