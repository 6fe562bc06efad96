// Makes the printer's file of a population's cards from the codes that opening left in the data folder. The file holds
// codes in clear: mode 0600, to be deleted when it is printed, like the list of codes itself, and destroyed like it when
// bundles are handed out and when drawing ends.
import { join } from 'node:path';
import { Manifest } from '../../shared/credential/manifest.ts';
import { Problem } from '../../shared/problem.ts';
import { publicOrigin } from '../config.ts';
import { cardSheets } from '../print/card-sheets.ts';
import type { CardTexts, PrintedBundle } from '../print/card-sheets.ts';
import { printWords } from '../print/print-words.ts';
import type { CardPlace } from '../issuer/cards.ts';
import { readReplaced, replaceFile } from '../replaced-file.ts';
import { codesFolder } from './codes-folder.ts';
import { aloneWithCodes } from './codes-lock.ts';
import { originOfLink } from './listed-origin.ts';
import { manifestWords } from './manifest-words.ts';
import { listPath } from './printed-codes.ts';
import type { Rooms } from './rooms.ts';

/** A card as it stands in the list of codes. */
export type ListedCard = { readonly code: string; readonly link: string; readonly bundle: number; readonly stratum: string };
export type CardFile = { readonly path: string; readonly cards: number; readonly bundles: readonly number[]; readonly origin: string };

/** The cards of a population from `codes/<round>.csv`, but those of bundles that were handed out. Throws card.printed where the list is gone. */
export async function listedCards(rooms: { readonly config: Pick<Rooms['config'], 'dataFolder'> }, { round, population }: CardPlace): Promise<readonly ListedCard[]> {
  const text = await readReplaced(listPath(rooms.config.dataFolder, round));
  if (text === null) throw new Problem('card.printed', `The list of codes of round ${round} is gone: it was deleted, or drawing has ended. Codes stand nowhere else in clear, so that its cards can be neither printed nor keyed with.`);
  const rows = text.split('\r\n').slice(1).map((line) => line.split(','));
  return rows
    .filter(([listed, frame, , , , bundle]) => listed === population && frame === 'card' && bundle !== '')
    .map(([, , stratum = '', code = '', link = '', bundle = '']) => ({ stratum, code, link, bundle: Number(bundle) }));
}

async function textsOf(rooms: Rooms, round: string): Promise<Omit<CardTexts, 'address'>> {
  const found = await rooms.collected.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `There is no open round ${round}.`);
  const { digits, languages } = await manifestWords(found.hash, Manifest.parse(JSON.parse(found.manifest)).languages);
  const spoken = languages.map(({ language, eightWords }) => ({ words: printWords(language), eightWords }));
  return { title: round, digits, languages: spoken };
}

function bundlesOf(cards: readonly ListedCard[], wanted: readonly number[] | null): readonly PrintedBundle[] {
  const numbers = [...new Set(cards.map(({ bundle }) => bundle))].sort((one, other) => one - other);
  for (const number of wanted ?? []) if (!numbers.includes(number)) throw new Problem('card.bundle', `The list has no bundle ${String(number)}, or it was handed out; it has ${numbers.join(', ')}.`, { place: 'bundles' });
  return numbers
    .filter((number) => wanted?.includes(number) ?? true)
    .map((number) => ({ number, stratum: cards.find(({ bundle }) => bundle === number)?.stratum ?? '', cards: cards.filter(({ bundle }) => bundle === number) }));
}

/** Writes `codes/<round>-<population>-cards.html`; an earlier one is destroyed. `origin`: where its cards lead. Throws round.unknown, population.unknown, card.bundle or card.printed. */
export async function printCards(rooms: Rooms, place: CardPlace, wanted: readonly number[] | null): Promise<CardFile> {
  const texts = await textsOf(rooms, place.round);
  // From the reading to the writing alone: drawing may end meanwhile, or a bundle be handed out.
  return aloneWithCodes(rooms, place.round, async () => {
    const cards = await listedCards(rooms, place);
    if (cards.length === 0) throw new Problem('population.unknown', `Round ${place.round} has no cards for ${place.population}, or all of them were handed out.`);
    const bundles = bundlesOf(cards, wanted);
    const path = join(codesFolder(rooms.config.dataFolder), `${place.round}-${place.population}-cards.html`);
    // What a person types leads where the square does.
    const origin = originOfLink(cards[0]?.link ?? '') ?? publicOrigin(rooms.config);
    await replaceFile(path, cardSheets(bundles, place.population, { ...texts, address: `${origin.replace(/^https?:\/\//, '')}/a/` }));
    return { path, origin, cards: bundles.reduce((sum, bundle) => sum + bundle.cards.length, 0), bundles: bundles.map(({ number }) => number) };
  });
}
