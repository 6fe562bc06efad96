// A closed round's public board as files in memory, fetched from the real server, and ways of spoiling a copy of it:
// the clever way, where every hash and number that an operator can rewrite is rewritten too.
import { createHash } from 'node:crypto';
import { Board } from '../../shared/credential/board.ts';
import type { BoardFile } from '../../shared/credential/board.ts';
import { partName } from '../../shared/credential/board-files.ts';
import { boardPaths } from '../../shared/api/board.ts';
import type { BoardSource } from '../../client/credential/board/read-file.ts';

export type BoardFiles = { text: string; readonly parts: Map<string, Uint8Array> };

const listsOf = (board: Board): readonly BoardFile[] => [board.leaves, ...board.frames.flatMap(({ tokens, codes }) => [tokens, ...(codes === null ? [] : [codes.madeCodes, codes.usedCodes])])];

/** Every public file of a round's board, over HTTP. */
export async function fetchBoard(url: string, round: string): Promise<BoardFiles> {
  const text = await (await fetch(url + boardPaths.board(round))).text();
  const parts = new Map<string, Uint8Array>();
  for (const list of listsOf(Board.parse(JSON.parse(text)))) {
    for (const index of list.parts.keys()) {
      const name = partName(list.name, index);
      parts.set(name, new Uint8Array(await (await fetch(url + boardPaths.part(round, name))).arrayBuffer()));
    }
  }
  return { text, parts };
}

export const sourceOf = (files: BoardFiles): BoardSource => ({
  text: () => Promise.resolve(files.text),
  part: (name) => Promise.resolve(files.parts.has(name) ? Uint8Array.from(files.parts.get(name) ?? []) : null),
});

export const copyOf = (files: BoardFiles): BoardFiles => ({ text: files.text, parts: new Map([...files.parts].map(([name, bytes]) => [name, bytes.slice()])) });

/** Rewrites board.json. The change may break its shape: what is written is what `change` leaves. */
export function rewrite(files: BoardFiles, change: (board: Board) => void): void {
  const board = JSON.parse(files.text) as Board;
  change(board);
  files.text = JSON.stringify(board);
}

const recordsOf = (files: BoardFiles, list: BoardFile): Uint8Array[] => {
  const bytes = Buffer.concat(list.parts.map((_, index) => files.parts.get(partName(list.name, index)) ?? Buffer.alloc(0)));
  return Array.from({ length: bytes.length / list.recordBytes }, (_, index) => Uint8Array.from(bytes.subarray(index * list.recordBytes, (index + 1) * list.recordBytes)));
};

/** The records of a list. */
export const recordsIn = (files: BoardFiles, choose: (board: Board) => BoardFile): Uint8Array[] => recordsOf(files, choose(JSON.parse(files.text) as Board));

/** Changes a list's records and rewrites its parts, hashes and number, as an operator would who owns the server. */
export function changeRecords(files: BoardFiles, choose: (board: Board) => BoardFile, change: (records: Uint8Array[]) => Uint8Array[]): void {
  rewrite(files, (board) => {
    const list = choose(board);
    const records = change(recordsOf(files, list));
    for (const index of list.parts.keys()) files.parts.delete(partName(list.name, index));
    list.records = records.length;
    list.parts = [];
    for (let start = 0; start < records.length; start += list.partRecords) {
      const bytes = new Uint8Array(Buffer.concat(records.slice(start, start + list.partRecords)));
      files.parts.set(partName(list.name, list.parts.length), bytes);
      list.parts.push(createHash('sha256').update(bytes).digest('base64url'));
    }
  });
}

export const sorted = (records: Uint8Array[]): Uint8Array[] => records.sort((one, other) => Buffer.compare(one, other));
