// Reads every sheet of a round in the order of ids and checks each one again, whole: id, token, signature, body,
// answers. What fails is left out and counted by its reason; what holds gives its answers and nothing else.
import { createHash } from 'node:crypto';
import { equalBytes } from '../../shared/credential/bytes.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { FRAMES } from '../../shared/credential/frame.ts';
import type { Frame } from '../../shared/credential/frame.ts';
import { sheetId } from '../../shared/credential/receipt.ts';
import type { Language } from '../../shared/language.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import type { ReadyRound } from '../collector/open-rounds.ts';
import type { SheetsStore, StoredSheet } from '../collector/sheets-store.ts';
import { checkToken } from '../collector/token-check.ts';

export type ReadSheets = {
  /** Sheets in the store. */
  readonly stored: number;
  /** Answers by part (`partOf`), in the order of sheet ids, which is random. */
  readonly answers: ReadonlyMap<string, readonly Answers[]>;
  /** Beside each of these sheets the language it was answered in, null where it says none; no entry where no sheet of the part does. */
  readonly languages: ReadonlyMap<string, readonly (Language | null)[]>;
  /** Sheets that failed, by reason. */
  readonly excluded: ReadonlyMap<string, number>;
  /** `verified`: each sheet proved itself just now. `verified-at-close`: it did before its keys were taken away. */
  readonly basis: 'verified' | 'verified-at-close';
};

/** Sheets of an open link are a part of their own; all other ways in of a population are counted together. */
export const partOf = (population: string, frame: string): string => (frame === 'open-link' ? `${population}/open-link` : population);

/** Watches the reading: what is counted with its leaf, what isn't with its reason. The board is made of it. */
export type SheetWitness = {
  readonly counted: (sheet: StoredSheet, leaf: Bytes) => Promise<void>;
  readonly excluded: (sheet: StoredSheet, reason: string) => void;
};

const sha256 = (bytes: Bytes): Bytes => new Uint8Array(createHash('sha256').update(bytes).digest());
const isFrame = (text: string): text is Frame => (FRAMES as readonly string[]).includes(text);

/** The answers and leaf of one stored sheet, or why it does not count. */
export async function readSheet(round: ReadyRound, stored: StoredSheet): Promise<{ readonly answers: Answers; readonly language: Language | null; readonly leaf: Bytes } | string> {
  if (!equalBytes(stored.id, await sheetId(stored.key, sha256))) return 'other-id';
  if (!isFrame(stored.frame)) return 'frame';
  const verdict = await checkToken(round.keys, { ...stored, frame: stored.frame });
  if (!verdict.ok) return verdict.failed;
  const checked = round.checkers.get(stored.population)?.(verdict.sheet.answers);
  if (checked === undefined) return 'form';
  return checked.ok ? { answers: checked.answers, language: verdict.sheet.language ?? null, leaf: verdict.leaf } : 'answers';
}

export function addTo<Entry>(entries: Map<string, Entry[]>, part: string, entry: Entry): void {
  const known = entries.get(part) ?? [];
  known.push(entry);
  entries.set(part, known);
}

/** Reads and verifies all sheets of a round; about half a millisecond each. */
export async function readSheets(round: ReadyRound, sheets: SheetsStore, witness?: SheetWitness): Promise<ReadSheets> {
  const answers = new Map<string, Answers[]>();
  const languages = new Map<string, (Language | null)[]>();
  const excluded = new Map<string, number>();
  let stored = 0;
  for await (const sheet of sheets.inOrder(round.keys.manifest.round)) {
    stored += 1;
    const read = await readSheet(round, sheet);
    if (typeof read === 'string') {
      excluded.set(read, (excluded.get(read) ?? 0) + 1);
      witness?.excluded(sheet, read);
    } else {
      addTo(answers, partOf(sheet.population, sheet.frame), read.answers);
      addTo(languages, partOf(sheet.population, sheet.frame), read.language);
      await witness?.counted(sheet, read.leaf);
    }
  }
  for (const [part, said] of languages) if (said.every((language) => language === null)) languages.delete(part);
  return { stored, answers, languages, excluded, basis: 'verified' };
}
