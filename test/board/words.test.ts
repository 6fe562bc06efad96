// The board page's words: the same keys, places for values and plural forms in every language, and a word for every
// check, fault, state and frame that the code can name.
import { describe, expect, it } from '@jest/globals';
import { readFileSync, readdirSync } from 'node:fs';
import { FRAMES } from '../../shared/credential/frame.ts';
import { RoundState } from '../../shared/round/plan.ts';

type Wording = string | Readonly<Record<string, string>>;
const folder = new URL('../../client/words/board/', import.meta.url);
const files = new Map(readdirSync(folder).map((name) => [name.replace('.json', ''), JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Record<string, Wording>]));
const english = files.get('en') ?? {};
const formsOf = (wording: Wording | undefined): readonly string[] => (wording === undefined ? [] : typeof wording === 'string' ? [wording] : Object.values(wording));
const placesIn = (text: string): readonly string[] => [...new Set([...text.matchAll(/\{([a-zA-Z]+)\}/g)].map((match) => match[1] ?? ''))].sort();

/** The words of a union type in a source file, so that a new one can't be forgotten. */
const unionIn = (name: string): readonly string[] => {
  const source = readFileSync(new URL('../../client/credential/board/check.ts', import.meta.url), 'utf8');
  const body = new RegExp(`export type ${name} =([^;]+);`).exec(source)?.[1] ?? '';
  return [...body.matchAll(/'([a-z-]+)'/g)].map((match) => match[1] ?? '');
};

describe('the words of the board page', () => {
  it('stand at least in the five languages', () => {
    expect([...files.keys()]).toEqual(expect.arrayContaining(['ar', 'en', 'es', 'fr', 'pt']));
  });

  it.each([...files.keys()])('have in %s every key, each place for a value, and no empty text', (language) => {
    const words = files.get(language) ?? {};
    expect(Object.keys(words)).toEqual(Object.keys(english));
    for (const [key, wording] of Object.entries(words)) {
      const places = placesIn(formsOf(english[key]).at(-1) ?? '');
      const other = typeof wording === 'string' ? wording : (wording['other'] ?? '');
      expect([key, placesIn(other)]).toEqual([key, places]);
      expect(formsOf(wording).every((text) => text.trim() !== '')).toBe(true);
    }
  });

  it.each([...files.keys()])('have in %s every plural form that the language needs', (language) => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const [key, wording] of Object.entries(files.get(language) ?? {})) if (typeof wording !== 'string') expect([key, Object.keys(wording).sort()]).toEqual([key, [...needed].sort()]);
  });

  it('name every check, fault, state and frame', () => {
    expect(unionIn('CheckName')).toHaveLength(12);
    expect(unionIn('Fault').length).toBeGreaterThan(12);
    const keys = [...unionIn('CheckName').map((name) => `checks.${name}`), ...unionIn('Fault').map((name) => `fault.${name}`), ...RoundState.options.map((state) => `state.${state}`), ...FRAMES.map((frame) => `frame.${frame}`)];
    expect(keys.filter((key) => !(key in english))).toEqual([]);
  });

  it('use Latin digits alone, since codes and receipts do', () => {
    for (const words of files.values()) expect(JSON.stringify(words)).not.toMatch(/[\u0660-\u0669\u06f0-\u06f9]/u);
  });
});
