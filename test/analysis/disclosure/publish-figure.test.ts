// What leaves the gate: digits that no order of rows can change, and p-values that are never 0 by rounding.
import { describe, expect, it } from '@jest/globals';
import { published, publishedP } from '../../../analysis/disclosure/publish-figure.ts';

describe('published numbers', () => {
  it('a p-value far in the tail stays what it is, while a score of that size is the rounding of a 0', () => {
    expect(publishedP(1.23456789012e-40)).toBe(1.23456789e-40);
    expect(publishedP(0)).toBe(0);
    expect(published(1.2e-14)).toBe(0);
    expect(Object.is(published(-0), 0)).toBe(true);
  });
});
