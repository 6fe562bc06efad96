// One answer from draw to collector's check, and every way in which it may be wrong.
import { createECDH, randomBytes, sign } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { makeOneTimeKey, signOnce } from '../../client/credential/one-time-key.ts';
import { sealSheet } from '../../client/credential/seal-sheet.ts';
import type { Ticket } from '../../client/credential/draw-token.ts';
import { bytesOfInteger, integerOf } from '../../client/credential/big-integer.ts';
import { checkToken } from '../../server/collector/token-check.ts';
import { bytesOf } from '../../shared/credential/base64url.ts';
import { concatBytes, utf8 } from '../../shared/credential/bytes.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { SendRequest, sentSheetOf } from '../../shared/credential/send.ts';
import type { SentSheet } from '../../shared/credential/send.ts';
import { sheetSignatureMessage } from '../../shared/credential/sheet-body.ts';
import { preparedMessage, tokenMessage } from '../../shared/credential/token-message.ts';
import { aCredentialRound, aPlace, aTicket, hashOf } from '../support/a-credential-round.ts';
import type { CredentialRound } from '../support/a-credential-round.ts';

const FILLED = { mode: 'online', form: hashOf('form of officials'), answers: { F01_01: 4, F01_02: 'dont-know', X_TEXT: 'ça va, مرحبا' } } as const;

let round: CredentialRound;
let other: CredentialRound;
let ticket: Ticket;
let good: SentSheet;

beforeAll(async () => {
  round = await aCredentialRound();
  other = await aCredentialRound();
  ticket = await aTicket(round);
  good = sentSheetOf(SendRequest.parse((await sealSheet(ticket, FILLED, 4096)).request));
});

const failed = async (change: Partial<SentSheet>, at: CredentialRound = round): Promise<string> => {
  const verdict = await checkToken(at.keys, { ...good, ...change });
  return verdict.ok ? 'accepted' : verdict.failed;
};

/** A body signed by the ticket's own key, as a cheating page could. */
async function signedBody(text: string): Promise<Partial<SentSheet>> {
  const bytes = utf8(text);
  const body = concatBytes(bytes, new Uint8Array(Math.max(0, 4096 - bytes.length)).fill(0x20));
  return { body, signature: await signOnce(ticket.key, sheetSignatureMessage(body)) };
}

const bodyText = (): string => Buffer.from(good.body).toString('utf8').trimEnd();
const flipped = (bytes: Bytes, index: number): Bytes => bytes.map((byte, at) => (at === index ? byte ^ 1 : byte));

describe('a sheet sealed by a page', () => {
  it('is accepted, says what was filled in, and has the receipt that the page computed', async () => {
    const sealed = await sealSheet(ticket, { ...FILLED, language: 'fr' }, 4096);
    const verdict = await checkToken(round.keys, sentSheetOf(sealed.request));
    expect(verdict).toMatchObject({ ok: true, receipt: sealed.receipt, sheet: { answers: FILLED.answers, language: 'fr' } });
  });

  it('has one length whatever was answered, and a salt that hides equal answers', async () => {
    const short = await sealSheet(ticket, { ...FILLED, answers: {} }, 4096);
    const again = await sealSheet(ticket, { ...FILLED, answers: {} }, 4096);
    expect(bytesOf(short.request.body)).toHaveLength(4096);
    expect(JSON.stringify(short.request)).toHaveLength(JSON.stringify(again.request).length);
    expect(short.receipt).not.toBe(again.receipt);
  });

  it('is refused by the sealing page itself where it does not fit', async () => {
    await expect(sealSheet(ticket, { ...FILLED, answers: { X: 'x'.repeat(4096) } }, 4096)).rejects.toThrow(RangeError);
  });
});

