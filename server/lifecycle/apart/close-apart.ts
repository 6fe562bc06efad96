// Closes a round whose rooms share no database. The issuer goes first: its counts leave it only when its keys are
// destroyed, and without them the collector counts nothing; so nobody can mint a token once answers have been seen.
import { Problem } from '../../../shared/problem.ts';
import { PublicPaper } from '../../../shared/round/papers.ts';
import type { CountsPaper } from '../../../shared/round/papers.ts';
import type { Release } from '../../../shared/results/release.ts';
import { insistDrawingOver, insistSendingOver } from '../before-its-day.ts';
import type { Ending } from '../before-its-day.ts';
import { leftBundles } from '../cancel-cards.ts';
import { closeRound } from '../close-round.ts';
import { endDrawing } from '../end-phases.ts';
import type { Rooms } from '../rooms.ts';
import { countsPaperOf } from './issuer-papers.ts';
import { keepPaper, keptPaper } from './papers.ts';
import { insistRoundHere } from './round-on-paper.ts';
import { roomsHere } from './rooms-on-paper.ts';
import { insistLater, tellNumbers } from './tell-public.ts';

/** On the issuer's host; also writes the public paper, since a second phase waits for what it tells. Twice is no fault. Throws round.unknown, or round.wrong-state before the day of drawing where `ending` doesn't say that it is meant. */
export async function endIssuerApart(rooms: Rooms, round: string, ending: Ending = {}): Promise<CountsPaper> {
  insistRoundHere(rooms.config.dataFolder, round);
  await insistDrawingOver(rooms, round, ending);
  await endDrawing(roomsHere(rooms, ending.progress), round);
  await rooms.issuer.rewrite(round);
  for (const line of await leftBundles(rooms, round)) ending.progress?.(line);
  return countsPaperOf(rooms, round);
}

/** On the collector's host: ends, counts, publishes the board. May be repeated. Throws round.unknown, round.wrong-state or plan.invalid. */
export async function closeCollectorApart(rooms: Rooms, counts: CountsPaper, ending: Ending = {}): Promise<Release> {
  const { round } = counts;
  const { dataFolder } = rooms.config;
  insistRoundHere(dataFolder, round);
  insistLater(keptPaper(PublicPaper, dataFolder, round, 'public'), counts);
  const here = roomsHere(rooms);
  const found = await here.desk.rounds.get(round);
  // Before anything is kept or told: a refusal leaves all as it was.
  if (found !== null) insistSendingOver(here, found, ending);
  await keepPaper(dataFolder, round, 'counts', counts);
  await tellNumbers(here, round);
  return closeRound(here, round, ending);
}

/** On the desk's host: the release becomes readable. Twice is no fault. Throws round.unknown, or plan.invalid where it was counted for another manifest. */
export async function releaseApart(rooms: Rooms, release: Release): Promise<void> {
  const found = await rooms.desk.rounds.get(release.round);
  if (found === null) throw new Problem('round.unknown', `There is no round ${release.round}.`);
  if (found.manifestHash !== release.manifest) throw new Problem('plan.invalid', `The release of round ${release.round} was counted for another manifest.`, { place: 'manifest' });
  await rooms.desk.rounds.become(release.round, 'closed');
  await rooms.desk.releases.add(release);
  await rooms.desk.rounds.become(release.round, 'released');
}
