// The page's draw: the same request when a reply was lost, refusal of forged replies, and a ticket that travels.
import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { drawRequest, finishDraw, prepareDraw } from '../../client/credential/draw-token.ts';
import { WrongBlindSignature } from '../../client/credential/finalize.ts';
import { ForbiddenIssuerKey } from '../../client/credential/issuer-key.ts';
import { exportTicket, importTicket } from '../../client/credential/portable-ticket.ts';
import { sealSheet } from '../../client/credential/seal-sheet.ts';
import { checkToken } from '../../server/collector/token-check.ts';
import { signBlinded, signingKey } from '../../server/issuer/raw-rsa.ts';
import { bytesOf, encodeBase64url } from '../../shared/credential/base64url.ts';
import { DrawReply, DrawRequest } from '../../shared/credential/draw.ts';
import { sentSheetOf } from '../../shared/credential/send.ts';
import { aCredentialRound, aPlace, aTicket, hashOf, randomCode } from '../support/a-credential-round.ts';
import type { CredentialRound } from '../support/a-credential-round.ts';

let round: CredentialRound;
beforeAll(async () => {
  round = await aCredentialRound();
});

const FILLED = { mode: 'online', form: hashOf('form of officials'), answers: { F01_01: 2 } } as const;
const reply = (name: string, blinded: string) => {
  const secret = round.secrets.get(name);
  const signed = secret === undefined ? null : signBlinded(signingKey(secret), bytesOf(blinded));
  if (signed?.ok !== true) throw new Error('not signed');
  return { signature: encodeBase64url(Uint8Array.from(signed.signature)) };
};

describe('a draw', () => {
  it('asks for the same signature again after a lost reply, and for another when prepared anew', async () => {
    const code = randomCode();
    const draw = await prepareDraw(aPlace(round), { portable: false });
    const again = await prepareDraw(aPlace(round), { portable: false });
    expect(DrawRequest.parse(drawRequest(draw, 'invited', code))).toEqual(drawRequest(draw, 'invited', code));
    expect(drawRequest(again, 'invited', code).blinded).not.toBe(drawRequest(draw, 'invited', code).blinded);
  });

  it('tells the issuer nothing of the one-time key or the token', async () => {
    const draw = await prepareDraw(aPlace(round), { portable: false });
    const request = drawRequest(draw, 'invited', randomCode());
    const ticket = await finishDraw(draw, reply('officials/invited', request.blinded));
    expect(Object.keys(request).sort()).toEqual(['blinded', 'code', 'frame', 'population']);
    for (const secret of [ticket.key.publicKey, ticket.randomizer, ticket.token]) expect(JSON.stringify(request)).not.toContain(encodeBase64url(secret).slice(8, 40));
  });

  it('keeps its private key inside the browser unless a ticket was asked for', async () => {
    const ticket = await aTicket(round);
    expect(ticket.key.privateKey.extractable).toBe(false);
    await expect(exportTicket(ticket)).rejects.toThrow();
  });

  it('survives the structured clone by which IndexedDB keeps it', async () => {
    const draw = await prepareDraw(aPlace(round), { portable: false });
    const kept = structuredClone(draw);
    const ticket = await finishDraw(kept, reply('officials/invited', encodeBase64url(kept.blinded)));
    expect((await checkToken(round.keys, sentSheetOf((await sealSheet(ticket, FILLED, 4096)).request))).ok).toBe(true);
  });

  it.each([
    ['of another frame\'s key', (blinded: string) => reply('officials/open-link', blinded)],
    ['with a bit changed', (blinded: string) => ({ signature: encodeBase64url(bytesOf(reply('officials/invited', blinded).signature).map((byte, index) => (index === 99 ? byte ^ 4 : byte))) })],
    ['of zeros', () => ({ signature: encodeBase64url(new Uint8Array(384)) })],
    ['of 383 bytes', () => ({ signature: encodeBase64url(new Uint8Array(383)) })],
    ['that gives the request back', (blinded: string) => ({ signature: blinded })],
  ])('refuses a reply %s', async (_, forge) => {
    for (;;) {
      const draw = await prepareDraw(aPlace(round), { portable: false });
      const forged = ((): DrawReply | null => { try { return forge(encodeBase64url(draw.blinded)); } catch { return null; } })();
      if (forged === null) continue;
      await expect(finishDraw(draw, forged)).rejects.toBeInstanceOf(WrongBlindSignature);
      return;
    }
  });

  it('is not even prepared for a key of 2,048 bits', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64url');
    await expect(prepareDraw({ ...aPlace(round), issuer: weak }, { portable: false })).rejects.toBeInstanceOf(ForbiddenIssuerKey);
  });

  it.each([
    ['code', 'abc'], ['code', 'abcdefgh12345678'], ['frame', 'open-link'], ['blinded', 'AAAA'], ['population', '$ne'], ['extra', 1],
    ['code', { $ne: null }], ['blinded', ['x']],
  ])('is refused by shape where %s is %p', (name, value) => {
    const good = { population: 'officials', frame: 'invited', code: randomCode(), blinded: encodeBase64url(new Uint8Array(384)) };
    expect(DrawRequest.safeParse(good).success).toBe(true);
    expect(DrawRequest.safeParse({ ...good, [name]: value }).success).toBe(false);
    expect(DrawReply.safeParse({ signature: good.blinded }).success).toBe(true);
  });
});

describe('a portable ticket', () => {
  it('answers from another device', async () => {
    const text = await exportTicket(await aTicket(round, aPlace(round), true));
    const reading = await importTicket(text, round.manifest, round.hash);
    if (!reading.ok) throw new Error(reading.problem);
    const sealed = await sealSheet(reading.ticket, FILLED, 4096);
    expect(await checkToken(round.keys, sentSheetOf(sealed.request))).toMatchObject({ ok: true, receipt: sealed.receipt });
  });

  it('fits a QR code of byte mode', async () => {
    expect((await exportTicket(await aTicket(round, aPlace(round), true))).length).toBeLessThan(1273);
  });

  it('is refused where it was damaged, and says how', async () => {
    const ticket = await aTicket(round, aPlace(round), true);
    const fields = JSON.parse(await exportTicket(ticket)) as Record<string, string>;
    const problem = async (change: Record<string, string>, hash = round.hash): Promise<string> => {
      const reading = await importTicket(JSON.stringify({ ...fields, ...change }), round.manifest, hash);
      return reading.ok ? 'fine' : reading.problem;
    };
    const other = JSON.parse(await exportTicket(await aTicket(round, aPlace(round), true))) as Record<string, string>;
    expect(await problem({})).toBe('fine');
    expect(await problem({ secret: other['secret'] ?? '' })).toBe('key');
    expect(await problem({ key: other['key'] ?? '', secret: other['secret'] ?? '' })).toBe('token');
    expect(await problem({ token: other['token'] ?? '' })).toBe('token');
    expect(await problem({ frame: 'open-link' })).toBe('token');
    expect(await problem({ frame: 'card' })).toBe('manifest');
    expect(await problem({}, hashOf('x'))).toBe('manifest');
    expect(await problem({ format: 'spid-ticket-2' })).toBe('shape');
    expect(await importTicket('{"format"', round.manifest, round.hash)).toEqual({ ok: false, problem: 'shape' });
  });
});
