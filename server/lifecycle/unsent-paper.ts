// Sheets keyed from paper that a kill left waiting, seen from the round's end: whoever closes is told how to send them
// first, and once sending is over the file goes, since it holds answers in clear beside codes and can not be sent.
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

/** Throws round.wrong-state, naming the command that sends them, where a round that still runs has such sheets. */
export async function insistPaperSent(rooms: Rooms, round: string): Promise<void> {
  const found = await rooms.collected.rounds.get(round);
  if (found === null || (found.state !== 'open' && found.state !== 'paused')) return;
  for (const place of await paperPlaces(rooms, round)) {
    const { length } = (await readPaper(rooms, place)).sheets;
    if (length === 0) continue;
    const steps = [...beforeSending(rooms.today(), found), `spid paper key ${round} --population ${place.population}`];
    throw new Problem('round.wrong-state', `${String(length)} sheets keyed from paper for ${place.population} are not sent yet: ${steps.join(', then ')} sends them. To close without them, uncounted: ${discardCommand(place)}.`);
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
