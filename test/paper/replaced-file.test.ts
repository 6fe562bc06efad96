// How a file with secrets is replaced: another link to each version shows what is left of it on the disk.
import { existsSync, linkSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { destroyReplaced, readReplaced, replaceFile } from '../../server/replaced-file.ts';

describe('a file with secrets that is replaced', () => {
  let folder = '';
  let path = '';
  const witness = (name: string, of = path): string => {
    linkSync(of, join(folder, name));
    return join(folder, name);
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spid-replaced-'));
    path = join(folder, 'paper.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('leaves nothing of any version but the one that holds, and nothing at all when it is destroyed', async () => {
    await replaceFile(path, 'secret one');
    const first = witness('first');
    await replaceFile(path, 'secret two');
    const second = witness('second');
    expect([await readReplaced(path), statSync(path).mode & 0o777]).toEqual(['secret two', 0o600]);
    expect(readFileSync(first).includes('secret')).toBe(false);
    await destroyReplaced(path);
    await destroyReplaced(path);
    expect([readFileSync(second).includes('secret'), await readReplaced(path), readdirSync(folder)]).toEqual([false, null, ['first', 'second']]);
  });

  it('holds the version before where a kill came between the renames, and destroys what was left half done', async () => {
    await replaceFile(path, 'secret one');
    renameSync(path, `${path}.old`);
    writeFileSync(`${path}.new`, 'secret tw');
    const [one, half] = [witness('one', `${path}.old`), witness('half', `${path}.new`)];
    expect([await readReplaced(path), existsSync(path)]).toEqual(['secret one', false]);
    await replaceFile(path, 'secret two');
    expect([await readReplaced(path), readdirSync(folder)]).toEqual(['secret two', ['half', 'one', 'paper.json']]);
    expect([one, half].map((name) => readFileSync(name).includes('secret'))).toEqual([false, false]);
  });

  it('holds the version after where a kill came before the one that it supersedes was destroyed', async () => {
    writeFileSync(`${path}.old`, 'secret one');
    writeFileSync(path, 'secret two');
    const old = witness('old', `${path}.old`);
    expect(await readReplaced(path)).toBe('secret two');
    await replaceFile(path, 'secret three');
    expect([await readReplaced(path), readFileSync(old).includes('secret'), existsSync(`${path}.old`)]).toEqual(['secret three', false, false]);
  });

  it('is named where it is there and can not be read, which is no file that is missing', async () => {
    mkdirSync(path);
    await expect(readReplaced(path)).rejects.toMatchObject({ code: 'store.unavailable', message: expect.stringContaining(`${path} can't be read (EISDIR)`) });
  });
});
