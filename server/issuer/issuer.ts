// The issuer's face to the composition root: open, pause and end the drawing of a round, and tell counts of codes.
// It knows who was invited as hashed codes, and never an answer. Nothing here is reachable from the collector.
import type { DrawRequest } from '../../shared/credential/draw.ts';
import { Problem } from '../../shared/problem.ts';
import type { Endpoint, PublicContext } from '../http/endpoint.ts';
import type { RateLimiter } from '../http/rate-limiter.ts';
import type { BlindSigner } from './blind-signer.ts';
import type { CardCodes, CodeCount, CodesStore, NewCode } from './codes-store.ts';
import type { BundlesStore } from './bundles-store.ts';
import { createCards } from './cards.ts';
import type { Cards } from './cards.ts';
import { draw, drawEndpoint } from './draw-endpoint.ts';
import { leasedRounds } from './leased-rounds.ts';
import { issuerKeys } from './issuer-keys.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import type { MakeKey } from './key-file.ts';
import type { FrameOrder } from './make-codes.ts';
import { openDrawEndpoints } from './open-draw-endpoints.ts';
import type { OpenDrawsStore } from './open-draws-store.ts';
import { prepareFrames } from './prepare-frames.ts';
import type { PreparedFrame } from './prepare-frames.ts';
import { createProofs } from './proof-of-work.ts';
import { reissue } from './reissue.ts';
import type { ReissueOrder } from './reissue.ts';
import type { Drawing, IssuerRoundsStore } from './rounds-store.ts';
import { tabletEndpoints } from './tablet-endpoints.ts';
import type { TabletStore } from './tablet-store.ts';
import { createTablets, tabletCounts } from './tablets.ts';
import type { Tablets } from './tablets.ts';
import type { Reissued, UpkeepStore } from './upkeep-store.ts';

export type IssuerParts = {
  readonly rounds: IssuerRoundsStore;
  readonly codes: CodesStore;
  readonly bundles: BundlesStore;
  readonly openDraws: OpenDrawsStore;
  readonly tablets: TabletStore;
  readonly upkeep: UpkeepStore;
  readonly signer: BlindSigner;
  readonly keyFolder: string;
  readonly today: () => string;
  /** Left out everywhere but in tests, which open hundreds of rounds: then each key is made for its frame. */
  readonly makeKey?: MakeKey | undefined;
};

export type Issuer = {
  /** Makes keys and codes for a round that is not open yet; may be repeated until it is. */
  readonly prepare: (round: string, orders: readonly FrameOrder[]) => Promise<readonly PreparedFrame[]>;
  /** Lets tokens be drawn until the end of a day. Throws round.unfit where the codes do not lie clustered. */
  readonly open: (round: string, frames: readonly PreparedFrame[], drawingEnds: string) => Promise<void>;
  /** After an opening that failed: nobody draws, and the keys that it made for these ways in are destroyed. */
  readonly discard: (round: string, ways: readonly Pick<FrameOrder, 'population' | 'frame'>[]) => Promise<void>;
  readonly setDrawing: (round: string, drawing: Exclude<Drawing, 'ended'>) => Promise<void>;
  /** Moves the last day of drawing; useless once drawing has ended, since its keys are gone. */
  readonly extend: (round: string, drawingEnds: string) => Promise<void>;
  /** Ends drawing for good: forgets the bundles, forgets and destroys the keys. Twice is no fault. */
  readonly end: (round: string) => Promise<void>;
  readonly counts: (round: string) => Promise<readonly CodeCount[]>;
  /** Registers and counts tablets. */
  readonly tablets: Tablets;
  /** Bundles of cards: handed out, cancelled. */
  readonly cards: Cards;
  /** Commitments to the card codes, for the board of a closed round. */
  readonly cardCodes: (round: string) => Promise<readonly CardCodes[]>;
  /** What the endpoint does, for the demonstration, and for paper that is keyed on this host. */
  readonly draw: (round: string, request: DrawRequest, by?: 'paper') => Promise<string>;
  /** `openLimiter`: a narrower one for open links. */
  readonly endpoints: (limiter: RateLimiter, openLimiter: RateLimiter) => readonly Endpoint<PublicContext>[];
  /** Drops keys of rounds that another process ended; called from time to time. */
  readonly sweep: () => Promise<void>;
  /** Whether drawing has ended. */
  readonly hasEnded: (round: string) => Promise<boolean>;
  /** Whether drawing has ended and no key is left: between the two a kill may fall, or a file that can't be destroyed. */
  readonly keysAreDestroyed: (round: string) => Promise<boolean>;
  /** The last day of drawing as it is now; null where there is no such round. */
  readonly drawingEnds: (round: string) => Promise<string | null>;
  /** A new code for a lost one, counted in public. Throws round.drawing-ended, population.unknown or round.wrong-state. */
  readonly reissue: (order: ReissueOrder) => Promise<NewCode>;
  readonly reissued: (round: string) => Promise<readonly Reissued[]>;
  /** Rewrites the codes in the order of their hashes. */
  readonly rewrite: (round: string) => Promise<void>;
  /** Erases codes and, where any were left, keys. */
  readonly erase: (round: string) => Promise<void>;
};

