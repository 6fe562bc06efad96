// The public board of a closed round: what anybody may check without trusting who runs the server. Manifest, notices,
// counts per population and frame, and the names and hashes of the files that hold leaves, tokens and commitments.
// No body, no answer, no time finer than a day; every list is sorted by value, so that its order tells nothing.
import { z } from 'zod';
import { Day } from '../language.ts';
import { PlainCode } from '../questionnaire/codes.ts';
import { RoundId } from '../round/plan.ts';
import { base64urlOf } from './base64url-field.ts';
import { HASH_RECORD_BYTES, TOKEN_RECORD_BYTES, partRecordsOf } from './board-files.ts';
import { FRAMES } from './frame.ts';
import { Notice } from './notices.ts';

export const BOARD_FORMAT = 'spid-board-1';

const Amount = z.int().min(0);

/** A list in parts: `parts` are the base64url SHA-256 of each part, in order; only the last part may be short. */
const fileOf = (recordBytes: number) =>
  z
    .strictObject({
      name: z.string().regex(/^[a-z][a-z0-9-]{0,120}$/),
      recordBytes: z.literal(recordBytes),
      records: Amount,
      partRecords: z.literal(partRecordsOf(recordBytes)),
      parts: z.array(base64urlOf(32)),
    })
    .refine((file) => file.parts.length === Math.ceil(file.records / file.partRecords), 'has another number of parts than its records need');

export const HashFile = fileOf(HASH_RECORD_BYTES);
export const TokenFile = fileOf(TOKEN_RECORD_BYTES);
export type BoardFile = z.infer<typeof HashFile>;

/** Sheets that were stored and failed the count's own check, by reason. */
export const Excluded = z.strictObject({ reason: z.string().regex(/^[a-z][a-z-]{0,39}$/), sheets: z.int().min(1) });
export type Excluded = z.infer<typeof Excluded>;

/** What became of the codes of a card frame. Commitments of all codes made, whose root is the manifest's, and of those used. */
export const BoardCodes = z.strictObject({
  made: Amount,
  handedOut: Amount,
  cancelled: Amount,
  used: Amount,
  madeCodes: HashFile,
  usedCodes: HashFile,
});
export type BoardCodes = z.infer<typeof BoardCodes>;

export const BoardFrame = z.strictObject({
  population: PlainCode,
  frame: z.enum(FRAMES),
  /** Codes handed out or tokens released, as in the manifest; null where nobody can know (an open link). */
  invited: Amount.nullable(),
  reissued: Amount,
  /** Of tablets: tokens that were signed, not used, and destroyed at the end of their site. */
  destroyed: Amount.optional(),
  /** Tokens signed. */
  issued: Amount,
  /** Sheets counted. */
  accepted: Amount,
  excluded: z.array(Excluded),
  /** One record per accepted sheet, sorted by the hash of the one-time key. */
  tokens: TokenFile,
  /** Only for cards: nobody knows who drew which. Null elsewhere: a list of invitations is a list of people. */
  codes: BoardCodes.nullable(),
});
export type BoardFrame = z.infer<typeof BoardFrame>;

export const Board = z.strictObject({
  format: z.literal(BOARD_FORMAT),
  round: RoundId,
  /** The manifest's canonical JSON text, exactly as hashed. */
  manifest: z.string(),
  manifestHash: base64urlOf(32),
  notices: z.array(Notice),
  /** Hash of the last notice, or the manifest's. */
  noticesHead: base64urlOf(32),
  /** The day on which the board was published. */
  day: Day,
  frames: z.array(BoardFrame).min(1),
  /** Sheets that name no population and frame of the manifest. */
  strays: z.array(Excluded),
  /** One leaf per accepted sheet of the whole round, sorted by value. */
  leaves: HashFile,
  /** Merkle root over the leaves (RFC 6962). */
  root: base64urlOf(32),
});
export type Board = z.infer<typeof Board>;

/** How many codes may be re-issued in a frame: max(3, 1 % of invited), in whole codes. */
export const reissueCap = (invited: number): number => Math.max(3, Math.floor(invited / 100));

/** Participation before close: refreshed once a day, rounded down, only the latest kept. */
export const Participation = z.strictObject({
  day: Day,
  /** `sheets` is rounded down to a multiple of `ROUNDED_TO`; null in a frame too small to be told. */
  frames: z.array(z.strictObject({ population: PlainCode, frame: z.enum(FRAMES), invited: Amount.nullable(), sheets: Amount.nullable() })),
});
export type Participation = z.infer<typeof Participation>;
export const ROUNDED_TO = 5;
/** Frames with fewer people than this have no public counter before close. */
export const SMALLEST_COUNTED_FRAME = 10;
