// The public files of a round's board as the page fetches them: no cookie, no referrer, and always whole lists, so that
// the requests of somebody who checks a receipt are those of everybody who checks one. The browser keeps none of them: on a
// shared computer they would tell that somebody there holds a receipt. A broken line is tried again.
import { addressOf } from '../api/places.ts';
import type { BoardSource } from '../credential/board/read-file.ts';
import { boardPaths } from '../../shared/api/board.ts';
import { LEAVES } from '../../shared/credential/board-files.ts';

const TRIES = 4;
const settings: RequestInit = { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'error' };

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Bytes at a path, null for 404. Rejects where the line stays broken. */
async function fetchPart(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const reply = await fetch(addressOf(path), settings);
      if (reply.ok) return new Uint8Array(await reply.arrayBuffer());
      if (reply.status === 404) return null;
    } catch (error) {
      if (attempt === TRIES) throw error;
    }
    if (attempt === TRIES) throw new TypeError('the server does not give this file now');
    await wait(700 * attempt);
  }
}

/** A source over the text that the page shows, so that what is checked is what is seen. Leaves are fetched once. */
export function boardSource(round: string, text: string): BoardSource {
  const leaves = new Map<string, Uint8Array<ArrayBuffer>>();
  return {
    text: () => Promise.resolve(text),
    async part(name) {
      const known = leaves.get(name);
      if (known !== undefined) return known;
      const bytes = await fetchPart(boardPaths.part(round, name));
      if (bytes !== null && name.startsWith(`${LEAVES}.`)) leaves.set(name, bytes);
      return bytes;
    },
  };
}

/** The text of a round's board, null where there is none yet. Rejects where the line stays broken. */
export async function fetchBoardText(round: string): Promise<string | null> {
  const bytes = await fetchPart(boardPaths.board(round));
  return bytes === null ? null : new TextDecoder('utf-8').decode(bytes);
}
