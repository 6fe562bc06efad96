// What a kill leaves in the middle of the move into a fresh store, at each of its steps: the next start has all data, and
// nothing of the old file.
import { existsSync, linkSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { clearLeftovers } from '../../server/embedded/fresh-store.ts';

let folder = '';
const at = (ending: string): string => join(folder, `store${ending}`);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spid-fresh-'));
  writeFileSync(at(''), 'all data');
});
afterEach(() => { rmSync(folder, { recursive: true, force: true }); });

it.each([
  ['half a copy was made', () => { writeFileSync(at('.new'), 'all'); }],
  ['the store has both names and the copy waits', () => { writeFileSync(at('.new'), 'all data'); linkSync(at(''), at('.old')); }],
  ['the copy has taken the store’s name', () => {
    writeFileSync(at('.new'), 'all data');
    linkSync(at(''), at('.old'));
    renameSync(at('.new'), at(''));
  }],
])('keeps the store where %s', (_title, interrupted) => {
  interrupted();
  clearLeftovers(folder, 'store');
  expect(readFileSync(at(''), 'utf8')).toBe('all data');
  expect([existsSync(at('.old')), existsSync(at('.new'))]).toEqual([false, false]);
});
