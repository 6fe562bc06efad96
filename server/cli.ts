// The command line `spid`: finds the command, prints help, turns wrong words into one line and exit code 2.
// Composition only; each command is a file of server/cli/.
import { accountCommands } from './cli/account-commands.ts';
import { apartCommands } from './cli/apart-commands.ts';
import { benchmarkCommand } from './cli/benchmark-command.ts';
import { cardCommands } from './cli/card-commands.ts';
import { EXIT, isUsage, printProblem } from './cli/command.ts';
import type { Command, Writers } from './cli/command.ts';
import { explainCommand } from './cli/explain.ts';
import { keepingCommands } from './cli/keeping-commands.ts';
import { noticeCommands } from './cli/notice-commands.ts';
import { paperCommands } from './cli/paper-commands.ts';
import { roundCommands } from './cli/round-commands.ts';
import { scoreCommand } from './cli/score.ts';
import { scorecardCommand } from './cli/scorecard-command.ts';
import { serveCommand } from './cli/serve-command.ts';
import { tabletCommands } from './cli/tablet-commands.ts';
import { trendCommand } from './cli/trend-command.ts';
import { verify } from './cli/verify.ts';
import { Problem } from '../shared/problem.ts';

const commands: readonly Command[] = [serveCommand, ...roundCommands, ...noticeCommands, ...cardCommands, ...paperCommands, ...keepingCommands, scorecardCommand, scoreCommand, trendCommand, benchmarkCommand, explainCommand, verify, ...accountCommands, ...tabletCommands, ...apartCommands];

const terminal: Writers = {
  out: (line) => process.stdout.write(`${line}\n`),
  err: (line) => process.stderr.write(`${line}\n`),
};

/** Who reads the output may have seen enough (`| head`): the command goes on to its end, and says nothing to nobody. */
function forgiveClosed(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

function overview(): readonly string[] {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'spid: the survey engine of the Customs Integrity Perception Survey',
    '',
    ...commands.map((command) => `  spid ${command.name.padEnd(width)}  ${command.summary}`),
    '',
    'spid COMMAND --help tells more. Exit codes: 0 done, 1 refused, 2 wrong words or settings, 3 the store can not be reached.',
  ];
}

/** Runs one command line and resolves with its exit code. */
export async function runCli(words: readonly string[], writers: Writers = terminal): Promise<number> {
  for (const stream of writers === terminal ? [process.stdout, process.stderr] : []) stream.off('error', forgiveClosed).on('error', forgiveClosed);
  const command = commands.find((each) => each.name.split(' ').every((word, index) => words[index] === word));
  if (command === undefined) {
    const asked = words.length === 0 || words.includes('--help') || words.includes('-h') || words[0] === 'help';
    if (!asked) writers.err(`spid has no command ${words.slice(0, 2).join(' ')}. It has these:\n`);
    for (const line of overview()) (asked ? writers.out : writers.err)(line);
    return asked ? EXIT.done : EXIT.usage;
  }
  const rest = words.slice(command.name.split(' ').length);
  if (rest.includes('--help') || rest.includes('-h')) {
    writers.out(command.help);
    return EXIT.done;
  }
  try {
    return await command.run(rest, writers);
  } catch (error) {
    if (error instanceof Problem) return printProblem(error, writers);
    if (!isUsage(error)) throw error;
    writers.err(`${error.message}. See: spid ${command.name} --help`);
    return EXIT.usage;
  }
}
