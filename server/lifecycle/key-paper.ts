// Sends sheets that were keyed from paper, shuffled, each with a token of its own drawn for a card of bundles that were
// set aside for paper: so that paper is counted like every other way, and nobody can key more sheets than such cards.
// Every draw is on disk before its request leaves and every signed sheet before it is sent (paper-file.ts): the same
// command goes on after a kill, with the same blinded messages and the same sheets. The calendar may forget draws and
// destroy the file meanwhile: each change starts from what stands there then, and brings nothing back.
import { drawRequest, finishDraw, prepareDraw } from '../../client/credential/draw-token.ts';
import type { Ticket, TokenPlace } from '../../client/credential/draw-token.ts';
import { sealSheet } from '../../client/credential/seal-sheet.ts';
import { restoredDraw, storedDraw } from '../../client/credential/stored-draw.ts';
import { readCode } from '../../shared/credential/code.ts';
import { Manifest, frameOf } from '../../shared/credential/manifest.ts';
import type { SendRequest } from '../../shared/credential/send.ts';
import { Problem } from '../../shared/problem.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { shuffled } from '../issuer/make-bundles.ts';
import { aloneKeying } from './codes-lock.ts';
import { beginBatch, settleBatch } from './keyed-batches.ts';
import { changePaper, readPaper } from './paper-file.ts';
import type { PaperDraw, PaperState } from './paper-file.ts';
import { listedCards } from './print-cards.ts';
import type { Rooms } from './rooms.ts';

/** The codes of cards that are set aside for paper. */
async function paperCodes(rooms: Rooms, place: CardPlace, bundles: readonly number[]): Promise<readonly string[]> {
  const cards = (await listedCards(rooms, place)).filter(({ bundle }) => bundles.includes(bundle));
  return cards.flatMap(({ code }) => {
    const reading = readCode(code);
    return reading.ok ? [reading.value.code] : [];
  });
}

type Paper = { readonly at: TokenPlace; readonly form: string; readonly bodyLength: number };

async function paperOf(rooms: Rooms, place: CardPlace): Promise<Paper> {
  const found = await rooms.collected.rounds.get(place.round);
  if (found === null) throw new Problem('round.unknown', `There is no open round ${place.round}.`);
  const manifest = Manifest.parse(JSON.parse(found.manifest));
  const way = frameOf(manifest, place.population, 'card');
  if (way === null || !manifest.modes.includes('paper')) throw new Problem('plan.invalid', `Round ${place.round} does not take paper for ${place.population}.`, { place: 'modes' });
  return { at: { manifest: found.hash, ...place, frame: 'card', issuer: way.key }, form: way.questionnaire.form, bodyLength: manifest.bodyLength };
}

/** The ticket of a draw, the same one however often it is asked for; null where the card is used or cancelled. */
async function ticketOf(rooms: Rooms, at: TokenPlace, { code, draw: stored }: PaperDraw): Promise<Ticket | null> {
  const draw = await restoredDraw(at, stored);
  const signature = await rooms.issuer.draw(at.round, drawRequest(draw, 'card', code), 'paper').catch((error: unknown) => {
    if (error instanceof Problem && (error.code === 'code.used' || error.code === 'code.cancelled')) return null;
    throw error;
  });
  return signature === null ? null : finishDraw(draw, { signature });
}

/** Those of these draws that nobody destroyed meanwhile. */
function still(now: PaperState, draws: readonly PaperDraw[]): readonly PaperDraw[] {
  const wanted = new Set(draws.map(({ draw }) => draw.blinded));
  return now.draws.filter(({ draw }) => wanted.has(draw.blinded));
}

/** Draws for so many further cards, on disk beside those that were granted. Throws card.bundle where the bundles have fewer, or card.printed where the list of codes is destroyed by now: then drawing has ended, and no code is written any more. */
async function prepareDraws(rooms: Rooms, place: CardPlace, at: TokenPlace, granted: readonly PaperDraw[], free: readonly string[], missing: number): Promise<readonly PaperDraw[]> {
  if (free.length < missing) throw new Problem('card.bundle', `Too few unused cards in these bundles: ${String(missing)} sheets are left. Nothing was sent; name another bundle too.`, { place: 'bundles' });
  const made: PaperDraw[] = [];
  for (const code of free.slice(0, missing)) made.push({ code, draw: await storedDraw(await prepareDraw(at, { portable: true })) });
  await changePaper(rooms, place, async (now) => {
    await listedCards(rooms, place);
    return { draws: [...still(now, granted), ...made], sheets: now.sheets };
  });
  return made;
}

