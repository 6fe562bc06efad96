// One code, one signature: however often, however parallel, whatever breaks on the way.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { finishDraw } from '../../client/credential/draw-token.ts';
import type { NewCode } from '../../server/issuer/codes-store.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { pauseRound, resumeRound } from '../../server/lifecycle/pause-round.ts';
import { paths } from '../../shared/api/round.ts';
import { brokenNotice, Notice } from '../../shared/credential/notices.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { anOpenRound } from '../support/a-round.ts';
import { aPreparedDraw, aTicket, postDraw, problemCode } from '../support/a-respondent.ts';
import { sha256 } from '../support/a-credential-round.ts';

describe('drawing a token', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let today = new Date().toISOString().slice(0, 10);
  const codeAt = (index: number): NewCode => {
    const code = opened.codes[index];
    if (code === undefined) throw new Error('no code');
    return code;
  };
  const issued = async (): Promise<number> => (await server.rooms.issuer.counts(opened.plan.round)).reduce((sum, count) => sum + count.issued, 0);
  beforeAll(async () => {
    server = await aServer({ today: () => today });
    opened = await anOpenRound(server.rooms);
  }, 60_000);
  afterAll(() => server.close());

  it('gives the same signature for the same request and refuses another message for the same code', async () => {
    const prepared = await aPreparedDraw(opened, codeAt(0));
    const replies = [await postDraw(server.url, opened, prepared, codeAt(0)), await postDraw(server.url, opened, prepared, codeAt(0))];
    const [first, second] = await Promise.all(replies.map(async (reply) => (await reply.json()) as { signature: string }));
    expect(second).toEqual(first);
    await finishDraw(prepared, first ?? { signature: '' });
    expect(await problemCode(await postDraw(server.url, opened, await aPreparedDraw(opened, codeAt(0)), codeAt(0)))).toBe('409 code.used');
    expect(await issued()).toBe(1);
  });

  it('lets exactly one of 32 different messages win that ask for one code at once', async () => {
    const prepared = await Promise.all(Array.from({ length: 32 }, () => aPreparedDraw(opened, codeAt(1))));
    const outcomes = await Promise.all(prepared.map(async (draw) => {
      const reply = await postDraw(server.url, opened, draw, codeAt(1));
      return reply.ok ? 'signed' : problemCode(reply);
    }));
    expect(outcomes.filter((outcome) => outcome === 'signed')).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === '409 code.used')).toHaveLength(31);
    expect(await issued()).toBe(2);
  });

  it('stops while the round is paused, says so in public, and goes on', async () => {
    await pauseRound(server.rooms, opened.plan.round);
    const prepared = await aPreparedDraw(opened, codeAt(2));
    expect(await problemCode(await postDraw(server.url, opened, prepared, codeAt(2)))).toBe('409 round.paused');
    await resumeRound(server.rooms, opened.plan.round);
    expect((await postDraw(server.url, opened, prepared, codeAt(2))).status).toBe(200);
    const { notices } = (await (await fetch(server.url + paths.round(opened.plan.round))).json()) as { notices: unknown[] };
    const log = notices.map((notice) => Notice.parse(notice));
    expect(log.map((notice) => notice.kind)).toEqual(['paused', 'resumed']);
    expect(await brokenNotice(opened.made.hash, log, sha256)).toBeNull();
  });

  it('ends with the last day of drawing', async () => {
    today = opened.plan.drawingEnds;
    await aTicket(server.url, opened, codeAt(3));
    today = opened.plan.sendingEnds;
    const late = await postDraw(server.url, opened, await aPreparedDraw(opened, codeAt(4)), codeAt(4));
    expect(await problemCode(late)).toBe('409 round.drawing-ended');
  });

  it('is not said to be over for good while a key file is still there', async () => {
    today = new Date().toISOString().slice(0, 10);
    const { plan } = await anOpenRound(server.rooms);
    const key = join(server.dataFolder, 'issuer-keys', readdirSync(join(server.dataFolder, 'issuer-keys')).find((name) => name.startsWith(plan.round)) ?? '');
    // A file that can't be written to: as root only a folder is one.
    rmSync(key);
    mkdirSync(key);
    await expect(server.rooms.issuer.end(plan.round)).rejects.toMatchObject({ code: 'store.unavailable' });
    expect([await server.rooms.issuer.hasEnded(plan.round), await server.rooms.issuer.keysAreDestroyed(plan.round)]).toEqual([true, false]);
    rmSync(key, { recursive: true });
    await server.rooms.issuer.end(plan.round);
    expect(await server.rooms.issuer.keysAreDestroyed(plan.round)).toBe(true);
  }, 60_000);
});
