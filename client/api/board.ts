// The public board of a round as text, for who compares its fingerprint: the hash is of these very bytes, so that nothing
// parses them before. No cookie goes along: it is what everybody gets.
import { boardPaths } from '../../shared/api/board.ts';
import { addressOf } from './places.ts';

export type BoardText = { readonly kind: 'done'; readonly text: string } | { readonly kind: 'missing' | 'lost' };

/** Never throws. */
export async function getBoardText(round: string): Promise<BoardText> {
  try {
    const reply = await fetch(addressOf(boardPaths.board(round)), { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'error' });
    if (reply.ok) return { kind: 'done', text: await reply.text() };
    return { kind: reply.status === 404 ? 'missing' : 'lost' };
  } catch {
    return { kind: 'lost' };
  }
}
