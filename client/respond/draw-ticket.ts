// How a person gets the right to one answer: by a code, by a ticket drawn elsewhere, or by an open link against work.
// Every step may be repeated: the prepared draw is made once and sent again, so that a lost reply costs nothing.
import { bytesOf, encodeBase64url } from '../../shared/credential/base64url.ts';
import { getChallenge, postDraw, postOpenDraw } from '../api/collector.ts';
import type { Outcome } from '../api/request.ts';
import { drawRequest, finishDraw } from '../credential/draw-token.ts';
import type { PreparedDraw, Ticket } from '../credential/draw-token.ts';
import { importTicket } from '../credential/portable-ticket.ts';
import { solvePuzzles } from '../credential/solve-puzzles.ts';
import type { DrawReply } from '../../shared/credential/draw.ts';
import type { OpenedRound } from './open-round.ts';
import type { Trouble } from './journey.ts';

export type Drawn = { readonly kind: 'done'; readonly ticket: Ticket } | Exclude<Trouble, { kind: 'offline' }>;

async function byWork(round: OpenedRound, draw: PreparedDraw, progress: (solved: number, of: number) => void): Promise<Outcome<DrawReply>> {
  const { population } = round.place;
  const asked = await getChallenge(round.entry.round, { population });
  if (asked.kind !== 'done') return asked;
  const nonces = await solvePuzzles(bytesOf(asked.value.challenge), progress);
  return postOpenDraw(round.entry.round, { population, challenge: asked.value.challenge, nonces, blinded: encodeBase64url(draw.blinded) });
}

/** Draws for a code or an open link. Throws where the reply is no signature of the manifest's key. */
export async function drawTicket(round: OpenedRound, draw: PreparedDraw, progress: (solved: number, of: number) => void): Promise<Drawn> {
  const { code, frame } = round.entry;
  const reply = code === null || frame === 'open-link' ? await byWork(round, draw, progress) : await postDraw(round.entry.round, drawRequest(draw, frame, code));
  return reply.kind === 'done' ? { kind: 'done', ticket: await finishDraw(draw, reply.value) } : reply;
}

/** The ticket that a file or QR brought. */
export async function takeTicket(round: OpenedRound, text: string): Promise<Drawn> {
  const reading = await importTicket(text, round.manifest, round.place.manifest);
  return reading.ok ? { kind: 'done', ticket: reading.ticket } : { kind: 'broken' };
}
