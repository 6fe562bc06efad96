// Who may see what: every staff route × every role × own and foreign rounds, and the ways a session begins and ends.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { IDLE_MS, sessionsStore } from '../../server/desk/sessions-store.ts';
import { connectDatabase } from '../../server/connect.ts';
import { RoundList, Session } from '../../shared/api/desk.ts';
import { paths } from '../../shared/api/round.ts';
import { aLogIn, aQuickLogIn } from '../support/a-log-in.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { anOpenRound } from '../support/a-round.ts';
import { post, problemCode } from '../support/a-respondent.ts';
import { closeEarly } from '../support/close-early.ts';

describe('staff access', () => {
  let server: TestServer;
  const rounds: Record<string, string> = {};
  const cookies: Record<string, string> = {};
  const get = (path: string, cookie = ''): Promise<Response> => fetch(server.url + path, { headers: cookie === '' ? {} : { cookie } });
  beforeAll(async () => {
    server = await aServer();
    for (const administration of ['arendelle', 'corona', 'programme']) {
      const { plan } = await anOpenRound(server.rooms, { administration });
      rounds[administration] = plan.round;
      if (administration !== 'programme') await closeEarly(server.rooms, plan.round);
      for (const role of ['coordinator', 'analyst'] as const) cookies[`${administration} ${role}`] = await aQuickLogIn(server, `${role}.${administration}`, administration, role);
    }
  }, 120_000);
  afterAll(() => server.close());

  it.each([paths.session, paths.rounds, paths.release('AAAAAA'), paths.releaseCsv('AAAAAA')])('%s asks for a log-in, also with an invented or empty cookie', async (path) => {
    for (const cookie of ['', 'spid-desk=', `spid-desk=${'A'.repeat(43)}`, 'spid-desk[$ne]=1', `__Secure-spid-desk=${'A'.repeat(43)}`]) expect(await problemCode(await get(path, cookie))).toBe('401 login.needed');
  });

  it.each(['arendelle', 'corona', 'programme'].flatMap((own) => ['coordinator', 'analyst'].map((role) => [own, role] as const)))('%s %s sees the rounds of the own administration alone', async (own, role) => {
    const cookie = cookies[`${own} ${role}`] ?? '';
    expect(Session.parse(await (await get(paths.session, cookie)).json())).toEqual({ name: `${role}.${own}`, role, administration: own });
    const list = RoundList.parse(await (await get(paths.rounds, cookie)).json());
    expect(list.rounds.map((round) => [round.round, round.hasRelease])).toEqual([[rounds[own], own !== 'programme']]);
    for (const [administration, round] of Object.entries(rounds)) {
      const expected = administration !== own ? '404 round.unknown' : own === 'programme' ? '404 round.not-released' : 'ok';
      for (const path of [paths.release(round), paths.releaseCsv(round)]) {
        const response = await get(path, cookie);
        expect([path, response.ok ? 'ok' : await problemCode(response)]).toEqual([path, expected]);
      }
    }
  });

  it('answers a foreign round and one that never was with the same bytes', async () => {
    const cookie = cookies['arendelle coordinator'] ?? '';
    const [foreign, none] = await Promise.all([get(paths.release(rounds['corona'] ?? ''), cookie), get(paths.release('ZZZZZZ'), cookie)]);
    expect(await foreign.text()).toBe(await none.text());
  });

  it('refuses requests that another site makes with the cookie', async () => {
    const cookie = cookies['arendelle coordinator'] ?? '';
    for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { 'Sec-Fetch-Site': 'same-site' }, { Origin: 'https://evil.example' }, { Origin: 'null' }]) {
      expect(await problemCode(await post(server.url + paths.logOut, {}, { cookie, ...headers } as Record<string, string>))).toBe('403 origin.refused');
    }
    expect((await get(paths.session, cookie)).status).toBe(200);
  });

  it('ends a session at log-out, and after half an hour without use', async () => {
    const cookie = await aLogIn(server, 'leaving', 'arendelle');
    expect((await post(server.url + paths.logOut, {}, { cookie })).status).toBe(204);
    expect(await problemCode(await get(paths.session, cookie))).toBe('401 login.needed');
    const connection = await connectDatabase(server.engine?.uri ?? '', 'spid_desk');
    let now = 1_000_000;
    const sessions = sessionsStore(connection, 'a test secret of some length', () => now);
    const secret = await sessions.begin('somebody');
    now += IDLE_MS;
    expect(await sessions.accountOf(secret)).toBe('somebody');
    now += IDLE_MS + 1;
    expect(await sessions.accountOf(secret)).toBeNull();
    await connection.close();
  });

  it('says the same of a wrong name and a wrong password, and locks after ten failures, also when they come at once', async () => {
    const wrong = (name: string): Promise<Response> => post(server.url + paths.logIn, { name, password: 'x' });
    const [known, unknown] = await Promise.all([wrong('analyst.corona'), wrong('nobody')]);
    expect(await known.text()).toBe(await unknown.text());
    const told = await Promise.all(Array.from({ length: 13 }, async () => problemCode(await wrong('analyst.corona'))));
    expect([told.filter((code) => code === '401 login.failed').length, told.filter((code) => code === '429 login.locked').length]).toEqual([9, 4]);
    const locked = await wrong('analyst.corona');
    expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemCode(locked)).toBe('429 login.locked');
  }, 90_000);

  it('stores neither the password nor the cookie', async () => {
    const connection = await connectDatabase(server.engine?.uri ?? '', 'spid_desk');
    const cookie = (cookies['arendelle coordinator'] ?? '').split('=')[1] ?? 'none';
    for (const name of ['accounts', 'sessions']) expect(JSON.stringify(await connection.collection(name).find({}).toArray())).not.toContain(cookie);
    await connection.close();
  });
});
