// Everything that is reported about one factor's items hanging together: alpha, omega, and each item's part.
// Unweighted, over persons who answered every item that anybody answered; nothing is reported below 30 of them. An item
// without a single answer (never shown, missing in a file) says nothing of the others and must not silence them.
import type { Computed } from '../../shared/results/estimate.ts';
import { notEstimableBecause } from '../inference/computed.ts';
import { at } from '../inference/at.ts';
import { completeRows, listwiseCovariance, pairwiseCovariance } from '../inference/covariance.ts';
import type { Matrix } from '../inference/matrix.ts';
import { alphaFromCovariance, alphaWithInterval, correctedItemTotal, withoutItem } from './alpha.ts';
import { omega } from './omega.ts';

export type ScoredItem = { readonly code: string; /** 0–100 or raw, already reversed; NaN is missing. */ readonly values: ArrayLike<number> };

export type ItemReliability = {
  readonly code: string;
  readonly itemTotal?: number;
  readonly alphaIfDropped?: number;
  /** 'no-valid-answers' or 'no-variation' (left out of everything), or 'probable-missing-reversal' (item–total below 0). */
  readonly flags: readonly string[];
};

export type FactorReliability = {
  /** Persons who answered every item that has answers. */
  readonly n: number;
  readonly alpha: Computed;
  /** Alpha over pairwise covariances, as psych prints it. */
  readonly alphaPairwise?: number;
  /** Two items only: 2r/(1+r). */
  readonly spearmanBrown?: number;
  readonly omega: Computed;
  readonly items: readonly ItemReliability[];
};

const MINIMUM = 30;

const isAnswered = ({ values }: ScoredItem): boolean => Array.from(values).some((value) => !Number.isNaN(value));

/** A figure under its name, or nothing where there is none. */
const known = <Name extends string>(name: Name, value: number | undefined): { readonly [key in Name]?: number } => (value === undefined ? {} : { [name]: value } as { readonly [key in Name]?: number });

function describeItem(code: string, covariance: Matrix, index: number): ItemReliability {
  const itemTotal = correctedItemTotal(covariance, index);
  const dropped = covariance.length > 2 ? alphaFromCovariance(withoutItem(covariance, index)) : undefined;
  return { code, ...known('itemTotal', itemTotal), ...known('alphaIfDropped', dropped), flags: (itemTotal ?? 0) < 0 ? ['probable-missing-reversal'] : [] };
}

/** 2r/(1+r) of two items; undefined at r = −1, where it has no end. */
function spearmanBrown(covariance: Matrix): number | undefined {
  if (covariance.length !== 2) return undefined;
  const [first, second] = [at(covariance, 0), at(covariance, 1)];
  const r = at(first, 1) / Math.sqrt(at(first, 0) * at(second, 1));
  return 1 + r > 1e-12 ? (2 * r) / (1 + r) : undefined;
}

/**
 * Reliability of one factor. Items without answers or without variation are left out and flagged; fewer than two left is 'too-few-items',
 * fewer than `minimum` (30) complete persons 'too-few'. The seed feeds omega's bootstrap only.
 * R: `psych::alpha(na.omit(x[colSums(!is.na(x)) > 0]), check.keys = FALSE)`, `lavaan::cfa`.
 */
export function factorReliability(
  items: readonly ScoredItem[],
  options: { seed: number; draws?: number; level?: number; minimum?: number },
): FactorReliability {
  const answered = items.filter(isAnswered);
  const rows = completeRows(answered.map(({ values }) => values));
  const n = rows.length;
  const varies = (item: ScoredItem): boolean => rows.some((row) => at(item.values, row) !== at(item.values, at(rows, 0)));
  const kept = answered.filter(varies);
  const flagsOf = (item: ScoredItem): string[] => (!isAnswered(item) ? ['no-valid-answers'] : n > 0 && !varies(item) ? ['no-variation'] : []);
  const refuse = (reason: 'too-few' | 'too-few-items'): FactorReliability => ({
    n, alpha: notEstimableBecause(reason, n), omega: notEstimableBecause(reason, n),
    items: items.map((item) => ({ code: item.code, flags: flagsOf(item) })),
  });
  if (n < (options.minimum ?? MINIMUM) || n < 3) return refuse('too-few');
  if (kept.length < 2) return refuse('too-few-items');
  const columns = kept.map(({ values }) => values);
  const { matrix } = listwiseCovariance(columns, rows);
  const position = new Map(kept.map(({ code }, index) => [code, index]));
  return {
    n,
    alpha: alphaWithInterval(matrix, n, options.level ?? 0.95),
    ...known('alphaPairwise', alphaFromCovariance(pairwiseCovariance(columns).matrix)),
    ...known('spearmanBrown', spearmanBrown(matrix)),
    omega: omega(columns, options),
    items: items.map((item) => {
      const index = position.get(item.code);
      return index === undefined ? { code: item.code, flags: flagsOf(item) } : describeItem(item.code, matrix, index);
    }),
  };
}
