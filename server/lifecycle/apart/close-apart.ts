// Closes a round whose rooms share no database. The issuer goes first: its counts leave it only when its keys are
// destroyed, and without them the collector counts nothing; so nobody can mint a token once answers have been seen.
import { Problem } from '../../../shared/problem.ts';
import { CountsPaper, RoundPaper } from '../../../shared/round/papers.ts';
import type { Release } from '../../../shared/results/release.ts';
import { closeRound } from '../close-round.ts';
import type { Rooms } from '../rooms.ts';
import { keepPaper, keptPaper } from './papers.ts';
import { collectorOnPaper } from './rooms-on-paper.ts';

const unknown = (round: string): Problem => new Problem('round.unknown', `Round ${round} was not opened on this host.`);

/** On the issuer's host. Twice is no fault. Throws round.unknown. */
export async function endIssuerApart(rooms: Rooms, round: string): Promise<CountsPaper> {
  if (keptPaper(RoundPaper, rooms.config.dataFolder, round, 'round') === null) throw unknown(round);
  await rooms.issuer.end(round);
  await rooms.issuer.rewrite(round);
  const [counts, reissued] = [await rooms.issuer.counts(round), await rooms.issuer.reissued(round)];
  return CountsPaper.parse({ format: 'spid-counts-paper-1', round, counts: counts.map(({ population, frame, stratum, total, issued }) => ({ population, frame, stratum, total, issued })), reissued });
}

/** On the collector's host: ends, counts, publishes the board. May be repeated. Throws round.unknown, round.wrong-state or plan.invalid. */
export async function closeCollectorApart(rooms: Rooms, counts: CountsPaper, progress: (line: string) => void): Promise<Release> {
  const { round } = counts;
  if (keptPaper(RoundPaper, rooms.config.dataFolder, round, 'round') === null) throw unknown(round);
  await keepPaper(rooms.config.dataFolder, round, 'counts', counts);
  return closeRound(collectorOnPaper(rooms), round, progress);
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
