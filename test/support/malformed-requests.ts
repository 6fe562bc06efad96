// Draws and sends that are wrong in every way that has a name, ready to be posted: for the test that says how each is
// refused, and for the benchmark that says how fast. Nothing of them may be stored or spent.
import { createPublicKey } from 'node:crypto';
import { drawRequest } from '../../client/credential/draw-token.ts';
import type { Ticket } from '../../client/credential/draw-token.ts';
import { sealSheet } from '../../client/credential/seal-sheet.ts';
import type { NewCode } from '../../server/issuer/codes-store.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { paths } from '../../shared/api/round.ts';
import { bytesOf, encodeBase64url } from '../../shared/credential/base64url.ts';
import { frameOf } from '../../shared/credential/manifest.ts';
import type { SendRequest } from '../../shared/credential/send.ts';
import { aPreparedDraw, aSealedSheet, aTicket, post, problemCode } from './a-respondent.ts';
import { aPopulationPlan, anOpenRound } from './a-round.ts';
import type { TestServer } from './a-server.ts';

/** `body` is sent as JSON, a text as it stands. */
export type Malformed = { readonly about: string; readonly name: string; readonly path: string; readonly body: object | string; readonly refusal: RegExp };
/** Two open rounds, and an honest sheet of the first that has not been sent. */
export type MalformedRound = { readonly opened: OpenedRound; readonly other: OpenedRound; readonly ticket: Ticket; readonly honest: SendRequest; readonly unused: NewCode };

const LEAST = { X10_11: 'no' };
const RSA_BYTES = 384;
const bytesOfNumber = (value: bigint): string => Buffer.from(value.toString(16).padStart(RSA_BYTES * 2, '0'), 'hex').toString('base64url');
const zeros = (length: number): string => encodeBase64url(new Uint8Array(length));
const flipped = (text: string, at: number): string => {
  const bytes = Buffer.from(text, 'base64url');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString('base64url');
};
const modulusOf = (spki: string): bigint =>
  BigInt(`0x${Buffer.from(createPublicKey({ key: Buffer.from(spki, 'base64url'), format: 'der', type: 'spki' }).export({ format: 'jwk' }).n ?? '', 'base64url').toString('hex')}`);

/** Numbers at the edges of what may be signed, in the right length, and wrong lengths. */
const edges = (n: bigint): readonly (readonly [string, string])[] => [
  ['0', bytesOfNumber(0n)], ['1', bytesOfNumber(1n)], ['n', bytesOfNumber(n)], ['n - 1', bytesOfNumber(n - 1n)], ['n + 1', bytesOfNumber(n + 1n)], ['all ones', encodeBase64url(new Uint8Array(RSA_BYTES).fill(255))],
  ...[0, 1, 32, 383, 385, 768].map((length) => [`${String(length)} bytes`, encodeBase64url(new Uint8Array(length).fill(7))] as const),
  ['padding signs', `${bytesOfNumber(2n)}==`], ['no base64url', '*'.repeat(512)],
];

/** Opens two rounds and draws for the first. */
export async function aMalformedRound(server: TestServer): Promise<MalformedRound> {
  const populations = [aPopulationPlan('officials', 4), aPopulationPlan('private-sector', 4)];
  const [opened, other] = [await anOpenRound(server.rooms, { populations }), await anOpenRound(server.rooms, { populations })];
  const [first, unused] = opened.codes.filter((code) => code.population === 'officials');
  if (first === undefined || unused === undefined) throw new Error('no code');
  const ticket = await aTicket(server.url, opened, first);
  return { opened, other, ticket, unused, honest: (await aSealedSheet(opened, ticket, { ...LEAST, F01_01: 2 })).request };
}

const modulusIn = ({ opened }: MalformedRound): bigint => modulusOf(frameOf(opened.made.manifest, 'officials', 'invited')?.key ?? '');

async function malformedDraws(round: MalformedRound): Promise<readonly Malformed[]> {
  const { opened, other, unused } = round;
  const request = drawRequest(await aPreparedDraw(opened, unused), unused.frame, unused.code);
  const at = (about: string, name: string, changes: object, refusal: RegExp, id = opened.plan.round): Malformed => ({ about, name, path: paths.draw(id), body: { ...request, ...changes }, refusal });
  const foreign = /^(404 code\.unknown|400 blinded\.invalid)$/;
  return [
    ...edges(modulusIn(round)).map(([name, blinded]) => at('blinded message', name, { blinded }, /^400 (blinded\.invalid|request\.malformed)$/)),
    at('code', 'of another round', {}, foreign, other.plan.round), at('code', 'of another population', { population: 'private-sector' }, foreign),
    at('code', 'of another frame', { frame: 'card' }, /^404 population\.unknown$/), at('code', 'of no round', {}, /^404 round\.unknown$/, '000000'),
  ];
}

