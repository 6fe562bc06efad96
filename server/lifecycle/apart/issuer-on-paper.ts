// The issuer on a host that has no database of it. For the collector: what its papers say. For the desk: a place to
// leave orders. For the computer where paper is keyed: the issuer's public door, over the wire. Never a code, and never
// anything of a person.
import { createHash } from 'node:crypto';
import { CountsPaper, PublicPaper } from '../../../shared/round/papers.ts';
import { Problem } from '../../../shared/problem.ts';
import type { Bytes } from '../../../shared/credential/bytes.ts';
import type { Cards } from '../../issuer/cards.ts';
import type { Issuer } from '../../issuer/issuer.ts';
import type { Tablets } from '../../issuer/tablets.ts';
import type { Rooms } from '../rooms.ts';
import { signedByDesk } from './desk-signature.ts';
import type { Wrote } from './issuer-papers.ts';
import { drawOverTheWire } from './over-the-wire.ts';
import { keepPaper, keptPaper } from './papers.ts';
import { insistRoundHere } from './round-on-paper.ts';
import { standIn } from './stand-in.ts';

/** The number and hash of left-over codes, which themselves stay off the paper. Null for none. */
export function leftoverMark(codes: readonly string[]): { readonly codes: number; readonly hash: string } | null {
  const each = [...new Set(codes)].sort();
  return each.length === 0 ? null : { codes: each.length, hash: createHash('sha256').update(each.join('\n')).digest('base64url') };
}

const bytes = (hashes: readonly string[]): readonly Bytes[] => hashes.map((hash) => Uint8Array.from(Buffer.from(hash, 'base64url')));

function cardsOnPaper({ config }: Rooms, counted: (round: string) => CountsPaper | null, wrote: Wrote): Cards {
  const { dataFolder, opens } = config;
  const own: Partial<Cards> = {
    async cancelled({ round, population }) {
      const told = counted(round)?.cancelled ?? keptPaper(PublicPaper, dataFolder, round, 'public')?.cancelled ?? [];
      return told.find((each) => each.population === population)?.codes ?? 0;
    },
  };
  if (opens.includes('collector')) return standIn<Cards>('issuer', { ...own, bundles: () => Promise.resolve([]) });
  if (!opens.includes('desk')) return standIn<Cards>('issuer', own);
  return standIn<Cards>('issuer', {
    ...own,
    async cancel({ round, population }, { bundles, codes }) {
      const { made } = insistRoundHere(dataFolder, round);
      const order = signedByDesk(dataFolder, { format: 'spid-cancel-paper-1', round, manifest: made.hash, population, bundles: [...bundles], leftover: leftoverMark(codes) });
      wrote(`For the issuer: ${await keepPaper(dataFolder, round, `cancel-${population}`, order)}`);
      return { unexpected: 0, keying: 0 };
    },
  });
}

/** What the issuer has told of a round. */
function toldByIssuer({ config: { dataFolder } }: Rooms, counted: (round: string) => CountsPaper | null): Partial<Issuer> {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    async end(round) {
      if (counted(round) === null) throw new Problem('round.wrong-state', `The issuer has not said that its keys of round ${round} are destroyed: its counts are missing.`);
    },
    counts: async (round) => counted(round)?.counts ?? [],
    reissued: async (round) => counted(round)?.reissued ?? keptPaper(PublicPaper, dataFolder, round, 'public')?.reissued ?? [],
    cardCodes: async (round) => (counted(round)?.cards ?? []).map(({ population, made, used }) => ({ population, made: bytes(made), used: bytes(used) })),
    rewrite: nothing,
    erase: nothing,
  };
}

/** In the place of the issuer. */
export function issuerOnPaper(rooms: Rooms, wrote: Wrote): Rooms['issuer'] {
  const { config, today } = rooms;
  const nothing = (): Promise<void> => Promise.resolve();
  const counted = (round: string): CountsPaper | null => keptPaper(CountsPaper, config.dataFolder, round, 'counts');
  const told = (round: string): PublicPaper | null => keptPaper(PublicPaper, config.dataFolder, round, 'public');
  return standIn<Issuer>('issuer', {
    ...(config.opens.includes('collector') ? toldByIssuer(rooms, counted) : { draw: drawOverTheWire(config) }),
    // The desk's order and the issuer's own public paper carry these.
    setDrawing: nothing,
    extend: nothing,
    async hasEnded(round) {
      if (counted(round) !== null || told(round)?.keysDestroyed === true) return true;
      // The desk hears nothing of keys: it goes by the calendar, as the issuer does.
      const found = config.opens.includes('desk') ? await rooms.desk.rounds.get(round) : null;
      return found !== null && today() > found.plan.drawingEnds;
    },
    cards: cardsOnPaper(rooms, counted, wrote),
    tablets: standIn<Tablets>('issuer', config.opens.includes('collector') ? { destroyed: async (round) => (counted(round)?.destroyed ?? []).map(({ population, codes }) => ({ population, tokens: codes })) } : {}),
  });
}
