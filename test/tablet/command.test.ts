// spid tablet register | list | import beside a running server, as an operator types them; registering and importing for
// the first time by a process of their own, the other commands in this one.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createRound } from '../../server/lifecycle/open-round.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { paths } from '../../shared/api/round.ts';
import { readTabletFragment } from '../../shared/credential/tablet.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { aPopulationPlan, aRoundPlan, anOpenRound } from '../support/a-round.ts';
import { post } from '../support/a-respondent.ts';
import { anEnvelope, drawSlots, enrol } from '../support/a-tablet.ts';
import { spidHere } from '../support/spid-here.ts';
import type { Ended } from '../support/spid-here.ts';

jest.setTimeout(120_000);

const settingsOf = (dataFolder: string): Readonly<Record<string, string>> => ({ SPID_DATA: dataFolder, SPID_ORIGIN: 'https://survey.example' });
const spid = (dataFolder: string, ...words: readonly string[]): Promise<Ended> => spidHere(words, settingsOf(dataFolder));

function spidApart(dataFolder: string, ...words: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, ['bin/spid.js', ...words], { env: { PATH: process.env['PATH'] ?? '', ...settingsOf(dataFolder) }, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.out += chunk.toString('utf8')));
  child.stderr.on('data', (chunk: Buffer) => (texts.err += chunk.toString('utf8')));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code: code ?? -1, ...texts })));
}

describe('spid tablet', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let link = '';
  const registering = (): readonly string[] => ['tablet', 'register', opened.plan.round, '--site', 'Port North', '--population', 'officials'];
  const register = (...more: readonly string[]): Promise<Ended> => spid(server.dataFolder, ...registering(), ...more);
  beforeAll(async () => {
    server = await aServer();
    opened = await anOpenRound(server.rooms, { modes: ['tablet'], populations: [aPopulationPlan('officials', 5)] });
  });
  afterAll(() => server.close());

  it('registers a device: a QR, a link for the public address, and what it is for', async () => {
    const { code, out } = await spidApart(server.dataFolder, ...registering(), '--tokens', '3');
    expect(code).toBe(0);
    link = out.split('\n').find((text) => text.startsWith('https://survey.example/t/#')) ?? '';
    expect(readTabletFragment(new URL(link).hash)).toMatchObject({ round: opened.plan.round, manifest: opened.made.hash });
    expect(out).toMatch(/[█▀▄]{10}/);
  });

  it('refuses more tokens than were released, an unknown population and missing words, each with its exit code', async () => {
    const tooMany = await register('--tokens', '3');
    expect([tooMany.code, tooMany.err]).toEqual([1, expect.stringContaining('released 5 tokens')]);
    const nobody = await spid(server.dataFolder, 'tablet', 'register', opened.plan.round, '--site', 'A', '--population', 'traders', '--tokens', '1');
    expect([nobody.code, nobody.err]).toEqual([1, expect.stringContaining('no tablets for traders')]);
    expect((await register()).code).toBe(2);
  });

  it('lists a tablet without telling how many answered on it, also when its site has ended, and takes an exported file twice without storing a sheet twice', async () => {
    const read = readTabletFragment(new URL(link).hash);
    if (read === null) throw new Error('no link');
    const secrets = { tablet: read.tablet, device: 'A'.repeat(43) };
    await enrol(server, opened, secrets);
    const [ticket] = await drawSlots(server, opened, secrets, [0, 1]);
    if (ticket === undefined) throw new Error('no ticket');
    const listed = async (): Promise<string> => (await spid(server.dataFolder, 'tablet', 'list', opened.plan.round)).out;
    expect(await listed()).toMatch(/Port North.*officials.*2 of 3 tokens drawn.*enrolled/);
    const { text } = await anEnvelope(opened, ticket, { X10_11: 'no' });
    const path = join(server.dataFolder, 'sealed.json');
    writeFileSync(path, JSON.stringify({ format: 'spid-sealed-sheets-1', round: opened.plan.round, manifest: opened.made.hash, envelopes: [text] }));
    for (const [time, run] of [[1, spidApart], [2, spid]] as const) expect([time, await run(server.dataFolder, 'tablet', 'import', path)]).toMatchObject([time, { code: 0, out: expect.stringContaining('1 sheets') }]);
    expect(await server.rooms.collected.sheets.size(opened.plan.round)).toBe(1);
    expect((await spid(server.dataFolder, 'tablet', 'import', `${path}.missing`)).code).toBe(1);
    expect((await post(server.url + paths.tabletEnd(opened.plan.round), { ...secrets, destroyed: 1 })).status).toBe(200);
    expect((await listed()).trim()).toMatch(/^Port North +officials +all +2 of 3 tokens drawn {2}site ended$/);
  });

  it('has a plan refused that mixes tablets with cards and does not say what prevents a second answer', async () => {
    const plan = aRoundPlan({ modes: ['card', 'tablet'], populations: [{ ...aPopulationPlan('officials', 5), strata: [{ code: 'all', size: 5, codes: 5, tablets: 3 }] }] });
    await expect(createRound(server.rooms, plan)).rejects.toMatchObject({ code: 'plan.invalid', details: { place: 'mixedWays' } });
    await createRound(server.rooms, { ...plan, mixedWays: 'card-handed-in' });
  });
});
