// Reads one of the board's lists part by part, checks each part against its hash, and hands its records on. A part that
// is missing or changed is named and the reading goes on: who checks wants to know all that is wrong.
import { encodeBase64url } from '../../../shared/credential/base64url.ts';
import type { BoardFile } from '../../../shared/credential/board.ts';
import { partName, recordsOf } from '../../../shared/credential/board-files.ts';
import type { Bytes } from '../../../shared/credential/bytes.ts';
import { compareBytes } from '../../../shared/credential/bytes.ts';
import { sha256 } from '../webcrypto.ts';
import type { Finding } from './check.ts';

/** Where a board comes from: a folder, an address. Null where a file isn't there; rejects where it can't be asked now. */
export type BoardSource = { readonly text: () => Promise<string | null>; readonly part: (name: string) => Promise<Bytes | null> };

/** Called after each part with the records read so far of those expected. */
export type FileProgress = (records: number) => void;

/** What a place in a file is called. */
export const recordPlace = (file: string, index: number): string => `${file}: record ${String(index + 1)}`;

async function partFindings(file: BoardFile, index: number, part: Bytes | null): Promise<readonly Finding[]> {
  const place = partName(file.name, index);
  if (part === null) return [{ fault: 'missing', place }];
  const expected = Math.min(file.partRecords, file.records - index * file.partRecords) * file.recordBytes;
  const findings: Finding[] = [];
  if (part.length !== expected) findings.push({ fault: 'number', place });
  if (encodeBase64url(await sha256(part)) !== file.parts[index]) findings.push({ fault: 'changed', place });
  return findings;
}

/** Hands every record with its number to `take`, a part at a time. Resolves with what is wrong with the parts themselves. */
export async function readFile(source: BoardSource, file: BoardFile, take: (records: readonly Bytes[], first: number) => Promise<void>, progress: FileProgress): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (let index = 0; index < file.parts.length; index += 1) {
    const part = await source.part(partName(file.name, index));
    findings.push(...(await partFindings(file, index, part)));
    const records = part === null ? [] : recordsOf(part, file.recordBytes);
    await take(records, index * file.partRecords);
    progress(Math.min(file.records, (index + 1) * file.partRecords));
  }
  return findings;
}

/** Where a list that has to rise strictly doesn't. */
export function orderFindings(values: readonly Bytes[], file: string): readonly Finding[] {
  return values.flatMap((value, index): readonly Finding[] => {
    const before = values[index - 1];
    const order = before === undefined ? -1 : compareBytes(before, value);
    if (order < 0) return [];
    return [{ fault: order === 0 ? 'twice' : 'order', place: recordPlace(file, index) }];
  });
}

/** All records of a file of hashes, with what is wrong with file and order. */
export async function readHashes(source: BoardSource, file: BoardFile, progress: FileProgress): Promise<{ readonly hashes: readonly Bytes[]; readonly findings: readonly Finding[] }> {
  const hashes: Bytes[] = [];
  const findings = await readFile(source, file, (records) => Promise.resolve(void hashes.push(...records)), progress);
  return { hashes, findings: [...findings, ...orderFindings(hashes, file.name)] };
}