describe('checkToken refuses', () => {
  it.each([
    ['key', 64, 'key-length'], ['key', 66, 'key-length'], ['key', 0, 'key-length'],
    ['randomizer', 31, 'randomizer-length'], ['randomizer', 33, 'randomizer-length'],
    ['token', 383, 'token-length'], ['token', 385, 'token-length'], ['token', 0, 'token-length'],
    ['signature', 63, 'signature-length'], ['signature', 72, 'signature-length'],
    ['body', 4095, 'body-length'], ['body', 4097, 'body-length'], ['body', 0, 'body-length'],
  ] as const)('a %s of %i bytes', async (name, length, reason) => {
    const bytes = new Uint8Array(length);
    bytes.set(good[name].slice(0, length));
    expect(await failed({ [name]: bytes })).toBe(reason);
  });

  it('a key off the curve, the point at infinity, a compressed or hybrid point', async () => {
    expect(await failed({ key: flipped(good.key, 64) })).toBe('key-point');
    expect(await failed({ key: concatBytes(Uint8Array.of(4), new Uint8Array(64)) })).toBe('key-point');
    expect(await failed({ key: concatBytes(Uint8Array.of(4), new Uint8Array(64).fill(0xff)) })).toBe('key-point');
    for (const form of [0, 2, 3, 6, 7]) expect(await failed({ key: concatBytes(Uint8Array.of(form), good.key.slice(1)) })).toBe('key-length');
  });

  it('tokens of 0, 1, n − 1, n, n + 1 and the token plus n', async () => {
    const n = integerOf(Uint8Array.from(Buffer.from(round.keys.ways.get('officials/invited')?.issuer.export({ format: 'jwk' }).n ?? '', 'base64url')));
    for (const value of [0n, 1n, n - 1n, n, n + 1n]) expect(await failed({ token: bytesOfInteger(value, 384) })).toBe('token');
    const plus = integerOf(good.token) + n;
    if (plus < 1n << 3072n) expect(await failed({ token: bytesOfInteger(plus, 384) })).toBe('token');
  });

  it('a token with one bit changed, another randomizer, another key', async () => {
    expect(await failed({ token: flipped(good.token, 200) })).toBe('token');
    expect(await failed({ randomizer: flipped(good.randomizer, 0) })).toBe('token');
    expect(await failed({ key: (await makeOneTimeKey(false)).publicKey })).toBe('token');
  });

  it('a token whose salt has another length than 48 bytes', async () => {
    const key = round.secrets.get('officials/invited');
    if (key === undefined) throw new Error('no key');
    const prepared = preparedMessage(good.randomizer, tokenMessage({ round: 'R0VND1', population: 'officials', frame: 'invited', key: good.key }));
    const withSalt = (saltLength: number): Bytes => Uint8Array.from(sign('sha384', prepared, { key, padding: 6, saltLength }));
    expect(await failed({ token: withSalt(0) })).toBe('token');
    expect(await failed({ token: withSalt(47) })).toBe('token');
    expect(await failed({ token: withSalt(48) })).toBe('accepted');
  });

  it('a sheet of another round, even with the same round id', async () => {
    expect(await failed({}, other)).toBe('token');
  });

  it('a token drawn for one frame or population and spent in another', async () => {
    expect(await failed({ frame: 'open-link' })).toBe('token');
    expect(await failed({ population: 'private-sector' })).toBe('token');
    expect(await failed({ frame: 'card' })).toBe('frame');
    expect(await failed({ population: 'nobody' })).toBe('frame');
  });

  it('answers swapped under a valid token', async () => {
    const body = Uint8Array.from(Buffer.from(Buffer.from(good.body).toString('utf8').replace('"F01_01":4', '"F01_01":1')));
    expect(await failed({ body })).toBe('signature');
    const thief = await makeOneTimeKey(false);
    expect(await failed({ body, signature: await signOnce(thief, sheetSignatureMessage(body)) })).toBe('signature');
    expect(await failed({ signature: new Uint8Array(64) })).toBe('signature');
    expect(await failed({ signature: new Uint8Array(64).fill(0xff) })).toBe('signature');
  });

  it('a signature over the body without its tag', async () => {
    expect(await failed({ signature: await signOnce(ticket.key, good.body) })).toBe('signature');
  });

  it.each([
    ['manifest', (text: string) => text.replace(/"manifest":"[^"]*"/, `"manifest":"${hashOf('x')}"`), 'other-manifest'],
    ['round', (text: string) => text.replace('R0VND1', 'R0VND2'), 'other-round'],
    ['population', (text: string) => text.replace('"officials"', '"private-sector"'), 'other-population'],
    ['frame', (text: string) => text.replace('"frame":"invited"', '"frame":"card"'), 'other-frame'],
    ['form', (text: string) => text.replace(/"form":"[^"]*"/, `"form":"${hashOf('x')}"`), 'other-form'],
    ['mode that the round does not have', (text: string) => text.replace('"mode":"online"', '"mode":"tablet"'), 'mode'],
    ['mode card in an invited frame', (text: string) => text.replace('"mode":"online"', '"mode":"card"'), 'mode'],
    ['mode open-link in an invited frame', (text: string) => text.replace('"mode":"online"', '"mode":"open-link"'), 'mode'],
    ['language that the round does not have', (text: string) => text.replace('"manifest"', '"language":"de","manifest"'), 'language'],
    ['format', (text: string) => text.replace('spid-sheet-1', 'spid-sheet-2'), 'body-shape'],
    ['unknown key', (text: string) => text.replace('"manifest"', '"host":"x","manifest"'), 'body-shape'],
    ['salt too short', (text: string) => text.replace(/"salt":"..../, '"salt":"'), 'body-shape'],
    ['order of keys', (text: string) => `{"salt":${text.split('"salt":')[1]?.replace('}', '') ?? ''},${text.slice(1).replace(/,"salt":"[^"]*"/, '')}`, 'body-canonical'],
    ['white space', (text: string) => text.replace('{', '{ '), 'body-canonical'],
    ['a number written otherwise', (text: string) => text.replace('"F01_01":4', '"F01_01":4.0'), 'body-canonical'],
    ['a key twice', (text: string) => text.replace('"F01_01":4', '"F01_01":1,"F01_01":4'), 'body-canonical'],
    ['__proto__ as an item', (text: string) => text.replace('"F01_01":4', '"F01_01":4,"__proto__":{"x":1}'), 'body-hostile'],
    ['__proto__ deep in an answer', (text: string) => text.replace('"F01_01":4', '"F01_01":{"__proto__":1}'), 'body-hostile'],
    ['lists nested 1,800 deep', (text: string) => text.replace(':4', `:${'['.repeat(1800)}${']'.repeat(1800)}`), 'body-hostile'],
    ['half a surrogate pair', (text: string) => text.replace('ça', '\\ud800'), 'body-canonical'],
    ['a zero byte before the padding', (text: string) => `${text}\u0000`, 'body-json'],
    ['text that is no JSON', () => 'hello', 'body-json'],
    ['nothing but padding', () => '', 'body-json'],
    ['null', () => 'null', 'body-shape'],
  ])('a rightly signed body with another or wrong %s', async (_, change, reason) => {
    expect(change(bodyText())).not.toBe(bodyText());
    expect(await failed(await signedBody(change(bodyText())))).toBe(reason);
  });

  it('a rightly signed body that is no UTF-8', async () => {
    const body = good.body.map((byte, index) => (index === 20 ? 0xff : byte));
    expect(await failed({ body, signature: await signOnce(ticket.key, sheetSignatureMessage(body)) })).toBe('body-text');
  });

  it('a language where the manifest keeps none', async () => {
    const quiet = { ...round, keys: { ...round.keys, manifest: { ...round.manifest, keepsLanguage: false } } };
    const sealed = await sealSheet(ticket, { ...FILLED, language: 'fr' }, 4096);
    expect(await failed(sentSheetOf(sealed.request), quiet)).toBe('language');
  });

  it('random bytes of the right lengths, a thousand times, without a throw', async () => {
    const ecdh = createECDH('prime256v1');
    ecdh.generateKeys();
    const random = (length: number): Bytes => Uint8Array.from(randomBytes(length));
    for (let turn = 0; turn < 1000; turn += 1) {
      const key = turn % 2 === 0 ? random(65) : Uint8Array.from(ecdh.getPublicKey());
      expect(await failed({ key, randomizer: random(32), token: random(384), signature: random(64), body: random(4096) })).not.toBe('accepted');
    }
  });
});

describe('an open link', () => {
  it('is accepted under its own key with its own mode only', async () => {
    const open = await aTicket(round, aPlace(round, 'officials', 'open-link'));
    const sent = async (mode: 'online' | 'open-link'): Promise<string> => failed(sentSheetOf((await sealSheet(open, { ...FILLED, mode }, 4096)).request));
    expect(await sent('open-link')).toBe('accepted');
    expect(await sent('online')).toBe('mode');
  });
});
