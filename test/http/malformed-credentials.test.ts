// Tokens, blinded messages, signatures and bodies that are wrong in every way that has a name: each is refused by a
// problem of the catalogue, never by a 5xx; nothing is stored and no code is spent. How fast: bench/refusals.ts.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { paths } from '../../shared/api/round.ts';
import { aMalformedRound, malformedRequests, sendMalformed } from '../support/malformed-requests.ts';
import type { Malformed, MalformedRound } from '../support/malformed-requests.ts';
import { post } from '../support/a-respondent.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';

describe('malformed credentials', () => {
  let server: TestServer;
  let round: MalformedRound;
  let all: readonly Malformed[];
  const stored = async (): Promise<number> => (await server.rooms.collected.sheets.size(round.opened.plan.round)) + (await server.rooms.collected.sheets.size(round.other.plan.round));
  const issued = async (): Promise<number> => (await server.rooms.issuer.counts(round.opened.plan.round)).reduce((sum, count) => sum + count.issued, 0);
  beforeAll(async () => {
    server = await aServer();
    round = await aMalformedRound(server);
    all = await malformedRequests(round);
  }, 60_000);
  afterAll(() => server.close());

  it.each([['blinded message', 14], ['code', 4], ['token', 17], ['key, randomizer or signature', 13], ['body', 16], ['text of JSON', 16]])('refuses each wrong %s by name (%i of them), spends no code and stores nothing', async (about, number) => {
    const cases = all.filter((each) => each.about === about);
    expect(cases).toHaveLength(number);
    const before = [await issued(), await stored()];
    for (const each of cases) expect([each.name, await sendMalformed(server.url, each)]).toEqual([each.name, expect.stringMatching(each.refusal)]);
    expect([await issued(), await stored()]).toEqual(before);
  });

  it('still takes the honest sheet afterwards', async () => {
    expect((await post(server.url + paths.sheets(round.opened.plan.round), round.honest)).status).toBe(200);
    expect(await stored()).toBe(1);
  });
});
