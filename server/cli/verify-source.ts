// Where `spid verify` reads a board from: a folder that mirrors it, or the address of a server. A folder holds
// board.json and the parts beside it or under files/, as a plain download of the public files gives.
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { BoardSource } from '../../client/credential/board/read-file.ts';
import { boardPaths } from '../../shared/api/board.ts';
import { RoundReply, paths } from '../../shared/api/round.ts';
import { BOARD_NAME } from '../../shared/credential/board-files.ts';
import { UsageProblem } from './command.ts';

const TRIES = 4;

/** Thrown where the board can't be asked for just now: no verdict, and trying again may give one. */
export class SourceUnavailable extends Error {
  override readonly name = 'SourceUnavailable';
}

const isAbsent = (error: unknown): boolean => typeof error === 'object' && error !== null && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code));

async function readOrNull(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    if (isAbsent(error)) return null;
    throw new SourceUnavailable(`${path} can not be read`);
  }
}

/** Throws SourceUnavailable: a mistyped name says nothing of a board, while a folder without board.json does. */
async function insistFolder(folder: string): Promise<void> {
  const found = await stat(folder).catch(() => null);
  if (found === null) throw new SourceUnavailable(`The folder ${folder} is not there, or may not be looked into`);
  if (!found.isDirectory()) throw new SourceUnavailable(`${folder} is a file; name the folder with board.json and its parts`);
}

function folderSource(folder: string): BoardSource {
  return {
    async text() {
      await insistFolder(folder);
      const bytes = await readOrNull(join(folder, BOARD_NAME));
      return bytes === null ? null : new TextDecoder('utf-8').decode(bytes);
    },
    part: async (name) => (await readOrNull(join(folder, name))) ?? readOrNull(join(folder, 'files', name)),
  };
}

/** The reply's bytes, null for 404; a broken line is tried again a few times. */
async function fetchOrNull(address: string): Promise<Uint8Array<ArrayBuffer> | null> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const reply = await fetch(address, { redirect: 'error', credentials: 'omit', signal: AbortSignal.timeout(60_000) });
      if (reply.status === 404) return null;
      if (reply.ok) return new Uint8Array(await reply.arrayBuffer());
      if (reply.status < 500 && reply.status !== 429) throw new SourceUnavailable(`${address} answers ${String(reply.status)}`);
    } catch (error) {
      if (error instanceof SourceUnavailable) throw error;
    }
    if (attempt === TRIES) throw new SourceUnavailable(`${address} can not be reached`);
    await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
  }
}

const ROUND_IN_PATH = /^(.*)\/board\/([0-9A-HJKMNP-TV-Z]{6})(\/.*)?$/;
const ROUND_IN_FRAGMENT = /^#r=([0-9A-HJKMNP-TV-Z]{6})/;

/** Origin with path before `/board`, and the round, of an address such as `https://survey.example/board/7K2M9Q/` or `…/board/#r=7K2M9Q`. */
function placeOf(address: URL): { readonly base: string; readonly round: string } {
  const fragment = ROUND_IN_FRAGMENT.exec(address.hash)?.[1];
  const path = ROUND_IN_PATH.exec(address.pathname);
  if (path?.[2] !== undefined) return { base: address.origin + (path[1] ?? ''), round: path[2] };
  if (fragment !== undefined) return { base: address.origin + address.pathname.replace(/\/board\/?$/, ''), round: fragment };
  throw new UsageProblem('the address names no round: https://HOST/board/ROUND/');
}

function addressSource(address: URL): BoardSource {
  const { base, round } = placeOf(address);
  return {
    async text() {
      const bytes = await fetchOrNull(base + boardPaths.board(round));
      return bytes === null ? null : new TextDecoder('utf-8').decode(bytes);
    },
    part: (name) => fetchOrNull(base + boardPaths.part(round, name)),
  };
}

/** The round's notice log as it stands now, from its collector; undefined where the word names a folder or the server has no collector. */
export async function logOfWord(word: string): Promise<readonly unknown[] | undefined> {
  if (!isAddress(word)) return undefined;
  const { base, round } = placeOf(new URL(word));
  const bytes = await fetchOrNull(base + paths.round(round));
  const reply = bytes === null ? null : RoundReply.safeParse(jsonOf(bytes));
  return reply?.success === true ? reply.data.notices : undefined;
}

function jsonOf(bytes: Uint8Array<ArrayBuffer>): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8').decode(bytes));
  } catch {
    return null;
  }
}

const isAddress = (word: string): boolean => /^https?:\/\//i.test(word) && URL.canParse(word);

/** The source that a word of the command line names. Throws UsageProblem. */
export const sourceOfWord = (word: string): BoardSource => (isAddress(word) ? addressSource(new URL(word)) : folderSource(word));
