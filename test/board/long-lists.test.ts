// Boards of more than one part: the writer cuts and the reader joins, whatever the number, and a fault in a later part
// has its true place.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { constants, createECDH, randomBytes, sign } from 'node:crypto';
import { checkTokens } from '../../client/credential/board/check-tokens.ts';
import { readHashes } from '../../client/credential/board/read-file.ts';
import type { BoardSource } from '../../client/credential/board/read-file.ts';
import { writeList } from '../../server/collector/board-parts.ts';
import type { Board, BoardFile, BoardFrame } from '../../shared/credential/board.ts';
import { HASH_RECORD_BYTES, TOKEN_RECORD_BYTES, partRecordsOf, tokenRecord, tokensName } from '../../shared/credential/board-files.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { compareBytes } from '../../shared/credential/bytes.ts';
import { sheetId } from '../../shared/credential/receipt.ts';
import { preparedMessage, tokenMessage } from '../../shared/credential/token-message.ts';
import { aCredentialRound, sha256 } from '../support/a-credential-round.ts';
import type { CredentialRound } from '../support/a-credential-round.ts';
import { sorted } from '../support/a-board.ts';

const quiet = (): void => undefined;

async function written(name: string, recordBytes: number, records: readonly Bytes[]): Promise<{ readonly file: BoardFile; readonly parts: Map<string, Bytes>; readonly source: BoardSource }> {
  const parts = new Map<string, Bytes>();
  const file = await writeList(name, recordBytes, records, (part, bytes) => Promise.resolve(void parts.set(part, bytes)));
  return { file, parts, source: { text: () => Promise.resolve(null), part: (part) => Promise.resolve(parts.get(part) ?? null) } };
}

describe('a long list', () => {
  const full = partRecordsOf(HASH_RECORD_BYTES);

  it.each([0, 1, full - 1, full, full + 1, 2 * full, 20_001])('of %d hashes comes back as it was', async (number) => {
    const hashes = sorted(Array.from({ length: number }, () => new Uint8Array(randomBytes(32))));
    const { file, parts, source } = await written('leaves', HASH_RECORD_BYTES, hashes.map((hash) => Uint8Array.from(hash)));
    expect([file.records, file.parts.length, parts.size]).toEqual([number, Math.ceil(number / full), Math.ceil(number / full)]);
    const read = await readHashes(source, file, quiet);
    expect(read.findings).toEqual([]);
    // Not toEqual, which looks at 640,000 bytes one by one.
    expect(Buffer.concat(read.hashes).equals(Buffer.concat(hashes))).toBe(true);
  });

  it('names the part and the record where two parts overlap', async () => {
    const hashes = sorted(Array.from({ length: full + 5 }, () => new Uint8Array(randomBytes(32)))).map((hash) => Uint8Array.from(hash));
    const twice = hashes.map((hash, index) => (index === full ? (hashes[full - 1] ?? hash) : hash));
    const { file, source } = await written('leaves', HASH_RECORD_BYTES, twice);
    expect((await readHashes(source, file, quiet)).findings).toEqual([{ fault: 'twice', place: `leaves: record ${String(full + 1)}` }]);
  });

  it('refuses a record of another length', async () => {
    await expect(written('leaves', HASH_RECORD_BYTES, [new Uint8Array(31)])).rejects.toThrow(RangeError);
  });
});

describe('tokens of more than one part', () => {
  const NUMBER = partRecordsOf(TOKEN_RECORD_BYTES) + 40;
  let round: CredentialRound;
  let records: Bytes[];

  /** Signed as un-blinding leaves it; blinding itself has tests of its own. */
  beforeAll(async () => {
    round = await aCredentialRound();
    const secret = round.secrets.get('officials/invited');
    if (secret === undefined) throw new Error('no key');
    const made = Array.from({ length: NUMBER }, () => {
      const key = Uint8Array.from(createECDH('prime256v1').generateKeys());
      const randomizer = new Uint8Array(randomBytes(32));
      const message = preparedMessage(randomizer, tokenMessage({ round: round.manifest.round, population: 'officials', frame: 'invited', key }));
      const token = Uint8Array.from(sign('sha384', message, { key: secret, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 }));
      return { key, record: tokenRecord({ key, randomizer, token }) };
    });
    const ids = await Promise.all(made.map(async ({ key, record }) => ({ id: await sheetId(key, sha256), record })));
    records = ids.sort((one, other) => compareBytes(one.id, other.id)).map(({ record }) => record);
  }, 60_000);

  const checked = async (of: readonly Bytes[]) => {
    const { file, source } = await written(tokensName('officials', 'invited'), TOKEN_RECORD_BYTES, of);
    const frame = { population: 'officials', frame: 'invited', accepted: NUMBER, tokens: file } as BoardFrame;
    return checkTokens({ round: round.manifest.round } as Board, frame, round.manifest, source, new Map(), quiet);
  };

  it('all verify, and progress ends at their number', async () => {
    const { check, repeated } = await checked(records);
    expect(check.findings).toEqual([]);
    expect(repeated).toEqual([]);
  }, 90_000);

  it('with one bit changed in the second part are found at their place', async () => {
    const at = NUMBER - 3;
    const { check } = await checked(records.map((record, index) => (index === at ? record.map((byte, offset) => (offset === 300 ? byte ^ 4 : byte)) : record)));
    expect(check.findings).toEqual([{ fault: 'not-signed', place: `tokens-officials-invited: record ${String(at + 1)}` }]);
  }, 90_000);

  it('keep five findings and tell how many there were when all are of another frame', async () => {
    const { file, source } = await written(tokensName('private-sector', 'invited'), TOKEN_RECORD_BYTES, records.slice(0, 30));
    const frame = { population: 'private-sector', frame: 'invited', accepted: 30, tokens: file } as BoardFrame;
    const { check } = await checkTokens({ round: round.manifest.round } as Board, frame, round.manifest, source, new Map(), quiet);
    expect([check.ok, check.found, check.findings.length]).toEqual([false, 30, 5]);
  });
});
