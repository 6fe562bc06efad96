// A real server on a real embedded engine in a data folder of its own, on a free port. `close` ends both and removes
// the folder; tests that need the folder afterwards say so.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../server/config.ts';
import type { Config } from '../../server/config.ts';
import { startServer } from '../../server/main.ts';
import type { RunningServer } from '../../server/main.ts';
import { madeKey } from './made-keys.ts';

export type TestServer = RunningServer & { readonly config: Config; readonly dataFolder: string };

export const aDataFolder = (): string => mkdtempSync(join(tmpdir(), 'spid-test-'));

/** Settings of a test server; `more` are further environment settings. */
export const aConfig = (dataFolder: string, more: Readonly<Record<string, string>> = {}): Config =>
  readConfig({ PORT: '0', SPID_DATA: dataFolder, SPID_RATE_BURST: '100000', SPID_RATE_PER_SECOND: '10000', ...more });

/** Starts one. `today` moves its calendar; `keepFolder` leaves the data behind at close. */
export async function aServer(options: { readonly more?: Readonly<Record<string, string>>; readonly today?: () => string; readonly dataFolder?: string; readonly keepFolder?: boolean } = {}): Promise<TestServer> {
  const dataFolder = options.dataFolder ?? aDataFolder();
  const config = aConfig(dataFolder, options.more);
  const server = await startServer(config, { makeKey: madeKey, ...(options.today === undefined ? {} : { today: options.today }) });
  return {
    ...server,
    config,
    dataFolder,
    async close() {
      await server.close();
      if (options.keepFolder !== true) rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
