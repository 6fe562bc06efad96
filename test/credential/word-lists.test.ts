// The lists behind the eight words: complete, one spelling each, and in Arabic nothing that two readers could read two ways.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { eightWords } from '../../client/credential/eight-words.ts';

const folder = new URL('../../shared/credential/words/', import.meta.url);
const languages = readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => name.replace('.json', ''));
const listOf = (language: string): readonly string[] => JSON.parse(readFileSync(new URL(`${language}.json`, folder), 'utf8')) as readonly string[];
const withoutAccents = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '');
const LATIN = languages.filter((language) => language !== 'ar');

/** Hash of each list as first published: printed words must read the same for ever. */
const PUBLISHED: Readonly<Record<string, string>> = { ar: '613f9400cce8e007', en: 'beca1866ca77586c', es: '22b524012dfc6030', fr: '45ce6f1a5d386677', pt: '96678df0d52efdd1' };

describe('the word lists', () => {
  it('are there for the five languages', () => {
    expect(languages).toEqual(expect.arrayContaining(['ar', 'en', 'es', 'fr', 'pt']));
  });

  it.each(languages)('have 2,048 different words in NFC, three to nine letters, without spaces: %s', (language) => {
    const list = listOf(language);
    expect(list).toHaveLength(2048);
    expect(new Set(list).size).toBe(2048);
    expect(list.filter((word) => word !== word.normalize('NFC') || !/^\p{L}{3,9}$/u.test(word) || word !== word.toLowerCase())).toEqual([]);
  });

  it.each(languages)('never change after they were published: %s', (language) => {
    expect(createHash('sha256').update(JSON.stringify(listOf(language))).digest('hex').slice(0, 16)).toBe(PUBLISHED[language]);
  });

  it.each(LATIN)('stay different without accents and by their first four letters, as BIP-39 asks: %s', (language) => {
    const list = listOf(language).map(withoutAccents);
    expect(new Set(list).size).toBe(2048);
    expect(new Set(list.map((word) => word.slice(0, 4))).size).toBe(2048);
  });

  it('have Arabic words without hamza, ta marbuta, alif maqsura, final ha, marks or tatweel', () => {
    expect(listOf('ar').filter((word) => !/^[ابتثجحخدذرزسشصضطظعغفقكلمنهوي]+$/.test(word) || word.endsWith('ه'))).toEqual([]);
  });

  it('have Arabic words that stay different when a bad print loses every dot', () => {
    const dotless = (word: string): string =>
      [['تثني', 'ب'], ['جخ', 'ح'], ['ذ', 'د'], ['ز', 'ر'], ['ش', 'س'], ['ض', 'ص'], ['ظ', 'ط'], ['غ', 'ع'], ['ق', 'ف']].reduce((text, [from, to]) => text.replace(new RegExp(`[${from ?? ''}]`, 'g'), to ?? ''), word);
    expect(new Set(listOf('ar').map(dotless)).size).toBe(2048);
  });

  it('give each language words of its own for the same numbers', () => {
    const numbers = [0, 1, 511, 1023, 1024, 1500, 2046, 2047];
    expect(new Set(languages.map((language) => eightWords(numbers, listOf(language)).join(' '))).size).toBe(languages.length);
  });
});
