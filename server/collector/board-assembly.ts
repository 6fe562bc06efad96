// Puts a board together from what the count has shown and from the counts of codes: sorted lists, root, notices, one
// row per population and frame. It states what is, even where the counts don't hold: that is for everybody to see.
import { createHash } from 'node:crypto';
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import { BOARD_FORMAT, Board } from '../../shared/credential/board.ts';
import type { BoardCodes, BoardFrame, Excluded } from '../../shared/credential/board.ts';
import { HASH_RECORD_BYTES, LEAVES, madeCodesName, usedCodesName } from '../../shared/credential/board-files.ts';
import type { Bytes, Sha256 } from '../../shared/credential/bytes.ts';
import { canonicalText } from '../../shared/credential/canonical-json.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import type { Frame } from '../../shared/credential/frame.ts';
import { merkleRoot, sortedLeaves } from '../../shared/credential/merkle.ts';
import { Notice, noticesHead } from '../../shared/credential/notices.ts';
import { writeList } from './board-parts.ts';
import type { PartWriter } from './board-parts.ts';
import type { CollectorRound } from './rounds-store.ts';

/** What is known of a frame's codes, as plain numbers and hashes; the collector never asks for them itself. */
export type FrameIssue = {
  readonly population: string;
  readonly frame: string;
  readonly issued: number;
  readonly reissued: number;
  /** Tokens of tablets that were drawn, not used and destroyed. */
  readonly destroyed?: number;
  /** Commitments to the codes of a card frame; null for every other. */
  readonly codes: { readonly made: readonly Bytes[]; readonly used: readonly Bytes[] } | null;
};

export type Put = (name: string, bytes: Bytes) => Promise<void>;
export type Reasons = Map<string, number>;
export type BoardWay = { readonly population: string; readonly frame: Frame; readonly invited: number | null; readonly tokens: PartWriter; accepted: number; readonly excluded: Reasons };
export type Gathered = { readonly ways: readonly BoardWay[]; readonly leaves: Bytes[]; readonly strays: Reasons };
export type BoardFacts = { readonly issues: readonly FrameIssue[]; readonly notices: readonly string[]; readonly day: string };

const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());
const listed = (reasons: Reasons): Excluded[] => [...reasons].sort(([one], [other]) => (one < other ? -1 : 1)).map(([reason, sheets]) => ({ reason, sheets }));

/** Codes cancelled by two people before close, as the notices tell. */
const cancelledOf = (notices: readonly Notice[], way: BoardWay): number =>
  notices
    .filter(({ kind, details }) => kind === 'codes-cancelled' && details['population'] === way.population && details['frame'] === way.frame)
    .reduce((sum, { details }) => sum + (typeof details['codes'] === 'number' ? details['codes'] : 0), 0);

async function codesOf(way: BoardWay, codes: FrameIssue['codes'], log: readonly Notice[], put: Put): Promise<BoardCodes | null> {
  if (codes === null) return null;
  const cancelled = cancelledOf(log, way);
  return {
    made: codes.made.length,
    handedOut: codes.made.length - cancelled,
    cancelled,
    used: codes.used.length,
    madeCodes: await writeList(madeCodesName(way.population, way.frame), HASH_RECORD_BYTES, sortedLeaves(codes.made), put),
    usedCodes: await writeList(usedCodesName(way.population, way.frame), HASH_RECORD_BYTES, sortedLeaves(codes.used), put),
  };
}

async function frameOfWay(way: BoardWay, issues: readonly FrameIssue[], log: readonly Notice[], put: Put): Promise<BoardFrame> {
  const { population, frame, invited, accepted } = way;
  const issue = issues.find((each) => each.population === population && each.frame === frame) ?? { issued: 0, reissued: 0, destroyed: 0, codes: null };
  const codes = await codesOf(way, issue.codes, log, put);
  const destroyed = frame === 'tablet' ? { destroyed: issue.destroyed ?? 0 } : {};
  return { population, frame, invited, ...destroyed, reissued: issue.reissued, issued: issue.issued, accepted, excluded: listed(way.excluded), tokens: await way.tokens.end(), codes };
}

/** Writes what lists are left to write and resolves with the text of board.json. */
export async function assembleBoard(round: CollectorRound, gathered: Gathered, put: Put, facts: BoardFacts): Promise<string> {
  const notices = facts.notices.map((text) => Notice.parse(JSON.parse(text)));
  const frames: BoardFrame[] = [];
  for (const way of gathered.ways) frames.push(await frameOfWay(way, facts.issues, notices, put));
  const leaves = sortedLeaves(gathered.leaves);
  const board = Board.parse({
    format: BOARD_FORMAT,
    round: round.round,
    manifest: round.manifest,
    manifestHash: round.hash,
    notices,
    noticesHead: await noticesHead(round.hash, notices, sha256),
    day: facts.day,
    frames,
    strays: listed(gathered.strays),
    leaves: await writeList(LEAVES, HASH_RECORD_BYTES, leaves, put),
    root: encodeBase64url(await merkleRoot(leaves, sha256)),
  });
  return canonicalText(board as Json);
}
