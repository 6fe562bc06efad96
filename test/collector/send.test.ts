// One token, one sheet: replays, conflicts, answers that do not fit, and the days on which sheets are taken.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sealSheet } from '../../client/credential/seal-sheet.ts';
import { LEASE_MS, openRounds } from '../../server/collector/open-rounds.ts';
import type { SheetsStore } from '../../server/collector/sheets-store.ts';
import { takeSheet } from '../../server/collector/take-sheet.ts';
import type { NewCode } from '../../server/issuer/codes-store.ts';
import { endDrawing } from '../../server/lifecycle/end-phases.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { pauseRound, resumeRound } from '../../server/lifecycle/pause-round.ts';
import { sentSheetOf } from '../../shared/credential/send.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { anOpenRound } from '../support/a-round.ts';
import { aSealedSheet, aTicket, postSheet, problemCode } from '../support/a-respondent.ts';
import { closeEarly } from '../support/close-early.ts';

/** The one required filter, answered; everything else may be left. */
const LEAST = { X10_11: 'no' };
const now = new Date().toISOString().slice(0, 10);

describe('sending a sheet', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let today = now;
  let next = 0;
  const aCode = (): NewCode => {
    const code = opened.codes[next];
    next += 1;
    if (code === undefined) throw new Error('no code left');
    return code;
  };
  const stored = (): Promise<number> => server.rooms.collected.sheets.size(opened.plan.round);
  beforeAll(async () => {
    server = await aServer({ today: () => today });
    opened = await anOpenRound(server.rooms);
  }, 60_000);
  beforeEach(() => {
    today = now;
  });
  afterAll(() => server.close());

  it('gives the same receipt for the same body, also to 16 sends at once, and stores it once', async () => {
    const before = await stored();
    const sheet = await aSealedSheet(opened, await aTicket(server.url, opened, aCode()), { ...LEAST, F01_01: 4 });
    const replies = await Promise.all(Array.from({ length: 16 }, () => postSheet(server.url, opened.plan.round, sheet)));
    const receipts = await Promise.all(replies.map(async (reply) => ((await reply.json()) as { receipt: string }).receipt));
    expect(new Set(receipts)).toEqual(new Set([sheet.receipt]));
    expect(await stored()).toBe(before + 1);
  });

  it('refuses another body under a used token and keeps the first', async () => {
    const ticket = await aTicket(server.url, opened, aCode());
    const first = await aSealedSheet(opened, ticket, { ...LEAST, F01_01: 4 });
    const second = await aSealedSheet(opened, ticket, { ...LEAST, F01_01: 5 });
    expect((await postSheet(server.url, opened.plan.round, first)).status).toBe(200);
    expect(await problemCode(await postSheet(server.url, opened.plan.round, second))).toBe('409 sheet.conflict');
    expect((await postSheet(server.url, opened.plan.round, first)).status).toBe(200);
  });

  it('lets exactly one of 32 bodies win that are sent at once under one token', async () => {
    const ticket = await aTicket(server.url, opened, aCode());
    const sheets = await Promise.all(Array.from({ length: 32 }, (_, index) => aSealedSheet(opened, ticket, { ...LEAST, F01_01: (index % 5) + 1 })));
    const outcomes = await Promise.all(sheets.map(async (sheet) => (await postSheet(server.url, opened.plan.round, sheet)).status));
    expect(outcomes.filter((status) => status === 200)).toHaveLength(1);
    expect(outcomes.filter((status) => status === 409)).toHaveLength(31);
  });

  it.each([
    ['a value outside the scale', { F01_01: 9 }, [{ item: 'F01_01', kind: 'outside-scale' }]],
    ['an item that the form lacks', { NO_SUCH: 1 }, [{ item: '?', kind: 'unknown-item' }]],
    ['an answer that routing hides', { ...LEAST, E10_11: 'yes' }, [{ item: 'E10_11', kind: 'hidden' }]],
    ['a required filter left out', { F01_01: 2 }, [{ item: 'X10_11', kind: 'required' }]],
    ['an object in place of an answer', { F01_01: { $gt: 0 } }, [{ item: 'F01_01', kind: 'wrong-type' }]],
  ])('refuses %s, names the item and stores nothing', async (_name, answers, expected) => {
    const before = await stored();
    const ticket = await aTicket(server.url, opened, aCode());
    const reply = await postSheet(server.url, opened.plan.round, await aSealedSheet(opened, ticket, answers as never));
    const problem = (await reply.json()) as { code: string; answers: unknown[] };
    expect([reply.status, problem.code]).toEqual([422, 'answers.invalid']);
    expect(problem.answers).toEqual(expect.arrayContaining(expected));
    expect(await stored()).toBe(before);
    expect((await postSheet(server.url, opened.plan.round, await aSealedSheet(opened, ticket, { ...LEAST, F01_01: 3 }))).status).toBe(200);
  });

  it('refuses a sheet filled in another form, for another manifest, or in a mode the round lacks', async () => {
    const ticket = await aTicket(server.url, opened, aCode());
    const { bodyLength, questionnaires } = opened.made.manifest;
    const form = questionnaires[0]?.form ?? '';
    const send = async (changed: Promise<Awaited<ReturnType<typeof sealSheet>>>): Promise<string> => problemCode(await postSheet(server.url, opened.plan.round, await changed));
    expect(await send(sealSheet(ticket, { mode: 'online', form: questionnaires[1]?.form ?? '', answers: LEAST }, bodyLength))).toBe('409 form.mismatch');
    expect(await send(sealSheet({ ...ticket, place: { ...ticket.place, manifest: form } }, { mode: 'online', form, answers: LEAST }, bodyLength))).toBe('409 manifest.mismatch');
    expect(await send(sealSheet(ticket, { mode: 'tablet', form, answers: LEAST }, bodyLength))).toBe('400 sheet.malformed');
    expect(await send(sealSheet(ticket, { mode: 'online', form, answers: LEAST, language: 'fr' }, bodyLength))).toBe('400 sheet.malformed');
  });

  it('takes sheets until the last day of sending, and then still gives the receipt of a sheet that it has', async () => {
    const sheet = await aSealedSheet(opened, await aTicket(server.url, opened, aCode()), LEAST);
    const late = await aSealedSheet(opened, await aTicket(server.url, opened, aCode()), LEAST);
    today = opened.plan.sendingEnds;
    expect((await postSheet(server.url, opened.plan.round, sheet)).status).toBe(200);
    today = opened.plan.objectionEnds;
    expect(await problemCode(await postSheet(server.url, opened.plan.round, late))).toBe('409 round.sending-ended');
    expect(await ((await postSheet(server.url, opened.plan.round, sheet)).json())).toEqual({ receipt: sheet.receipt });
  });

  it('gives, while the round is paused, the receipt of a sheet that it has and takes no other', async () => {
    const sheet = await aSealedSheet(opened, await aTicket(server.url, opened, aCode()), LEAST);
    const other = await aSealedSheet(opened, await aTicket(server.url, opened, aCode()), LEAST);
    expect((await postSheet(server.url, opened.plan.round, sheet)).status).toBe(200);
    await pauseRound(server.rooms, opened.plan.round);
    expect(await ((await postSheet(server.url, opened.plan.round, sheet)).json())).toEqual({ receipt: sheet.receipt });
    expect(await problemCode(await postSheet(server.url, opened.plan.round, other))).toBe('409 round.paused');
    await resumeRound(server.rooms, opened.plan.round);
    expect((await postSheet(server.url, opened.plan.round, other)).status).toBe(200);
  });

  it('takes the first answer of a two-phase round only when the log says that its keys are destroyed, not by the day alone', async () => {
    const phased = await anOpenRound(server.rooms, { twoPhase: true });
    const code = phased.codes[0];
    if (code === undefined) throw new Error('no code');
    const sheet = await aSealedSheet(phased, await aTicket(server.url, phased, code), LEAST);
    today = phased.plan.drawingEnds;
    expect(await problemCode(await postSheet(server.url, phased.plan.round, sheet))).toBe('409 round.not-open');
    today = phased.plan.sendingEnds;
    expect(await problemCode(await postSheet(server.url, phased.plan.round, sheet))).toBe('409 round.not-open');
    await endDrawing(server.rooms, phased.plan.round);
    today = phased.plan.drawingEnds;
    expect(await problemCode(await postSheet(server.url, phased.plan.round, sheet))).toBe('409 round.not-open');
    today = phased.plan.sendingEnds;
    expect((await postSheet(server.url, phased.plan.round, sheet)).status).toBe(200);
  });

  it('refuses a new sheet after closing', async () => {
    const sheet = await aSealedSheet(opened, await aTicket(server.url, opened, aCode()), LEAST);
    await closeEarly(server.rooms, opened.plan.round);
    expect(await problemCode(await postSheet(server.url, opened.plan.round, sheet))).toBe('409 round.sending-ended');
  }, 90_000);

  it.each([
    ['gives no receipt where storing outlasts the close that began meanwhile', 'closed', 'round.sending-ended'],
    ['gives a receipt where storing takes its time and the round stays open', 'open', null],
  ] as const)('%s', async (_title, becomes, refused) => {
    const other = await anOpenRound(server.rooms);
    const [code] = other.codes;
    if (code === undefined) throw new Error('no code');
    const sheet = await aSealedSheet(other, await aTicket(server.url, other, code), LEAST);
    const rounds = openRounds(server.rooms.collected.rounds);
    const slow: SheetsStore = {
      ...server.rooms.collected.sheets,
      async insert(...words) {
        await server.rooms.collector.setState(other.plan.round, becomes);
        await new Promise((resolve) => setTimeout(resolve, LEASE_MS + 50));
        return server.rooms.collected.sheets.insert(...words);
      },
    };
    const round = await rounds.get(other.plan.round);
    if (round === null) throw new Error('no round');
    const taken = takeSheet({ rounds, sheets: slow, today: () => today }, round, sentSheetOf(sheet.request));
    if (refused === null) expect(await taken).toBe(sheet.receipt);
    else await expect(taken).rejects.toMatchObject({ code: refused });
  });
});
