// The stacked bar of an item: the good end looks good whichever way the question is put, and a hidden point never shows
// by the width of the others.
import { describe, expect, it } from '@jest/globals';
import { barSegments, toneOf } from '../../client/desk/share-segments.ts';
import type { ItemResult } from '../../shared/results/item-result.ts';

const share = (value: number) => ({ status: 'value-only', n: 20, value, reason: 'no-variation' }) as const;
const anItem = (changes: Partial<ItemResult> = {}): ItemResult => ({
  ...{ item: 'F01_01', revision: 1, kind: 'evaluative', scale: 'agree-5', scaleKind: 'ordinal', factor: 'rad-1', indicator: null },
  ...{ polarity: 'positive', common: false, sensitive: false, missing: { status: 'counted', counts: {} }, scores: null, experience: null },
  distribution: [1, 2, 3, 4, 5].map((point) => ({ point, share: share(0.2) })),
  ...changes,
}) as ItemResult;

describe('toneOf', () => {
  it('turns round with the polarity', () => {
    const tones = (polarity: 'positive' | 'reversed') => [0, 1, 2, 3, 4].map((index) => toneOf({ kind: 'evaluative', polarity, scaleKind: 'ordinal' }, index, 5));
    expect(tones('positive')).toEqual(['bad-2', 'bad-1', 'mid', 'good-1', 'good-2']);
    expect(tones('reversed')).toEqual([...tones('positive')].reverse());
  });

  it('judges nothing that is not scored', () => {
    expect(toneOf({ kind: 'descriptive', polarity: null, scaleKind: 'nominal' }, 1, 3)).toBe('plain-1');
  });
});

describe('barSegments', () => {
  it('stacks all points from start to end', () => {
    const segments = barSegments(anItem());
    expect(segments.map(({ start }) => Number(start.toFixed(6)))).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
  });

  it('draws no bar where one point is hidden, since the gap would show it', () => {
    const distribution = [...anItem().distribution.slice(1), { point: 1, share: { status: 'suppressed', reason: 'small-cell' } as const }];
    expect(barSegments(anItem({ distribution }))).toEqual([]);
  });

  it('does not stack the shares of a multiple choice, which sum to more than all', () => {
    expect(barSegments(anItem({ scaleKind: 'multiple' }))).toEqual([]);
  });
});
