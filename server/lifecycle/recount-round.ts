// Counts a released round again and compares with what was released. Canonical texts are compared: how a release was
// stored and read says nothing of its figures. Settled sheets no longer say their language, so that what stands on
// languages is left out on both sides then; everything else has to be the same to the last digit.
import { canonicalText } from '../../shared/credential/canonical-json.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import { Problem } from '../../shared/problem.ts';
import type { Release } from '../../shared/results/release.ts';
import { countRound } from './close-round.ts';
import type { Rooms } from './rooms.ts';

const textOf = (release: Release): string => canonicalText(JSON.parse(JSON.stringify(release)) as Json);

function withoutLanguages(release: Release): Release {
  const populations = release.populations.map((result) => {
    const { languageDifferences, ...rest } = result;
    return languageDifferences === undefined ? result : rest;
  });
  return { ...release, populations };
}

/** Whether the stored sheets give the stored release. Throws round.not-released where there is none, or round.wrong-state when it is erased. */
export async function recountRound(rooms: Rooms, round: string, progress: (line: string) => void = () => undefined): Promise<boolean> {
  const [found, released] = [await rooms.desk.rounds.get(round), await rooms.desk.releases.get(round)];
  if (found === null || released === null) throw new Problem('round.not-released', `Round ${round} has no release to compare with.`);
  const again = await countRound(rooms, found.plan, found.demonstration, progress);
  const isSettled = (await rooms.collected.keeping.get(round)).settled !== null;
  const compared = isSettled ? withoutLanguages : (release: Release): Release => release;
  return textOf(compared(again)) === textOf(compared(released));
}
