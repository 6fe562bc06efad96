// The life of the sheets after sending: keys gone by their day, stores rewritten, settled, erased and certified; each by
// the calendar alone, each whole after any interruption.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeRound, countRound } from '../../server/lifecycle/close-round.ts';
import { doDueWork } from '../../server/lifecycle/due-work.ts';
import { eraseRound } from '../../server/lifecycle/erase-round.ts';
import { noticesOf } from '../../server/lifecycle/keeping-notices.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { settleRound } from '../../server/lifecycle/settle-round.ts';
import { ErasureCertificate } from '../../shared/credential/erasure.ts';
import { brokenNotice } from '../../shared/credential/notices.ts';
import type { Release } from '../../shared/results/release.ts';
import { sha256 } from '../support/a-credential-round.ts';
import { aPreparedDraw, answerOnce, postDraw, problemCode } from '../support/a-respondent.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';

const now = new Date().toISOString().slice(0, 10);
const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
const PEOPLE = 16;
/** Kills while settling and while erasing; `SPID_LONG=1` takes more of them, at finer distances. */
const [SETTLING, ERASING] = process.env['SPID_LONG'] === '1' ? [16, 8] : [4, 2];
const KILL_WITHIN_MS = 150;

describe('the sheets of a round after sending', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let released: Release;
  let today = now;
  let round = '';
  const kinds = async (): Promise<readonly string[]> => (await noticesOf(server.rooms, round)).map(({ kind }) => kind);
  /** Whether any file under the data folder holds these bytes. */
  const onDisk = (needle: Buffer | string): readonly string[] =>
    readdirSync(server.dataFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && readFileSync(join(entry.parentPath, entry.name)).includes(needle))
      .map((entry) => entry.name);
  beforeAll(async () => {
    server = await aServer({ today: () => today });
    opened = await anOpenRound(server.rooms, { populations: [aPopulationPlan('officials', PEOPLE + 1)] });
    round = opened.plan.round;
    for (const [index, code] of opened.codes.slice(0, PEOPLE).entries()) await answerOnce(server.url, opened, code, { X10_11: index % 3 === 0 ? 'yes' : 'no', F01_01: (index % 5) + 1 });
  }, 60_000);
  afterAll(() => server.close());

  it('loses the issuer key on the day after drawing though nobody closes it, and tells it once', async () => {
    const keyFiles = (): readonly string[] => readdirSync(join(server.dataFolder, 'issuer-keys'));
    today = opened.plan.drawingEnds;
    await doDueWork(server.rooms);
    expect(keyFiles()).toHaveLength(1);
    today = dayAfter(opened.plan.drawingEnds);
    await doDueWork(server.rooms);
    await doDueWork(server.rooms);
    expect(keyFiles()).toEqual([]);
    expect(await kinds()).toEqual(['key-destroyed']);
    today = now;
    const last = opened.codes[PEOPLE];
    if (last === undefined) throw new Error('no code');
    expect(await problemCode(await postDraw(server.url, opened, await aPreparedDraw(opened, last), last))).toBe('409 round.drawing-ended');
  });

  it('is rewritten on the day after sending, in one page generation and with nothing of the past in the file', async () => {
    today = dayAfter(opened.plan.sendingEnds);
    await doDueWork(server.rooms);
    expect((await server.rooms.desk.rounds.get(round))?.state).toBe('closed');
    expect(await kinds()).toEqual(['key-destroyed', 'closed']);
    expect((await noticesOf(server.rooms, round)).at(-1)).toMatchObject({ details: {}, texts: { en: expect.stringMatching(/^The round is closed\. /) as unknown } });
    expect((await server.rooms.collected.keeping.get(round)).rewritten).toBe(true);
    released = await closeRound(server.rooms, round);
    expect(released.populations[0]?.sheets).toBe(PEOPLE);
    expect(await kinds()).toEqual(['key-destroyed', 'closed']);
  }, 90_000);

  it('is not settled within the objection period, by hand or by the calendar', async () => {
    today = opened.plan.objectionEnds;
    await doDueWork(server.rooms);
    await expect(settleRound(server.rooms, round)).rejects.toMatchObject({ code: 'round.wrong-state' });
    expect(await server.rooms.collected.sheets.size(round)).toBe(PEOPLE);
  });

  it('comes to the same release after settling that was killed at several moments', async () => {
    today = dayAfter(opened.plan.objectionEnds);
    // Keys and tokens stand on the public board; what only a signed sheet has is its signature.
    const signatures: Buffer[] = [];
    for await (const sheet of server.rooms.collected.sheets.inOrder(round)) signatures.push(Buffer.from(sheet.signature));
    expect(onDisk(signatures[0] ?? '')).toEqual(['engine.mdb']);
    for (let moment = 0; moment < SETTLING; moment += 1) {
      const work = settleRound(server.rooms, round).then(() => null, () => null);
      await new Promise((resolve) => setTimeout(resolve, (moment * KILL_WITHIN_MS) / SETTLING));
      process.kill(server.engine?.pid() ?? 0, 'SIGKILL');
      await work;
      while ((await server.rooms.collected.keeping.get(round).catch(() => null)) === null) await new Promise((resolve) => setTimeout(resolve, 50));
      expect(JSON.stringify(await countRound(server.rooms, opened.plan, false))).toBe(JSON.stringify(released));
    }
    await settleRound(server.rooms, round);
    await settleRound(server.rooms, round);
    const lines: string[] = [];
    expect(JSON.stringify(await countRound(server.rooms, opened.plan, false, (line) => lines.push(line)))).toBe(JSON.stringify(released));
    expect(lines.join()).toContain('verified at close');
    expect((await kinds()).filter((kind) => kind === 'settled')).toHaveLength(1);
    expect(await server.rooms.collected.sheets.size(round)).toBe(0);
    for (const signature of signatures) expect(onDisk(signature)).toEqual([]);
  }, SETTLING * 15_000);

  it('refuses to count settled sheets of which one was changed', async () => {
    const mark = (await server.rooms.collected.keeping.get(round)).settled;
    if (mark === null) throw new Error('not settled');
    const attempt = await server.rooms.collected.settled.begin('CHANGED');
    await attempt.add(Buffer.alloc(32, 7), { population: 'officials', frame: 'invited', answers: '{"X10_11":"no"}' });
    await attempt.place();
    const { readSettled } = await import('../../server/count/read-settled.ts');
    const { readyRound } = await import('../../server/collector/open-rounds.ts');
    const collected = await server.rooms.collected.rounds.get(round);
    if (collected === null) throw new Error('no round');
    const changed = { ...server.rooms.collected.settled, inOrder: () => server.rooms.collected.settled.inOrder('CHANGED') };
    await expect(readSettled(readyRound(collected), changed, { ...mark, sheets: 1 })).rejects.toMatchObject({ code: 'round.unfit' });
    await server.rooms.collected.settled.forget('CHANGED', true);
  });

  it('is erased on the retention day and not before, certified, and leaves no answer and no code behind', async () => {
    // The second as a kill within opening leaves it.
    const printed = ['csv', 'csv.new'].map((ending) => join(server.dataFolder, 'codes', `${round}.${ending}`));
    mkdirSync(join(server.dataFolder, 'codes'), { recursive: true });
    for (const path of printed) writeFileSync(path, opened.codes.map(({ code }) => code).join('\n'));
    await expect(eraseRound(server.rooms, round)).rejects.toMatchObject({ code: 'round.wrong-state' });
    today = opened.plan.retentionDay;
    for (let moment = 0; moment < ERASING; moment += 1) {
      const work = doDueWork(server.rooms);
      await new Promise((resolve) => setTimeout(resolve, (moment * KILL_WITHIN_MS) / ERASING));
      process.kill(server.engine?.pid() ?? 0, 'SIGKILL');
      await work.catch(() => null);
      while ((await server.rooms.collected.keeping.get(round).catch(() => null)) === null) await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(await doDueWork(server.rooms)).toBe(true);
    const text = readFileSync(join(server.dataFolder, 'certificates', `${round}.json`), 'utf8');
    const certificate = ErasureCertificate.parse(JSON.parse(text));
    expect(certificate).toMatchObject({ round, sheets: PEOPLE, settled: true, day: today, codes: [{ population: 'officials', frame: 'invited', made: PEOPLE + 1, issued: PEOPLE, reissued: 0 }] });
    const log = await noticesOf(server.rooms, round);
    expect(log.at(-1)).toMatchObject({ kind: 'erased', day: today, details: { certificate: createHash('sha256').update(text).digest('base64url'), sheets: PEOPLE } });
    expect(await brokenNotice(opened.made.hash, log, sha256)).toBeNull();
    expect(printed.map((path) => existsSync(path))).toEqual([false, false]);
    expect(await server.rooms.collected.settled.exists(round)).toBe(false);
    expect(await server.rooms.issuer.counts(round)).toEqual([]);
    await expect(countRound(server.rooms, opened.plan, false)).rejects.toMatchObject({ code: 'round.wrong-state' });
    expect((await server.rooms.desk.releases.get(round))?.round).toBe(round);
  }, ERASING * 45_000);
});
