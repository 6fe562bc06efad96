// The tokens of one frame: one per accepted sheet, each signed by the issuer key that the manifest has for exactly this
// population and frame, sorted by the hash of the one-time key; and no key a second time in the whole round.
import type { Board, BoardFrame } from '../../../shared/credential/board.ts';
import { readTokenRecord } from '../../../shared/credential/board-files.ts';
import type { Bytes } from '../../../shared/credential/bytes.ts';
import { encodeHex } from '../../../shared/credential/hex.ts';
import { frameOf } from '../../../shared/credential/manifest.ts';
import type { Manifest } from '../../../shared/credential/manifest.ts';
import { sheetId } from '../../../shared/credential/receipt.ts';
import { preparedMessage, tokenMessage } from '../../../shared/credential/token-message.ts';
import { verifyToken } from '../finalize.ts';
import { issuerKey } from '../issuer-key.ts';
import type { IssuerKey } from '../issuer-key.ts';
import { sha256 } from '../webcrypto.ts';
import type { BoardCheck, Finding } from './check.ts';
import { checkOf } from './check.ts';
import { orderFindings, readFile, recordPlace } from './read-file.ts';
import type { BoardSource, FileProgress } from './read-file.ts';

/** Enough at once to keep every processor busy, few enough to leave the page alive. */
const AT_ONCE = 64;

/** Where each key's hash was seen first, over all frames of a round. */
export type SeenKeys = Map<string, string>;

type Read = { readonly id: Bytes; readonly signed: boolean };

async function readRecord(record: Bytes, frame: BoardFrame, round: string, issuer: IssuerKey | null): Promise<Read> {
  const { key, randomizer, token } = readTokenRecord(record);
  const id = await sheetId(key, sha256);
  if (issuer === null || key[0] !== 4) return { id, signed: false };
  const message = tokenMessage({ round, population: frame.population, frame: frame.frame, key });
  return { id, signed: await verifyToken(issuer, preparedMessage(randomizer, message), token) };
}

/** Verifies a frame's tokens. `seen` is filled; keys that it held before are faults of the check `keys`. */
export async function checkTokens(board: Board, frame: BoardFrame, manifest: Manifest | null, source: BoardSource, seen: SeenKeys, progress: FileProgress): Promise<{ readonly check: BoardCheck; readonly repeated: readonly Finding[] }> {
  const { tokens } = frame;
  const key = manifest === null ? undefined : frameOf(manifest, frame.population, frame.frame)?.key;
  const issuer = key === undefined ? null : await issuerKey(key).catch(() => null);
  const findings: Finding[] = tokens.records === frame.accepted ? [] : [{ fault: 'number', place: `${tokens.name}: records` }];
  const repeated: Finding[] = [];
  const ids: Bytes[] = [];
  const take = async (records: readonly Bytes[], first: number): Promise<void> => {
    for (let start = 0; start < records.length; start += AT_ONCE) {
      const read = await Promise.all(records.slice(start, start + AT_ONCE).map((record) => readRecord(record, frame, board.round, issuer)));
      for (const [offset, { id, signed }] of read.entries()) {
        const place = recordPlace(tokens.name, first + start + offset);
        if (!signed) findings.push({ fault: 'not-signed', place });
        const name = encodeHex(id);
        const before = seen.get(name);
        if (before === undefined) seen.set(name, place);
        else repeated.push({ fault: 'twice', place: `${place} = ${before}` });
        ids.push(id);
      }
    }
  };
  const parts = await readFile(source, tokens, take, progress);
  const check = checkOf('tokens', [...parts, ...findings, ...orderFindings(ids, tokens.name)], { population: frame.population, frame: frame.frame });
  return { check, repeated };
}
