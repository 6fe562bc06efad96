// Checks a public board from its public files alone, in a browser or in Node: manifest, notices, counts, leaves, root,
// a receipt, every token, card codes. It never stops at the first fault and never throws on what the files say: the
// report lists every check by name. What it can't see: a board that shows each visitor another truth; for that, compare
// its fingerprint or root with what was printed elsewhere.
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import { Board } from '../../shared/credential/board.ts';
import { utf8 } from '../../shared/credential/bytes.ts';
import type { Manifest } from '../../shared/credential/manifest.ts';
import { checkCodes } from './board/check-codes.ts';
import { checkCounts } from './board/check-counts.ts';
import { checkLeaves } from './board/check-leaves.ts';
import { checkFrames, checkManifestText, checkNamedManifest, checkNotices, manifestOf } from './board/check-manifest.ts';
import type { NamedManifest } from './board/check-manifest.ts';
import { checkTokens } from './board/check-tokens.ts';
import type { SeenKeys } from './board/check-tokens.ts';
import type { BoardCheck, CheckName, Finding } from './board/check.ts';
import { checkOf } from './board/check.ts';
import type { BoardSource } from './board/read-file.ts';
import { sha256 } from './webcrypto.ts';

/** What to check beside the board itself. `tokens: false` reads the leaves alone, which is enough for a receipt. */
export type BoardQuestion = { readonly receipt?: string; readonly manifest?: NamedManifest; readonly tokens: boolean; /** The round's notice log as it stands now. */ readonly log?: readonly unknown[] };

/** How far: records read of those to be read in all. */
export type BoardProgress = (done: number, total: number) => void;

export type BoardReport = {
  readonly board: Board | null;
  /** base64url SHA-256 of board.json: one text that names this whole board. */
  readonly fingerprint: string | null;
  readonly checks: readonly BoardCheck[];
  readonly holds: boolean;
  /** Record number of the receipt's leaf, where it was found. */
  readonly receiptAt: number | null;
};

/** The board of a text, or null. */
export function boardOf(text: string): Board | null {
  try {
    const parsed = Board.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

const namesOfFiles = (board: Board): readonly string[] => [board.leaves.name, ...board.frames.flatMap(({ tokens, codes }) => [tokens.name, ...(codes === null ? [] : [codes.madeCodes.name, codes.usedCodes.name])])];

/** A board whose lists share a file would count one list twice. */
function checkBoard(board: Board): BoardCheck {
  const names = namesOfFiles(board);
  return checkOf('board', names.filter((name, index) => names.indexOf(name) < index).map((place): Finding => ({ fault: 'twice', place })));
}

const recordsToRead = (board: Board, tokens: boolean): number =>
  board.leaves.records + (tokens ? board.frames.reduce((sum, frame) => sum + frame.tokens.records + (frame.codes === null ? 0 : frame.codes.madeCodes.records + frame.codes.usedCodes.records), 0) : 0);

/** Counts records over all files, so that each file reports its own alone. */
function progressOf(total: number, progress: BoardProgress): { readonly within: (records: number) => void; readonly finished: (records: number) => void } {
  let before = 0;
  return {
    within: (records) => progress(Math.min(total, before + records), total),
    finished(records) {
      before += records;
      progress(Math.min(total, before), total);
    },
  };
}

async function checkFrameFiles(board: Board, manifest: Manifest | null, source: BoardSource, steps: ReturnType<typeof progressOf>): Promise<readonly BoardCheck[]> {
  const seen: SeenKeys = new Map();
  const checks: BoardCheck[] = [];
  const repeated: Finding[] = [];
  for (const frame of board.frames) {
    const tokens = await checkTokens(board, frame, manifest, source, seen, steps.within);
    steps.finished(frame.tokens.records);
    const codes = await checkCodes(frame, manifest, source, steps.within);
    if (frame.codes !== null) steps.finished(frame.codes.madeCodes.records + frame.codes.usedCodes.records);
    checks.push(tokens.check, ...(codes === null ? [] : [codes]));
    repeated.push(...tokens.repeated);
  }
  return [...checks, checkOf('keys', repeated)];
}

const unread = (name: CheckName, finding: Finding): BoardReport => ({ board: null, fingerprint: null, checks: [checkOf(name, [finding])], holds: false, receiptAt: null });

/** Checks a board. Rejects only where the source itself rejects (no network), or with NoWebCrypto. */
export async function verifyBoard(source: BoardSource, question: BoardQuestion, progress: BoardProgress = () => undefined): Promise<BoardReport> {
  const text = await source.text();
  if (text === null) return unread('board', { fault: 'missing', place: 'board.json' });
  const fingerprint = encodeBase64url(await sha256(utf8(text)));
  const board = boardOf(text);
  if (board === null) return { ...unread('board', { fault: 'unreadable', place: 'board.json' }), fingerprint };
  const manifest = manifestOf(board.manifest);
  const steps = progressOf(recordsToRead(board, question.tokens), progress);
  const first = [checkBoard(board), await checkManifestText(board, manifest), await checkNamedManifest(board, question.manifest), await checkNotices(board, question.log), checkFrames(board, manifest)];
  const counts = board.frames.map((frame) => checkCounts(board, frame, manifest));
  const leaves = await checkLeaves(board, source, question.receipt, steps.within);
  steps.finished(board.leaves.records);
  const files = question.tokens ? await checkFrameFiles(board, manifest, source, steps) : [];
  const checks = [...first, ...counts, ...leaves.checks, ...files];
  return { board, fingerprint, checks, holds: checks.every(({ ok }) => ok), receiptAt: leaves.receiptAt };
}
