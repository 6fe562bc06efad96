// spid paper print | key | discard: the form on paper, paper that two people keyed, and what of it is given up.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Manifest } from '../../shared/credential/manifest.ts';
import { Problem } from '../../shared/problem.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { insistKeyingPlace } from '../lifecycle/apart/keying-apart.ts';
import { aloneKeying } from '../lifecycle/codes-lock.ts';
import { sendPaper, sendWaiting, waitingPaper } from '../lifecycle/key-paper.ts';
import { settleBatch } from '../lifecycle/keyed-batches.ts';
import { inKeyingWords } from '../lifecycle/keying-refusal.ts';
import { destroyPaper } from '../lifecycle/paper-file.ts';
import type { Rooms } from '../lifecycle/rooms.ts';
import { paperForm } from '../print/paper-form.ts';
import { printWords } from '../print/print-words.ts';
import { bundleNumbers } from './bundle-numbers.ts';
import type { Command, Writers } from './command.ts';
import { UsageProblem, onlyWord } from './command.ts';
import { BadCsv } from './csv/csv-problem.ts';
import { differences, readKeyed } from './keyed-sheets.ts';
import { withRooms } from './with-rooms.ts';

type PaperWords = { readonly round: string; readonly population: string; readonly language: string | undefined; readonly first: string | undefined; readonly second: string | undefined; readonly bundles: string | undefined; readonly again: boolean };

function readWords(words: readonly string[]): PaperWords {
  const text = { type: 'string' } as const;
  const { values, positionals } = parseArgs({ args: [...words], allowPositionals: true, options: { population: text, language: text, first: text, second: text, bundles: text, again: { type: 'boolean', default: false } } });
  const { population, language, first, second, bundles, again } = values;
  if (population === undefined) throw new UsageProblem('--population is missing');
  return { round: onlyWord(positionals, 'ROUND'), population, language, first, second, bundles, again };
}

async function formOf(rooms: Rooms, { round, population }: PaperWords): Promise<{ readonly form: Form; readonly manifest: Manifest }> {
  const found = await rooms.collected.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `There is no open round ${round}.`);
  const text = found.forms.find((each) => each.population === population)?.text;
  if (text === undefined) throw new Problem('population.unknown', `Round ${round} has no form for ${population}.`);
  return { form: Form.parse(JSON.parse(text)), manifest: Manifest.parse(JSON.parse(found.manifest)) };
}

async function print(rooms: Rooms, words: PaperWords, { out }: Writers): Promise<void> {
  const { form, manifest } = await formOf(rooms, words);
  const language = words.language ?? form.languages[0]?.language ?? '';
  if (!form.languages.some((each) => each.language === language)) throw new UsageProblem(`--language is one of ${form.languages.map((each) => each.language).join(', ')}`);
  const folder = join(rooms.config.dataFolder, 'paper');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${words.round}-${words.population}-${language}.html`);
  const retentionDay = new Intl.DateTimeFormat(`${language}-u-nu-latn`, { dateStyle: 'long', timeZone: 'UTC', calendar: 'gregory' }).format(new Date(manifest.retentionDay));
  writeFileSync(path, paperForm(form, language, printWords(language), { minutes: String(manifest.minutes), retentionDay }), { mode: 0o600 });
  out(`The form stands in ${path}. Print it on A4; every copy is the same.`);
}

/** Both files, which agree. Throws where they don't, naming line and item. */
function agreed(words: PaperWords, form: Form, { err }: Writers): ReturnType<typeof readKeyed> {
  if (words.first === undefined || words.second === undefined) throw new UsageProblem('--first and --second name the two files, keyed by two people');
  const [first, second] = [readKeyed(words.first, form), readKeyed(words.second, form)];
  const found = differences(first, second);
  for (const { row, item } of found) err(`line ${String(row)}, ${item}: the two files differ`);
  if (found.length > 0) throw new Problem('answers.invalid', `${String(found.length)} differences. Compare with the paper and correct both files; nothing was sent.`);
  return first;
}

async function key(rooms: Rooms, words: PaperWords, writers: Writers): Promise<void> {
  const { out, err } = writers;
  insistKeyingPlace(rooms);
  const waiting = await waitingPaper(rooms, words);
  if (waiting !== null) {
    out(`${String(await inKeyingWords(rooms, words, () => sendWaiting(rooms, words)))} sheets of an interrupted run are sent. The files named now were not read: run the command again only for other sheets.`);
    return;
  }
  if (words.bundles === undefined) throw new UsageProblem('--bundles names the bundles of cards that are set aside for paper');
  const { form } = await formOf(rooms, words);
  try {
    const sheets = agreed(words, form, writers);
    const bundles = bundleNumbers(words.bundles);
    out(`${String(await inKeyingWords(rooms, words, () => sendPaper(rooms, words, bundles, sheets, words.again)))} sheets are sent, in random order. Now destroy the paper and both files.`);
  } catch (error) {
    if (!(error instanceof BadCsv)) throw error;
    for (const { row, column, problem, remedy } of error.problems) err(`line ${String(row)}, ${column}: ${problem}; ${remedy}`);
    throw new Problem('answers.invalid', 'A file can not be read. Nothing was sent.');
  }
}

async function discard(rooms: Rooms, words: PaperWords, { out }: Writers): Promise<void> {
  insistKeyingPlace(rooms);
  const sheets = await aloneKeying(rooms, words, async () => {
    const given = await destroyPaper(rooms, words);
    // Some of them may have been sent before.
    if (given !== 0) await settleBatch(rooms, words);
    return given;
  });
  if (sheets === null) out(`What waited of paper keyed for ${words.population} could not be read; it is destroyed and is not counted.`);
  else out(`${String(sheets)} sheets keyed from paper for ${words.population} waited; they are destroyed and are not counted.`);
}

const onPaper = (name: string, summary: string, usage: string, help: string, work: (rooms: Rooms, words: PaperWords, writers: Writers) => Promise<void>): Command => ({
  name: `paper ${name}`,
  summary,
  help: `spid paper ${name} ROUND --population P ${usage}\n\n${help}`,
  run: (words, writers) => {
    const read = readWords(words);
    return withRooms(writers, (rooms) => work(rooms, read, writers));
  },
});

export const paperCommands: readonly Command[] = [
  onPaper('print', 'writes the form for printing on paper', '[--language L]', 'HTML for A4, with the code that is keyed for each answer.', print),
  onPaper('key', 'sends paper that two people keyed', '--first FILE.csv --second FILE.csv --bundles 9 [--again]', 'The format of the files: docs/formats.md, one sheet a line, both in the same order. Differences are shown by line and item\nand nothing is sent (exit code 1). When the files agree, the sheets are sent shuffled, each with a card of the bundles.\nSheets that were keyed before are refused, so that none counts twice; --again is for another pile that holds the same answers.', key),
  onPaper('discard', 'destroys what an interrupted run has not sent', '', 'The sheets that wait are overwritten and never counted; the cards that they drew with stay spent. For a round that is to be\nclosed without them, or a file that is damaged. What waits is sent by spid paper key.', discard),
];
