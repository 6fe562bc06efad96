// Takes the issuer's public paper on the collector's host: the order that the issuer follows, then what the notice log
// does not say yet of re-issued codes, cancelled cards and destroyed keys. Each step looks into the log first, so that
// the same paper may be taken again after a crash.
import { Problem } from '../../../shared/problem.ts';
import { CountsPaper, PublicPaper } from '../../../shared/round/papers.ts';
import { tellCancelled } from '../cancel-cards.ts';
import { noticesOf, tell, tellOnce } from '../keeping-notices.ts';
import type { Rooms } from '../rooms.ts';
import { bringTo, insistOrder } from './follow-order.ts';
import { keepPaper, keptPaper } from './papers.ts';
import { cardPopulations, insistRoundHere } from './round-on-paper.ts';

type Numbers = Pick<PublicPaper, 'reissued' | 'cancelled'>;
const wayOf = (each: { readonly population: string; readonly frame?: string; readonly codes: number }): readonly [string, number] => [`${each.population}/${each.frame ?? 'card'}`, each.codes];

/** Throws plan.invalid where numbers, which only grow, are smaller than those that were told. */
export function insistLater(before: Numbers | null, { reissued, cancelled }: Numbers): void {
  for (const part of ['reissued', 'cancelled'] as const) {
    const now = new Map((part === 'reissued' ? reissued : cancelled).map(wayOf));
    for (const [way, codes] of (before?.[part] ?? []).map(wayOf)) {
      if ((now.get(way) ?? 0) < codes) throw new Problem('plan.invalid', `This paper is older than the one that was told: it knows ${String(now.get(way) ?? 0)} ${part} codes of ${way}, the log ${String(codes)}.`, { place: part });
    }
  }
}

/** Publishes the numbers of re-issued codes and cancelled cards that the log does not have yet, from the papers that are kept. */
export async function tellNumbers(rooms: Rooms, round: string): Promise<void> {
  for (const { population, frame, codes } of await rooms.issuer.reissued(round)) {
    const told = (await noticesOf(rooms, round)).filter(({ kind, details }) => kind === 'code-reissued' && details['population'] === population && details['frame'] === frame).map(({ details }) => Number(details['codes']));
    if (codes > Math.max(0, ...told)) await tell(rooms, round, 'code-reissued', { population, frame, codes });
  }
  for (const population of cardPopulations(insistRoundHere(rooms.config.dataFolder, round).made.manifest)) await tellCancelled(rooms, { round, population });
}

/** On the collector's host. Twice is no fault. Throws round.unknown, round.wrong-state, or plan.invalid for an order that is not the desk's and for an older paper. */
export async function takePublicPaper(rooms: Rooms, paper: PublicPaper): Promise<void> {
  const { round, order } = paper;
  const { dataFolder } = rooms.config;
  const { made } = insistRoundHere(dataFolder, round);
  if (paper.manifest !== made.hash) throw new Problem('plan.invalid', `The paper is of another manifest than round ${round} has here.`, { place: 'manifest' });
  insistLater(keptPaper(CountsPaper, dataFolder, round, 'counts') ?? keptPaper(PublicPaper, dataFolder, round, 'public'), paper);
  const sendingEnds = order?.sendingEnds ?? (await rooms.collected.rounds.status(round))?.sendingEnds ?? made.manifest.sendingEnds;
  if (order !== null) insistOrder(rooms, order);
  // Before the paper is kept: with it the issuer would seem to have ended before it was extended.
  await bringTo(rooms, round, { state: order?.state ?? null, drawingEnds: paper.drawingEnds, sendingEnds });
  if (order !== null) await keepPaper(dataFolder, round, 'order', order);
  await keepPaper(dataFolder, round, 'public', paper);
  await tellNumbers(rooms, round);
  if (paper.keysDestroyed) await tellOnce(rooms, round, 'key-destroyed');
}
