// The pages' words are data, and data can be wrong: a missing text, a sentence left in another language, a placeholder
// that nobody fills.
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Wording } from '../../client/words/catalogue.ts';
import { problems } from '../../shared/problem.ts';
import { ROOMS, wordsOfRoom } from './word-files.ts';

const LANGUAGES = ['ar', 'en', 'es', 'fr', 'pt'];
/** The same in every language by design: figures and the name of the direction. */
const SAME_EVERYWHERE = new Set(['language.direction', 'scale.hundred', 'scale.ten', 'figure.n']);

const formsOf = (wording: Wording): readonly string[] => (typeof wording === 'string' ? [wording] : Object.values(wording));
const placeholders = (text: string): string => [...text.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name]) => name).sort().join(' ');
const isSentence = (text: string): boolean => text.replace(/\{[^}]*\}/g, '').trim().split(/\s+/).length > 1;

describe.each(ROOMS)('the words of %s', (room) => {
  const files = wordsOfRoom(room);
  const english = files.get('en') ?? {};

  it('stand at least in the five languages with the same keys, none of them empty', () => {
    expect([...files.keys()]).toEqual(expect.arrayContaining(LANGUAGES));
    for (const [language, file] of files) {
      expect([language, Object.keys(file).sort()]).toEqual([language, Object.keys(english).sort()]);
      expect(Object.values(file).flatMap(formsOf).filter((text) => text.trim() === '')).toEqual([]);
    }
  });

  it('have the placeholders of the English text in every language', () => {
    for (const [language, file] of files) {
      for (const [key, wording] of Object.entries(file)) {
        const wanted = placeholders(formsOf(english[key] ?? '').at(-1) ?? '');
        const given = placeholders(formsOf(wording).at(-1) ?? '');
        expect([language, key, given]).toEqual([language, key, wanted]);
      }
    }
  });

  it('are written in Arabic script in Arabic', () => {
    for (const [key, wording] of Object.entries(files.get('ar') ?? {})) {
      if (SAME_EVERYWHERE.has(key) && key !== 'figure.n') continue;
      for (const text of formsOf(wording)) {
        expect([key, /\p{Script=Arabic}/u.test(text)]).toEqual([key, true]);
        const latin = text.replace(/\{[^}]*\}|«[^»]*»|CSV|JSON/g, '').match(/\p{Script=Latin}{2,}/u);
        expect([key, latin?.[0]]).toEqual([key, undefined]);
      }
    }
  });

  it('share no sentence between two languages', () => {
    const owner = new Map<string, string>();
    const shared: string[] = [];
    for (const [language, file] of files) {
      for (const [key, wording] of Object.entries(file)) {
        for (const text of formsOf(wording).filter(isSentence)) {
          if (SAME_EVERYWHERE.has(key)) continue;
          const before = owner.get(text);
          if (before !== undefined && before !== language) shared.push(`${before} ${language} ${key}: ${text}`);
          owner.set(text, language);
        }
      }
    }
    expect(shared).toEqual([]);
  });

  it('have every plural form that their language needs', () => {
    for (const [language, file] of files) {
      const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((category) => category !== 'many' || language === 'ar');
      for (const [key, wording] of Object.entries(file)) {
        if (typeof wording === 'string') continue;
        expect([language, key, Object.keys(wording).sort()]).toEqual([language, key, [...needed].sort()]);
      }
    }
  });
});

describe('the words of problems', () => {
  it('stand for every code of the catalogue and for no other', () => {
    for (const [language, file] of wordsOfRoom('problem')) {
      expect([language, Object.keys(file).sort()]).toEqual([language, Object.keys(problems).sort()]);
    }
  });
});

describe('French words', () => {
  it('keep a line from beginning with a sign that French writes after a space', () => {
    const folder = new URL('../../client/words/', import.meta.url);
    const rooms = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(rooms.length).toBeGreaterThan(8);
    for (const { name } of rooms) {
      const text = readFileSync(new URL(`${name}/fr.json`, folder), 'utf8');
      expect([name, text.match(/\S [:?!;»%]|« \S/g) ?? []]).toEqual([name, []]);
    }
  });
});
