// One process at a time: a lock that a kill or a power cut left is taken over, one that is held never, whoever holds it.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockHolder, takeLock } from '../../server/lock-file.ts';

describe('a lock', () => {
  let folder = '';
  let path = '';
  const killed = (): string => JSON.stringify({ pid: spawnSync(process.execPath, ['--version']).pid, start: '1' });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spid-lock-'));
    path = join(folder, 'a.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is had by one, names its process to every user of the machine, and leaves nothing when it is let go', () => {
    const mask = process.umask(0o077);
    const letGo = takeLock(path);
    process.umask(mask);
    expect([takeLock(path), lockHolder(path), statSync(path).mode & 0o777, readdirSync(folder)]).toEqual([null, process.pid, 0o644, ['a.lock']]);
    letGo?.();
    expect([lockHolder(path), readdirSync(folder)]).toEqual([undefined, []]);
    expect(takeLock(path)).not.toBeNull();
  });

  it.each([['a killed process', killed], ['a process whose number another has now', () => JSON.stringify({ pid: process.pid, start: '1' })], ['nobody', () => ''], ['no process', () => '{"pid":0,"start":""}'], ['no process either', () => 'null'], ['half a mark', () => '{"pid":']])('that names %s is taken over, also where a taking over was killed', (_, text) => {
    for (const name of [path, `${path}.stale`]) writeFileSync(name, text(), { mode: 0o600 });
    expect([takeLock(path) === null, lockHolder(path), readdirSync(folder)]).toEqual([false, process.pid, ['a.lock']]);
  });

  it('that is stale is left to the process that takes it over already', () => {
    writeFileSync(path, '');
    const letGo = takeLock(`${path}.stale`);
    expect([takeLock(path), readFileSync(path, 'utf8')]).toEqual([null, '']);
    letGo?.();
    expect(takeLock(path)).not.toBeNull();
  });

  it('that can not be made is a fault, not one that somebody has', () => {
    expect(() => takeLock(join(folder, 'none', 'a.lock'))).toThrow('ENOENT');
  });
});
