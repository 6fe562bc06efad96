// What the calendar makes good where desk, issuer and collector stand together: an early close that was killed at once,
// and codes that a command wrote back after drawing had ended.
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { countRound } from '../../server/lifecycle/close-round.ts';
import { doDueWork } from '../../server/lifecycle/due-work.ts';
import { noticesOf } from '../../server/lifecycle/keeping-notices.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';

const dayAfter = (day: string, days = 1): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

describe('the calendar of a whole deployment', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let today = new Date().toISOString().slice(0, 10);
  const keyFiles = (): readonly string[] => readdirSync(join(server.dataFolder, 'issuer-keys'));
  /** As opening and printing leave them; a command that read them before drawing ended may write them again. */
  const codesInClear = (): readonly string[] => ['.csv', '-officials-cards.html'].map((ending) => join(server.dataFolder, 'codes', opened.plan.round + ending));
  const writeCodes = (): void => {
    mkdirSync(join(server.dataFolder, 'codes'), { recursive: true });
    for (const path of codesInClear()) writeFileSync(path, opened.codes.map(({ code }) => code).join('\n'));
  };
  beforeAll(async () => {
    server = await aServer({ today: () => today });
    opened = await anOpenRound(server.rooms, { populations: [aPopulationPlan('officials', 12)] });
  }, 60_000);
  afterAll(() => server.close());

  it('ends drawing after its day also where an early close was killed before it ended anything', async () => {
    const { round, drawingEnds } = opened.plan;
    writeCodes();
    // What closing writes first.
    await server.rooms.desk.rounds.become(round, 'closed');
    today = dayAfter(drawingEnds);
    expect(await doDueWork(server.rooms)).toBe(true);
    expect([keyFiles(), codesInClear().filter((path) => existsSync(path)), (await noticesOf(server.rooms, round)).map(({ kind }) => kind)]).toEqual([[], [], ['key-destroyed']]);
  });

  it('destroys codes in clear on every later day too', async () => {
    writeCodes();
    today = dayAfter(today);
    expect(await doDueWork(server.rooms)).toBe(true);
    expect(codesInClear().filter((path) => existsSync(path))).toEqual([]);
  });

  it('erases a round on its day that nobody ever counted, of which no release is said to stand', async () => {
    today = opened.plan.retentionDay;
    expect(await doDueWork(server.rooms)).toBe(true);
    await expect(countRound(server.rooms, opened.plan, false)).rejects.toMatchObject({ code: 'round.wrong-state', message: expect.stringContaining('it was never counted') as unknown as string });
  });
});
