// The open link through the real server: work first, a key of its own, counted apart; and tickets as links.
import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { finishDraw, prepareDraw } from '../../client/credential/draw-token.ts';
import { exportTicket } from '../../client/credential/portable-ticket.ts';
import { sealSheet } from '../../client/credential/seal-sheet.ts';
import { firstWordOfHash, paddedBlock, solvePuzzles } from '../../client/credential/solve-puzzles.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { createProofs } from '../../server/issuer/proof-of-work.ts';
import { boardPaths } from '../../shared/api/board.ts';
import { paths } from '../../shared/api/round.ts';
import { bytesOf, encodeBase64url } from '../../shared/credential/base64url.ts';
import { Board } from '../../shared/credential/board.ts';
import { DrawReply } from '../../shared/credential/draw.ts';
import { frameOf } from '../../shared/credential/manifest.ts';
import { ChallengeReply, PUZZLES } from '../../shared/credential/proof-of-work.ts';
import { PortableTicket } from '../../shared/credential/ticket.ts';
import { readTicketFragment, ticketFragment } from '../../shared/credential/ticket-link.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { releaseCsv } from '../../server/desk/release-csv.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { answerOnce, post, postSheet, problemCode } from '../support/a-respondent.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';
import { randomSheets } from '../support/random-sheets.ts';

describe('the solver', () => {
  it('hashes as node:crypto does, for every length that fits one block', () => {
    for (let length = 0; length <= 55; length += 1) {
      const message = new Uint8Array(randomBytes(length));
      expect(firstWordOfHash(paddedBlock(message))).toBe(createHash('sha256').update(message).digest().readUInt32BE(0));
    }
    expect(() => paddedBlock(new Uint8Array(56))).toThrow(RangeError);
  });
});

