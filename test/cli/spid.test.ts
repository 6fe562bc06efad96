// The command line as a process: the life of a round from the shell, with the server up and without it, and one clear
// line with an exit code for everything that a person can mend.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../server/config.ts';
import { runCli } from '../../server/cli.ts';
import { findRunningEngine } from '../../server/embedded/start-engine.ts';
import { eightDigitGroups, eightNumbers, eightWords } from '../../client/credential/eight-words.ts';
import { readLink } from '../../shared/credential/link.ts';
import { Release } from '../../shared/results/release.ts';
import { aDataFolder } from '../support/a-server.ts';
import { aFreePort, aServerProcess } from '../support/a-server-process.ts';
import type { ServerProcess } from '../support/a-server-process.ts';
import { aRoundPlan } from '../support/a-round.ts';
import { schemaErrors } from '../support/published-schema.ts';
import { spidHere } from '../support/spid-here.ts';
import type { Ended } from '../support/spid-here.ts';

function run(words: readonly string[], env: Readonly<Record<string, string>>): Promise<Omit<Ended, 'code'> & { readonly code: number | null }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, words[0] === '-e' ? [...words] : ['bin/spid.js', ...words], { env: { PATH: process.env['PATH'] ?? '', ...env } });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('exit', (code) => resolve({ code, out, err }));
  });
}

