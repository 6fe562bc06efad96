// GET /board/:round/…: the public board of a closed round, and before that a participation figure of the day. The same
// bytes for everybody, no cookie, nothing counted. Lists never change once published and may be kept for ever; so may
// board.json, but briefly, since an address that answered 404 yesterday answers today.
import { Problem } from '../../shared/problem.ts';
import { boardPaths } from '../../shared/api/board.ts';
import { BOARD_NAME, PART_NAME } from '../../shared/credential/board-files.ts';
import { RoundId } from '../../shared/round/plan.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Call, Endpoint, PublicContext } from '../http/endpoint.ts';
import { FOR_EVER } from '../http/headers.ts';
import type { RateLimiter } from '../http/rate-limiter.ts';
import { encode } from '../http/reply.ts';
import type { Encoded, Reply } from '../http/reply.ts';
import type { BoardStore } from './board-store.ts';
import type { ParticipationStore } from './participation-store.ts';
import type { CollectorRoundsStore } from './rounds-store.ts';

/** How long board.json and the day's figure may be kept by a cache. */
const FOR_AN_HOUR = 'public, max-age=3600';

export type BoardEndpointParts = { readonly rounds: CollectorRoundsStore; readonly boards: BoardStore; readonly participation: ParticipationStore; readonly limiter: RateLimiter };

async function roundOf(parts: BoardEndpointParts, call: Call<unknown>): Promise<string> {
  const id = RoundId.safeParse(call.params['round']);
  if (!id.success || (await parts.rounds.status(id.data)) === null) throw new Problem('round.unknown', 'There is no such round here.');
  return id.data;
}

/** Gives a round's board.json. Throws round.unknown, or round.not-released where nothing is published yet. */
type PublishedText = (call: Call<unknown>) => Promise<{ readonly round: string; readonly text: Encoded }>;

/** Compressed once and kept: what is published never changes. */
function publishedTexts(parts: BoardEndpointParts): PublishedText {
  const known = new Map<string, Encoded>();
  return async (call) => {
    const before = known.get(call.params['round'] ?? '');
    if (before !== undefined) return { round: call.params['round'] ?? '', text: before };
    const round = await roundOf(parts, call);
    const stored = await parts.boards.get(round, BOARD_NAME);
    if (stored === null) throw new Problem('round.not-released', 'This round has no board yet: it is published when the round is closed and counted.');
    const text = encode(stored.toString('utf8'));
    known.set(round, text);
    return { round, text };
  };
}

async function partOf(parts: BoardEndpointParts, published: PublishedText, call: Call<unknown>): Promise<Reply> {
  const { round } = await published(call);
  const name = call.params['name'] ?? '';
  const bytes = PART_NAME.test(name) ? await parts.boards.get(round, name) : null;
  if (bytes === null) throw new Problem('request.not-found', 'The board has no file of that name.');
  return { kind: 'encoded', type: 'application/octet-stream', content: { plain: bytes }, cache: FOR_EVER };
}

export const boardEndpoints = (parts: BoardEndpointParts): readonly Endpoint<PublicContext>[] => {
  const published = publishedTexts(parts);
  const get = (path: string, handle: (call: Call<undefined>) => Promise<Reply>): Endpoint<PublicContext> => endpoint({ method: 'GET', path, access: 'public', limiter: parts.limiter, handle });
  return [
    get(boardPaths.board(':round'), async (call) => {
      const { text } = await published(call);
      return { kind: 'encoded', type: 'application/json; charset=utf-8', content: text, cache: FOR_AN_HOUR };
    }),
    get(boardPaths.part(':round', ':name'), (call) => partOf(parts, published, call)),
    get(boardPaths.participation(':round'), async (call) => {
      const found = await parts.participation.get(await roundOf(parts, call));
      if (found === null) throw new Problem('request.not-found', 'This round has no participation figure.');
      return { kind: 'encoded', type: 'application/json; charset=utf-8', content: encode(JSON.stringify(found)), cache: FOR_AN_HOUR };
    }),
  ];
};
