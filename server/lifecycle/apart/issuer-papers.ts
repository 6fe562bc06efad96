// What the issuer's host tells the collector: while people answer, the public numbers of the notice log; when its keys
// are destroyed, the counts. Read from the issuer's own database each time, so that a paper is never behind it.
import { CountsPaper, OrderPaper, PublicPaper } from '../../../shared/round/papers.ts';
import type { Rooms } from '../rooms.ts';
import { keepPaper, keptPaper } from './papers.ts';
import { cardPopulations, insistRoundHere } from './round-on-paper.ts';

/** Told of each paper that was written: where it lies and who needs it. */
export type Wrote = (line: string) => void;

async function cancelledOf({ config, issuer }: Rooms, round: string): Promise<PublicPaper['cancelled']> {
  const { made } = insistRoundHere(config.dataFolder, round);
  return Promise.all(cardPopulations(made.manifest).map(async (population) => ({ population, codes: await issuer.cards.cancelled({ round, population }) })));
}

/** The counts of a round whose keys are destroyed. Throws round.unknown. */
export async function countsPaperOf(rooms: Rooms, round: string): Promise<CountsPaper> {
  const { issuer } = rooms;
  const base64url = (hashes: readonly Uint8Array[]): string[] => hashes.map((hash) => Buffer.from(hash).toString('base64url')).sort();
  const counts = (await issuer.counts(round)).map(({ population, frame, stratum, total, issued, cancelled }) => ({ population, frame, stratum, total, issued, cancelled: cancelled ?? 0 }));
  const destroyed = (await issuer.tablets.destroyed(round)).map(({ population, tokens }) => ({ population, codes: tokens }));
  const cards = (await issuer.cardCodes(round)).map(({ population, made, used }) => ({ population, made: base64url(made), used: base64url(used) }));
  return CountsPaper.parse({ format: 'spid-counts-paper-1', round, counts, reissued: await issuer.reissued(round), cancelled: await cancelledOf(rooms, round), destroyed, cards });
}

/** Writes the public paper, and the counts anew where they were told already. Throws round.unknown. */
export async function writePublicPaper(rooms: Rooms, round: string, wrote: Wrote): Promise<string> {
  const { config: { dataFolder }, issuer } = rooms;
  const { paper, made } = insistRoundHere(dataFolder, round);
  const text: PublicPaper = PublicPaper.parse({
    format: 'spid-public-paper-1', round, manifest: made.hash, order: keptPaper(OrderPaper, dataFolder, round, 'order'), drawingEnds: (await issuer.drawingEnds(round)) ?? paper.plan.drawingEnds,
    keysDestroyed: await issuer.keysAreDestroyed(round), reissued: await issuer.reissued(round), cancelled: await cancelledOf(rooms, round),
  });
  const path = await keepPaper(dataFolder, round, 'public', text);
  wrote(`For the collector, whose log tells it: ${path}`);
  if (keptPaper(CountsPaper, dataFolder, round, 'counts') !== null) wrote(`For the collector, in place of the counts of before: ${await keepPaper(dataFolder, round, 'counts', await countsPaperOf(rooms, round))}`);
  return path;
}
