// Cards as the composition root sees them: bundles handed out, bundles and left-over cards cancelled, and sums. Nothing
// here tells of one card whether it was used, nor of a bundle that was handed out how many of its cards were.
import { Problem } from '../../shared/problem.ts';
import type { Bundle, BundlesStore, SealedUse } from './bundles-store.ts';
import type { CodesStore } from './codes-store.ts';
import type { IssuerRoundsStore } from './rounds-store.ts';

export type CardPlace = { readonly round: string; readonly population: string };

export type Cards = {
  readonly bundles: (round: string) => Promise<readonly Bundle[]>;
  /** Throws round.* or card.bundle, changing nothing, where a bundle is not there or cancelled. */
  readonly handOut: (place: CardPlace, numbers: readonly number[]) => Promise<void>;
  /** Whoever cancels these bundles is told that keying used cards of them, not that somebody opened them. */
  readonly giveToKeying: (place: CardPlace, numbers: readonly number[]) => Promise<void>;
  /** Cancels sealed bundles and unused codes. Resolves with how many codes of the sealed bundles had been used. Throws card.bundle for one that was handed out, or is still sealed when drawing has ended. */
  readonly cancel: (place: CardPlace, what: { readonly bundles: readonly number[]; readonly codes: readonly string[] }) => Promise<SealedUse>;
  /** How many cards of a population are cancelled by now. */
  readonly cancelled: (place: CardPlace) => Promise<number>;
};

export type CardParts = { readonly rounds: IssuerRoundsStore; readonly codes: CodesStore; readonly bundles: BundlesStore; readonly today: () => string };

const REFUSED: Readonly<Record<Bundle['state'], string>> = {
  cancelled: 'is cancelled: its cards are worth nothing',
  'handed-out': 'was handed out: which codes lay in it is forgotten. Cancel the cards that came back with --leftover',
  sealed: 'is still sealed, but drawing has ended and which codes lay in it is forgotten. Cancel its cards with --leftover',
};

/** As for a draw, in words for whoever runs the round. Throws round.*. */
async function insistDrawing({ rounds, today }: CardParts, id: string): Promise<void> {
  const round = await rounds.get(id);
  if (round === null) throw new Problem('round.unknown', `The issuer has no round ${id}.`);
  if (round.drawing === 'ended' || today() > round.drawingEnds) throw new Problem('round.drawing-ended', `Drawing has ended for round ${id}: nobody could begin with a card any more. No bundle was handed out.`);
  if (round.drawing === 'paused') throw new Problem('round.paused', `Round ${id} is paused, and its cards can't be used. No bundle was handed out: first spid round resume ${id}.`);
}

async function insistBundles(parts: CardParts, { round, population }: CardPlace, numbers: readonly number[], refused: Bundle['state']): Promise<void> {
  const known = (await parts.bundles.list(round)).filter((bundle) => bundle.population === population);
  for (const number of numbers) {
    const bundle = known.find((each) => each.number === number);
    if (bundle === undefined) throw new Problem('card.bundle', `Round ${round} has no bundle ${String(number)} of ${population}; there are ${String(known.length)}.`, { place: 'bundles' });
    if (bundle.state !== refused) continue;
    throw new Problem('card.bundle', `Bundle ${String(number)} of ${population} ${REFUSED[refused]}.`, { place: 'bundles' });
  }
}

export const createCards = (parts: CardParts): Cards => ({
  bundles: (round) => parts.bundles.list(round),
  async handOut(place, numbers) {
    await insistDrawing(parts, place.round);
    await insistBundles(parts, place, numbers, 'cancelled');
    await parts.bundles.handOut(place, numbers);
  },
  giveToKeying: (place, numbers) => parts.bundles.giveToKeying(place, numbers),
  async cancel(place, { bundles, codes }) {
    const round = await parts.rounds.get(place.round);
    if (round === null) throw new Problem('round.unknown', `The issuer has no round ${place.round}.`);
    await insistBundles(parts, place, bundles, 'handed-out');
    if (round.drawing === 'ended') await insistBundles(parts, place, bundles, 'sealed');
    const used = bundles.length === 0 ? { unexpected: 0, keying: 0 } : await parts.bundles.cancelSealed(place, bundles);
    if (codes.length > 0) await parts.bundles.cancelCodes(place, codes);
    return used;
  },
  async cancelled({ round, population }) {
    const counts = (await parts.codes.counts(round)).filter((count) => count.population === population && count.frame === 'card');
    return counts.reduce((sum, count) => sum + (count.cancelled ?? 0), 0);
  },
});
