// What is weighed before a round opens, what a lost code costs, and a round in two phases from end to end.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { closeRound } from '../../server/lifecycle/close-round.ts';
import { doDueWork } from '../../server/lifecycle/due-work.ts';
import { extendRound } from '../../server/lifecycle/extend-round.ts';
import { noticesOf } from '../../server/lifecycle/keeping-notices.ts';
import { createRound, openRound } from '../../server/lifecycle/open-round.ts';
import { pauseRound } from '../../server/lifecycle/pause-round.ts';
import { profileWarning, profilesOf } from '../../server/lifecycle/profiles.ts';
import { reissueCode } from '../../server/lifecycle/reissue-code.ts';
import { boardPaths } from '../../shared/api/board.ts';
import { Board } from '../../shared/credential/board.ts';
import { aSurveyForm } from '../support/a-cips-form.ts';
import { aPreparedDraw, aSealedSheet, aTicket, answerOnce, postDraw, postSheet, problemCode } from '../support/a-respondent.ts';
import { aPopulationPlan, aRoundPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';

const now = new Date().toISOString().slice(0, 10);
const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
const LEAST = { X10_11: 'no' };

describe('before a round opens', () => {
  it('counts profiles as the product of the answers that tell something of a person, and warns under ten people each', () => {
    const form = aSurveyForm('cips/1/officials');
    const { profiles, items } = profilesOf(form);
    const choices = items.map((name) => form.pages.flatMap((page) => page.elements).find((element) => element.name === name));
    expect(items).toContain('D_SEX');
    expect(choices).not.toContain(undefined);
    expect(profiles).toBeGreaterThan(50);
    expect(profileWarning(aPopulationPlan('officials', profiles * 10), form, false)).toBeNull();
    expect(profileWarning(aPopulationPlan('officials', profiles * 10 - 1), form, false)).toMatchObject({ profiles, invited: profiles * 10 - 1 });
    const mixed = aPopulationPlan('officials', profiles * 10 - 3);
    expect(profileWarning({ ...mixed, strata: mixed.strata.map((stratum) => ({ ...stratum, cards: 1, tablets: 2 })) }, form, false)).toBeNull();
    expect(profileWarning(aPopulationPlan('officials', profiles * 10), form, true)).toMatchObject({ profiles: profiles * form.languages.length, items: [...items, 'language'] });
  });
});

describe('codes and phases', () => {
  let server: TestServer;
  let today = now;
  beforeAll(async () => {
    server = await aServer({ today: () => today });
  }, 60_000);
  beforeEach(() => {
    today = now;
  });
  afterAll(() => server.close());

  it('re-issues a lost code up to the cap, in public, and the board adds up', async () => {
    const opened = await anOpenRound(server.rooms, { populations: [aPopulationPlan('officials', 12)] });
    const { round } = opened.plan;
    const order = { round, population: 'officials', frame: 'invited', stratum: 'all' } as const;
    for (const code of opened.codes) await answerOnce(server.url, opened, code, LEAST);
    const again = await reissueCode(server.rooms, order);
    await answerOnce(server.url, opened, again.code, LEAST);
    const more = await Promise.allSettled(Array.from({ length: 4 }, () => reissueCode(server.rooms, order)));
    expect(more.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    await expect(reissueCode(server.rooms, order)).rejects.toMatchObject({ code: 'round.wrong-state' });
    await expect(reissueCode(server.rooms, { ...order, stratum: 'nowhere' })).rejects.toMatchObject({ code: 'population.unknown' });
    expect((await noticesOf(server.rooms, round)).map(({ kind }) => kind)).toEqual(['code-reissued', 'code-reissued', 'code-reissued']);
    const released = await closeEarly(server.rooms, round);
    expect(released.populations[0]).toMatchObject({ sheets: 13, issued: 12 });
    const board = Board.parse(await (await fetch(server.url + boardPaths.board(round))).json());
    expect(board.frames[0]).toMatchObject({ invited: 12, reissued: 3, issued: 13, accepted: 13 });
  }, 60_000);

  it('is closed on its last day of sending, and as extended, only by who says that it is before its day; the log tells it in five languages', async () => {
    const { plan: { round, drawingEnds, sendingEnds: planned } } = await anOpenRound(server.rooms, { modes: ['tablet'], populations: [aPopulationPlan('officials', 12)] });
    const sendingEnds = dayAfter(planned);
    const kept = (): readonly string[] => ['issuer-keys', 'collector-keys'].flatMap((folder) => readdirSync(join(server.dataFolder, folder)).filter((name) => name.startsWith(round)));
    const keys = kept();
    await extendRound(server.rooms, round, { sendingEnds });
    for (const day of [drawingEnds, sendingEnds]) {
      today = day;
      await expect(closeRound(server.rooms, round)).rejects.toMatchObject({ code: 'round.wrong-state', message: expect.stringMatching(new RegExp(`until ${sendingEnds}.*finished sheet.*--before-its-day`)) as unknown });
    }
    expect([kept(), (await server.rooms.desk.rounds.get(round))?.state, (await server.rooms.collected.rounds.status(round))?.state]).toEqual([keys, 'open', 'open']);
    expect((await noticesOf(server.rooms, round)).map(({ kind }) => kind)).toEqual(['extended']);
    await closeEarly(server.rooms, round);
    const closed = (await noticesOf(server.rooms, round)).at(-1);
    expect([keys.length, kept()]).toEqual([2, []]);
    expect(closed).toMatchObject({ kind: 'closed', day: sendingEnds, details: { beforeSendingEnds: sendingEnds } });
    expect(Object.keys(closed?.texts ?? {}).sort()).toEqual(['ar', 'en', 'es', 'fr', 'pt']);
    for (const text of Object.values(closed?.texts ?? {})) expect(text).toContain(sendingEnds);
    expect(closed?.texts['en']).toContain('before its day');
  }, 60_000);

  it('never opens again what was closed, at issuer or collector, when a command comes late', async () => {
    const { plan: { round } } = await anOpenRound(server.rooms, { populations: [aPopulationPlan('officials', 12)] });
    await pauseRound(server.rooms, round);
    await closeEarly(server.rooms, round);
    // What is left to do of a resume that began before the close.
    for (const state of ['open', 'paused'] as const) {
      await server.rooms.issuer.setDrawing(round, state);
      await server.rooms.collector.setState(round, state);
      expect([await server.rooms.issuer.hasEnded(round), (await server.rooms.collected.rounds.status(round))?.state]).toEqual([true, 'released']);
    }
  }, 60_000);

  const keptKeys = (round: string): readonly string[] => ['issuer-keys', 'collector-keys'].flatMap((folder) => readdirSync(join(server.dataFolder, folder)).filter((name) => name.startsWith(round)));

  it('leaves no key and no open draw where opening fails, and opens at the next try', async () => {
    const plan = aRoundPlan({ modes: ['online', 'tablet'], mixedWays: 'list-ticked', populations: [{ ...aPopulationPlan('officials', 12), strata: [{ code: 'all', size: 12, codes: 12, tablets: 3 }] }] });
    const { round } = plan;
    expect(await createRound(server.rooms, plan)).toBe('made');
    await expect(openRound(server.rooms, round, () => Promise.reject(new Error(`no space; ${String(keptKeys(round).length)} keys`)))).rejects.toThrow('no space; 3 keys');
    expect([keptKeys(round), await server.rooms.issuer.hasEnded(round), (await server.rooms.desk.rounds.get(round))?.state]).toEqual([[], true, 'draft']);
    const opened = await openRound(server.rooms, round, () => Promise.resolve());
    expect(keptKeys(round)).toHaveLength(3);
    const [code] = opened.codes;
    if (code === undefined) throw new Error('no code');
    await expect(answerOnce(server.url, opened, code, LEAST)).resolves.toMatch(/./);
  }, 60_000);

  it('takes a corrected plan in the place of a draft, also while that is being opened, and never in that of an opened round', async () => {
    const first = aRoundPlan({ populations: [aPopulationPlan('officials', 12), aPopulationPlan('private-sector', 12)] });
    const { round } = first;
    const second = { ...first, title: { en: 'Corrected' }, populations: first.populations.slice(0, 1) };
    await createRound(server.rooms, first);
    const replacing = openRound(server.rooms, round, async () => {
      expect(await createRound(server.rooms, first)).toBe('replaced');
      expect(keptKeys(round)).toHaveLength(2);
      expect(await createRound(server.rooms, second)).toBe('replaced');
    });
    await expect(replacing).rejects.toMatchObject({ code: 'round.wrong-state', message: expect.stringContaining('its plan replaced') as unknown });
    expect([keptKeys(round), (await server.rooms.desk.rounds.get(round))?.plan.title]).toEqual([[], { en: 'Corrected' }]);
    await expect(createRound(server.rooms, { ...second, languages: ['en', 'en'] })).rejects.toMatchObject({ details: { place: 'languages[1]' } });
    await openRound(server.rooms, round, () => Promise.resolve());
    await expect(createRound(server.rooms, first)).rejects.toMatchObject({ code: 'plan.invalid', details: { place: 'round' } });
    expect([keptKeys(round).length, (await server.rooms.desk.rounds.get(round))?.plan.title]).toEqual([1, { en: 'Corrected' }]);
  }, 60_000);

  it('refuses a two-phase plan that leaves no day for answers', async () => {
    const plan = aRoundPlan({ twoPhase: true });
    await expect(createRound(server.rooms, { ...plan, sendingEnds: plan.drawingEnds })).rejects.toMatchObject({ code: 'plan.invalid' });
  });

  it('draws in the first phase, destroys the keys, and only then takes the first answer', async () => {
    const opened = await anOpenRound(server.rooms, { twoPhase: true, populations: [aPopulationPlan('officials', 12)] });
    const { round, drawingEnds } = opened.plan;
    const keyFiles = (): readonly string[] => readdirSync(join(server.dataFolder, 'issuer-keys')).filter((name) => name.startsWith(round));
    const sheets = await Promise.all(opened.codes.slice(0, 11).map(async (code) => aSealedSheet(opened, await aTicket(server.url, opened, code), LEAST)));
    today = drawingEnds;
    for (const sheet of sheets) expect(await problemCode(await postSheet(server.url, round, sheet))).toBe('409 round.not-open');
    expect(keyFiles()).toHaveLength(1);
    today = dayAfter(drawingEnds);
    await doDueWork(server.rooms);
    expect(keyFiles()).toEqual([]);
    const late = opened.codes[11];
    if (late === undefined) throw new Error('no code');
    expect(await problemCode(await postDraw(server.url, opened, await aPreparedDraw(opened, late), late))).toBe('409 round.drawing-ended');
    for (const sheet of sheets) expect((await postSheet(server.url, round, sheet)).status).toBe(200);
    expect((await closeEarly(server.rooms, round)).populations[0]?.sheets).toBe(11);
  }, 60_000);
});
