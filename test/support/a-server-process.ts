// A server as a process of its own, as `npm start` runs it: what it prints is kept, and it can be killed.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { folderHolder } from '../../server/embedded/engine-files.ts';
import { openDeployment } from '../../server/lifecycle/deployment.ts';
import type { Rooms } from '../../server/lifecycle/rooms.ts';
import { aConfig } from './a-server.ts';
import { madeKey } from './made-keys.ts';

export type ServerProcess = {
  readonly url: string;
  readonly child: ChildProcess;
  /** Everything that it wrote to stdout and stderr. */
  readonly printed: () => string;
  readonly ended: Promise<number | null>;
};

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** A free port below those that systems hand out by themselves: no test beside this one is given it before it is used. */
export async function aFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 32_000);
    if (await isFree(port)) return port;
  }
}

/** Starts `spid serve` and resolves when it is up. Rejects with what it printed when it ends before. */
export async function aServerProcess(dataFolder: string, port: number, more: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
  const env = { PATH: process.env['PATH'] ?? '', PORT: String(port), SPID_DATA: dataFolder, SPID_RATE_BURST: '100000', SPID_RATE_PER_SECOND: '10000', ...more };
  const child = spawn(process.execPath, ['bin/spid.js', 'serve'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  await new Promise<void>((resolve, reject) => {
    const take = (chunk: Buffer): void => {
      printed += chunk.toString('utf8');
      if (/^Up\./m.test(printed)) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void ended.then(() => reject(new Error(`the server ended: ${printed}`)));
  });
  return { url: `http://127.0.0.1:${String(port)}`, child, printed: () => printed, ended };
}

/** Works on the data of a running server process through its engine, as the command line does. */
export async function withData<Result>(dataFolder: string, work: (rooms: Rooms) => Promise<Result>): Promise<Result> {
  const deployment = await openDeployment(aConfig(dataFolder), { supervise: false, makeKey: madeKey });
  try {
    return await work(deployment.rooms);
  } finally {
    await deployment.close();
  }
}

/**
 * Kills the engine of a data folder again and again until `work` is done, so that it stays away for that long. It is
 * found by its lock, which it takes long before it listens: found later, it may have answered already.
 */
export async function withoutEngine<Result>(dataFolder: string, work: () => Promise<Result>): Promise<Result> {
  const kill = (): void => {
    const engine = folderHolder(join(dataFolder, 'database'));
    if (engine === undefined) return;
    try {
      process.kill(engine, 'SIGKILL');
    } catch (error) {
      // Between the reading of its lock and this line it may have ended by itself: away it is all the same.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  kill();
  const killing = setInterval(kill, 5);
  try {
    return await work();
  } finally {
    clearInterval(killing);
  }
}
