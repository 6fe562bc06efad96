// A step of a round over several hosts as a command: it belongs on one host, reads the papers it is given, and says for
// whom what it writes is meant.
import { parseArgs } from 'node:util';
import type { DatabaseName } from '../config.ts';
import { insistHere } from '../lifecycle/apart/stand-in.ts';
import type { Rooms } from '../lifecycle/rooms.ts';
import type { Command, Writers } from './command.ts';
import { UsageProblem } from './command.ts';
import { withRooms } from './with-rooms.ts';

/** `words`: as many as `takes` names. `options`: those that were given. */
export type StepWords = { readonly words: readonly string[]; readonly options: Readonly<Record<string, string | boolean | undefined>> };

export type Step = {
  readonly name: string;
  /** Null: on a computer without any of the databases. */
  readonly on: DatabaseName | null;
  /** What it takes, in order; one in brackets may be left out. */
  readonly takes: readonly string[];
  readonly options?: Readonly<Record<string, { readonly type: 'string' | 'boolean'; readonly usage: string }>>;
  readonly summary: string;
  readonly help: string;
  readonly work: (rooms: Rooms, words: StepWords, writers: Writers) => Promise<void>;
};

/** A word that is there: `asCommand` has counted them. */
export const wordAt = ({ words }: StepWords, index: number): string => words[index] ?? '';

/** An option that has to be given. Throws UsageProblem. */
export function neededOption({ options }: StepWords, name: string): string {
  const value = options[name];
  if (typeof value !== 'string') throw new UsageProblem(`--${name} is missing`);
  return value;
}

function readWords({ takes, options = {} }: Step, words: readonly string[]): StepWords {
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: Object.fromEntries(Object.entries(options).map(([name, { type }]) => [name, { type }])) });
  const missing = takes[positionals.length];
  if (missing !== undefined && !missing.startsWith('[')) throw new UsageProblem(`${missing} is missing`);
  if (positionals.length > takes.length) throw new UsageProblem(`${takes.join(' and ')} is all that is taken`);
  return { words: positionals, options: values };
}

const usageOf = ({ takes, options = {} }: Step): string => [...takes, ...Object.values(options).map(({ usage }) => usage)].join(' ');

export const asCommand = (step: Step): Command => ({
  name: `apart ${step.name}`,
  summary: step.summary,
  help: `spid apart ${step.name} ${usageOf(step)}\n\nOn ${step.on === null ? 'a computer of its own (SPID_SURFACES=page)' : `the host of the ${step.on} (SPID_SURFACES)`}. ${step.help}`,
  run(given, writers) {
    const words = readWords(step, given);
    return withRooms(writers, async (rooms) => {
      if (step.on !== null) insistHere(rooms, step.on);
      await step.work(rooms, words, writers);
    });
  },
});
