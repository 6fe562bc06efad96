// What may change after opening: days that move outwards, and words for everybody. Both in the public log, neither in
// the manifest; draws and sheets are taken for as long as the log says.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { extendRound } from '../../server/lifecycle/extend-round.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { RoundReply, paths } from '../../shared/api/round.ts';
import { Notice, brokenNotice } from '../../shared/credential/notices.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { sha256 } from '../support/a-credential-round.ts';
import { aPreparedDraw, answerOnce, postDraw, problemCode } from '../support/a-respondent.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { randomSheets } from '../support/random-sheets.ts';

describe('a round that is extended', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let day = '2027-02-01';
  const log = async (): Promise<readonly Notice[]> => {
    const reply = RoundReply.parse(await (await fetch(server.url + paths.round(opened.plan.round))).json());
    expect(reply.manifest).toBe(opened.made.text);
    return Notice.array().parse(reply.notices);
  };
  const draw = async (index: number): Promise<Response> => {
    const code = opened.codes[index];
    if (code === undefined) throw new Error('no code left');
    return postDraw(server.url, opened, await aPreparedDraw(opened, code), code);
  };

  beforeAll(async () => {
    server = await aServer({ today: () => day });
    opened = await anOpenRound(server.rooms, {
      populations: [aPopulationPlan('officials', 12)], drawingEnds: '2027-02-10', sendingEnds: '2027-02-12', objectionEnds: '2027-03-31', retentionDay: '2027-12-31',
    });
  }, 60_000);
  afterAll(() => server.close());

  it.each([
    [{ drawingEnds: '2027-02-09' }, 'drawingEnds'],
    [{ sendingEnds: '2027-02-11' }, 'sendingEnds'],
    [{ drawingEnds: '2027-02-20' }, 'sendingEnds'],
    [{ sendingEnds: '2027-04-01' }, 'sendingEnds'],
  ])('is not, by %j', async (days, place) => {
    await expect(extendRound(server.rooms, opened.plan.round, days)).rejects.toMatchObject({ code: 'plan.invalid', details: { place } });
    expect(await log()).toEqual([]);
  });

  it('is open for draws and sheets after its first days, says so once in a chain from the manifest, and keeps the manifest', async () => {
    await extendRound(server.rooms, opened.plan.round, { drawingEnds: '2027-02-20', sendingEnds: '2027-02-25' });
    await extendRound(server.rooms, opened.plan.round, { drawingEnds: '2027-02-20', sendingEnds: '2027-02-25' });
    day = '2027-02-18';
    const notices = await log();
    expect(notices.map(({ kind, details }) => [kind, details])).toEqual([['extended', { drawingEnds: '2027-02-20', sendingEnds: '2027-02-25' }]]);
    expect(await brokenNotice(opened.made.hash, notices, sha256)).toBeNull();
    expect(Object.keys(notices[0]?.texts ?? {})).toEqual(expect.arrayContaining(['ar', 'en', 'es', 'fr', 'pt']));
    const [answers] = randomSheets(Form.parse(JSON.parse(opened.made.forms[0]?.text ?? 'null')), 5, 1);
    const code = opened.codes[0];
    if (code === undefined || answers === undefined) throw new Error('no code');
    expect(await answerOnce(server.url, opened, code, answers)).toMatch(/^[0-9A-Z-]{29}$/);
  });

  it('ends on the new days and not later', async () => {
    day = '2027-02-21';
    expect(await problemCode(await draw(1))).toBe('409 round.drawing-ended');
  });

  it('cannot draw again once its keys are gone, but may send longer', async () => {
    await server.rooms.issuer.end(opened.plan.round);
    await expect(extendRound(server.rooms, opened.plan.round, { drawingEnds: '2027-02-25' })).rejects.toMatchObject({ code: 'plan.invalid', details: { place: 'drawingEnds' } });
    expect(await extendRound(server.rooms, opened.plan.round, { sendingEnds: '2027-03-05' })).toEqual({ drawingEnds: '2027-02-20', sendingEnds: '2027-03-05' });
    expect((await log()).filter(({ kind }) => kind === 'extended')).toHaveLength(2);
  });

  it('tells of a corrected page in the same chain', async () => {
    await server.rooms.collector.publish(opened.plan.round, { kind: 'page-corrected', day, texts: { en: 'A button was mended.' }, details: { build: 'abcdef123456' } });
    const notices = await log();
    expect(notices.at(-1)).toMatchObject({ kind: 'page-corrected', details: { build: 'abcdef123456' } });
    expect(await brokenNotice(opened.made.hash, notices, sha256)).toBeNull();
  });

  it('is unknown or in a wrong state where there is no such open round', async () => {
    await expect(extendRound(server.rooms, 'ZZZZZZ', { sendingEnds: '2027-03-06' })).rejects.toMatchObject({ code: 'round.unknown' });
  });
});
