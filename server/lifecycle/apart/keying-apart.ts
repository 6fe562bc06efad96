// Makes a computer the one where paper is keyed (docs/decisions/0079): the issuer gives the codes of sealed bundles, which
// nobody was given, and that computer lays them where keying looks for them, beside the round's paper.
import { Problem } from '../../../shared/problem.ts';
import type { CardsPaper, RoundPaper } from '../../../shared/round/papers.ts';
import { isWhole } from '../../config.ts';
import type { Config } from '../../config.ts';
import type { CardPlace } from '../../issuer/cards.ts';
import { replaceFile } from '../../replaced-file.ts';
import { makeCodesFolder } from '../codes-folder.ts';
import { listedCards } from '../print-cards.ts';
import { listPath } from '../printed-codes.ts';
import type { Rooms } from '../rooms.ts';
import { keepPaper } from './papers.ts';
import { manifestOn } from './round-on-paper.ts';

/** On the issuer's host. Throws round.unknown, card.bundle where a bundle is not sealed, or card.printed where the list of codes is gone. */
export async function cardsForKeying(rooms: Rooms, place: CardPlace, numbers: readonly number[]): Promise<CardsPaper> {
  const { round, population } = place;
  const found = await rooms.collected.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `There is no open round ${round}.`);
  const sealed = (await rooms.issuer.cards.bundles(round)).filter((bundle) => bundle.population === population && bundle.state === 'sealed').map(({ number }) => number);
  const other = numbers.find((number) => !sealed.includes(number));
  if (other !== undefined) throw new Problem('card.bundle', `Bundle ${String(other)} of ${population} is not sealed: paper is keyed with cards that nobody was given. Sealed are ${sealed.join(', ') || 'none'}.`, { place: 'bundles' });
  const cards = (await listedCards(rooms, place)).filter(({ bundle }) => numbers.includes(bundle));
  await rooms.issuer.cards.giveToKeying(place, numbers);
  return { format: 'spid-cards-paper-1', round, population, cards: [...cards] };
}

const isTheirs = ({ opens }: Config): boolean => opens.includes('issuer') || opens.includes('collector');
const notHere = (): Problem => new Problem('plan.invalid', 'Paper is keyed where neither codes nor sheets of others lie: on a computer of its own, with SPID_SURFACES=page (spid apart keying).');

/** Throws plan.invalid on the host of the issuer, which never sees an answer, and of the collector, which never sees a code. */
export function insistKeyingPlace({ config }: Rooms): void {
  if (isTheirs(config) && !isWhole(config)) throw notHere();
}

/** On the computer where paper is keyed. Throws plan.invalid where the papers are of two rounds, or the host is issuer or collector. */
export async function prepareKeying(rooms: Rooms, paper: RoundPaper, cards: CardsPaper): Promise<void> {
  // Nor where all stand together: it would put these cards in the place of the round's own list of codes.
  if (isTheirs(rooms.config)) throw notHere();
  const { dataFolder } = rooms.config;
  const { round } = manifestOn(paper).manifest;
  if (cards.round !== round) throw new Problem('plan.invalid', `The cards are of round ${cards.round}, the paper is of round ${round}.`, { place: 'round' });
  await keepPaper(dataFolder, round, 'round', paper);
  await makeCodesFolder(dataFolder);
  const lines = cards.cards.map(({ stratum, code, link, bundle }) => [cards.population, 'card', stratum, code, link, bundle].join(','));
  await replaceFile(listPath(dataFolder, round), `${['population,frame,stratum,code,link,bundle', ...lines].join('\r\n')}\r\n`);
}
