// Everything that the page shows of a round at once: manifest, state and notices from the collector, the board where it
// is published, else the participation figure of the day. What was asked for is told as one value or one failure.
import { getRound } from '../api/collector.ts';
import { request } from '../api/request.ts';
import type { Refusal } from '../api/request.ts';
import { manifestOf } from '../credential/board/check-manifest.ts';
import type { BoardSource } from '../credential/board/read-file.ts';
import { boardOf } from '../credential/verify-board.ts';
import { sha256 } from '../credential/webcrypto.ts';
import { boardPaths } from '../../shared/api/board.ts';
import type { RoundReply } from '../../shared/api/round.ts';
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import { Participation } from '../../shared/credential/board.ts';
import type { Board } from '../../shared/credential/board.ts';
import { utf8 } from '../../shared/credential/bytes.ts';
import type { Manifest } from '../../shared/credential/manifest.ts';
import { Notice } from '../../shared/credential/notices.ts';
import { boardSource, fetchBoardText } from './fetch-board.ts';

export type PublishedBoard = { readonly board: Board; readonly source: BoardSource; readonly fingerprint: string; /** The round's notices as they stand now. */ readonly log: readonly unknown[] };

export type LoadedRound = {
  readonly round: string;
  readonly state: RoundReply['state'];
  readonly manifest: Manifest;
  /** Of the text that was received, worked out here. */
  readonly manifestHash: string;
  readonly notices: readonly Notice[];
  readonly published: PublishedBoard | null;
  readonly participation: Participation | null;
};

export type Loading =
  | { readonly kind: 'loading' }
  | { readonly kind: 'loaded'; readonly loaded: LoadedRound }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'lost' };

const hashOf = async (text: string): Promise<string> => encodeBase64url(await sha256(utf8(text)));

async function publishedBoard(round: string): Promise<Omit<PublishedBoard, 'log'> | 'broken' | null> {
  const text = await fetchBoardText(round);
  if (text === null) return null;
  const board = boardOf(text);
  return board === null ? 'broken' : { board, source: boardSource(round, text), fingerprint: await hashOf(text) };
}

async function participationOf(round: string): Promise<Participation | null> {
  const asked = await request({ path: boardPaths.participation(round) }, (body) => Participation.parse(body));
  return asked.kind === 'done' ? asked.value : null;
}

const broken: Loading = { kind: 'refused', refusal: { code: 'engine.unexpected' } };

/** Loads a round for the page. Never rejects. */
export async function loadRound(round: string): Promise<Loading> {
  try {
    const [asked, published] = await Promise.all([getRound(round), publishedBoard(round)]);
    if (asked.kind !== 'done') return asked;
    const text = published === null || published === 'broken' ? asked.value.manifest : published.board.manifest;
    const manifest = manifestOf(text);
    const log = Notice.array().safeParse(asked.value.notices);
    if (manifest === null || !log.success || published === 'broken') return broken;
    const participation = published === null ? await participationOf(round) : null;
    // The log may have grown since the board was published; whether it does go on from there is the full check's to say.
    const notices = published !== null && log.data.length < published.board.notices.length ? published.board.notices : log.data;
    const whole = published === null ? null : { ...published, log: log.data };
    return { kind: 'loaded', loaded: { round, state: asked.value.state, manifest, manifestHash: await hashOf(text), notices, published: whole, participation } };
  } catch {
    return { kind: 'lost' };
  }
}
