// The board's long lists as files of fixed-size records, cut into parts of about 256 KiB: leaves, tokens, commitments.
// Fixed sizes, because a place in such a file is a number; parts, because 100,000 tokens are 48 MB, a bad line breaks,
// and a part that came whole need not come again. Every part has its hash in board.json, and a name that never changes.
import { concatBytes } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { ONE_TIME_KEY_BYTES, RANDOMIZER_BYTES, RSA_BYTES } from './token-message.ts';

/** Bytes of a leaf or a code commitment. */
export const HASH_RECORD_BYTES = 32;
/** Bytes of a token record: one-time public key, randomizer, token. */
export const TOKEN_RECORD_BYTES = ONE_TIME_KEY_BYTES + RANDOMIZER_BYTES + RSA_BYTES;
const PART_BYTES = 262_144;

/** How many records a full part has. */
export const partRecordsOf = (recordBytes: number): number => Math.floor(PART_BYTES / recordBytes);

export const LEAVES = 'leaves';
export const tokensName = (population: string, frame: string): string => `tokens-${population}-${frame}`;
export const madeCodesName = (population: string, frame: string): string => `made-codes-${population}-${frame}`;
export const usedCodesName = (population: string, frame: string): string => `used-codes-${population}-${frame}`;

/** Name of a part, `leaves.0.bin`. */
export const partName = (file: string, index: number): string => `${file}.${String(index)}.bin`;
/** What a part's name looks like; anything else is asked of nobody. */
export const PART_NAME = /^[a-z][a-z0-9-]{0,120}\.\d{1,6}\.bin$/;
/** Name of the summary that names all other files. */
export const BOARD_NAME = 'board.json';

export type TokenRecord = { readonly key: Bytes; readonly randomizer: Bytes; readonly token: Bytes };

export const tokenRecord = (of: TokenRecord): Bytes => concatBytes(of.key, of.randomizer, of.token);

/** The three fields of a token record of the right length. */
export const readTokenRecord = (record: Bytes): TokenRecord => ({
  key: record.slice(0, ONE_TIME_KEY_BYTES),
  randomizer: record.slice(ONE_TIME_KEY_BYTES, ONE_TIME_KEY_BYTES + RANDOMIZER_BYTES),
  token: record.slice(ONE_TIME_KEY_BYTES + RANDOMIZER_BYTES),
});

/** The records of a part; a rest that is no whole record is left out, which the part's length has told before. */
export const recordsOf = (part: Bytes, recordBytes: number): readonly Bytes[] =>
  Array.from({ length: Math.floor(part.length / recordBytes) }, (_, index) => part.slice(index * recordBytes, (index + 1) * recordBytes));
