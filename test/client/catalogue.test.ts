// Words, plurals, numbers and days by language; a sixth language is a file and nothing else.
import { describe, expect, it } from '@jest/globals';
import { catalogueOf, chooseLanguage, dayInWords, pageLanguage, speaker, spokenOf, worded } from '../../client/words/catalogue.ts';
import type { WordFile } from '../../client/words/catalogue.ts';
import { wordsOfRoom } from './word-files.ts';

describe('catalogueOf', () => {
  it('finds a sixth, invented language in one more file and speaks it', () => {
    const modules = Object.fromEntries([...wordsOfRoom('respond')].map(([language, file]) => [`./respond/${language}.json`, file]));
    const invented = Object.fromEntries(Object.keys(modules['./respond/en.json'] ?? {}).map((key) => [key, `qo ${key}`]));
    const catalogue = catalogueOf<WordFile>({ ...modules, './respond/tlh.json': invented });
    expect([...catalogue.keys()]).toContain('tlh');
    expect(speaker(catalogue, 'tlh')('review.send')).toBe('qo review.send');
  });

  it('refuses to speak a language that has no file', () => {
    expect(() => speaker(catalogueOf({}), 'fr')).toThrow('no words in fr');
  });
});

describe('worded', () => {
  const questions = wordsOfRoom('desk').get('ar')?.['factors.items'] ?? '';

  it.each([
    [1, 'سؤال واحد'],
    [2, 'سؤالان'],
    [3, '3 أسئلة'],
    [11, '11 سؤالًا'],
    [100, '100 سؤال'],
  ])('chooses the Arabic plural form of %d', (count, words) => {
    expect(worded(questions, 'ar', { count })).toBe(words);
  });

  it('falls back to `other` where a language has a category that the wording lacks', () => {
    expect(worded({ one: 'une', other: 'des {count}' }, 'fr', { count: 1_000_000 })).toMatch(/^des 1\s000\s000$/);
  });

  it('writes numbers with the separators of the language and Latin digits everywhere', () => {
    expect(worded('{n}', 'en', { n: 1234.5 })).toBe('1,234.5');
    expect(worded('{n}', 'es', { n: 12345.5 })).toBe('12.345,5');
    expect(worded('{n}', 'ar-EG', { n: 12 })).toBe('12');
  });

  it('leaves a placeholder that nothing fills, so that it is seen', () => {
    expect(worded('until {day}', 'en')).toBe('until {day}');
  });
});

describe('chooseLanguage', () => {
  it.each([
    [['pt-BR', 'en'], 'pt'],
    [['de', 'ar-MA'], 'ar'],
    [['de'], 'fr'],
    [[], 'fr'],
  ])('finds for %j the language %s', (wanted, found) => {
    expect(chooseLanguage(['fr', 'en', 'pt', 'ar'], wanted)).toBe(found);
  });
});

describe('the languages of a round', () => {
  const catalogue = wordsOfRoom('respond');
  const named = (...tags: readonly string[]): readonly { language: string; name: string }[] => tags.map((language) => ({ language, name: `name of ${language}` }));
  const tagsOf = (...tags: readonly string[]): readonly string[] => spokenOf(catalogue, named(...tags)).map(({ language }) => language);

  it('stand in the order of the round, not of the files, so that its first is what a stranger to all of them gets', () => {
    expect(tagsOf('fr', 'ar')).toEqual(['fr', 'ar']);
    expect(chooseLanguage(tagsOf('fr', 'ar'), ['en'])).toBe('fr');
  });

  it('are spoken with the words of the base where a tag has none of its own, and left out where there are none at all', () => {
    expect(spokenOf(catalogue, named('pt-BR', 'sw', 'fr'))).toEqual(named('pt-BR', 'fr'));
    expect(chooseLanguage(tagsOf('pt-BR', 'fr'), ['pt-PT'])).toBe('pt-BR');
    expect(speaker(catalogue, 'pt-BR')('review.send')).toBe(speaker(catalogue, 'pt')('review.send'));
  });
});

describe('the language of a page without a round', () => {
  it.each(['desk', 'trust', 'respond'] as const)('is English on the page %s for who reads none of the five', (room) => {
    expect(pageLanguage(wordsOfRoom(room), ['ru'])).toBe('en');
    expect(pageLanguage(wordsOfRoom(room), ['ru', 'ar-MA'])).toBe('ar');
  });
});

describe('dayInWords', () => {
  it('writes a day in the Gregorian calendar, whatever the time zone', () => {
    expect(dayInWords('2026-03-01', 'fr')).toBe('1 mars 2026');
    expect(dayInWords('2026-03-01', 'ar')).toContain('2026');
    expect(dayInWords('2026-03-01', 'fa')).toContain('2026');
  });
});