const upkeepOf = (parts: IssuerParts, keys: IssuerKeys, end: Issuer['end']): Pick<Issuer, 'discard' | 'keysAreDestroyed' | 'reissue' | 'reissued' | 'rewrite' | 'erase'> => ({
  async discard(round, ways) {
    await end(round);
    await keys.destroy(round, ways);
  },
  async keysAreDestroyed(round) {
    const found = await parts.rounds.get(round);
    return found?.drawing === 'ended' && (await keys.areGone(round, found.frames));
  },
  reissue: (order) => reissue(parts, order),
  reissued: (round) => parts.upkeep.reissued(round),
  rewrite: (round) => parts.upkeep.rewrite(round),
  async erase(round) {
    await end(round);
    await parts.upkeep.erase(round);
    await parts.tablets.erase(round);
    await parts.bundles.erase(round);
    await parts.openDraws.erase(round);
  },
});

export function createIssuer(parts: IssuerParts): Issuer {
  const { rounds, codes } = parts;
  const keys = issuerKeys(parts.keyFolder, parts.signer, parts.makeKey);
  const proofs = createProofs();
  const leased = leasedRounds(rounds);
  /** Writes what changes of a round; the next draw sees it. */
  const change = async (round: string, write: Promise<void>): Promise<void> => {
    await write;
    leased.forget(round);
  };
  const drawParts = { rounds: leased, codes, keys, today: parts.today };
  const end = async (round: string): Promise<void> => {
    await change(round, rounds.setDrawing(round, 'ended'));
    // Before the keys: who looks whether they are destroyed then knows that this was done.
    await parts.bundles.forget(round);
    await keys.destroy(round, (await rounds.get(round))?.frames ?? []);
  };
  return {
    prepare: (round, orders) => prepareFrames({ ...parts, keys }, round, orders),
    async open(round, frames, drawingEnds) {
      if (!(await codes.isClustered(round))) throw new Problem('round.unfit', 'The codes would lie in the order of their use: their collection is not clustered.');
      await change(round, rounds.put({ round, drawing: 'open', drawingEnds, frames: frames.map(({ population, frame, key }) => ({ population, frame, key })) }));
    },
    setDrawing: (round, drawing) => change(round, rounds.setDrawing(round, drawing)),
    extend: (round, drawingEnds) => change(round, rounds.setDrawingEnds(round, drawingEnds)),
    end,
    counts: async (round) => [...(await codes.counts(round)), ...tabletCounts(await parts.tablets.list(round)), ...(await parts.openDraws.counts(round))],
    tablets: createTablets({ ...parts, keys }),
    cards: createCards(parts),
    cardCodes: (round) => codes.cardCodes(round),
    draw: (round, request, by) => draw(drawParts, round, request, by === 'paper'),
    endpoints: (limiter, openLimiter) => [drawEndpoint(drawParts, limiter), ...tabletEndpoints({ ...parts, keys }, limiter), ...openDrawEndpoints({ ...parts, keys, proofs }, openLimiter)],
    sweep: () => keys.sweep(async (round) => (await rounds.get(round))?.drawing === 'open' || (await rounds.get(round))?.drawing === 'paused'),
    hasEnded: async (round) => (await rounds.get(round))?.drawing === 'ended',
    drawingEnds: async (round) => (await rounds.get(round))?.drawingEnds ?? null,
    ...upkeepOf(parts, keys, end),
  };
}
