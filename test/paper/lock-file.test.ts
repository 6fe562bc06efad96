// One process at a time: a lock that a kill or a power cut left is taken over, one that is held never, whoever holds it.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isRunning, lockHolder, markOf, takeLock } from '../../server/lock-file.ts';

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

  (existsSync('/proc/self/stat') ? it : it.skip)('of a process that ended under a parent that never asks after it is nobody’s', async () => {
    const parent = spawn('sh', ['-c', 'read end <&3 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore', 'pipe'] });
    const pid = await new Promise<number>((resolve) => { parent.stdout?.once('data', (chunk: Buffer) => { resolve(Number(chunk.toString())); }); });
    const becomes = async (process: number | undefined, state: RegExp): Promise<void> => {
      while (!state.test(readFileSync(`/proc/${String(process)}/stat`, 'utf8'))) await new Promise((resolve) => { setTimeout(resolve, 10); });
    };
    // A shell might ask after its child; sleep does not.
    await becomes(parent.pid, /\(sleep\)/);
    parent.stdio[3]?.destroy();
    await becomes(pid, /\) Z /);
    expect([isRunning(markOf(process.pid)), isRunning(markOf(pid))]).toEqual([true, false]);
    parent.kill('SIGKILL');
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
