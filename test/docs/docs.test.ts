// Docs drift unless a test reads them: every path and every npm script that a document names must exist, every
// room has a README, every decision its three parts, and no file is longer than the house allows.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));
const documents = tracked.filter((file) => file.endsWith('.md'));
const scripts = new Set(Object.keys((JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }).scripts));
const top = /^(server|client|shared|analysis|surveys|test|docs|scripts|bench|bin|\.ci)\//;

/** Paths in backticks that begin with one of our top folders and have no placeholder in them. */
const pathsIn = (text: string): string[] =>
  [...text.matchAll(/`([^`\s]+)`/g)]
    .map((match) => match[1] ?? '')
    .filter((word) => top.test(word) && !/[<>*{}…]/.test(word))
    .map((word) => word.replace(/[:#].*$/, ''));

const linksIn = (text: string): string[] =>
  [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^(https?:|mailto:|#)/.test(target))
    .map((target) => target.replace(/#.*$/, ''));

describe('documents', () => {
  it.each(documents)('%s names only paths that exist', (file) => {
    const text = readFileSync(file, 'utf8');
    const missing = pathsIn(text).filter((path) => !existsSync(path));
    const broken = linksIn(text).filter((target) => !existsSync(normalize(join(dirname(file), target))));
    expect([...missing, ...broken]).toEqual([]);
  });

  it.each(documents)('%s names only npm scripts that exist', (file) => {
    const named = [...readFileSync(file, 'utf8').matchAll(/`npm run ([a-z:-]+)/g)].map((match) => match[1] ?? '');
    expect(named.filter((name) => !scripts.has(name))).toEqual([]);
  });

  it.each(documents.filter((file) => /^docs\/decisions\/\d{4}-/.test(file)))('%s has context, decision and consequences', (file) => {
    const text = readFileSync(file, 'utf8');
    for (const part of ['Context', 'Decision', 'Consequence']) expect(text).toMatch(new RegExp(`\\*\\*${part}|^#+ ${part}`, 'm'));
  });

  it('every decision has a number of its own', () => {
    const numbers = documents.flatMap((file) => /^docs\/decisions\/(\d{4})-/.exec(file)?.[1] ?? []);
    expect(numbers.length).toBe(new Set(numbers).size);
  });
});

describe('rooms', () => {
  it.each(['shared', 'analysis', 'surveys', 'client', 'server', 'server/http', 'server/issuer', 'server/collector', 'server/desk', 'server/count', 'server/embedded'])(
    '%s says its promise in a README',
    (room) => {
      expect(existsSync(join(room, 'README.md'))).toBe(true);
    },
  );

  it('no source file is over 300 lines, and every one opens with what it is', () => {
    const sources = tracked.filter((file) => /^(server|client|shared|analysis|bench|test)\/.*\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
    const wrong = sources.filter((file) => {
      const text = readFileSync(file, 'utf8');
      return text.split('\n').length > 301 || !/^(#!.*\n)?(\/\/|\/\*)/.test(text);
    });
    expect(wrong).toEqual([]);
  });
});