type Drawn = { readonly draw: PaperDraw; readonly ticket: Ticket };

/** A ticket for each sheet, and those that an interrupted run drew beyond them. */
async function drawAll(rooms: Rooms, place: CardPlace, { at }: Paper, codes: readonly string[], count: number): Promise<readonly Drawn[]> {
  const tried = new Set<string>();
  const drawn: Drawn[] = [];
  let draws: readonly PaperDraw[] = (await readPaper(rooms, place)).draws;
  for (;;) {
    for (const draw of draws) {
      tried.add(draw.code);
      const ticket = await ticketOf(rooms, at, draw);
      if (ticket !== null) drawn.push({ draw, ticket });
    }
    if (drawn.length >= count) return drawn;
    draws = await prepareDraws(rooms, place, at, drawn.map(({ draw }) => draw), codes.filter((code) => !tried.has(code)), count - drawn.length);
  }
}

/** Sheets that an interrupted run signed and may not have sent, or null. */
export async function waitingPaper(rooms: Rooms, place: CardPlace): Promise<readonly SendRequest[] | null> {
  const { sheets } = await readPaper(rooms, place);
  return sheets.length === 0 ? null : sheets;
}

/** Sends these sheets, all of them or it throws; then they wait no more. Sending one twice counts it once. */
async function send(rooms: Rooms, place: CardPlace, sheets: readonly SendRequest[]): Promise<number> {
  for (const sheet of shuffled(sheets)) await rooms.collector.take(place.round, sheet);
  await settleBatch(rooms, place);
  const sent = new Set(sheets.map(({ token }) => token));
  await changePaper(rooms, place, ({ draws, sheets: now }) => ({ draws, sheets: now.filter(({ token }) => !sent.has(token)) }));
  return sheets.length;
}

/** Sends all waiting sheets, which then are destroyed. */
export const sendWaiting = (rooms: Rooms, place: CardPlace): Promise<number> => aloneKeying(rooms, place, async () => send(rooms, place, (await readPaper(rooms, place)).sheets));

/** To be asked alone with the file: closing writes the state first and destroys the file after, so that either this tells it or what is written goes. */
async function isClosed(rooms: Rooms, { round }: CardPlace): Promise<boolean> {
  const state = (await rooms.collected.rounds.status(round))?.state;
  return state === 'closed' || state === 'released';
}

async function keyAlone(rooms: Rooms, place: CardPlace, bundles: readonly number[], sheets: readonly Answers[], again: boolean): Promise<number> {
  const paper = await paperOf(rooms, place);
  await beginBatch(rooms, place, sheets, again);
  const codes = await paperCodes(rooms, place, bundles);
  const before = (await readPaper(rooms, place)).draws;
  if (codes.length + before.length < sheets.length) throw new Problem('card.bundle', `${String(sheets.length)} sheets need as many cards; the bundles named have ${String(codes.length)}.`, { place: 'bundles' });
  const drawn = await drawAll(rooms, place, paper, codes, sheets.length);
  const sealed: SendRequest[] = [];
  for (const [index, answers] of shuffled(sheets).entries()) {
    const ticket = drawn[index]?.ticket;
    if (ticket !== undefined) sealed.push((await sealSheet(ticket, { mode: 'paper', form: paper.form, answers }, paper.bodyLength)).request);
  }
  const beyond = drawn.slice(sheets.length).map(({ draw }) => draw);
  await changePaper(rooms, place, async (now) => ({ draws: still(now, beyond), sheets: (await isClosed(rooms, place)) ? now.sheets : [...now.sheets, ...sealed] }));
  // These, not what the file holds by now: where the round was closed, the collector says why none is taken.
  return send(rooms, place, sealed);
}

/** Draws, signs, keeps, sends. Throws round.*, plan.invalid, card.bundle or card.printed, sheet.conflict for a pile that was keyed before unless it is keyed `again`, or store.unavailable while another command keys paper of this population. */
export const sendPaper = (rooms: Rooms, place: CardPlace, bundles: readonly number[], sheets: readonly Answers[], again = false): Promise<number> => aloneKeying(rooms, place, () => keyAlone(rooms, place, bundles, sheets, again));
