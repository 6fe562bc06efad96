// Paper that a kill left half keyed or not sent, seen from the round's end: whoever closes is told how to send it first,
// and once sending is over the file goes, since it holds answers in clear beside codes and can not be sent.
import { Manifest } from '../../shared/credential/manifest.ts';
import { Problem } from '../../shared/problem.ts';
import { hasNotice } from '../collector/rounds-store.ts';
import type { CollectorRound } from '../collector/rounds-store.ts';
import { destroyPaper, discardCommand, paperPlaces, readPaper } from './paper-file.ts';
import type { Rooms } from './rooms.ts';

/** What has to be done or waited for until the round takes a sheet, in this order. */
function beforeSending(today: string, found: CollectorRound): readonly string[] {
  const { round, state, manifest, sendingEnds } = found;
  const { twoPhase, drawingEnds } = Manifest.parse(JSON.parse(manifest));
  const isFirstPhase = twoPhase && (today <= drawingEnds || !hasNotice(found, 'key-destroyed'));
  return [
    ...(state === 'paused' ? [`spid round resume ${round}`] : []),
    ...(today > sendingEnds ? [`spid round extend ${round} --sending DAY`] : []),
    ...(isFirstPhase ? [`after ${drawingEnds}, when the log says that the keys are destroyed`] : []),
  ];
}

/** A draw without its key is worth nothing any more. */
async function drawsAreWorthless({ issuer, today }: Rooms, round: string): Promise<boolean> {
  const last = await issuer.drawingEnds(round);
  return (last !== null && today() > last) || issuer.hasEnded(round);
}

/** Throws round.wrong-state, naming the command that sends them, where a round that still runs has such sheets, or draws for some while tickets are given. */
export async function insistPaperSent(rooms: Rooms, round: string): Promise<void> {
  const found = await rooms.collected.rounds.get(round);
  if (found === null || (found.state !== 'open' && found.state !== 'paused')) return;
  for (const place of await paperPlaces(rooms, round)) {
    const { draws, sheets } = await readPaper(rooms, place);
    const key = `spid paper key ${round} --population ${place.population}`;
    if (sheets.length > 0) {
      const steps = [...beforeSending(rooms.today(), found), key];
      throw new Problem('round.wrong-state', `${String(sheets.length)} sheets keyed from paper for ${place.population} are not sent yet: ${steps.join(', then ')} sends them. To close without them, uncounted: ${discardCommand(place)}.`);
    }
    if (draws.length > 0 && !(await drawsAreWorthless(rooms, round))) {
      const steps = [...(found.state === 'paused' ? [`spid round resume ${round}`] : []), `${key} with the same files and bundles`];
      throw new Problem('round.wrong-state', `${String(draws.length)} cards are drawn for paper of ${place.population} that is not sent yet: ${steps.join(', then ')} sends it. To close without it, uncounted: ${discardCommand(place)}.`);
    }
  }
}

/** When no sheet is taken any more: destroys what keying left. Twice is no fault. Throws store.unavailable where it can't. */
export async function destroyUnsent(rooms: Rooms, round: string, progress: (line: string) => void = () => undefined): Promise<void> {
  for (const place of await paperPlaces(rooms, round)) {
    const sheets = await destroyPaper(rooms, place);
    if (sheets === null) progress(`What waited of paper keyed for ${place.population} could not be read any more and is not counted; it is destroyed.`);
    else if (sheets > 0) progress(`${String(sheets)} sheets keyed from paper for ${place.population} were never sent and are not counted; their file is destroyed.`);
  }
}
