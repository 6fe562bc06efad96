// The pause between PINs: what it is after how many, and that it never gets shorter.
import { describe, expect, it } from '@jest/globals';
import { clockOf, pauseAfter } from '../../client/tablet/pin-attempts.ts';

describe('the pause between PINs', () => {
  it('lets two slips pass, then doubles from five seconds to a quarter of an hour, and stays there', () => {
    expect([0, 1, 2, 3, 4, 5, 10, 11, 60].map(pauseAfter)).toEqual([0, 0, 0, 5, 10, 20, 640, 900, 900]);
  });

  it('makes a thousand PINs take more than ten days', () => {
    const seconds = Array.from({ length: 1000 }, (_, attempts) => pauseAfter(attempts)).reduce((sum, pause) => sum + pause, 0);
    expect(seconds).toBeGreaterThan(10 * 86_400);
  });

  it('is told in minutes and seconds', () => {
    expect([5, 60, 899].map(clockOf)).toEqual(['0:05', '1:00', '14:59']);
  });
});
