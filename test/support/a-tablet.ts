// A tablet without a screen: enrolled over HTTP, with a pool drawn and sheets sealed by the page's own protocol code.
import { randomBytes } from 'node:crypto';
import { drawRequest, finishDraw, prepareDraw } from '../../client/credential/draw-token.ts';
import type { PreparedDraw, Ticket } from '../../client/credential/draw-token.ts';
import { sealEnvelope } from '../../client/credential/seal-envelope.ts';
import { sealSheet } from '../../client/credential/seal-sheet.ts';
import { registerTablet } from '../../server/lifecycle/tablets.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import { frameOf } from '../../shared/credential/manifest.ts';
import { PoolReply, readTabletFragment } from '../../shared/credential/tablet.ts';
import { SealedReply } from '../../shared/credential/send-sealed.ts';
import type { SealedResult } from '../../shared/credential/send-sealed.ts';
import { paths } from '../../shared/api/round.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import { post, problemCode } from './a-respondent.ts';
import type { TestServer } from './a-server.ts';

export const POPULATION = 'officials';
export type TestTablet = { readonly tablet: string; readonly device: string };
export type Envelope = { readonly text: string; readonly proof: string; readonly receipt: string };

/** Registers a tablet and gives its link's secret. */
export async function aRegisteredTablet(server: TestServer, opened: OpenedRound, tokens: number, site = 'Port North'): Promise<TestTablet> {
  const link = await registerTablet(server.rooms, { round: opened.plan.round, population: POPULATION, site, stratum: null, tokens });
  const read = readTabletFragment(new URL(link).hash);
  if (read === null) throw new Error('the link can not be read');
  return { tablet: read.tablet, device: randomBytes(32).toString('base64url') };
}

export const enrol = (server: Pick<TestServer, 'url'>, opened: OpenedRound, secrets: TestTablet): Promise<Response> => post(server.url + paths.tabletEnrol(opened.plan.round), secrets);

export async function prepareSlot(opened: OpenedRound): Promise<PreparedDraw> {
  const way = frameOf(opened.made.manifest, POPULATION, 'tablet');
  if (way === null) throw new Error('the manifest has no tablets');
  return prepareDraw({ manifest: opened.made.hash, round: opened.plan.round, population: POPULATION, frame: 'tablet', issuer: way.key }, { portable: true });
}

export const postPool = (server: Pick<TestServer, 'url'>, opened: OpenedRound, secrets: TestTablet, slots: readonly { readonly slot: number; readonly draw: PreparedDraw }[]): Promise<Response> =>
  post(server.url + paths.tabletPool(opened.plan.round), { ...secrets, slots: slots.map(({ slot, draw }) => ({ slot, blinded: drawRequest(draw, 'tablet', '').blinded })) });

/** Draws the tokens of some slots. Throws where the issuer refuses. */
export async function drawSlots(server: Pick<TestServer, 'url'>, opened: OpenedRound, secrets: TestTablet, slots: readonly number[]): Promise<readonly Ticket[]> {
  const draws = await Promise.all(slots.map(async (slot) => ({ slot, draw: await prepareSlot(opened) })));
  const response = await postPool(server, opened, secrets, draws);
  if (!response.ok) throw new Error(`the pool was refused: ${await problemCode(response)}`);
  const { signatures } = PoolReply.parse(await response.json());
  return Promise.all(draws.map(({ draw }, index) => finishDraw(draw, { signature: signatures[index] ?? '' })));
}

/** A sheet as it waits on a tablet. */
export async function anEnvelope(opened: OpenedRound, ticket: Ticket, answers: Answers, mode: 'tablet' | 'assisted' = 'tablet'): Promise<Envelope> {
  const form = opened.made.manifest.questionnaires.find((each) => each.population === POPULATION)?.form ?? '';
  const sheet = await sealSheet(ticket, { mode, form, answers }, opened.made.manifest.bodyLength);
  const { envelope, proof } = await sealEnvelope(sheet.request, opened.made.manifest, opened.made.hash);
  return { text: encodeBase64url(envelope), proof: encodeBase64url(proof), receipt: sheet.receipt };
}

export const postSealed = (server: Pick<TestServer, 'url'>, opened: OpenedRound, envelopes: readonly string[]): Promise<Response> =>
  post(server.url + paths.sealed(opened.plan.round), { manifest: opened.made.hash, envelopes });

/** Sends a batch and gives its results. */
export async function sendSealed(server: Pick<TestServer, 'url'>, opened: OpenedRound, envelopes: readonly Envelope[]): Promise<readonly SealedResult[]> {
  const response = await postSealed(server, opened, envelopes.map(({ text }) => text));
  if (!response.ok) throw new Error(`the batch was refused: ${await problemCode(response)}`);
  return SealedReply.parse(await response.json()).results;
}
