// The bundles that processes and threads start from, on a small copy of the project: never a stale one, never none.
import { execFile } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';

const root = fileURLToPath(new URL('../../', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'spid-sources-'));
const at = (...path: readonly string[]): string => join(copy, ...path);
const write = (path: string, text: string): void => writeFileSync(at(path), text);
const run = async (...words: readonly string[]): Promise<string> => (await promisify(execFile)(process.execPath, [at('bin/run.js'), 'server/entry.ts', ...words], { cwd: tmpdir() })).stdout.trim();

const bundles = (): readonly string[] => readdirSync(at('dist/sources')).filter((name) => name.endsWith('.mjs'));

beforeAll(() => {
  cpSync(join(root, 'bin'), at('bin'), { recursive: true });
  symlinkSync(join(root, 'node_modules'), at('node_modules'));
  mkdirSync(at('server'));
  write('package.json', '{ "type": "module" }');
  write('server/part.ts', `export const part: string = 'first';`);
  write('server/entry.ts', `import { part } from './part.ts'; console.log([part, ...process.argv.slice(2), import.meta.url.split('/').slice(-2).join('/')].join(' '));`);
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

it('runs an entry from a bundle with its own words, and the entry knows its own address', async () => {
  expect(await run('one', '--two')).toBe('first one --two server/entry.ts');
  expect(bundles()).toHaveLength(1);
});

it('runs the same bundle again, whatever the times of the sources', async () => {
  const before = bundles();
  appendFileSync(at(`dist/sources/${before[0] ?? ''}`), `\nconsole.log('from the bundle');`);
  write('server/part.ts', `export const part: string = 'first';`);
  expect(await run()).toBe('first server/entry.ts\nfrom the bundle');
  expect(bundles()).toEqual(before);
});

it('runs what a source says now when it differs, though its length and its time are what they were', async () => {
  const { atime, mtime } = statSync(at('server/part.ts'));
  write('server/part.ts', `export const part: string = 'third';`);
  utimesSync(at('server/part.ts'), atime, mtime);
  expect(await run()).toBe('third server/entry.ts');
});

it('follows a new import, and says which source is missing when one is removed', async () => {
  write('server/more.ts', `export const part: string = 'more';`);
  write('server/part.ts', `export * from './more.ts';`);
  expect(await run()).toBe('more server/entry.ts');
  rmSync(at('server/more.ts'));
  await expect(run()).rejects.toThrow('more.ts');
  write('server/part.ts', `export const part: string = 'first';`);
});

it('runs the sources as they are where no bundle can be kept', async () => {
  rmSync(at('dist'), { recursive: true });
  write('dist', 'a file where the folder would be');
  expect(await run('one')).toBe('first one server/entry.ts');
});
