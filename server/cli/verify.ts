// spid verify: checks a public board from its public files, and a receipt against it. It needs no database, no
// settings and no secret, and runs anywhere where Node does: that is the point of it.
import { readFileSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { NamedManifest } from '../../client/credential/board/check-manifest.ts';
import { readEightWords } from '../../client/credential/read-eight-words.ts';
import { verifyBoard } from '../../client/credential/verify-board.ts';
import type { BoardQuestion } from '../../client/credential/verify-board.ts';
import { decodeBase64url } from '../../shared/credential/base64url.ts';
import { EXIT, UsageProblem } from './command.ts';
import type { Command, Writers } from './command.ts';
import { printReport } from './verify-lines.ts';
import { SourceUnavailable, logOfWord, sourceOfWord } from './verify-source.ts';

const HELP = `spid verify FOLDER|ADDRESS [--receipt RECEIPT] [--manifest HASH | --words "EIGHT WORDS OR DIGITS"] [--leaves-only]

Checks the public board of a closed round: manifest, notices, counts, every leaf and token, card codes. Only public
files are read, from a folder with board.json and its parts or from https://HOST/board/ROUND/.

  --receipt RECEIPT   is this sheet among those counted? All leaves are fetched, so that no server learns which
  --manifest HASH     the 43 characters after m= in an invitation's link
  --words "…"         the eight words of an invitation in any language, or the eight groups of digits
  --leaves-only       leaves out tokens and codes: enough for a receipt, a fifteenth of the download

Exit codes: 0 all holds, 1 something doesn't, 2 wrong words, 3 the files can not be fetched or are not where
the word says (no verdict).`;

const LISTS = new URL('../../shared/credential/words/', import.meta.url);

/** Every list that is there: a language more is a file more. */
const wordLists = (): readonly (readonly string[])[] =>
  readdirSync(LISTS).filter((name) => name.endsWith('.json')).map((name) => JSON.parse(readFileSync(new URL(name, LISTS), 'utf8')) as readonly string[]);

function namedManifest(hash: string | undefined, words: string | undefined): NamedManifest | undefined {
  if (hash !== undefined && words !== undefined) throw new UsageProblem('--manifest and --words name the same thing: one is enough');
  if (hash !== undefined && decodeBase64url(hash)?.length !== 32) throw new UsageProblem('--manifest takes the 43 characters after m= in a link');
  if (hash !== undefined) return { kind: 'hash', hash };
  if (words === undefined) return undefined;
  const candidates = readEightWords(words, wordLists());
  if (candidates.length === 0) throw new UsageProblem('--words takes eight words of one language, or eight groups of digits, in quotation marks');
  return { kind: 'numbers', candidates };
}

const OPTIONS = { receipt: { type: 'string' }, manifest: { type: 'string' }, words: { type: 'string' }, 'leaves-only': { type: 'boolean', default: false } } as const;

const TAKES_VALUE: readonly string[] = ['--receipt', '--manifest', '--words'];
const NAMES: readonly string[] = Object.keys(OPTIONS).map((name) => `--${name}`);

/** Joins a value to its option: a hash of base64url may begin with a dash, which reads as an option otherwise. */
function joined(words: readonly string[]): readonly string[] {
  const [word, value, ...rest] = words;
  if (word === undefined) return [];
  if (value === undefined || !TAKES_VALUE.includes(word) || NAMES.includes(value)) return [word, ...joined(words.slice(1))];
  return [`${word}=${value}`, ...joined(rest)];
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({ args: [...joined(words)], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    throw new UsageProblem(String((error as { message?: unknown }).message ?? 'the words can not be read'));
  }
}

function questionOf(words: readonly string[]): { readonly source: string; readonly question: BoardQuestion } {
  const { values, positionals } = parsed(words);
  const [source, ...rest] = positionals;
  if (source === undefined) throw new UsageProblem('a folder or an address is missing');
  if (rest.length > 0) throw new UsageProblem('one folder or address is enough');
  const manifest = namedManifest(values.manifest, values.words);
  return { source, question: { tokens: !values['leaves-only'], ...(values.receipt === undefined ? {} : { receipt: values.receipt }), ...(manifest === undefined ? {} : { manifest }) } };
}

/** Runs `spid verify` on its words; resolves with the exit code. Throws UsageProblem on words that make no sense. */
export async function verifyCommand(words: readonly string[], io: Writers): Promise<number> {
  const { source, question } = questionOf(words);
  try {
    const log = await logOfWord(source);
    const report = await verifyBoard(sourceOfWord(source), log === undefined ? question : { ...question, log });
    await printReport(report, io);
    return report.holds ? EXIT.done : EXIT.refused;
  } catch (error) {
    if (!(error instanceof SourceUnavailable)) throw error;
    io.err(`${error.message}. Nothing can be said about the board; try again.`);
    return EXIT.unavailable;
  }
}

export const verify: Command = { name: 'verify', summary: 'checks a public board and a receipt from public files alone', help: HELP, run: verifyCommand };
