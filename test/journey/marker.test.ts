// Nothing that a person sends is written anywhere but in its sheet. A marker goes through body, header, path, query and
// cookie, triggers every refusal, also while the store is away; then everything printed and every file is searched.
import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { drawRequest } from '../../client/credential/draw-token.ts';
import type { NewCode } from '../../server/issuer/codes-store.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { paths } from '../../shared/api/round.ts';
import { OwnItem } from '../../shared/questionnaire/adaptation.ts';
import { aSurveySource } from '../support/a-cips-form.ts';
import { aDataFolder } from '../support/a-server.ts';
import { aFreePort, aServerProcess, withData, withoutEngine } from '../support/a-server-process.ts';
import type { ServerProcess } from '../support/a-server-process.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aPreparedDraw, aSealedSheet, aTicket, post, postDraw, postSheet, problemCode } from '../support/a-respondent.ts';

const ACCEPTED = 'Acc3ptedMarkerQZX';
const REFUSED = 'R3fusedMarkerQZX';
const marked = { 'X-Note': REFUSED, 'User-Agent': `agent ${REFUSED}`, Referer: `http://${REFUSED}.example/`, Cookie: `c=${REFUSED}; spid-desk=${REFUSED}`, 'X-Forwarded-For': REFUSED };

const aCommentItem = (): OwnItem => {
  const { languages, definition } = aSurveySource('cips/1/officials');
  return OwnItem.parse({
    page: definition.pages[0]?.name,
    element: { type: 'comment', name: 'OWN_WORDS', maxLength: 200 },
    items: [{ code: 'OWN_WORDS', revision: 1, kind: 'descriptive', scale: 'own-words', common: false, sensitive: false }],
    scales: [{ code: 'own-words', kind: 'text', points: [], missing: [] }],
    texts: Object.fromEntries(languages.map((language) => [language, { OWN_WORDS: language === 'ar' ? 'كلمات' : `Words (${language})` }])),
  });
};

