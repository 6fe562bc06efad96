// What each byte of an evaluative item is worth: its 0–100 score, whether it speaks well, neither or ill, and whether
// the person was asked at all. Polarity turns the rank round before anything else is read from the scale, so that a
// reversed item's scores and favourable points are the mirror image (statistics.md §2: x' = min + max − x).
import type { ItemLayout } from './item-layout.ts';

export type ItemScores = {
  /** 0–100 by byte; NaN where the byte is no valid answer. */
  readonly scores: Float64Array;
  /** 1 favourable, 0 neutral, −1 unfavourable; 0 where the byte is no valid answer. */
  readonly tendency: Int8Array;
  /** 1 where the byte is a valid answer. */
  readonly valid: Uint8Array;
  /** 1 where the item was put to the person: everything but not applicable and not shown. */
  readonly applicable: Uint8Array;
};

/** Score of a point by its rank on a positive item: the scale's own, or evenly spaced. */
function scoreOfRank(layout: ItemLayout, rank: number): number {
  return layout.scale.scores?.[rank] ?? (100 * rank) / (layout.points.length - 1);
}

function tendencyOfRank(layout: ItemLayout, rank: number): -1 | 0 | 1 {
  const point = layout.points[rank];
  if (point === undefined) return 0;
  if (layout.scale.favourable?.includes(point) === true) return 1;
  return layout.scale.neutral?.includes(point) === true ? 0 : -1;
}

/** Tables of an evaluative item. Throws a TypeError for an item that can't be scored: no order, or fewer than two points. */
export function itemScores(layout: ItemLayout): ItemScores {
  const { item, points, width, notShown, scale } = layout;
  if (scale.kind !== 'ordinal' || points.length < 2) throw new TypeError(`item ${item.code} has no ordinal scale, so it can't be scored`);
  const scores = new Float64Array(width).fill(Number.NaN);
  const tendency = new Int8Array(width);
  const valid = new Uint8Array(width);
  const applicable = new Uint8Array(width).fill(1);
  points.forEach((_, rank) => {
    const turned = item.polarity === 'reversed' ? points.length - 1 - rank : rank;
    scores[rank + 1] = scoreOfRank(layout, turned);
    tendency[rank + 1] = tendencyOfRank(layout, turned);
    valid[rank + 1] = 1;
  });
  applicable[notShown] = 0;
  applicable[notShown - 1] = 0;
  return { scores, tendency, valid, applicable };
}

const LARGEST_UNIT = 5040;

/**
 * The smallest D so that every score is a whole multiple of 100/D, or null where there is none up to 5040.
 * Sums of such scores are whole numbers: exact, and the same in any order.
 */
export function commonUnit(tables: readonly ItemScores[]): number | null {
  const values = [...new Set(tables.flatMap(({ scores }) => [...scores].filter((score) => !Number.isNaN(score))))];
  for (let unit = 1; unit <= LARGEST_UNIT; unit += 1) {
    if (values.every((score) => Math.abs((score * unit) / 100 - Math.round((score * unit) / 100)) < 1e-9)) return unit;
  }
  return null;
}