describe('spid', () => {
  const folders: string[] = [];
  const servers: ServerProcess[] = [];
  const folder = (): string => {
    const made = aDataFolder();
    folders.push(made);
    return made;
  };
  afterAll(async () => {
    for (const server of servers) {
      server.child.kill('SIGKILL');
      await server.ended;
    }
    for (const each of folders) rmSync(each, { recursive: true, force: true });
  });

  it('takes a round from plan to scorecard without a server, and while one runs', async () => {
    const data = folder();
    const env = { SPID_DATA: data, SPID_ORIGIN: 'https://answer.example' };
    const plan = aRoundPlan();
    const path = join(data, 'plan.json');
    writeFileSync(path, JSON.stringify(plan));
    expect(await run(['round', 'create', path], env)).toMatchObject({ code: 0, err: '' });
    expect(await spidHere(['round', 'create', path], env)).toMatchObject({ code: 0, out: expect.stringContaining('is replaced by this plan') as unknown as string });
    expect(await spidHere(['scorecard', plan.round], env)).toMatchObject({ code: 1, err: expect.stringContaining('is draft') as unknown as string });
    const server = await aServerProcess(data, await aFreePort());
    servers.push(server);
    // Twenty people on many profiles: opening asks for a second thought.
    expect(await spidHere(['round', 'open', plan.round], env)).toMatchObject({ code: 1, err: expect.stringContaining('--accept-small-profiles') as unknown as string });
    const opened = await run(['round', 'open', plan.round, '--accept-small-profiles'], env);
    expect(opened.code).toBe(0);
    expect(await spidHere(['round', 'create', path], env)).toMatchObject({ code: 1, err: expect.stringContaining('already, and it was opened') as unknown as string });
    expect(await spidHere(['round', 'open', plan.round], env)).toMatchObject({ code: 1, err: expect.stringContaining('only a draft can be opened') as unknown as string });
    const codes = join(data, 'codes', `${plan.round}.csv`);
    expect(statSync(codes).mode & 0o777).toBe(0o600);
    const [header = [], ...rows] = readFileSync(codes, 'utf8').trimEnd().split('\r\n').map((row) => row.split(','));
    expect(rows).toHaveLength(32);
    // What the page shows of this manifest, worked out from its own parts: on every row for the mailing, and on the terminal.
    const numbers = await eightNumbers(/^Manifest (\S+)$/m.exec(opened.out)?.[1] ?? '');
    const languages = ['fr', 'en', 'es', 'pt', 'ar'];
    const words = languages.map((language) => eightWords(numbers, JSON.parse(readFileSync(`shared/credential/words/${language}.json`, 'utf8')) as string[]).join(' · '));
    const digits = eightDigitGroups(numbers);
    expect(header).toEqual(['\uFEFFpopulation', 'frame', 'stratum', 'code', 'link', 'bundle', ...languages.map((language) => `words_${language}`), 'digits']);
    expect([...new Set(rows.map((row) => row.slice(6).join()))]).toEqual([[...words, digits].join()]);
    // From a shell without the address: it stands in the links of the list, until that is deleted.
    const reissue = () => spidHere(['code', 'reissue', plan.round, '--population', 'officials'], { SPID_DATA: data });
    const reissued = await reissue();
    expect(reissued.out).toMatch(/^Link {2}https:\/\/answer\.example\/a\/#/m);
    expect(reissued.out).not.toContain('SPID_ORIGIN');
    rmSync(codes);
    expect((await reissue()).out).toMatch(/^Link {2}http:\/\/localhost:\d+\/a\/#(.|\n)*The links begin with http:\/\/localhost:\d+: set SPID_ORIGIN/m);
    for (const out of [opened.out, reissued.out]) expect(out.split('\n')).toEqual(expect.arrayContaining([...words.map((text, index) => `  ${(languages[index] ?? '').padEnd(7)} ${text}`), `  digits  ${digits}`]));
    expect(rows.every((row) => readLink(new URL(row[4] ?? '').hash).ok && (row[4] ?? '').startsWith('https://answer.example/a/#'))).toBe(true);
    expect((await spidHere(['round', 'pause', plan.round], env)).code).toBe(0);
    expect(await spidHere(['round', 'pause', plan.round], env)).toMatchObject({ code: 1, err: expect.stringContaining('paused') as unknown as string });
    expect((await spidHere(['round', 'resume', plan.round], env)).code).toBe(0);
    expect((await spidHere(['round', 'list'], env)).out).toMatch(new RegExp(`${plan.round}\\s+open`));
    const engine = findRunningEngine(join(data, 'database'))?.pid ?? 0;
    // What Ctrl-C sends.
    server.child.kill('SIGINT');
    expect(await server.ended).toBe(0);
    expect(() => process.kill(engine, 0)).toThrow('ESRCH');
    expect(await spidHere(['round', 'close', plan.round], env)).toMatchObject({ code: 1, err: expect.stringContaining(`until ${plan.sendingEnds}`) as unknown as string });
    expect(await spidHere(['round', 'close', plan.round, '--before-its-day'], env)).toMatchObject({ code: 0, err: '' });
    expect((await spidHere(['scorecard', plan.round], env)).out).toContain('officials: 0 sheets');
    const json = await spidHere(['scorecard', plan.round, '--format', 'json'], env);
    expect(Release.parse(JSON.parse(json.out)).round).toBe(plan.round);
    expect(schemaErrors('release', JSON.parse(json.out))).toEqual([]);
    expect((await spidHere(['scorecard', plan.round, '--format', 'csv'], env)).out).toMatch(/^\uFEFFround,population,table,[^]*\r\n$/);
    expect(await spidHere(['round', 'close', plan.round], env)).toMatchObject({ code: 1, err: expect.stringContaining('released') as unknown as string });
  }, 240_000);

  it.each([
    ['a taken port', async () => {
      const holder = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => holder.once('listening', resolve));
      const port = String((holder.address() as AddressInfo).port);
      const ended = await run(['serve'], { PORT: port, SPID_DATA: folder() });
      holder.close();
      return [ended, `Port ${port} of 127.0.0.1 is taken`] as const;
    }],
    ['a data folder that can not be written', async () => {
      const file = join(folder(), 'a-file');
      writeFileSync(file, '');
      return [await run(['serve'], { PORT: '0', SPID_DATA: join(file, 'data') }), 'can not be written'] as const;
    }],
  ])('names %s and the remedy, and ends with 2', async (_name, attempt) => {
    const [{ code, err }, words] = await attempt();
    expect(err).toContain(words);
    expect(err).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
  }, 60_000);

  it.each([
    [{ PORT: 'http' }, 'PORT is not a port'],
    [{ SPID_SURFACES: 'page,kitchen' }, 'SPID_SURFACES'],
    [{ SPID_CODE_PEPPER: 'change-me-change-me-change-me-change-me' }, 'SPID_CODE_PEPPER is a placeholder'],
    [{ SPID_SESSION_SECRET: 'short' }, 'SPID_SESSION_SECRET has to have at least 32 characters'],
    [{ MONGODB_URI: 'localhost' }, 'MONGODB_URI is not a mongodb:// address'],
    [{ SPID_ORIGIN: 'answer.example' }, 'SPID_ORIGIN'],
    [{ SPID_ORIGIN: 'https://answer.example/survey' }, 'SPID_ORIGIN is an origin such as'],
    [{ SPID_ORIGIN_ISSUER: 'https://issuer.example' }, 'SPID_ORIGIN is needed beside'],
  ])('refuses the setting %j by its name', (settings, words) => {
    expect(() => readConfig(settings)).toThrow(words);
  });

  it('opens the databases of its surfaces and no other, and knows services apart from the page only where they are', () => {
    expect(readConfig({ SPID_SURFACES: 'page,issuer' }).opens).toEqual(['issuer']);
    expect(readConfig({ SPID_SURFACES: 'page' }).opens).toEqual([]);
    const places = readConfig({ SPID_ORIGIN: 'https://a.example/', SPID_ORIGIN_ISSUER: 'https://a.example', SPID_ORIGIN_COLLECTOR: 'https://c.example/' }).places;
    expect(places).toEqual({ issuer: null, collector: 'https://c.example' });
  });

  it('takes an empty setting as one that was left out', () => {
    expect(readConfig({ PORT: '', MONGODB_URI: '', SPID_ORIGIN: '' })).toEqual(readConfig({}));
  });

  it.each([
    [['dance'], 'spid COMMAND --help'],
    [['scorecard', 'ABCDEF', '--colour'], 'See: spid scorecard --help'],
    [['round', 'open'], 'ROUND is missing'],
    [['account', 'create', 'anna'], '--administration is missing'],
    [['round', 'dance'], 'spid has no command round dance'],
    [['code', 'reissue', 'ABCDEF'], '--population is missing'],
    [['cards', 'hand-out', 'ABCDEF', '--population', 'officials'], '--bundles is missing'],
    [['cards', 'cancel', 'ABCDEF', '--population', 'officials'], '--bundles or --leftover is missing'],
  ])('answers the words %j with a pointer to the help, and ends with 2', async (words, told) => {
    const lines: string[] = [];
    expect(await runCli(words, { out: () => undefined, err: (line) => lines.push(line) })).toBe(2);
    expect(lines.join('\n')).toContain(told);
  });

  it('points to the help for words that only the round itself proves wrong, instead of speaking of a fault of its own', async () => {
    expect(await spidHere(['paper', 'key', 'ABCDEF', '--population', 'officials'], { SPID_DATA: folder() })).toMatchObject({ code: 2, err: expect.stringContaining('See: spid paper key --help') as unknown as string });
  }, 60_000);

  it('tells a plan what is wrong with it, place by place, and ends with 1', async () => {
    const data = folder();
    const path = join(data, 'plan.json');
    const broken = { ...aRoundPlan(), threshold: 3, modes: ['telepathy'], surprise: 1, round: 'SUM111' };
    writeFileSync(path, JSON.stringify(broken));
    const { code, err } = await spidHere(['round', 'create', path], { SPID_DATA: data });
    expect(code).toBe(1);
    for (const place of ['threshold', 'modes.0', 'surprise']) expect(err).toContain(place);
    expect(err).toContain('round: is not a round id: six of the digits and the capital letters without I, L, O and U');
    writeFileSync(path, JSON.stringify({ ...aRoundPlan(), survey: 'nowhere' }));
    expect(await spidHere(['round', 'create', path], { SPID_DATA: data })).toMatchObject({ code: 1, err: expect.stringContaining('no questionnaire nowhere/1/officials') as unknown as string });
  }, 60_000);

  it('ends as it would have when nobody reads what it prints any more', async () => {
    // Closed before the first line: `spid round list | head` has closed it after some.
    const child = spawn(process.execPath, ['bin/spid.js', 'explain', '--help'], { env: { PATH: process.env['PATH'] ?? '' } });
    child.stdout.destroy();
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    expect(await new Promise((resolve) => child.once('close', resolve))).toBe(0);
    expect(err).toBe('');
  });

  it('says in one line that Node is too old, before it reads any source', async () => {
    const ended = await run(['-e', "Object.defineProperty(process.versions, 'node', { value: '18.19.0' }); import('./bin/spid.js')"], {});
    expect(ended).toEqual({ code: 1, out: '', err: 'Node 18.19.0 is too old: this needs Node 20.19, 22.12 or later. Node 24 is recommended.\n' });
  });

  it('has help for every command that its overview lists', async () => {
    const overview: string[] = [];
    expect(await runCli(['--help'], { out: (line) => overview.push(line), err: () => undefined })).toBe(0);
    const names = [...overview.join('\n').matchAll(/^ {2}spid ([a-z]+(?: [a-z]+)?) {2}/gm)].map((match) => match[1] ?? '');
    expect(names.length).toBeGreaterThanOrEqual(10);
    for (const name of names) {
      const lines: string[] = [];
      expect(await runCli([...name.split(' '), '--help'], { out: (line) => lines.push(line), err: () => undefined })).toBe(0);
      expect(lines.join('\n')).toContain(`spid ${name}`);
    }
  });
});
