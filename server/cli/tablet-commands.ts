// spid tablet register | list | import. A tablet is registered for a site, prints its link once, and is listed without
// what would tell how many answered there; the file that a tablet without a line exported is taken here.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import makeQrCode from 'qrcode-generator';
import { Problem } from '../../shared/problem.ts';
import { importSealed, registerTablet } from '../lifecycle/tablets.ts';
import type { TabletOrder } from '../lifecycle/tablets.ts';
import type { Rooms } from '../lifecycle/rooms.ts';
import type { Command, Writers } from './command.ts';
import { UsageProblem, onlyWord } from './command.ts';
import { withRooms } from './with-rooms.ts';

const SITE = /^[^\p{C}]{1,80}$/u;

function readOrder(words: readonly string[]): TabletOrder {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({ args: [...words], options: { site: text, population: text, stratum: text, tokens: text }, allowPositionals: true });
  const round = onlyWord(positionals, 'ROUND');
  const { site, population, tokens } = values;
  if (site === undefined || !SITE.test(site)) throw new UsageProblem('--site is missing: where the tablet stands, such as "Port North"');
  if (population === undefined) throw new UsageProblem('--population is missing: whose questionnaire it shows');
  if (tokens === undefined || !/^\d{1,4}$/.test(tokens)) throw new UsageProblem('--tokens is missing: how many people may answer on it');
  return { round, site, population, stratum: values.stratum ?? null, tokens: Number(tokens) };
}

/** A QR of a text in characters, for a camera in front of the screen. */
function qrLines(text: string): string {
  const code = makeQrCode(0, 'M');
  code.addData(text, 'Byte');
  code.make();
  return code.createASCII(1, 2);
}

async function register(rooms: Rooms, order: TabletOrder, { out }: Writers): Promise<void> {
  const link = await registerTablet(rooms, order);
  out(qrLines(link));
  out(link);
  out(`For one device, once: open it there, on line. It may draw ${String(order.tokens)} tokens for ${order.site}.`);
  if (rooms.config.origin === null) out('The link names this machine alone: set SPID_ORIGIN to the public address.');
}

async function list(rooms: Rooms, round: string, { out }: Writers): Promise<void> {
  const tablets = await rooms.issuer.tablets.list(round);
  if (tablets.length === 0) out(`Round ${round} has no tablet: spid tablet register ${round} --help`);
  // Drawn less destroyed is how many answered at a named site: the second number stays for the board, where sites are summed.
  for (const { site, population, stratum, tokens, drawn, enrolled, destroyed } of [...tablets].sort((one, other) => (one.site < other.site ? -1 : 1))) {
    const state = destroyed !== null ? 'site ended' : enrolled ? 'enrolled' : 'link not used yet';
    out([site.padEnd(24), population.padEnd(16), stratum.padEnd(10), `${String(drawn)} of ${String(tokens)} tokens drawn`, state].join('  '));
  }
}

async function takeFile(rooms: Rooms, path: string, { out }: Writers): Promise<void> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new Problem('sheet.malformed', `${path} can not be read.`);
  }
  const { round, stored, refused } = await importSealed(rooms, text);
  out(`${String(stored)} sheets of round ${round} are stored.`);
  for (const [code, number] of refused) out(`${String(number)} were refused: ${code}`);
  if (refused.size > 0) throw new Problem('sheet.malformed', 'Keep the file until each sheet in it is stored.');
}

export const tabletCommands: readonly Command[] = [
  {
    name: 'tablet register',
    summary: 'prints the link that makes a device a tablet of a site',
    help: 'spid tablet register ROUND --site SITE --population CODE --tokens N [--stratum CODE]\n\nThe link works once, on one device. N comes out of the tokens that the plan released for tablets of that stratum.',
    run: (words, writers) => {
      const order = readOrder(words);
      return withRooms(writers, (rooms) => register(rooms, order, writers));
    },
  },
  {
    name: 'tablet list',
    summary: 'lists the tablets of a round: tokens given and drawn, sites ended',
    help: 'spid tablet list ROUND\n\nsite, population, stratum, tokens drawn of those given, and whether the site has ended. Nothing here tells how many\nanswered at a site: the tokens that were destroyed unused stand on the board after the close, all sites of a\npopulation together.',
    run: (words, writers) => {
      const round = onlyWord(words, 'ROUND');
      return withRooms(writers, (rooms) => list(rooms, round, writers));
    },
  },
  {
    name: 'tablet import',
    summary: 'takes the file of sealed sheets that a tablet exported',
    help: 'spid tablet import FILE\n\nMay be repeated: a sheet is stored once. Exits with 1 where a sheet was refused.',
    run: (words, writers) => {
      const path = onlyWord(words, 'FILE');
      return withRooms(writers, (rooms) => takeFile(rooms, path, writers));
    },
  },
];
