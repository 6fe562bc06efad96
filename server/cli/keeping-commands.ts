// spid round rewrite | settle | erase | recount, and spid code reissue: what comes after opening and after closing. The
// server does the first three by itself on their days; by hand they are for a server that is off, or for MongoDB.
import { parseArgs } from 'node:util';
import { printCode } from '../../shared/credential/code.ts';
import { linkFragment } from '../../shared/credential/link.ts';
import { Problem } from '../../shared/problem.ts';
import { isWhole, publicOrigin } from '../config.ts';
import { rewriteRound } from '../lifecycle/end-phases.ts';
import type { ReissueOrder } from '../issuer/reissue.ts';
import { eraseRound } from '../lifecycle/erase-round.ts';
import { listedOrigin } from '../lifecycle/listed-origin.ts';
import { manifestWords, wordLines } from '../lifecycle/manifest-words.ts';
import { recountRound } from '../lifecycle/recount-round.ts';
import { reissueCode } from '../lifecycle/reissue-code.ts';
import type { Rooms } from '../lifecycle/rooms.ts';
import { settleRound } from '../lifecycle/settle-round.ts';
import type { Command, Writers } from './command.ts';
import { UsageProblem, onlyWord } from './command.ts';
import { onRound } from './on-round.ts';
import { warnOfOrigin } from './origin-warning.ts';
import { withRooms } from './with-rooms.ts';

async function recount(rooms: Rooms, round: string, { out }: Writers): Promise<void> {
  const same = await recountRound(rooms, round, out);
  out(same ? `Round ${round} counts to the same release, bit for bit.` : `Round ${round} counts to ANOTHER result than its release.`);
  if (!same) throw new Problem('round.unfit', 'The sheets in the store are not those that were released.');
}

function readOrder(words: readonly string[]): ReissueOrder {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: { population: { type: 'string' }, stratum: { type: 'string', default: 'all' }, frame: { type: 'string', default: 'invited' } } });
  const round = onlyWord(positionals, 'ROUND');
  const { population, stratum, frame } = values;
  if (population === undefined) throw new UsageProblem('--population is missing');
  if (frame !== 'invited' && frame !== 'card') throw new UsageProblem('--frame is invited or card');
  return { round, population, stratum, frame };
}

async function reissue(rooms: Rooms, order: ReissueOrder, writers: Writers): Promise<void> {
  const { out } = writers;
  const { code, number, manifest, languages, index } = await reissueCode(rooms, order);
  const { round, population, frame } = order;
  const parts = { round, population: index, frame: code.frame, code: code.code };
  out(`Code  ${printCode(parts)}`);
  const origin = rooms.config.origin ?? (await listedOrigin(rooms.config.dataFolder, round)) ?? publicOrigin(rooms.config);
  out(`Link  ${origin}/a/${linkFragment({ kind: 'code', manifest, ...parts })}`);
  for (const line of wordLines(await manifestWords(manifest, languages))) out(line);
  out(`${String(number)} re-issued so far in ${population}/${frame}; the notice log says so${isWhole(rooms.config) ? '' : ' when the collector has the paper'}. This code is shown once and kept nowhere.`);
  warnOfOrigin(rooms.config, origin, writers);
}

export const keepingCommands: readonly Command[] = [
  onRound('rewrite', 'rewrites the stores of a round whose sending has ended', 'Sheets and codes in the order of random ids, in fresh collections; the old ones are destroyed. Closing does it too.', async (rooms, round, { out }) => {
    await rewriteRound(rooms, round);
    out(`The stores of round ${round} are rewritten. What the database engine keeps besides: docs/operations.md.`);
  }),
  onRound('settle', 'takes keys and signatures from the sheets after the objection period', 'A receipt leads to no answers any more. The release stays recountable: spid round recount.', async (rooms, round, { out }) => {
    await settleRound(rooms, round);
    out(`Round ${round} is settled.`);
  }),
  onRound('erase', 'erases sheets and codes on the retention day, with a certificate', 'Board, notices and release stay. Backups are yours to destroy.', async (rooms, round, { out }) => {
    out(`Round ${round} is erased. Certificate: ${await eraseRound(rooms, round)}`);
  }),
  onRound('recount', 'counts a released round again and compares', 'Says whether sheets proved themselves now, or were verified at close.', recount),
  {
    name: 'code reissue',
    summary: 'makes a new code for a lost one, counted in public',
    help: 'spid code reissue ROUND --population POPULATION [--stratum STRATUM] [--frame invited|card]\n\nAt most max(3, 1 % of those invited) per frame. The lost code stays valid: nobody can tell which it was.',
    run: (words, writers) => {
      const order = readOrder(words);
      return withRooms(writers, (rooms) => reissue(rooms, order, writers));
    },
  },
];
