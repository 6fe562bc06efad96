// The whole way of the main job over real HTTP and a real store: plan, open, draw, send, close, count, release, and the
// scorecard behind a log-in.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createAccount } from '../../server/cli/account-commands.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { RoundReply, paths } from '../../shared/api/round.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { Release } from '../../shared/results/release.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { anOpenRound } from '../support/a-round.ts';
import { aPreparedDraw, answerOnce, postDraw, problemCode, post } from '../support/a-respondent.ts';
import { closeEarly } from '../support/close-early.ts';
import { randomSheets } from '../support/random-sheets.ts';

const formOf = (opened: OpenedRound, population: string): Form => Form.parse(JSON.parse(opened.made.forms.find((each) => each.population === population)?.text ?? 'null'));

describe('one round from plan to scorecard', () => {
  let server: TestServer;
  let opened: OpenedRound;
  beforeAll(async () => {
    server = await aServer();
    opened = await anOpenRound(server.rooms);
  }, 60_000);
  afterAll(() => server.close());

  it('tells everybody the same manifest and form before Start', async () => {
    const round = RoundReply.parse(await (await fetch(server.url + paths.round(opened.plan.round))).json());
    expect(round).toEqual({ manifest: opened.made.text, state: 'open', notices: [] });
    const form = await fetch(server.url + paths.form(opened.plan.round, 'officials'));
    expect(await form.text()).toBe(opened.made.forms[0]?.text);
    expect(form.headers.get('set-cookie')).toBeNull();
  });

  it('takes 30 sheets, gives each person a receipt of their own, then closes, counts and releases', async () => {
    const receipts = new Set<string>();
    for (const { population } of opened.plan.populations) {
      const codes = opened.codes.filter((code) => code.population === population).slice(0, population === 'officials' ? 18 : 12);
      const sheets = randomSheets(formOf(opened, population), 7, codes.length);
      for (const [index, code] of codes.entries()) receipts.add(await answerOnce(server.url, opened, code, sheets[index] ?? {}));
    }
    expect(receipts.size).toBe(30);
    const released = await closeEarly(server.rooms, opened.plan.round);
    expect(released.populations.map(({ population, sheets, issued }) => ({ population, sheets, issued }))).toEqual([
      { population: 'officials', sheets: 18, issued: 20 },
      { population: 'private-sector', sheets: 12, issued: 12 },
    ]);
  }, 120_000);

  it('refuses a draw after closing, since the key is destroyed', async () => {
    const unused = opened.codes.filter((code) => code.population === 'officials')[19];
    if (unused === undefined) throw new Error('no code left');
    const response = await postDraw(server.url, opened, await aPreparedDraw(opened, unused), unused);
    expect(await problemCode(response)).toBe('409 round.drawing-ended');
  });

  it('shows the release to a coordinator of the administration and to nobody without log-in', async () => {
    expect(await problemCode(await fetch(server.url + paths.release(opened.plan.round)))).toBe('401 login.needed');
    const password = await createAccount(server.rooms, 'anna', 'coordinator', 'arendelle');
    const logIn = await post(server.url + paths.logIn, { name: 'anna', password });
    const cookie = logIn.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(logIn.headers.get('set-cookie')).toMatch(/; Path=\/desk; HttpOnly; SameSite=Strict$/);
    const release = Release.parse(await (await fetch(server.url + paths.release(opened.plan.round), { headers: { cookie } })).json());
    expect(release.manifest).toBe(opened.made.hash);
    expect(release.populations[0]?.factors).toHaveLength(10);
    const csv = await (await fetch(server.url + paths.releaseCsv(opened.plan.round), { headers: { cookie } })).text();
    expect(csv.split('\r\n')[0]).toContain('round,population,table');
  });
});
