// The demonstration is made on one day and started again on others: midnight, a year later, after its open round has ended.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { demoRounds } from '../../server/demo/demo-plans.ts';
import { makeRound } from '../../server/demo/make-demonstration.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';

const MADE = '2027-03-31';
const [open, ...earlier] = demoRounds(MADE);

describe('the demonstration', () => {
  let server: TestServer;
  let today = MADE;
  beforeAll(async () => { server = await aServer({ today: () => today }); }, 60_000);
  afterAll(() => server.close());

  it('gives its earlier rounds days enough to be made over midnight', () => {
    expect(earlier.filter(({ plan }) => plan.drawingEnds <= MADE || plan.sendingEnds <= MADE)).toEqual([]);
  });

  it('keeps its open round over a year, and neither counts nor makes it anew when it was closed', async () => {
    if (open === undefined) throw new Error('no open round');
    const stateOf = async (): Promise<string | undefined> => (await server.rooms.desk.rounds.get(open.plan.round))?.state;
    await makeRound(server.rooms, open, server.url, () => undefined);
    expect(await stateOf()).toBe('open');
    today = '2028-04-30';
    expect(open.plan.drawingEnds > today).toBe(true);
    await closeEarly(server.rooms, open.plan.round);
    const ended = await stateOf();
    const [again] = demoRounds(today);
    if (again !== undefined) await makeRound(server.rooms, again, server.url, () => undefined);
    expect(await stateOf()).toBe(ended);
  }, 60_000);
});
