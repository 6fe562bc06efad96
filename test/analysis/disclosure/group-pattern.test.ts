// Property tests of the pattern of hidden groups, with an attacker who knows the total, every shown group and the rule.
import { describe, expect, it } from '@jest/globals';
import { hiddenGroups, isOverallHidden, isRowHidden } from '../../../analysis/disclosure/group-pattern.ts';
import { boundedShare, published, publishMean, publishShare } from '../../../analysis/disclosure/publish-figure.ts';
import { aRandom } from '../../support/random-columns.ts';

const shown = (counts: readonly number[], notStated: number): readonly (number | 'hidden')[] => {
  const hidden = hiddenGroups([{ groups: counts, notStated }], 10);
  return counts.map((count, group) => (hidden.has(group) ? 'hidden' : count));
};

describe('the pattern of hidden groups', () => {
  it('hides a group of nine and shows a group of ten', () => {
    expect(shown([9, 10, 30, 40], 5)).toEqual(['hidden', 10, 30, 40]);
  });

  it('hides the next smallest with a single small group, since the total would tell it', () => {
    expect(shown([9, 25, 30, 40], 0)).toEqual(['hidden', 'hidden', 30, 40]);
  });

  it('hides two groups for three people who state no group, whom the total would tell as well', () => {
    expect(shown([25, 30, 40], 3)).toEqual(['hidden', 30, 40]);
  });

  it('hides nothing more when ten or more people are hidden together', () => {
    expect(shown([4, 7, 30, 40], 0)).toEqual(['hidden', 'hidden', 30, 40]);
  });

  it('shows everything when all groups are large and everybody states one', () => {
    expect(shown([10, 11, 12], 0)).toEqual([10, 11, 12]);
  });

  it('shows empty groups, in which nobody can be found', () => {
    expect(shown([0, 12, 14], 0)).toEqual([0, 12, 14]);
  });

  it('leaves the attacker, over 20,000 random tables, never fewer than ten persons who differ from the total', () => {
    const random = aRandom(41);
    const wrong: unknown[] = [];
    for (let table = 0; table < 20_000; table += 1) {
      const size = 1 + Math.floor(random() * 8);
      const counts = Array.from({ length: size }, () => Math.floor(random() ** 3 * 60));
      const notStated = random() < 0.5 ? 0 : Math.floor(random() * 14);
      const hidden = hiddenGroups([{ groups: counts, notStated }], 10);
      const all = counts.reduce((sum, count) => sum + count, notStated);
      const rest = all - counts.reduce((sum, count, group) => sum + (hidden.has(group) ? 0 : count), 0);
      const smallShown = counts.some((count, group) => !hidden.has(group) && count > 0 && count < 10);
      const revealed = rest > 0 && rest < 10 && rest !== all;
      if (smallShown || revealed) wrong.push({ counts, notStated, smallShown, revealed });
    }
    expect(wrong).toEqual([]);
  });

  it('hides a factor everywhere when its hidden persons are under ten, though their sheets are not', () => {
    const hidden = new Set([0]);
    expect(isRowHidden({ groups: [8, 20, 30], notStated: 0 }, hidden, 10)).toBe(true);
    expect(isRowHidden({ groups: [12, 20, 30], notStated: 0 }, hidden, 10)).toBe(false);
  });

  it('hides overall scores too where they and nine factors would tell the tenth', () => {
    const complete = { groups: [12, 20], notStated: 0 };
    expect(isOverallHidden(complete, [complete, complete], [false, true], new Set(), 10)).toBe(true);
    expect(isOverallHidden(complete, [complete, { groups: [9, 18], notStated: 0 }], [false, true], new Set(), 10)).toBe(false);
    expect(isOverallHidden(complete, [complete, complete], [false, false], new Set(), 10)).toBe(false);
  });
});

describe('the gate for single figures', () => {
  const figure = (n: number) => ({ status: 'estimated', n, value: 60, se: 2, low: 56, high: 64, level: 0.95 }) as const;

  it('hides a figure of nine with its n, and shows one of ten', () => {
    expect(publishMean(figure(9), 10, false)).toEqual({ status: 'suppressed', reason: 'small-cell' });
    expect(publishMean(figure(10), 10, false)).toEqual(figure(10));
  });

  it('hides what everybody says alike', () => {
    expect(publishMean(figure(40), 10, true)).toEqual({ status: 'suppressed', reason: 'unanimous' });
  });

  it('gives only a coarse bound where all, or all but one, are alike', () => {
    const share = { ...figure(60), value: 1 / 60 };
    expect(publishShare(share, 1, 60, 10)).toEqual({ status: 'suppressed', reason: 'unanimous', atMost: 0.05 });
    expect(publishShare(share, 60, 60, 10)).toEqual({ status: 'suppressed', reason: 'unanimous', atLeast: 0.95 });
    expect(publishShare(share, 2, 60, 10).status).toBe('estimated');
    expect(boundedShare(0, 10)).toEqual({ status: 'suppressed', reason: 'unanimous', atMost: 0.2 });
  });

  it('prints ten digits and no −0', () => {
    expect([published(100 / 3), Object.is(published(-1e-17), 0)]).toEqual([33.33333333, true]);
  });
});
