// Desk with page, issuer and collector as three processes with three data folders and three engines, and the command
// line of each host as its operator would use it. They share nothing but the papers that a test carries over.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../server/cli.ts';
import { aFreePort, aServerProcess } from './a-server-process.ts';
import type { ServerProcess } from './a-server-process.ts';

const HOSTS = { desk: 'page,desk', issuer: 'issuer', collector: 'collector' } as const;
export type HostName = keyof typeof HOSTS;
export type Host = { readonly dataFolder: string; readonly process: ServerProcess; readonly url: string };
export type ThreeHosts = Readonly<Record<HostName, Host>> & {
  /** Runs `spid` on a host; resolves with what it printed. Rejects where it ends with anything but 0. */
  readonly spid: (host: HostName, ...words: readonly string[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

/** Runs the command line under other settings, then puts the process's own back. One at a time. */
async function underSettings<Result>(settings: Readonly<Record<string, string>>, work: () => Promise<Result>): Promise<Result> {
  const before = Object.fromEntries(Object.keys(settings).map((name) => [name, process.env[name]]));
  Object.assign(process.env, settings);
  try {
    return await work();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}

/** `more`: further settings of all three. */
export async function threeHosts(more: Readonly<Record<string, string>> = {}): Promise<ThreeHosts> {
  const folder = mkdtempSync(join(tmpdir(), 'spid-test-'));
  const names = ['desk', 'issuer', 'collector'] as const;
  const ports = { desk: await aFreePort(), issuer: await aFreePort(), collector: await aFreePort() };
  const at = (name: HostName): string => `http://127.0.0.1:${String(ports[name])}`;
  const settingsOf = (name: HostName): Readonly<Record<string, string>> => ({
    SPID_SURFACES: HOSTS[name], SPID_DATA: join(folder, name), SPID_ORIGIN: at('desk'), SPID_ORIGIN_ISSUER: at('issuer'), SPID_ORIGIN_COLLECTOR: at('collector'), ...more,
  });
  const [desk, issuer, collector] = await Promise.all(names.map(async (name) => ({ dataFolder: join(folder, name), url: at(name), process: await aServerProcess(join(folder, name), ports[name], settingsOf(name)) })));
  if (desk === undefined || issuer === undefined || collector === undefined) throw new Error('a host is missing');
  return {
    desk, issuer, collector,
    spid: (host, ...words) => underSettings(settingsOf(host), async () => {
      const lines: string[] = [];
      const code = await runCli(words, { out: (line) => lines.push(line), err: (line) => lines.push(line) });
      if (code !== 0) throw new Error(lines.join('\n'));
      return lines;
    }),
    async close() {
      for (const host of [desk, issuer, collector]) host.process.child.kill('SIGTERM');
      await Promise.all([desk, issuer, collector].map((host) => host.process.ended));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
