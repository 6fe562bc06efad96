// Everything that is said about one factor between two rounds (or two populations), in one record:
// the difference with its test, both effect sizes, the rank test and the equivalence test. decideFamily adds the word.
import type { Computed } from '../../shared/results/estimate.ts';
import { cliffsDelta } from './cliffs-delta.ts';
import type { Equivalence } from './equivalence.ts';
import { equivalence } from './equivalence.ts';
import { hedgesG } from './hedges-g.ts';
import { independentDifference } from './independent-difference.ts';
import type { RankComparison } from './mann-whitney.ts';
import { mannWhitney } from './mann-whitney.ts';
import type { Comparison } from './verdict.ts';

export type FactorSide = {
  /** The design-based mean. */
  readonly figure: Computed;
  /** Unweighted counts of persons over the distinct person scores of both sides, ascending. */
  readonly counts: readonly number[];
};

export type FactorChange = Comparison & {
  readonly hedgesG: Computed;
  readonly cliffsDelta: Computed;
  readonly ranks: RankComparison;
  readonly equivalence?: Equivalence;
};

function momentsOf(scores: readonly number[], counts: readonly number[]) {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const mean = n === 0 ? 0 : counts.reduce((sum, count, place) => sum + count * (scores[place] ?? 0), 0) / n;
  const squares = counts.reduce((sum, count, place) => sum + count * ((scores[place] ?? 0) - mean) ** 2, 0);
  return { n, mean, variance: n < 2 ? 0 : squares / (n - 1) };
}

/**
 * Compares two independent sides (second − first). `scores` are the distinct person scores that `counts` count.
 * Difference and test follow the designs; g, δ and the rank test describe persons, unweighted.
 * R: `svyttest` or `t.test`, `effectsize::hedges_g`, `effsize::cliff.delta`, `wilcox.test`.
 */
export function factorChange(scores: readonly number[], first: FactorSide, second: FactorSide, margin = 5): FactorChange {
  const tested = independentDifference(first.figure, second.figure);
  const [one, two] = [momentsOf(scores, first.counts), momentsOf(scores, second.counts)];
  const same = equivalence(tested.difference, margin);
  return {
    ...tested, n1: one.n, n2: two.n,
    hedgesG: hedgesG(one, two), cliffsDelta: cliffsDelta(first.counts, second.counts), ranks: mannWhitney(first.counts, second.counts),
    ...(same === undefined ? {} : { equivalence: same }),
  };
}
