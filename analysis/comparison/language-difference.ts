// Does an item answer differently in two languages among persons with equal factor score? Then its translation
// is suspect before the persons are. Mantel's test over score levels, with the standardised difference as its size.
import { chiSquareUpperTail } from '../distributions.ts';
import { at } from '../inference/at.ts';
import { benjaminiHochberg } from './adjusted-p-values.ts';

export type ItemDifference = {
  /** Mantel's χ² on 1 df, and its p. */
  readonly statistic: number;
  readonly p: number;
  /** Mean difference (second − first language) at equal score, weighted by the second group, over the item's standard deviation. */
  readonly size: number;
};

type Level = { n: [number, number]; sum: [number, number]; squares: number };

function byLevel(item: ArrayLike<number>, score: ArrayLike<number>, language: ArrayLike<number>): Level[] {
  const levels = new Map<number, Level>();
  for (let row = 0; row < item.length; row += 1) {
    const value = at(item, row);
    const key = at(score, row);
    const side = at(language, row);
    if (Number.isNaN(value) || Number.isNaN(key) || (side !== 0 && side !== 1)) continue;
    const level = levels.get(key) ?? { n: [0, 0], sum: [0, 0], squares: 0 };
    level.n[side] += 1;
    level.sum[side] += value;
    level.squares += value * value;
    levels.set(key, level);
  }
  return [...levels.entries()].sort(([left], [right]) => left - right).map(([, level]) => level);
}

/**
 * χ² = (Σ_k F_k − E F_k)² / Σ_k Var F_k with F the second group's sum of item values within a score level; levels with one language only say nothing.
 * `language` is 0 or 1 (anything else is left out), `score` the matched factor score. Undefined below `minimum` (50) persons in a language or without variation.
 * Source: Mantel 1963; Zwick, Donoghue & Grima 1993; size: Dorans & Schmitt 1991. R: for yes/no items `mantelhaen.test(correct = FALSE)`.
 */
export function itemByLanguage(item: ArrayLike<number>, score: ArrayLike<number>, language: ArrayLike<number>, minimum = 50): ItemDifference | undefined {
  const levels = byLevel(item, score, language);
  const count = (side: 0 | 1): number => levels.reduce((sum, { n }) => sum + n[side], 0);
  if (count(0) < minimum || count(1) < minimum) return undefined;
  let gap = 0, variance = 0, difference = 0, weight = 0, all = 0, total = 0, squares = 0;
  for (const { n: [n0, n1], sum: [s0, s1], squares: level } of levels) {
    const n = n0 + n1;
    all += n;
    total += s0 + s1;
    squares += level;
    if (n0 === 0 || n1 === 0) continue;
    gap += s1 - (n1 * (s0 + s1)) / n;
    variance += (n0 * n1 * (n * level - (s0 + s1) ** 2)) / (n * n * (n - 1));
    difference += n1 * (s1 / n1 - s0 / n0);
    weight += n1;
  }
  const spread = Math.sqrt(Math.max(0, squares - (total * total) / all) / (all - 1));
  if (!(variance > 1e-12) || spread === 0) return undefined;
  const statistic = (gap * gap) / variance;
  return { statistic, p: chiSquareUpperTail(statistic, 1), size: difference / weight / spread };
}

/** Flags items with Benjamini–Hochberg p < .05 and |size| ≥ .17 (the ETS rule for more than negligible). Undefined results stay unflagged. */
export function flagByLanguage(items: readonly (ItemDifference | undefined)[]): boolean[] {
  const adjusted = benjaminiHochberg(items.map((item) => item?.p));
  return items.map((item, index) => item !== undefined && (adjusted[index] ?? 1) < 0.05 && Math.abs(item.size) >= 0.17);
}
