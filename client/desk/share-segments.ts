// Where the segments of a stacked bar lie and which tone each has. Tones run from unfavourable to favourable by the
// item's polarity, so that the good end looks good in every question; unscored items get a neutral ramp.
import type { ItemResult } from '../../shared/results/item-result.ts';

export type Segment = { readonly point: string | number; readonly tone: string; readonly start: number; readonly share: number };

/** `good-2 … mid … bad-2` for scored items, `plain-0 … plain-6` otherwise. */
export function toneOf(item: Pick<ItemResult, 'kind' | 'polarity' | 'scaleKind'>, index: number, count: number): string {
  if (item.kind !== 'evaluative' || item.polarity === null || count < 2) return `plain-${String(index % 7)}`;
  const rank = item.polarity === 'positive' ? index : count - 1 - index;
  const level = (rank / (count - 1)) * 2 - 1;
  if (Math.abs(level) < 0.2) return 'mid';
  const strength = Math.abs(level) > 0.7 ? '2' : '1';
  return `${level > 0 ? 'good' : 'bad'}-${strength}`;
}

/** Segments of the points whose share is known; a hidden point leaves its room empty. Multiple choices don't stack. */
export function barSegments(item: ItemResult): readonly Segment[] {
  if (item.scaleKind === 'multiple' || item.scaleKind === 'text') return [];
  const known = item.distribution.filter(({ share }) => share.status === 'estimated' || share.status === 'value-only');
  if (known.length < item.distribution.length) return [];
  let start = 0;
  return item.distribution.map(({ point, share }, index) => {
    const value = share.status === 'estimated' || share.status === 'value-only' ? share.value : 0;
    const segment = { point, tone: toneOf(item, index, item.distribution.length), start, share: value };
    start += value;
    return segment;
  });
}
