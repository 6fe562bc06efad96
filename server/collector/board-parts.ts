// Writes one of the board's lists: gathers records, stores each part as it fills, and ends with the entry that
// board.json holds for the list. Only one part is in memory at a time, however many sheets a round has.
import { createHash } from 'node:crypto';
import type { BoardFile } from '../../shared/credential/board.ts';
import { partName, partRecordsOf } from '../../shared/credential/board-files.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';

export type PartWriter = {
  /** Records have to come in the order of the list. */
  readonly add: (record: Bytes) => Promise<void>;
  readonly end: () => Promise<BoardFile>;
};

/** A writer of the list `file` that hands finished parts to `put`. Throws a RangeError on a record of another length. */
export function partWriter(file: string, recordBytes: number, put: (name: string, bytes: Bytes) => Promise<void>): PartWriter {
  const partRecords = partRecordsOf(recordBytes);
  const parts: string[] = [];
  let part = new Uint8Array(partRecords * recordBytes);
  let records = 0;
  let inPart = 0;
  const flush = async (): Promise<void> => {
    const bytes = part.slice(0, inPart * recordBytes);
    await put(partName(file, parts.length), bytes);
    parts.push(createHash('sha256').update(bytes).digest('base64url'));
    part = new Uint8Array(partRecords * recordBytes);
    inPart = 0;
  };
  return {
    async add(record) {
      if (record.length !== recordBytes) throw new RangeError(`a record of ${file} has ${String(recordBytes)} bytes`);
      part.set(record, inPart * recordBytes);
      inPart += 1;
      records += 1;
      if (inPart === partRecords) await flush();
    },
    async end() {
      if (inPart > 0) await flush();
      return { name: file, recordBytes, records, partRecords, parts };
    },
  };
}

/** A whole list at once. */
export async function writeList(file: string, recordBytes: number, records: readonly Bytes[], put: (name: string, bytes: Bytes) => Promise<void>): Promise<BoardFile> {
  const writer = partWriter(file, recordBytes, put);
  for (const record of records) await writer.add(record);
  return writer.end();
}
