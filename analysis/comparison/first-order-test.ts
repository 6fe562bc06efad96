// Two distributions against each other where only their shares and standard errors are known, as a release publishes
// them of weighted rounds. The cells' own variances are enough for Rao and Scott's first-order correction, and for
// effective counts, on which rank test and delta stand.
import { fUpperTail } from '../distributions.ts';
import { at } from '../inference/at.ts';

/** Shares of one round in the order of codes, the variance of each, persons, and the design's degrees of freedom. */
export type PublishedShares = { readonly shares: readonly number[]; readonly variances: readonly number[]; readonly n: number; readonly df: number };

export type FirstOrderTest = { readonly f: number; readonly df1: number; readonly df2: number; readonly p: number };

const occupied = ({ shares }: PublishedShares): number => shares.filter((share) => share > 0).length;

/** Mean design effect of the shares, n/(K−1) · Σ V_k/p_k over the K codes that somebody gave. Undefined for one code alone. */
export function meanDesignEffect(round: PublishedShares): number | undefined {
  const codes = occupied(round);
  if (codes < 2) return undefined;
  const sum = round.shares.reduce((total, share, code) => (share > 0 ? total + at(round.variances, code) / share : total), 0);
  return (round.n * sum) / (codes - 1);
}

/**
 * Persons by code, each divided by the mean design effect, so that they weigh as much as they know. Undefined where shares have no variance.
 * Source: Rao & Scott 1992. R: `n * p / mean(deff)` by hand.
 */
export function effectiveCounts(round: PublishedShares): readonly number[] | undefined {
  const effect = meanDesignEffect(round);
  return effect === undefined || !(effect > 0) ? undefined : round.shares.map((share) => (share * round.n) / effect);
}

/**
 * F = X²/((K−1) δ) on K−1 and (K−1)·(df₁+df₂), X² = n₁n₂/n Σ(p₁−p₂)²/p̄, δ = n₁n₂/n Σ(V₁+V₂)/p̄ / (K−1), p̄ pooled by persons.
 * Undefined where one code takes everybody or no share has a variance. Source: Rao & Scott 1981, 1984; F as Thomas & Rao 1987. R: by hand from two `svymean`.
 */
export function firstOrderTest(first: PublishedShares, second: PublishedShares): FirstOrderTest | undefined {
  const n = first.n + second.n;
  const scale = (first.n * second.n) / n;
  let statistic = 0, spread = 0, codes = 0;
  first.shares.forEach((share, code) => {
    const other = at(second.shares, code);
    const pooled = (first.n * share + second.n * other) / n;
    if (!(pooled > 0)) return;
    codes += 1;
    statistic += (share - other) ** 2 / pooled;
    spread += (at(first.variances, code) + at(second.variances, code)) / pooled;
  });
  const df1 = codes - 1;
  const effect = df1 < 1 ? 0 : (scale * spread) / df1;
  if (!(effect > 0)) return undefined;
  const f = (scale * statistic) / (df1 * effect);
  const df2 = df1 * (first.df + second.df);
  return { f, df1, df2, p: fUpperTail(f, df1, df2) };
}