describe('a marker', () => {
  const dataFolder = aDataFolder();
  let server: ServerProcess;
  let opened: OpenedRound;
  let next = 0;
  const aCode = (): NewCode => {
    const code = opened.codes[next];
    next += 1;
    if (code === undefined) throw new Error('no code left');
    return code;
  };
  beforeAll(async () => {
    server = await aServerProcess(dataFolder, await aFreePort());
    opened = await withData(dataFolder, (rooms) => anOpenRound(rooms, { populations: [{ ...aPopulationPlan('officials', 20), own: [aCommentItem()] }] }));
  }, 60_000);
  afterAll(() => {
    server.child.kill('SIGKILL');
    rmSync(dataFolder, { recursive: true, force: true });
  });

  const seen = new Set<string>();
  const refuse = async (response: Promise<Response>): Promise<void> => {
    const reply = await response;
    const text = await reply.clone().text();
    expect(text).not.toContain(REFUSED);
    expect(JSON.stringify([...reply.headers])).not.toContain(REFUSED);
    seen.add(await problemCode(reply));
  };

  it('is stored once with the sheet that was accepted', async () => {
    const sheet = await aSealedSheet(opened, await aTicket(server.url, opened, aCode()), { X10_11: 'no', OWN_WORDS: ACCEPTED });
    expect((await post(server.url + paths.sheets(opened.plan.round), sheet.request, marked)).status).toBe(200);
  });

  it('comes back in no refusal, whatever it is in', async () => {
    const draw = server.url + paths.draw(opened.plan.round);
    const send = server.url + paths.sheets(opened.plan.round);
    const json = { 'Content-Type': 'application/json', ...marked };
    const raw = (url: string, body: string, headers: Record<string, string> = json, method = 'POST'): Promise<Response> => fetch(url, { method, body, headers });
    const code = aCode();
    const prepared = await aPreparedDraw(opened, code);
    const honest = drawRequest(prepared, code.frame, code.code);
    for (const url of [draw, send, server.url + paths.logIn]) {
      await refuse(raw(url, `{"${REFUSED}`));
      await refuse(raw(url, JSON.stringify({ [REFUSED]: REFUSED })));
      await refuse(raw(url, JSON.stringify({ ...honest, population: REFUSED, [REFUSED]: 1 })));
      await refuse(raw(url, REFUSED.repeat(700_000)));
      await refuse(raw(url, REFUSED, { ...marked, 'Content-Type': `text/${REFUSED}` }));
      await refuse(raw(url, REFUSED, json, 'PUT'));
      await refuse(raw(`${url}?${REFUSED}=${REFUSED}`, '{}'));
    }
    await refuse(fetch(`${server.url}/${REFUSED}`, { headers: marked }));
    await refuse(fetch(`${server.url}/collector/rounds/${REFUSED}/forms/${REFUSED}`, { headers: marked }));
    await refuse(fetch(`${server.url}${paths.form(opened.plan.round, REFUSED)}`, { headers: marked }));
    await refuse(fetch(`${server.url}/%${REFUSED}`, { headers: marked }));
    await refuse(fetch(`${server.url}/collector/rounds/%ZZ${REFUSED}`, { headers: marked }));
    await refuse(fetch(`${server.url}${paths.release(opened.plan.round)}?${REFUSED}`, { headers: marked }));
    await refuse(post(draw, { ...honest, population: REFUSED.toLowerCase() }, marked));
    await refuse(post(draw, { ...honest, code: '0123456789ABCDEF' }, marked));
    await refuse(post(draw, { ...honest, blinded: 'A'.repeat(512) }, marked));
    await refuse(post(server.url + paths.logIn, { name: REFUSED, password: REFUSED }, marked));
    await refuse(post(server.url + paths.logOut, {}, { ...marked, Origin: `http://${REFUSED}` }));
  }, 60_000);

  it('comes back in no refusal of a sheet', async () => {
    const ticket = await aTicket(server.url, opened, aCode());
    const url = server.url + paths.sheets(opened.plan.round);
    for (const answers of [{ X10_11: REFUSED }, { [REFUSED]: 1 }, { X10_11: 'no', OWN_WORDS: REFUSED.repeat(20) }, { OWN_WORDS: REFUSED }]) await refuse(postSheet(server.url, opened.plan.round, await aSealedSheet(opened, ticket, answers as never)));
    expect((await postSheet(server.url, opened.plan.round, await aSealedSheet(opened, ticket, { X10_11: 'no' }))).status).toBe(200);
    const other = await aSealedSheet(opened, ticket, { X10_11: 'no', OWN_WORDS: REFUSED });
    await refuse(post(url, other.request, marked));
    await refuse(post(url, { ...other.request, token: other.request.signature.padEnd(512, 'A') }, marked));
    await refuse(post(url, { ...other.request, signature: 'A'.repeat(86) }, marked));
    const code = aCode();
    await aTicket(server.url, opened, code);
    await refuse(postDraw(server.url, opened, await aPreparedDraw(opened, code), code));
  });

  it('comes back in no reply while the store is away', async () => {
    const sheet = await aSealedSheet(opened, await aTicket(server.url, opened, aCode()), { X10_11: 'no', OWN_WORDS: REFUSED });
    await withoutEngine(dataFolder, async () => {
      await refuse(post(server.url + paths.logIn, { name: REFUSED, password: REFUSED }, marked));
      await refuse(post(server.url + paths.sheets(opened.plan.round), sheet.request, marked));
    });
  }, 90_000);

  it('has met every refusal that this surface can give', () => {
    expect([...seen].sort()).toEqual(expect.arrayContaining([
      '400 blinded.invalid', '400 request.malformed', '401 login.needed', '403 origin.refused', '403 signature.invalid', '403 token.invalid', '404 code.unknown', '404 form.unknown', '404 population.unknown',
      '404 request.not-found', '404 round.unknown', '405 request.method', '409 code.used', '409 sheet.conflict', '413 request.too-large', '415 request.media-type', '422 answers.invalid', '503 store.unavailable',
    ]));
  });

  it('stands in the one accepted sheet and nowhere else on disk or in print', async () => {
    await withData(dataFolder, async (rooms) => {
      const holding: number[] = [];
      for await (const sheet of rooms.collected.sheets.inOrder(opened.plan.round)) {
        const text = Buffer.concat([sheet.id, sheet.key, sheet.randomizer, sheet.token, sheet.body, sheet.signature]).toString('latin1');
        expect(text).not.toContain(REFUSED);
        holding.push(text.split(ACCEPTED).length - 1);
      }
      expect(holding.filter((times) => times > 0)).toEqual([1]);
    });
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    const files = readdirSync(dataFolder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const holding = (marker: string): string[] => files.filter((file) => readFileSync(file).includes(marker)).map((file) => file.slice(dataFolder.length + 1));
    expect(holding(ACCEPTED)).toEqual(['database/engine.mdb']);
    expect(holding(REFUSED)).toEqual([]);
    for (const marker of [ACCEPTED, REFUSED]) expect(server.printed()).not.toContain(marker);
  }, 90_000);
});
