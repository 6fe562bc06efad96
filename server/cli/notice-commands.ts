// spid round extend | notice: what may change after opening, always through the public notice log and never through the
// manifest.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Day, Texts } from '../../shared/language.ts';
import { Problem } from '../../shared/problem.ts';
import { isWhole } from '../config.ts';
import { insistHere } from '../lifecycle/apart/stand-in.ts';
import { extendRound } from '../lifecycle/extend-round.ts';
import { UsageProblem, onlyWord } from './command.ts';
import type { Command } from './command.ts';
import { withRooms } from './with-rooms.ts';

const text = { type: 'string' } as const;

function day(word: string | undefined, name: string): string | undefined {
  if (word !== undefined && !Day.safeParse(word).success) throw new UsageProblem(`--${name} takes a day such as 2027-03-31`);
  return word;
}

const extend: Command = {
  name: 'round extend',
  summary: 'moves the last days of drawing and sending, in public',
  help: 'spid round extend ROUND [--drawing DAY] [--sending DAY]\n\nDays are moved later, never earlier. The last day of drawing of a two-phase round (twoPhase in its plan) never moves: leave\ntime enough in the plan. The manifest stays as it is; the public notice log tells the new days.',
  run(words, writers) {
    const { values, positionals } = parseArgs({ args: [...words], options: { drawing: text, sending: text }, allowPositionals: true });
    const round = onlyWord(positionals, 'ROUND');
    const [drawing, sending] = [day(values.drawing, 'drawing'), day(values.sending, 'sending')];
    if (drawing === undefined && sending === undefined) throw new UsageProblem('--drawing or --sending is missing');
    return withRooms(writers, async (rooms) => {
      insistHere(rooms, 'desk');
      const days = await extendRound(rooms, round, { ...(drawing === undefined ? {} : { drawingEnds: drawing }), ...(sending === undefined ? {} : { sendingEnds: sending }) });
      writers.out(`Round ${round}: begin until ${days.drawingEnds}, send until ${days.sendingEnds}. ${isWhole(rooms.config) ? 'The notice log says so.' : 'The notice log says so when the collector has it.'}`);
    });
  },
};

function readTexts(path: string): Texts {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Problem('plan.invalid', `${path} can not be read as JSON.`);
  }
  const parsed = Texts.safeParse(value);
  if (!parsed.success || Object.keys(parsed.data).length === 0) throw new Problem('plan.invalid', `${path} has to hold one text per language: {"en": "…", "fr": "…"}.`);
  return parsed.data;
}

const notice: Command = {
  name: 'round notice',
  summary: 'tells everybody of a corrected page, or something else',
  help: `spid round notice ROUND TEXTS.json [--build HASH]

Appends to the public notice log, from which nothing can be taken away again. TEXTS.json: {"en": "…", "fr": "…"}.
With --build the notice says that the pages were corrected, and the hash of the new build stands in it.`,
  run(words, writers) {
    const { values, positionals } = parseArgs({ args: [...words], options: { build: text }, allowPositionals: true });
    const [round, path, ...rest] = positionals;
    if (round === undefined || path === undefined || rest.length > 0) throw new UsageProblem('ROUND and TEXTS.json are needed');
    if (values.build !== undefined && !/^[A-Za-z0-9_-]{8,128}$/.test(values.build)) throw new UsageProblem('--build takes a hash of letters and digits');
    const texts = readTexts(path);
    const { build } = values;
    return withRooms(writers, async (rooms) => {
      const kind = build === undefined ? 'other' : 'page-corrected';
      await rooms.collector.publish(round, { kind, day: rooms.today(), texts, details: build === undefined ? {} : { build } });
      writers.out(`The notice stands in the public log of round ${round}.`);
    });
  },
};

export const noticeCommands: readonly Command[] = [extend, notice];
