// spid cards print | list | hand-out | cancel. What a coordinator does with printed cards; the codes themselves are
// only in the printer's files.
import { parseArgs } from 'node:util';
import { Problem } from '../../shared/problem.ts';
import { cancelCards, handOutBundles } from '../lifecycle/cancel-cards.ts';
import { printCards } from '../lifecycle/print-cards.ts';
import type { Rooms } from '../lifecycle/rooms.ts';
import { openAsk } from './ask.ts';
import { bundleNumbers } from './bundle-numbers.ts';
import type { Command, Writers } from './command.ts';
import { UsageProblem, onlyWord } from './command.ts';
import { leftoverOf, usedInSealedLines } from './left-over-cards.ts';
import { warnOfOrigin } from './origin-warning.ts';
import { withRooms } from './with-rooms.ts';

type CardWords = { readonly round: string; readonly population: string; readonly bundles: readonly number[] | null; readonly leftover: string | null };

function readWords(words: readonly string[]): CardWords {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: { population: { type: 'string' }, bundles: { type: 'string' }, leftover: { type: 'string' } } });
  if (values.population === undefined) throw new UsageProblem('--population is missing');
  return { round: onlyWord(positionals, 'ROUND'), population: values.population, bundles: values.bundles === undefined ? null : bundleNumbers(values.bundles), leftover: values.leftover ?? null };
}

async function print(rooms: Rooms, words: CardWords, writers: Writers): Promise<void> {
  const { out } = writers;
  const file = await printCards(rooms, words, words.bundles);
  out(`${String(file.cards)} cards in ${String(file.bundles.length)} bundles stand in ${file.path}.`);
  out('Open it in a browser and print it on A4 without margins and at 100 %. Cut, seal each bundle behind its cover, then delete the file.');
  warnOfOrigin(rooms.config, file.origin, writers);
}

async function handOut(rooms: Rooms, words: CardWords, { out }: Writers): Promise<void> {
  const bundles = words.bundles ?? [];
  await handOutBundles(rooms, words, bundles);
  out(`Bundles ${bundles.join(', ')} of ${words.population} are handed out. Which codes lay in them is forgotten, in the store and in the list of codes.`);
  out(`The printer's file of ${words.population} is destroyed with it: spid cards print makes it for the bundles that are left.`);
}

async function cancel(rooms: Rooms, words: CardWords, { out }: Writers): Promise<void> {
  const leftover = leftoverOf(words.leftover);
  if (words.bundles === null && leftover.length === 0) throw new UsageProblem(`${words.leftover ?? ''} has no card in it`);
  const ask = openAsk();
  try {
    const person = async (which: string) => ({ name: await ask.line(`Account of the ${which} person: `), password: await ask.secret('Password: ') });
    const confirmedBy = [await person('first'), await person('second')] as const;
    const cancelled = await cancelCards(rooms, { ...words, bundles: words.bundles ?? [], leftover, confirmedBy });
    if (!rooms.config.opens.includes('issuer')) return out(`Confirmed by two people. The issuer cancels it: spid apart cancel${leftover.length > 0 ? ', with the same list of left-over cards' : ''}.`);
    out(`${String(cancelled.total)} cards of ${words.population} are cancelled by now; the public log says so.`);
    for (const line of usedInSealedLines(cancelled)) out(line);
  } finally {
    ask.close();
  }
}

async function list(rooms: Rooms, round: string, { out }: Writers): Promise<void> {
  if ((await rooms.desk.rounds.get(round)) === null) throw new Problem('round.unknown', `There is no round ${round}.`);
  const bundles = await rooms.issuer.cards.bundles(round);
  if (bundles.length === 0) out(`Round ${round} has no cards.`);
  for (const { population, stratum, number, cards, state } of bundles) out([population.padEnd(16), stratum.padEnd(12), `bundle ${String(number).padStart(3)}`, `${String(cards).padStart(3)} cards`, state].join('  '));
}

/** `needs`: words of which one at least has to be there. */
const onCards = (name: string, summary: string, usage: string, help: string, needs: readonly ('bundles' | 'leftover')[], work: (rooms: Rooms, words: CardWords, writers: Writers) => Promise<void>): Command => ({
  name: `cards ${name}`,
  summary,
  help: `spid cards ${name} ROUND --population P ${usage}\n\n${help}`,
  run: (words, writers) => {
    const read = readWords(words);
    if (needs.length > 0 && needs.every((word) => read[word] === null)) throw new UsageProblem(`${needs.map((word) => `--${word}`).join(' or ')} is missing`);
    return withRooms(writers, (rooms) => work(rooms, read, writers));
  },
});

export const cardCommands: readonly Command[] = [
  onCards('print', 'writes the cards of a population for the printer', '[--bundles 1-4,7]', 'HTML for A4: four cards a page with QR, code and eight words, each bundle behind a cover sheet. Works as long as the\nlist of codes that opening wrote is there, and for bundles that were not handed out.', [], print),
  onCards('hand-out', 'records that bundles were handed out', '--bundles 1-4,7', 'From then on nobody can tell which cards lay in them: print them before.', ['bundles'], handOut),
  onCards('cancel', 'cancels cards that are left, confirmed by two people', '[--bundles 8-9] [--leftover FILE]', '--bundles   sealed bundles that were never handed out; until drawing ends, when what lay in a bundle is forgotten\n--leftover  codes of cards that came back, one a line; used ones among them stay as they are and are not named\n\nAsks for the accounts and passwords of two coordinators. Before the round closes.', ['bundles', 'leftover'], cancel),
  {
    name: 'cards list',
    summary: 'lists the bundles of a round with their states',
    help: 'spid cards list ROUND\n\nHow many of a bundle’s cards were used is not known.',
    run: (words, writers) => {
      const round = onlyWord(words, 'ROUND');
      return withRooms(writers, (rooms) => list(rooms, round, writers));
    },
  },
];
