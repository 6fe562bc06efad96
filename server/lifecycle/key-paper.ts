// Sends sheets that were keyed from paper, shuffled, each with a token of its own drawn for a card of bundles that were
// set aside for paper: so that paper is counted like every other way, and nobody can key more sheets than such cards.
// All tokens are drawn and all sheets sealed first and kept in a file of mode 0600; a second run sends that file again.
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawRequest, finishDraw, prepareDraw } from '../../client/credential/draw-token.ts';
import { sealSheet } from '../../client/credential/seal-sheet.ts';
import { readCode } from '../../shared/credential/code.ts';
import { Manifest, frameOf } from '../../shared/credential/manifest.ts';
import { SendRequest } from '../../shared/credential/send.ts';
import { Problem } from '../../shared/problem.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { destroyKeyFile } from '../issuer/key-file.ts';
import { shuffled } from '../issuer/make-bundles.ts';
import { listedCards } from './print-cards.ts';
import type { Rooms } from './rooms.ts';

const outboxOf = (rooms: Rooms, { round, population }: CardPlace): string => join(rooms.config.dataFolder, 'codes', `${round}-${population}-paper.json`);

/** The codes of cards that are set aside for paper and not yet used for it. */
async function paperCodes(rooms: Rooms, place: CardPlace, bundles: readonly number[]): Promise<string[]> {
  const cards = (await listedCards(rooms, place)).filter(({ bundle }) => bundles.includes(bundle));
  return cards.flatMap(({ code }) => {
    const reading = readCode(code);
    return reading.ok ? [reading.value.code] : [];
  });
}

async function sealAll(rooms: Rooms, place: CardPlace, bundles: readonly number[], sheets: readonly Answers[]): Promise<readonly SendRequest[]> {
  const found = await rooms.collected.rounds.get(place.round);
  if (found === null) throw new Problem('round.unknown', `There is no open round ${place.round}.`);
  const manifest = Manifest.parse(JSON.parse(found.manifest));
  const way = frameOf(manifest, place.population, 'card');
  if (way === null || !manifest.modes.includes('paper')) throw new Problem('plan.invalid', `Round ${place.round} does not take paper for ${place.population}.`, { place: 'modes' });
  const codes = await paperCodes(rooms, place, bundles);
  if (codes.length < sheets.length) throw new Problem('card.bundle', `${String(sheets.length)} sheets need as many cards; the bundles named have ${String(codes.length)}.`, { place: 'bundles' });
  const at = { manifest: found.hash, ...place, frame: 'card' as const, issuer: way.key };
  const sealed: SendRequest[] = [];
  for (const answers of shuffled(sheets)) {
    for (;;) {
      const code = codes.pop();
      if (code === undefined) throw new Problem('card.bundle', `Too few unused cards in these bundles: ${String(sheets.length - sealed.length)} sheets are left. Nothing was sent.`, { place: 'bundles' });
      const draw = await prepareDraw(at, { portable: false });
      const signature = await rooms.issuer.draw(place.round, drawRequest(draw, 'card', code)).catch((error: unknown) => {
        if (error instanceof Problem && (error.code === 'code.used' || error.code === 'code.cancelled')) return null;
        throw error;
      });
      if (signature === null) continue;
      sealed.push((await sealSheet(await finishDraw(draw, { signature }), { mode: 'paper', form: way.questionnaire.form, answers }, manifest.bodyLength)).request);
      break;
    }
  }
  return sealed;
}

/** Sheets that an interrupted run sealed and may not have sent, or null. */
export async function waitingPaper(rooms: Rooms, place: CardPlace): Promise<readonly SendRequest[] | null> {
  const text = await readFile(outboxOf(rooms, place), 'utf8').catch(() => null);
  return text === null ? null : SendRequest.array().parse(JSON.parse(text));
}

/** Sends all sheets of the waiting file, which then is destroyed. Sending one twice counts it once. */
export async function sendWaiting(rooms: Rooms, place: CardPlace): Promise<number> {
  const sheets = (await waitingPaper(rooms, place)) ?? [];
  for (const sheet of shuffled(sheets)) await rooms.collector.take(place.round, sheet);
  await destroyKeyFile(outboxOf(rooms, place));
  return sheets.length;
}

/** Draws, seals, keeps, sends. Throws round.*, plan.invalid, card.bundle or card.printed. */
export async function sendPaper(rooms: Rooms, place: CardPlace, bundles: readonly number[], sheets: readonly Answers[]): Promise<number> {
  const sealed = await sealAll(rooms, place, bundles, sheets);
  const path = outboxOf(rooms, place);
  await mkdir(join(rooms.config.dataFolder, 'codes'), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, JSON.stringify(sealed), { mode: 0o600, flush: true });
  await rename(`${path}.new`, path);
  return sendWaiting(rooms, place);
}
