// A board in the making: it watches the count go through the sheets, keeps leaf and token of each that is counted and
// the reason of each that is not, and becomes the board when counts of codes are handed to it. Bodies pass it by.
import { TOKEN_RECORD_BYTES, tokenRecord, tokensName } from '../../shared/credential/board-files.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import type { Manifest } from '../../shared/credential/manifest.ts';
import { assembleBoard } from './board-assembly.ts';
import type { BoardWay, FrameIssue, Gathered, Put, Reasons } from './board-assembly.ts';
import { partWriter } from './board-parts.ts';
import type { BoardStore } from './board-store.ts';
import type { CollectorRound } from './rounds-store.ts';
import type { StoredSheet } from './sheets-store.ts';

export type BoardDraft = {
  /** Sheets have to come in the order of their ids. */
  readonly counted: (sheet: StoredSheet, leaf: Bytes) => Promise<void>;
  readonly excluded: (sheet: Pick<StoredSheet, 'population' | 'frame'>, reason: string) => void;
  /** The board's text, all its lists written. Call once, after the last sheet. */
  readonly finish: (issues: readonly FrameIssue[], notices: readonly string[], day: string) => Promise<string>;
};

const waysOf = (manifest: Manifest, put: Put): readonly BoardWay[] =>
  manifest.questionnaires.flatMap(({ population, frames }) =>
    frames.map(({ frame, invited }) => ({
      population, frame, invited, tokens: partWriter(tokensName(population, frame), TOKEN_RECORD_BYTES, put), accepted: 0, excluded: new Map<string, number>(),
    })),
  );

const count = (reasons: Reasons, reason: string): void => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1);

/** Starts a board, clearing what an interrupted one left. Null where the round's board is published already. */
export async function beginBoard(store: BoardStore, round: CollectorRound, manifest: Manifest): Promise<BoardDraft | null> {
  if (!(await store.begin(round.round))) return null;
  const put: Put = (name, bytes) => store.put(round.round, name, bytes);
  const gathered: Gathered = { ways: waysOf(manifest, put), leaves: [], strays: new Map() };
  const wayOf = (of: { readonly population: string; readonly frame: string }): BoardWay | undefined =>
    gathered.ways.find((way) => way.population === of.population && way.frame === of.frame);
  return {
    async counted(sheet, leaf) {
      const way = wayOf(sheet);
      if (way === undefined) throw new Error('a sheet was counted whose frame the manifest has not');
      gathered.leaves.push(leaf);
      way.accepted += 1;
      await way.tokens.add(tokenRecord(sheet));
    },
    excluded: (sheet, reason) => count(wayOf(sheet)?.excluded ?? gathered.strays, reason),
    finish: (issues, notices, day) => assembleBoard(round, gathered, put, { issues, notices, day }),
  };
}
