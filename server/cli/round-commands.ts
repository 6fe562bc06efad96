// spid round create | open | pause | resume | close | list. They work while the server runs and without it.
import { readFileSync } from 'node:fs';
import { Problem } from '../../shared/problem.ts';
import { RoundPlan } from '../../shared/round/plan.ts';
import { insistHere } from '../lifecycle/apart/stand-in.ts';
import { BEFORE_ITS_DAY } from '../lifecycle/before-its-day.ts';
import { closeRound } from '../lifecycle/close-round.ts';
import { createRound, openRound } from '../lifecycle/open-round.ts';
import { pauseRound, resumeRound } from '../lifecycle/pause-round.ts';
import { writePrintedCodes } from '../lifecycle/printed-codes.ts';
import type { Rooms } from '../lifecycle/rooms.ts';
import { publicOrigin } from '../config.ts';
import type { Command, Writers } from './command.ts';
import { UsageProblem, onlyWord } from './command.ts';
import { onRound } from './on-round.ts';
import { openedLines } from './opened-lines.ts';
import { ACCEPT, weighProfiles } from './weigh-profiles.ts';
import { withRooms } from './with-rooms.ts';

function readPlan(path: string): RoundPlan {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Problem('plan.invalid', error instanceof SyntaxError ? `${path} is not JSON: ${error.message}.` : `${path} can not be read.`);
  }
  const parsed = RoundPlan.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || 'the plan'}: ${issue.message}`);
  throw new Problem('plan.invalid', `${path} is not a round plan:\n${lines.join('\n')}`);
}

async function open(rooms: Rooms, round: string, accepted: boolean, writers: Writers): Promise<void> {
  const { out } = writers;
  await weighProfiles(rooms, round, accepted, writers);
  const origin = publicOrigin(rooms.config);
  let path = '';
  const opened = await openRound(rooms, round, async (made) => {
    path = await writePrintedCodes(rooms.config.dataFolder, made, origin);
  });
  out(`Round ${round} is open until ${opened.plan.drawingEnds} (drawing) and ${opened.plan.sendingEnds} (sending).`);
  out(`Manifest ${opened.made.hash}`);
  out(`${String(opened.codes.length)} codes with their links stand in ${path}, the only place where they stand in clear. Delete it when they are printed.`);
  for (const line of await openedLines(opened, origin)) out(line);
  if (rooms.config.origin === null) out(`The links begin with ${origin}: set SPID_ORIGIN to the public address before opening a real round.`);
}

async function close(rooms: Rooms, round: string, beforeItsDay: boolean, { out }: Writers): Promise<void> {
  insistHere(rooms, 'collector');
  const closed = await closeRound(rooms, round, { beforeItsDay, progress: out });
  for (const result of closed.populations) out(`${result.population}: ${String(result.sheets)} sheets counted.`);
  out(`Round ${round} is closed and released: spid scorecard ${round}`);
}

async function list(rooms: Rooms, { out }: Writers): Promise<void> {
  const rounds = await rooms.desk.rounds.list();
  if (rounds.length === 0) out('There is no round yet: spid round create PLAN.json');
  for (const { plan, state } of rounds) {
    out([plan.round, state.padEnd(8), plan.administration.padEnd(20), `${plan.survey}/${String(plan.version)}`, plan.populations.map((each) => each.population).join('+')].join('  '));
  }
}

export const roundCommands: readonly Command[] = [
  {
    name: 'round create',
    summary: 'makes a draft round from a plan',
    help: 'spid round create PLAN.json\n\nChecks the plan and its questionnaires, tells everything that is wrong at once, and keeps it as a draft. As long as it is\none, the same command with a corrected plan of the same id replaces it. A plan to copy and change: docs/examples/plan.json.',
    run: (words, writers) => {
      const path = onlyWord(words, 'PLAN.json');
      const plan = readPlan(path);
      return withRooms(writers, async (rooms) => {
        const became = await createRound(rooms, plan);
        if (became === 'replaced') writers.out(`The draft ${plan.round} that was there is replaced by this plan.`);
        writers.out(`Round ${plan.round} is a draft: spid round open ${plan.round}`);
      });
    },
  },
  {
    name: 'round open',
    summary: 'makes keys, codes and manifest, and opens a draft',
    help: 'spid round open ROUND [--accept-small-profiles]\n\nFrom now on nothing of the plan can change. Writes the codes for the printer into the data folder and prints\nthe eight words for every invitation. Refuses where fewer than ten people come on each combination of answers about\noneself, unless that is accepted.',
    run: (words, writers) => {
      const round = onlyWord(words.filter((word) => word !== ACCEPT), 'ROUND');
      return withRooms(writers, (rooms) => open(rooms, round, words.includes(ACCEPT), writers));
    },
  },
  onRound('pause', 'stops drawing and sending for a while', 'Codes and filled sheets stay valid. The public notice log says so.', async (rooms, round, { out }) => {
    insistHere(rooms, 'desk');
    await pauseRound(rooms, round);
    out(`Round ${round} is paused.`);
  }),
  onRound('resume', 'lets a paused round go on', 'The public notice log says so.', async (rooms, round, { out }) => {
    insistHere(rooms, 'desk');
    await resumeRound(rooms, round);
    out(`Round ${round} is open again.`);
  }),
  {
    name: 'round close',
    summary: 'ends a round for good, counts it and releases the result',
    help: `spid round close ROUND [${BEFORE_ITS_DAY}]\n\nDestroys the issuer keys, then counts. May be repeated when it was interrupted.\nRefuses until the last day of sending is over, since sheets that are not sent yet would be lost, unless that is said; the public log tells it then.`,
    run: (words, writers) => {
      const round = onlyWord(words.filter((word) => word !== BEFORE_ITS_DAY), 'ROUND');
      return withRooms(writers, (rooms) => close(rooms, round, words.includes(BEFORE_ITS_DAY), writers));
    },
  },
  {
    name: 'round list',
    summary: 'lists the rounds with their states',
    help: 'spid round list\n\nid, state, administration, survey, populations. Never a number of answers.',
    run: (words, writers) => {
      if (words.length > 0) throw new UsageProblem('round list takes no words');
      return withRooms(writers, (rooms) => list(rooms, writers));
    },
  },
];

