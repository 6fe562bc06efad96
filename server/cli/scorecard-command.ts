// spid scorecard: the release of a round in the terminal, or as JSON or CSV for other programs.
import { parseArgs } from 'node:util';
import { Problem } from '../../shared/problem.ts';
import { releaseCsv } from '../desk/release-csv.ts';
import type { Command } from './command.ts';
import { UsageProblem, onlyWord } from './command.ts';
import { printCsv } from './print-csv.ts';
import { scorecardTable } from './scorecard-table.ts';
import { withRooms } from './with-rooms.ts';

const FORMATS = ['table', 'json', 'csv'] as const;

export const scorecardCommand: Command = {
  name: 'scorecard',
  summary: 'prints the scorecard of a released round',
  help: 'spid scorecard ROUND [--format table|json|csv] [--language TAG]\n\njson is the release itself; csv has one row per figure.',
  run: (words, writers) => {
    const { values, positionals } = parseArgs({ args: [...words], options: { format: { type: 'string', default: 'table' }, language: { type: 'string', default: 'en' } }, allowPositionals: true });
    const round = onlyWord(positionals, 'ROUND');
    const format = FORMATS.find((each) => each === values.format);
    if (format === undefined) throw new UsageProblem(`--format is one of ${FORMATS.join(', ')}`);
    return withRooms(writers, async (rooms) => {
      const found = await rooms.desk.rounds.get(round);
      if (found === null) throw new Problem('round.unknown', `There is no round ${round}.`);
      const release = await rooms.desk.releases.get(round);
      if (release === null || found.state !== 'released') throw new Problem('round.not-released', `Round ${round} is ${found.state}: there is nothing to see before it is closed and counted.`);
      if (format === 'json') writers.out(JSON.stringify(release, null, 2));
      else if (format === 'csv') printCsv(releaseCsv(release), writers);
      else for (const line of scorecardTable(release, values.language)) writers.out(line);
    });
  },
};
