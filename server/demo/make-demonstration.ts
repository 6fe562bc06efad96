// Makes the demonstration where it is missing, a round at a time, and prints what one needs to look at it. A round that
// was interrupted half way is dropped and made again, since its unused codes are known to nobody any more.
import { existsSync, readFileSync } from 'node:fs';
import { closeRound } from '../lifecycle/close-round.ts';
import { createRound, openRound } from '../lifecycle/open-round.ts';
import { listPath, writePrintedCodes } from '../lifecycle/printed-codes.ts';
import type { Rooms } from '../lifecycle/rooms.ts';
import type { RoundState } from '../../shared/round/plan.ts';
import { answerRound, plannedAnswers } from './answer-round.ts';
import { demoLogIns } from './demo-log-ins.ts';
import { demoRounds } from './demo-plans.ts';
import type { DemoRound } from './demo-plans.ts';

type Print = (line: string) => void;

const isReleased = (demo: DemoRound): boolean => demo.answers.length > 0;

/** Whether nothing is left to do. An open round that has ended since then is left to its coordinators. */
const isMade = (demo: DemoRound, state: RoundState | undefined): boolean => (isReleased(demo) ? state === 'released' : state !== undefined && state !== 'draft');

/** Makes a round of the demonstration where it is missing or half made. */
export async function makeRound(rooms: Rooms, demo: DemoRound, origin: string, print: Print): Promise<void> {
  const { round } = demo.plan;
  const found = await rooms.desk.rounds.get(round);
  if (isMade(demo, found?.state)) return;
  if (found?.state === 'closed') {
    await closeRound(rooms, round, { beforeItsDay: true });
    return;
  }
  if (found !== null) await rooms.desk.rounds.remove(round);
  await createRound(rooms, demo.plan, true);
  const opened = await openRound(rooms, round, async (made) => {
    if (!isReleased(demo)) await writePrintedCodes(rooms.config.dataFolder, made, origin);
  });
  if (!isReleased(demo)) return;
  const planned = plannedAnswers(demo, opened);
  print(`  ${round}: ${String(planned.length)} invented persons draw, answer and send…`);
  await answerRound(rooms, opened, planned, (done) => print(`    ${String(done)} of ${String(planned.length)}`));
  // In a minute, instead of on the last day: nobody holds a sheet of invented people.
  await closeRound(rooms, round, { beforeItsDay: true });
  print(`  ${round}: closed, every sheet verified again, counted, released.`);
}

/** Two links of each population from the codes file, which may be gone: it is there to be printed and deleted. */
export function printedLinks(dataFolder: string, round: string, url: string): readonly (readonly [string, string])[] {
  const path = listPath(dataFolder, round);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\r\n').slice(1).filter((line) => line !== '');
  const rows = lines.map((line) => line.split(',')).map((cells) => [cells[0] ?? '', cells[4] ?? ''] as const);
  const populations = [...new Set(rows.map(([population]) => population))].sort();
  // Made on one port, printed on another: only path and fragment are the link's own.
  return populations.flatMap((population) => rows.filter(([each]) => each === population).slice(0, 2).map(([each, link]) => [each, link.replace(/^https?:\/\/[^/]+/, url)] as const));
}

/** Makes what is missing and prints links and log-ins. `url`: where the pages are reached, without a slash at the end. */
export async function makeDemonstration(rooms: Rooms, url: string, print: Print): Promise<void> {
  const rounds = demoRounds(rooms.today());
  const made = await Promise.all(rounds.map(async (demo) => isMade(demo, (await rooms.desk.rounds.get(demo.plan.round))?.state)));
  if (!made.every(Boolean)) print('Making the demonstration (once; fictional administrations, invented answers):');
  for (const demo of rounds) await makeRound(rooms, demo, rooms.config.origin ?? url, print);
  const links = printedLinks(rooms.config.dataFolder, '0PEN01', url);
  if (links.length === 0) print('The codes of the open round are no more: delete the data folder too, and the demonstration is made anew.');
  else print('Links to answer oneself, in any of the five languages (each opens one questionnaire once; more in data/codes):');
  for (const [population, link] of links) print(`  ${population.padEnd(15)} ${link}`);
  print('Log-ins of the desk:');
  for (const { name, password } of await demoLogIns(rooms)) print(`  ${name.padEnd(22)} ${password}`);
}
