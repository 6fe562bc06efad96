// Desk with page, issuer and collector as three processes with three data folders and three engines, and the command
// line of each host as its operator would use it; a fourth folder without a database is the computer where paper is
// keyed. They share nothing but the papers that a test carries over.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli } from '../../server/cli.ts';
import { manifestOn } from '../../server/lifecycle/apart/round-on-paper.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { readLink } from '../../shared/credential/link.ts';
import { RoundPaper } from '../../shared/round/papers.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { aFreePort, aServerProcess } from './a-server-process.ts';
import type { ServerProcess } from './a-server-process.ts';
import { underSettings } from './spid-here.ts';

const HOSTS = { desk: 'page,desk', issuer: 'issuer', collector: 'collector' } as const;
export type HostName = keyof typeof HOSTS;
type Place = HostName | 'keying';
export type Host = { readonly dataFolder: string; readonly process: ServerProcess; readonly url: string };
export type ThreeHosts = Readonly<Record<HostName, Host>> & {
  /** Runs `spid` on a host; resolves with what it printed. Rejects where it ends with anything but 0. */
  readonly spid: (host: Place, ...words: readonly string[]) => Promise<readonly string[]>;
  /** The same in a process of its own, with lines on its standard input; what it printed, whatever its exit code. */
  readonly typed: (host: Place, lines: readonly string[], ...words: readonly string[]) => string;
  /** Where a host keeps a paper of a round. */
  readonly paper: (host: Place, round: string, kind: string) => string;
  /** The folder of the computer where paper is keyed. */
  readonly keyingFolder: string;
  readonly close: () => Promise<void>;
};

/** `more`: further settings of all three. */
export async function threeHosts(more: Readonly<Record<string, string>> = {}): Promise<ThreeHosts> {
  const folder = mkdtempSync(join(tmpdir(), 'spid-test-'));
  const names = ['desk', 'issuer', 'collector'] as const;
  const ports = { desk: await aFreePort(), issuer: await aFreePort(), collector: await aFreePort() };
  const at = (name: HostName): string => `http://127.0.0.1:${String(ports[name])}`;
  const settingsOf = (name: Place): Readonly<Record<string, string>> => ({
    SPID_SURFACES: name === 'keying' ? 'page' : HOSTS[name], SPID_DATA: join(folder, name), SPID_ORIGIN: at('desk'), SPID_ORIGIN_ISSUER: at('issuer'), SPID_ORIGIN_COLLECTOR: at('collector'), ...more,
  });
  const [desk, issuer, collector] = await Promise.all(names.map(async (name) => ({ dataFolder: join(folder, name), url: at(name), process: await aServerProcess(join(folder, name), ports[name], settingsOf(name)) })));
  if (desk === undefined || issuer === undefined || collector === undefined) throw new Error('a host is missing');
  return {
    desk, issuer, collector,
    keyingFolder: join(folder, 'keying'),
    paper: (host, round, kind) => join(folder, host, 'papers', `${round}-${kind}.json`),
    typed(host, lines, ...words) {
      const done = spawnSync(process.execPath, ['bin/spid.js', ...words], { encoding: 'utf8', timeout: 60_000, input: lines.map((line) => `${line}\n`).join(''), env: { PATH: process.env['PATH'] ?? '', ...settingsOf(host) } });
      return done.stdout + done.stderr;
    },
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

/** Opens a plan by papers, with the collector's key where tablets come. The codes are read from the printer's file. */
export async function openOverHosts({ desk, issuer, spid, paper }: ThreeHosts, plan: RoundPlan): Promise<OpenedRound> {
  const { round } = plan;
  const planPath = join(desk.dataFolder, 'plan.json');
  writeFileSync(planPath, JSON.stringify(plan));
  await spid('desk', 'round', 'create', planPath);
  await spid('issuer', 'apart', 'prepare', planPath);
  const hasTablets = plan.modes.includes('tablet');
  if (hasTablets) await spid('collector', 'apart', 'transport', round);
  await spid('desk', 'apart', 'manifest', paper('issuer', round, 'frames'), ...(hasTablets ? [paper('collector', round, 'transport')] : []), '--accept-small-profiles');
  await spid('collector', 'apart', 'collect', paper('desk', round, 'round'));
  await spid('issuer', 'apart', 'issue', paper('desk', round, 'round'));
  const rows = readFileSync(join(issuer.dataFolder, 'codes', `${round}.csv`), 'utf8').trim().split('\r\n').slice(1);
  const codes = rows.map((row) => {
    const [population = '', , stratum = '', , address = '', bundle = ''] = row.split(',');
    const link = readLink(new URL(address).hash);
    if (!link.ok || link.value.kind !== 'code') throw new Error('no link');
    return { population, frame: link.value.frame, stratum, code: link.value.code, ...(bundle === '' ? {} : { bundle: Number(bundle) }) };
  });
  return { plan, made: manifestOn(RoundPaper.parse(JSON.parse(readFileSync(paper('desk', round, 'round'), 'utf8')))), codes };
}