describe('an open link', () => {
  let server: TestServer;
  let opened: OpenedRound;
  const round = (): string => opened.plan.round;
  const place = () => ({ manifest: opened.made.hash, round: round(), population: 'officials', frame: 'open-link' as const, issuer: frameOf(opened.made.manifest, 'officials', 'open-link')?.key ?? '' });
  const challenge = async (): Promise<string> => ChallengeReply.parse(await (await post(server.url + paths.openChallenge(round()), { population: 'officials' })).json()).challenge;
  const solved = async (): Promise<{ challenge: string; nonces: string }> => {
    const asked = await challenge();
    return { challenge: asked, nonces: await solvePuzzles(bytesOf(asked), () => undefined) };
  };

  beforeAll(async () => {
    server = await aServer();
    opened = await anOpenRound(server.rooms, { modes: ['online', 'open-link'], populations: [aPopulationPlan('officials', 15)] });
  }, 60_000);
  afterAll(() => server.close());

  it('has a frame with a key of its own, and nobody can know how many were invited', () => {
    const [first, second] = opened.made.manifest.questionnaires[0]?.frames ?? [];
    expect(second).toMatchObject({ frame: 'open-link', invited: null, codeCommitmentsRoot: null });
    expect(second?.keys).not.toEqual(first?.keys);
  });

  it('gives a token for work, the same again for the same request, and none for a challenge that was used', async () => {
    const [draw, other, work] = [await prepareDraw(place(), { portable: false }), await prepareDraw(place(), { portable: false }), await solved()];
    const body = { population: 'officials', ...work, blinded: encodeBase64url(draw.blinded) };
    const first = DrawReply.parse(await (await post(server.url + paths.openDraw(round()), body)).json());
    const again = DrawReply.parse(await (await post(server.url + paths.openDraw(round()), body)).json());
    expect(again).toEqual(first);
    await expect(finishDraw(draw, first)).resolves.toMatchObject({ place: { frame: 'open-link' } });
    expect(await problemCode(await post(server.url + paths.openDraw(round()), { ...body, blinded: encodeBase64url(other.blinded) }))).toBe('409 proof.stale');
    expect((await server.rooms.issuer.counts(round())).find(({ frame }) => frame === 'open-link')?.issued).toBe(1);
  }, 60_000);

  it('refuses undone work, a foreign challenge, and a population without an open link', async () => {
    const draw = await prepareDraw(place(), { portable: false });
    const body = { population: 'officials', challenge: await challenge(), nonces: encodeBase64url(new Uint8Array(PUZZLES * 4)), blinded: encodeBase64url(draw.blinded) };
    expect(await problemCode(await post(server.url + paths.openDraw(round()), body))).toBe('400 proof.wrong');
    expect(await problemCode(await post(server.url + paths.openDraw(round()), { ...body, challenge: encodeBase64url(new Uint8Array(randomBytes(48))) }))).toBe('409 proof.stale');
    expect(await problemCode(await post(server.url + paths.openChallenge(round()), { population: 'private-sector' }))).toBe('404 population.unknown');
  });

  it('keeps a challenge for the hour of its key and the next, and gives no token for it that was not counted once', async () => {
    let time = 0;
    const proofs = createProofs(() => time);
    const asked = proofs.challenge('R0VND1', 'officials');
    const request = { population: 'officials', challenge: asked, nonces: await solvePuzzles(bytesOf(asked), () => undefined), blinded: 'AA' };
    let counted = 0;
    const count = async (): Promise<void> => void (counted += 1);
    await expect(proofs.spend('R0VND2', request, count)).rejects.toThrow('too old');
    time = 3_700_000;
    const away = (): Promise<void> => Promise.reject(new Error('the store is away'));
    await expect(Promise.allSettled([proofs.spend('R0VND1', request, away), proofs.spend('R0VND1', request, away)])).resolves.toMatchObject([{ status: 'rejected' }, { status: 'rejected' }]);
    await Promise.all([proofs.spend('R0VND1', request, count), proofs.spend('R0VND1', request, count)]);
    expect(counted).toBe(1);
    time = 7_400_000;
    await expect(proofs.spend('R0VND1', request, count)).rejects.toThrow('too old');
  }, 60_000);

  it('is counted apart from those who were invited, with a label and without a margin of error', async () => {
    const form = Form.parse(JSON.parse(opened.made.forms[0]?.text ?? 'null'));
    const sheets = randomSheets(form, 5, 14);
    for (const [index, code] of opened.codes.slice(0, 12).entries()) await answerOnce(server.url, opened, code, sheets[index] ?? {});
    const draw = await prepareDraw(place(), { portable: false });
    const reply = await post(server.url + paths.openDraw(round()), { population: 'officials', ...(await solved()), blinded: encodeBase64url(draw.blinded) });
    const ticket = await finishDraw(draw, DrawReply.parse(await reply.json()));
    const sheet = await sealSheet(ticket, { mode: 'open-link', form: opened.made.manifest.questionnaires[0]?.form ?? '', answers: sheets[13] ?? {} }, opened.made.manifest.bodyLength);
    expect((await postSheet(server.url, round(), sheet)).status).toBe(200);
    const release = await closeEarly(server.rooms, round());
    expect(release.populations.map(({ population, way, selection, marginOfError, sheets: count, issued, responseRate }) => ({ population, way, selection, marginOfError, count, issued, responseRate }))).toEqual([
      { population: 'officials', way: undefined, selection: 'everybody', marginOfError: true, count: 12, issued: 15, responseRate: 0.8 },
      { population: 'officials', way: 'open-link', selection: 'open-link', marginOfError: false, count: 1, issued: null, responseRate: null },
    ]);
    expect(releaseCsv(release)).toContain(`${round()},officials/open-link,response,`);
    const board = Board.parse(await (await fetch(server.url + boardPaths.board(round()))).json());
    expect(board.frames.map(({ frame, invited, issued, accepted }) => ({ frame, invited, issued, accepted }))).toEqual([
      { frame: 'invited', invited: 15, issued: 12, accepted: 12 },
      { frame: 'open-link', invited: null, issued: 2, accepted: 1 },
    ]);
  }, 90_000);

  it('draws for a ticket that becomes a link and back', async () => {
    const draw = await prepareDraw(place(), { portable: true });
    const text = await exportTicket({ place: place(), key: draw.key, randomizer: draw.randomizer, token: new Uint8Array(384) });
    const ticket = PortableTicket.parse(JSON.parse(text));
    const link = ticketFragment(ticket);
    expect(link.length).toBeLessThan(800);
    expect(readTicketFragment(link)).toEqual(ticket);
    for (const broken of ['', '#t=', link.slice(0, -12), link.replace('t=', 't=A'), link.replace('f=open-link', 'f=other')]) expect(readTicketFragment(broken)).toBeNull();
  });
});