const wrongKeys = (honest: SendRequest): readonly (readonly [string, Partial<SendRequest>])[] => [
  ['key off the curve', { key: flipped(honest.key, 40) }], ['key of zeros', { key: zeros(65) }], ['compressed key', { key: encodeBase64url(bytesOf(honest.key).slice(0, 33)) }], ['point at infinity', { key: 'AA' }],
  ['key with form byte 6', { key: encodeBase64url(Uint8Array.of(6, ...bytesOf(honest.key).slice(1))) }],
  ['randomizer changed', { randomizer: flipped(honest.randomizer, 0) }], ['randomizer of zeros', { randomizer: zeros(32) }], ['randomizer too short', { randomizer: zeros(31) }],
  ['signature changed', { signature: flipped(honest.signature, 3) }], ['signature r = s = 0', { signature: zeros(64) }], ['signature of ones', { signature: encodeBase64url(new Uint8Array(64).fill(255)) }],
  ['signature too short', { signature: zeros(63) }], ['signature too long', { signature: zeros(72) }],
];

async function wrongBodies({ opened, other, ticket, honest }: MalformedRound): Promise<readonly (readonly [string, Partial<SendRequest>])[]> {
  const body = Buffer.from(honest.body, 'base64url');
  const [officials, traders] = opened.made.manifest.questionnaires.map(({ form }) => form);
  const resigned = async (changed: Partial<Ticket['place']>, input: { readonly form?: string | undefined; readonly answers?: object; readonly mode?: 'online' | 'card' } = {}): Promise<SendRequest> =>
    (await sealSheet({ ...ticket, place: { ...ticket.place, ...changed } }, { mode: input.mode ?? 'online', form: input.form ?? officials ?? '', answers: (input.answers ?? LEAST) as never }, opened.made.manifest.bodyLength)).request;
  return [
    ['one byte less', { body: body.subarray(0, -1).toString('base64url') }], ['one byte more', { body: Buffer.concat([body, Buffer.from(' ')]).toString('base64url') }], ['empty', { body: '' }],
    ['swapped answers', { body: (await resigned({}, { answers: { X10_11: 'yes' } })).body }], ['one bit', { body: flipped(honest.body, 5) }],
    ['wrong round', await resigned({ round: other.plan.round })], ['wrong manifest', await resigned({ manifest: other.made.hash })],
    ['wrong frame', await resigned({ frame: 'card' })], ['wrong population', await resigned({ population: 'private-sector' })], ['wrong form', await resigned({}, { form: traders })], ['wrong mode', await resigned({}, { mode: 'card' })],
    ['answers outside the scale', await resigned({}, { answers: { ...LEAST, F01_01: 99 } })],
    ['population swapped outside', { population: 'private-sector' }], ['frame swapped outside', { frame: 'open-link' }], ['unknown population', { population: 'nobody' }],
  ];
}

async function malformedSends(round: MalformedRound): Promise<readonly Malformed[]> {
  const { opened, other, honest } = round;
  const at = (about: string, name: string, changes: Partial<SendRequest>, refusal: RegExp, id = opened.plan.round): Malformed => ({ about, name, path: paths.sheets(id), body: { ...honest, ...changes }, refusal });
  const tokens = [...edges(modulusIn(round)), ...[0, 100, 383].map((byte) => [`bit of byte ${String(byte)}`, flipped(honest.token, byte)] as const)];
  return [
    ...tokens.map(([name, token]) => at('token', name, { token }, /^(403 token\.invalid|400 request\.malformed)$/)),
    ...wrongKeys(honest).map(([name, changes]) => at('key, randomizer or signature', name, changes, /^(403 (token|signature)\.invalid|400 (sheet|request)\.malformed)$/)),
    ...(await wrongBodies(round)).map(([name, changes]) => at('body', name, changes, /^4\d\d [a-z]+\.[a-z-]+$/)),
    at('body', 'sent to another round', {}, /^4\d\d [a-z]+\.[a-z-]+$/, other.plan.round),
  ];
}

/** Texts that would keep a parser, or whoever walks over what it parsed, busy for long or for ever. */
function malformedTexts({ opened }: MalformedRound): readonly Malformed[] {
  const { round } = opened.plan;
  const texts = (size: number): readonly (readonly [string, string])[] => [
    ['lists in lists', `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`], ['objects in objects', `${'{"a":'.repeat(size / 6)}1${'}'.repeat(size / 6)}`],
    ['other names without end', `{${Array.from({ length: size / 10 }, (_, index) => `"k${String(index)}":1`).join()}}`], ['numbers without end', `[${'1,'.repeat(size / 2 - 2)}1]`],
    ['quotes in a string', `"${'\\"'.repeat(size / 2 - 2)}"`], ['backslashes', `"${'\\'.repeat(size - 2)}`], ['a string without an end', `{"a":"${'A'.repeat(size - 7)}`], ['nothing but spaces', ' '.repeat(size)],
  ];
  const about = 'text of JSON';
  const places = [[paths.sheets(round), 80_000], [paths.sealed(round), 1_000_000]] as const;
  return places.flatMap(([path, size]) => texts(size).map(([name, body]) => ({ about, name: `${name}, ${String(size)} bytes`, path, body, refusal: /^400 request\.malformed$/ })));
}

/** All of them; `about` says which part is wrong. */
export const malformedRequests = async (round: MalformedRound): Promise<readonly Malformed[]> => [...(await malformedDraws(round)), ...(await malformedSends(round)), ...malformedTexts(round)];

/** Sends one; the reply's status and problem code. */
export async function sendMalformed(url: string, { path, body }: Malformed): Promise<string> {
  if (typeof body !== 'string') return problemCode(await post(url + path, body));
  return problemCode(await fetch(url + path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }));
}
