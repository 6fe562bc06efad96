// A figure is never printed blank, as 0 or as NaN where it isn't known: it is a word with its reason, in each language.
import { describe, expect, it } from '@jest/globals';
import { figureWords } from '../../client/desk/figure-words.ts';
import { numbersIn } from '../../client/desk/numbers.ts';
import { speaker } from '../../client/words/catalogue.ts';
import type { Catalogue, Say } from '../../client/words/catalogue.ts';
import type { DeskKey, DeskWords } from '../../client/words/desk-words.ts';
import { notEstimableReason, suppressedReason } from '../../shared/results/estimate.ts';
import type { Estimate } from '../../shared/results/estimate.ts';
import { wordsOfRoom } from './word-files.ts';

const catalogue = wordsOfRoom('desk') as unknown as Catalogue<DeskWords>;
const sayIn = (language: string): Say<DeskKey> => speaker(catalogue, language);
const estimated: Estimate = { status: 'estimated', n: 316, value: 62.449, se: 1.2, low: 60.05, high: 64.85, level: 0.95 };

describe('figureWords', () => {
  it('prints a score on 0–100 with one decimal, its interval and n', () => {
    expect(figureWords(estimated, 'points', numbersIn('en', 'hundred'), sayIn('en'))).toEqual({ known: true, value: '62.4', interval: '60.1 to 64.9', n: 316, reason: null });
  });

  it('divides by ten before it rounds: 62.449 is 6.2 and not 6.24 of a rounded 62.4', () => {
    expect(figureWords({ ...estimated, value: 64.96 }, 'points', numbersIn('fr', 'ten'), sayIn('fr')).value).toBe('6,5');
  });

  it('prints a share in percent, whichever scale is chosen for scores', () => {
    expect(figureWords({ ...estimated, value: 0.385, low: 0.38, high: 0.4 }, 'share', numbersIn('en', 'ten'), sayIn('en')).value).toBe('39%');
  });

  it.each([...wordsOfRoom('desk').keys()])('has a word and a reason in %s for everything hidden or not estimable', (language) => {
    const figures: Estimate[] = [
      ...suppressedReason.options.map((reason) => ({ status: 'suppressed', reason }) as const),
      ...notEstimableReason.options.map((reason) => ({ status: 'not-estimable', reason }) as const),
    ];
    for (const figure of figures) {
      const words = figureWords(figure, 'points', numbersIn(language, 'hundred'), sayIn(language));
      expect(words.known).toBe(false);
      expect(words.value).not.toMatch(/\d|NaN|^$/);
      expect(words.reason).not.toMatch(/^reason\.|^$/);
    }
  });

  it('says why a value has no interval', () => {
    const words = figureWords({ status: 'value-only', n: 1, value: 50, reason: 'one-answer' }, 'points', numbersIn('en', 'hundred'), sayIn('en'));
    expect(words).toEqual({ known: true, value: '50.0', interval: null, n: 1, reason: 'without interval: only one answer' });
  });
});
