// Sheets keyed from paper that a kill left waiting: closing waits for them, and nothing of them outlives sending; also
// where the file is damaged, which a fault of the disk or an editor may do.
import { mkdirSync, readFileSync, readdirSync, renameSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeRound, endRound } from '../../server/lifecycle/close-round.ts';
import { doDueWork } from '../../server/lifecycle/due-work.ts';
import { sendPaper } from '../../server/lifecycle/key-paper.ts';
import { noticesOf } from '../../server/lifecycle/keeping-notices.ts';
import { createRound, openRound } from '../../server/lifecycle/open-round.ts';
import { changePaper } from '../../server/lifecycle/paper-file.ts';
import { writePrintedCodes } from '../../server/lifecycle/printed-codes.ts';
import { pauseRound, resumeRound } from '../../server/lifecycle/pause-round.ts';
import type { Rooms } from '../../server/lifecycle/rooms.ts';
import { settleRound } from '../../server/lifecycle/settle-round.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { insistPaperSent } from '../../server/lifecycle/unsent-paper.ts';
import { aPopulationPlan, aRoundPlan } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { spidHere } from '../support/spid-here.ts';

describe('paper that was keyed and not sent', () => {
  let server: TestServer;
  let today = new Date().toISOString().slice(0, 10);
  const plan = aRoundPlan({ modes: ['paper'], populations: [aPopulationPlan('officials', 20)] });
  const place = { round: plan.round, population: 'officials' };
  const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  const waiting = (): readonly string[] => readdirSync(join(server.dataFolder, 'codes')).filter((name) => name.includes('paper'));
  const lines: string[] = [];
  const createAndOpen = async (of: RoundPlan): Promise<RoundPlan> => {
    await createRound(server.rooms, of);
    await openRound(server.rooms, of.round, async (made) => void (await writePrintedCodes(server.dataFolder, made, 'https://survey.example')));
    return of;
  };
  /** Opens a round of which two sheets were keyed, and killed before the first was sent. */
  const createAndLeave = async (of: RoundPlan): Promise<RoundPlan> => {
    await createAndOpen(of);
    const take = (): Promise<never> => Promise.reject(new Error('killed'));
    await expect(sendPaper({ ...server.rooms, collector: { ...server.rooms.collector, take } }, { round: of.round, population: 'officials' }, [1], [{ X10_11: 'no' }, { X10_11: 'no' }])).rejects.toThrow('killed');
    return of;
  };
  beforeAll(async () => {
    server = await aServer({ today: () => today });
    await createAndLeave(plan);
  }, 60_000);
  afterAll(() => server.close());

  it('keeps the round from being closed by hand, which names the command that sends it', async () => {
    await expect(closeRound(server.rooms, plan.round)).rejects.toThrow(`2 sheets keyed from paper for officials are not sent yet: spid paper key ${plan.round} --population officials sends them`);
    await pauseRound(server.rooms, plan.round);
    today = dayAfter(plan.sendingEnds);
    await expect(closeRound(server.rooms, plan.round)).rejects.toThrow(`not sent yet: spid round resume ${plan.round}, then spid round extend ${plan.round} --sending DAY, then spid paper key`);
    await resumeRound(server.rooms, plan.round);
    expect([(await server.rooms.collected.rounds.status(plan.round))?.state, waiting()]).toEqual(['open', [`${plan.round}-officials-paper.json`]]);
  });

  it('of a round with two phases is sent in the second, or destroyed by a command of its own: then nothing keeps it from being closed', async () => {
    today = new Date().toISOString().slice(0, 10);
    const { round } = await createAndLeave(aRoundPlan({ modes: ['paper'], twoPhase: true, populations: [aPopulationPlan('officials', 20)] }));
    const closing = closeRound(server.rooms, round, { beforeItsDay: true });
    await expect(closing).rejects.toThrow(`2 sheets keyed from paper for officials are not sent yet: after ${plan.drawingEnds}, when the log says that the keys are destroyed, then spid paper key ${round} --population officials sends them. To close without them, uncounted: spid paper discard ${round} --population officials.`);
    const words = ['paper', 'discard', round, '--population', 'officials'];
    const settings = { SPID_DATA: server.dataFolder };
    expect([await spidHere(words, settings), await spidHere(words, settings)]).toMatchObject([{ code: 0, out: expect.stringMatching(/^2 sheets/) }, { code: 0, out: expect.stringMatching(/^0 sheets/) }]);
    await insistPaperSent(server.rooms, round);
    await server.rooms.desk.rounds.remove(round);
  }, 60_000);

  it('keeps the round open too while cards are drawn for it, and comes back no more where the round ends meanwhile, of which nothing is told as long as a file can not be read', async () => {
    today = new Date().toISOString().slice(0, 10);
    const { round, drawingEnds } = await createAndOpen(aRoundPlan({ modes: ['paper'], populations: [aPopulationPlan('officials', 20)] }));
    const drawing = (then: (reply: string) => Promise<string>): Promise<number> => {
      const draw: Rooms['issuer']['draw'] = async (of, request) => then(await server.rooms.issuer.draw(of, request));
      return sendPaper({ ...server.rooms, issuer: { ...server.rooms.issuer, draw } }, { round, population: 'officials' }, [1], [{ X10_11: 'no' }]);
    };
    await expect(drawing(() => Promise.reject(new Error('killed')))).rejects.toThrow('killed');
    await pauseRound(server.rooms, round);
    await expect(closeRound(server.rooms, round, { beforeItsDay: true })).rejects.toThrow(`1 cards are drawn for paper of officials that is not sent yet: spid round resume ${round}, then spid paper key ${round} --population officials with the same files and bundles sends it. To close without it, uncounted: spid paper discard ${round} --population officials.`);
    await resumeRound(server.rooms, round);
    today = dayAfter(drawingEnds);
    await insistPaperSent(server.rooms, round);
    today = new Date().toISOString().slice(0, 10);
    const unread = join(server.dataFolder, 'codes', `${round}-private-sector-paper.json`);
    const told: (readonly string[])[] = [];
    const keying = drawing(async (reply) => {
      mkdirSync(unread);
      await expect(endRound(server.rooms, round, { beforeItsDay: true })).rejects.toThrow(`${unread} can't be read`);
      told.push((await noticesOf(server.rooms, round)).map(({ kind }) => kind));
      rmdirSync(unread);
      await insistPaperSent(server.rooms, round);
      await endRound(server.rooms, round, { beforeItsDay: true });
      return reply;
    });
    await expect(keying).rejects.toMatchObject({ code: 'round.sending-ended' });
    expect([told, waiting().filter((name) => name.startsWith(round))]).toEqual([[['paused', 'resumed']], []]);
  }, 60_000);

  it('is named where it is damaged when drawing ends, which destroys the list of codes all the same', async () => {
    today = dayAfter(plan.drawingEnds);
    const path = join(server.dataFolder, 'codes', `${plan.round}-officials-paper.json`);
    const whole = readFileSync(path);
    writeFileSync(path, '');
    expect([await doDueWork(server.rooms, (line) => lines.push(line)), lines.filter((line) => line.includes(`${path} is damaged`)).length]).toEqual([false, 1]);
    expect(readdirSync(join(server.dataFolder, 'codes')).filter((name) => name.includes(plan.round))).toEqual([`${plan.round}-officials-paper.json`]);
    writeFileSync(path, whole);
  });

  it('loses what a kill left of older versions, which name codes, when drawing ends', async () => {
    today = dayAfter(plan.drawingEnds);
    writeFileSync(join(server.dataFolder, 'codes', `${plan.round}-officials-paper.json.old`), 'a code');
    expect([await doDueWork(server.rooms), waiting()]).toEqual([true, [`${plan.round}-officials-paper.json`]]);
  });

  it('is destroyed when the calendar ends sending, which says so, and at settling what came after; also where a kill left it half replaced, or it is damaged', async () => {
    today = dayAfter(plan.sendingEnds);
    // As between the two renames of a new version: what holds has another name.
    renameSync(join(server.dataFolder, 'codes', waiting()[0] ?? ''), join(server.dataFolder, 'codes', `${plan.round}-officials-paper.json.old`));
    writeFileSync(join(server.dataFolder, 'codes', `${plan.round}-officials-paper.json.new`), '{');
    writeFileSync(join(server.dataFolder, 'codes', `${plan.round}-private-sector-paper.json`), '{');
    expect(await doDueWork(server.rooms, (line) => lines.push(line))).toBe(true);
    expect(lines).toContainEqual(expect.stringContaining('What waited of paper keyed for private-sector could not be read'));
    expect([waiting(), lines.filter((line) => line.startsWith('2 sheets keyed from paper for officials were never sent'))]).toEqual([[], [expect.any(String)]]);
    await closeRound(server.rooms, plan.round);
    await changePaper(server.rooms, place, () => ({ draws: [{ code: 'a code', draw: { key: '', secret: '', randomizer: '', blinded: '', inverse: '' } }], sheets: [] }));
    today = dayAfter(plan.objectionEnds);
    await settleRound(server.rooms, plan.round);
    expect(waiting()).toEqual([]);
  }, 30_000);
});
