// A person with a code, doing over HTTP what the respondent page does, with the page's own protocol code.
import { drawRequest, finishDraw, prepareDraw } from '../../client/credential/draw-token.ts';
import type { PreparedDraw, Ticket } from '../../client/credential/draw-token.ts';
import { sealSheet } from '../../client/credential/seal-sheet.ts';
import type { SealedSheet } from '../../client/credential/seal-sheet.ts';
import type { NewCode } from '../../server/issuer/codes-store.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { paths } from '../../shared/api/round.ts';
import { DrawReply } from '../../shared/credential/draw.ts';
import { frameOf } from '../../shared/credential/manifest.ts';
import { SendReply } from '../../shared/credential/send.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';

/** POSTs JSON. */
export const post = (url: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(body), signal: AbortSignal.timeout(30_000) });

/** The code of a problem reply, with its status: `409 code.used`. */
export async function problemCode(response: Response): Promise<string> {
  const body = (await response.json()) as { code?: string };
  return `${String(response.status)} ${body.code ?? 'no code'}`;
}

export async function aPreparedDraw(opened: OpenedRound, code: NewCode): Promise<PreparedDraw> {
  const way = frameOf(opened.made.manifest, code.population, code.frame);
  if (way === null) throw new Error('the manifest has no such way in');
  return prepareDraw({ manifest: opened.made.hash, round: opened.plan.round, population: code.population, frame: code.frame, issuer: way.key }, { portable: false });
}

export const postDraw = (url: string, opened: OpenedRound, prepared: PreparedDraw, code: NewCode): Promise<Response> =>
  post(url + paths.draw(opened.plan.round), drawRequest(prepared, code.frame, code.code));

/** Draws a token for a code. Throws where the issuer refuses. */
export async function aTicket(url: string, opened: OpenedRound, code: NewCode): Promise<Ticket> {
  const prepared = await aPreparedDraw(opened, code);
  const response = await postDraw(url, opened, prepared, code);
  if (!response.ok) throw new Error(`the draw was refused: ${await problemCode(response)}`);
  return finishDraw(prepared, DrawReply.parse(await response.json()));
}

/** Fills and seals a sheet for a ticket. */
export async function aSealedSheet(opened: OpenedRound, ticket: Ticket, answers: Answers): Promise<SealedSheet> {
  const form = opened.made.manifest.questionnaires.find((each) => each.population === ticket.place.population)?.form ?? '';
  const mode = ticket.place.frame === 'card' ? 'card' : 'online';
  return sealSheet(ticket, { mode, form, answers }, opened.made.manifest.bodyLength);
}

export const postSheet = (url: string, round: string, sheet: SealedSheet): Promise<Response> => post(url + paths.sheets(round), sheet.request);

/** The whole way of one person: draw, fill, send. Returns the receipt that page and server agree on. */
export async function answerOnce(url: string, opened: OpenedRound, code: NewCode, answers: Answers): Promise<string> {
  const sheet = await aSealedSheet(opened, await aTicket(url, opened, code), answers);
  const response = await postSheet(url, opened.plan.round, sheet);
  if (!response.ok) throw new Error(`the sheet was refused: ${await problemCode(response)}`);
  const { receipt } = SendReply.parse(await response.json());
  if (receipt !== sheet.receipt) throw new Error('the server gave another receipt than the page computed');
  return receipt;
}
