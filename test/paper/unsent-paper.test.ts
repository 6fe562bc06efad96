// Sheets keyed from paper that a kill left waiting: closing waits for them, and nothing of them outlives sending.
import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeRound } from '../../server/lifecycle/close-round.ts';
import { doDueWork } from '../../server/lifecycle/due-work.ts';
import { sendPaper } from '../../server/lifecycle/key-paper.ts';
import { createRound, openRound } from '../../server/lifecycle/open-round.ts';
import { writePaper } from '../../server/lifecycle/paper-file.ts';
import { writePrintedCodes } from '../../server/lifecycle/printed-codes.ts';
import { settleRound } from '../../server/lifecycle/settle-round.ts';
import { aPopulationPlan, aRoundPlan } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';

describe('paper that was keyed and not sent', () => {
  let server: TestServer;
  let today = new Date().toISOString().slice(0, 10);
  const plan = aRoundPlan({ modes: ['paper'], populations: [aPopulationPlan('officials', 20)] });
  const place = { round: plan.round, population: 'officials' };
  const dayAfter = (day: string): string => new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  const waiting = (): readonly string[] => readdirSync(join(server.dataFolder, 'codes')).filter((name) => name.includes('paper'));
  const lines: string[] = [];
  beforeAll(async () => {
    server = await aServer({ today: () => today });
    await createRound(server.rooms, plan);
    await openRound(server.rooms, plan.round, async (made) => void (await writePrintedCodes(server.dataFolder, made, 'https://survey.example')));
    const take = (): Promise<never> => Promise.reject(new Error('killed'));
    await expect(sendPaper({ ...server.rooms, collector: { ...server.rooms.collector, take } }, place, [1], [{ X10_11: 'no' }, { X10_11: 'no' }])).rejects.toThrow('killed');
  }, 60_000);
  afterAll(() => server.close());

  it('keeps the round from being closed by hand, which names the command that sends it', async () => {
    await expect(closeRound(server.rooms, plan.round)).rejects.toThrow(`2 sheets keyed from paper for officials are not sent yet: spid paper key ${plan.round} --population officials sends them`);
    today = dayAfter(plan.sendingEnds);
    await expect(closeRound(server.rooms, plan.round)).rejects.toThrow(`spid round extend ${plan.round} --sending DAY, then spid paper key`);
    expect([(await server.rooms.collected.rounds.status(plan.round))?.state, waiting()]).toEqual(['open', [`${plan.round}-officials-paper.json`]]);
  });

  it('loses what a kill left of older versions, which name codes, when drawing ends', async () => {
    today = dayAfter(plan.drawingEnds);
    writeFileSync(join(server.dataFolder, 'codes', `${plan.round}-officials-paper.json.old`), 'a code');
    expect([await doDueWork(server.rooms), waiting()]).toEqual([true, [`${plan.round}-officials-paper.json`]]);
  });

  it('is destroyed when the calendar ends sending, which says so, and at settling what came after; also where a kill left it half replaced', async () => {
    today = dayAfter(plan.sendingEnds);
    // As between the two renames of a new version: what holds has another name.
    renameSync(join(server.dataFolder, 'codes', waiting()[0] ?? ''), join(server.dataFolder, 'codes', `${plan.round}-officials-paper.json.old`));
    writeFileSync(join(server.dataFolder, 'codes', `${plan.round}-officials-paper.json.new`), '{');
    expect(await doDueWork(server.rooms, (line) => lines.push(line))).toBe(true);
    expect([waiting(), lines.filter((line) => line.startsWith('2 sheets keyed from paper for officials were never sent'))]).toEqual([[], [expect.any(String)]]);
    await closeRound(server.rooms, plan.round);
    await writePaper(server.rooms, place, { draws: [{ code: 'a code', draw: { key: '', secret: '', randomizer: '', blinded: '', inverse: '' } }], sheets: [] });
    today = dayAfter(plan.objectionEnds);
    await settleRound(server.rooms, plan.round);
    expect(waiting()).toEqual([]);
  }, 30_000);
});
