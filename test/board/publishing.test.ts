// How a board comes to be: nothing before close, then files that never change; sheets that fail the count stand there
// with their reason; a closing that was interrupted is done again; and the daily figure tells as little as it says.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import { manifestOf } from '../../client/credential/board/check-manifest.ts';
import { verifyBoard } from '../../client/credential/verify-board.ts';
import { startBoard } from '../../server/lifecycle/publish-board.ts';
import { refreshParticipation, toldOf } from '../../server/collector/participation.ts';
import { Board, Participation } from '../../shared/credential/board.ts';
import { boardPaths } from '../../shared/api/board.ts';
import { sheetId } from '../../shared/credential/receipt.ts';
import { fetchBoard, sourceOf } from '../support/a-board.ts';
import { anAnsweredRound } from '../support/a-closed-round.ts';
import type { AnsweredRound } from '../support/a-closed-round.ts';
import { sha256 } from '../support/a-credential-round.ts';
import { problemCode } from '../support/a-respondent.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';

describe('publishing a board', () => {
  let server: TestServer;
  let answered: AnsweredRound;
  let day = '2026-11-20';
  const round = (): string => answered.opened.plan.round;
  const get = (path: string): Promise<Response> => fetch(server.url + path);

  beforeAll(async () => {
    server = await aServer({ today: () => day });
    answered = await anAnsweredRound(server);
  }, 60_000);
  afterAll(() => server.close());

  it('answers 404 round.not-released for everything before close, and round.unknown for no round', async () => {
    expect(await problemCode(await get(boardPaths.board(round())))).toBe('404 round.not-released');
    expect(await problemCode(await get(boardPaths.part(round(), 'leaves.0.bin')))).toBe('404 round.not-released');
    for (const id of ['ZZZZZZ', 'toolong7', '..%2f..', 'abcdef']) expect(await problemCode(await get(boardPaths.board(id)))).toBe('404 round.unknown');
  });

  it('tells participation rounded down to 5, hides frames of fewer than ten, and keeps the figure of one day', async () => {
    expect(await problemCode(await get(boardPaths.participation(round())))).toBe('404 request.not-found');
    await server.rooms.collector.refreshParticipation();
    const reply = await get(boardPaths.participation(round()));
    expect(reply.headers.get('set-cookie')).toBeNull();
    const first = Participation.parse(await reply.json());
    expect(first.day).toBe('2026-11-20');
    expect(first.frames.map(({ population, frame, sheets }) => [population, frame, sheets])).toEqual([['officials', 'invited', 5], ['officials', 'card', null], ['private-sector', 'invited', null], ['private-sector', 'card', null]]);
    expect([0, 4, 5, 9, 10, 99].map((sheets) => toldOf(sheets, 100))).toEqual([0, 0, 5, 5, 10, 95]);
    expect([toldOf(9, 9), toldOf(9, 10), toldOf(7, null)]).toEqual([null, 5, 5]);
  });

  it('refreshes the figure on the next day only, whoever asks how often', async () => {
    const { collected, today } = server.rooms;
    let reads = 0;
    const counting = { ...collected, today, sheets: { ...collected.sheets, sizeOf: (...words: Parameters<typeof collected.sheets.sizeOf>) => ((reads += 1), collected.sheets.sizeOf(...words)) } };
    for (let times = 0; times < 3; times += 1) await refreshParticipation(counting);
    expect(reads).toBe(0);
    day = '2026-11-21';
    for (let times = 0; times < 3; times += 1) await refreshParticipation(counting);
    expect(reads).toBe(4);
    expect(Participation.parse(await (await get(boardPaths.participation(round()))).json()).day).toBe('2026-11-21');
  });

  it('lists a sheet that fails the count by its reason and not among the leaves, and one of no frame as a stray', async () => {
    const key = new Uint8Array([4, ...randomBytes(64)]);
    const forged = { id: await sheetId(key, sha256), population: 'officials', frame: 'invited', key, randomizer: new Uint8Array(32), token: new Uint8Array(384), body: new Uint8Array(4096), signature: new Uint8Array(64) };
    const other = new Uint8Array([4, ...randomBytes(64)]);
    await server.rooms.collected.sheets.insert(round(), forged);
    await server.rooms.collected.sheets.insert(round(), { ...forged, id: await sheetId(other, sha256), key: other, population: 'smugglers' });
    await server.rooms.collected.sheets.insert(round(), { ...forged, id: new Uint8Array(randomBytes(32)) });
    const collected = await server.rooms.collected.rounds.get(round());
    if (collected === null) throw new Error('no round');
    // A closing that died after it had begun its board.
    await startBoard(server.rooms, collected);
    await server.rooms.collected.boards.put(round(), 'leaves.0.bin', new Uint8Array(32));
    expect(await problemCode(await get(boardPaths.part(round(), 'leaves.0.bin')))).toBe('404 round.not-released');
    const released = await closeEarly(server.rooms, round());
    const files = await fetchBoard(server.url, round());
    const board = Board.parse(JSON.parse(files.text));
    expect([released.board, (await server.rooms.desk.releases.get(round()))?.board]).toEqual(Array.from({ length: 2 }, () => createHash('sha256').update(files.text).digest('base64url')));
    expect(manifestOf(board.manifest)?.administrationName).toEqual(answered.opened.plan.names['administration']);
    expect(board.frames[0]?.excluded.map(({ reason, sheets }) => [reason, sheets])).toEqual(expect.arrayContaining([['other-id', 1]]));
    expect(board.frames[0]?.excluded.reduce((sum, { sheets }) => sum + sheets, 0)).toBe(2);
    expect(board.strays.reduce((sum, { sheets }) => sum + sheets, 0)).toBe(1);
    expect(board.leaves.records).toBe(18);
    const report = await verifyBoard(sourceOf(files), { tokens: true });
    expect(report.checks.filter(({ ok }) => !ok)).toEqual([]);
  }, 60_000);

  it('serves the same bytes to everybody, cacheable, without cookies, in a format of its own', async () => {
    const [one, other] = [await get(boardPaths.board(round())), await get(boardPaths.board(round()))];
    expect(one.headers.get('cache-control')).toBe('public, max-age=3600');
    expect(one.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(one.headers.get('set-cookie')).toBeNull();
    expect(await one.text()).toBe(await other.text());
    const part = await get(boardPaths.part(round(), 'leaves.0.bin'));
    expect(part.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(part.headers.get('content-type')).toBe('application/octet-stream');
    expect((await part.arrayBuffer()).byteLength).toBe(18 * 32);
  });

  it.each(['board.json', 'leaves.1.bin', 'leaves.0.bin.', '..%2fboard.json', 'LEAVES.0.bin', 'leaves.0.bin%00', `${'a'.repeat(500)}.0.bin`, '%24where.0.bin'])('has no file %s', async (name) => {
    expect(await problemCode(await get(boardPaths.part(round(), name)))).toBe('404 request.not-found');
  });

  it('refuses to publish another board or to begin again, and drops the figure of before', async () => {
    const before = await (await get(boardPaths.board(round()))).text();
    expect(await server.rooms.collected.boards.publish(round(), '{}')).toBe(false);
    expect(await server.rooms.collected.boards.begin(round())).toBe(false);
    expect(await (await get(boardPaths.board(round()))).text()).toBe(before);
    expect(await problemCode(await get(boardPaths.participation(round())))).toBe('404 request.not-found');
    await expect(closeEarly(server.rooms, round())).rejects.toMatchObject({ code: 'round.wrong-state' });
  });

  it('answers only GET', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) expect(await problemCode(await fetch(server.url + boardPaths.board(round()), { method }))).toBe('405 request.method');
  });
});
