// Tablets as the composition root sees them: registered for a site by a command, listed with their counts, never with
// anything of a person. A tablet's tokens come out of the number that the manifest froze for the tablet frame.
import { randomBytes } from 'node:crypto';
import { ENROLMENT_BYTES } from '../../shared/credential/tablet.ts';
import { Problem } from '../../shared/problem.ts';
import { insistOpen } from './draw-endpoint.ts';
import type { CodeCount } from './codes-store.ts';
import type { TabletParts } from './tablet-pool.ts';
import type { CountedTablet, NewTablet } from './tablet-store.ts';

/** Unused tokens that tablets destroyed, by population. */
export type Destroyed = { readonly population: string; readonly tokens: number };

export type Tablets = {
  /** Registers a tablet and gives the secret of its link, once. Throws round.*, or tablet.too-many where the stratum's `released` tokens don't suffice. */
  readonly register: (round: string, tablet: NewTablet, released: number) => Promise<string>;
  readonly list: (round: string) => Promise<readonly CountedTablet[]>;
  readonly destroyed: (round: string) => Promise<readonly Destroyed[]>;
};

const given = (tablets: readonly CountedTablet[], of: NewTablet): number =>
  tablets.filter(({ population, stratum }) => population === of.population && stratum === of.stratum).reduce((sum, { tokens }) => sum + tokens, 0);

/** Tokens given to tablets and drawn by them, in the shape in which codes are counted. */
export const tabletCounts = (tablets: readonly CountedTablet[]): readonly CodeCount[] => {
  const counts = new Map<string, CodeCount>();
  for (const { population, stratum, tokens, drawn } of tablets) {
    const known = counts.get(`${population} ${stratum}`) ?? { population, frame: 'tablet', stratum, total: 0, issued: 0 };
    counts.set(`${population} ${stratum}`, { ...known, total: known.total + tokens, issued: known.issued + drawn });
  }
  return [...counts.values()];
};

export const createTablets = (parts: TabletParts): Tablets => ({
  async register(round, tablet, released) {
    insistOpen(await parts.rounds.get(round), parts.today());
    const secret = randomBytes(ENROLMENT_BYTES).toString('base64url');
    await parts.tablets.add(round, secret, tablet);
    // Looked at afterwards, so that of two registrations at once none slips through.
    const total = given(await parts.tablets.list(round), tablet);
    if (total > released) {
      await parts.tablets.remove(round, secret);
      throw new Problem('tablet.too-many', `The round released ${String(released)} tokens for tablets of ${tablet.population}, ${tablet.stratum}; ${String(total - tablet.tokens)} are given to other tablets.`, { place: 'tokens' });
    }
    return secret;
  },
  list: (round) => parts.tablets.list(round),
  async destroyed(round) {
    const sums = new Map<string, number>();
    for (const { population, destroyed } of await parts.tablets.list(round)) sums.set(population, (sums.get(population) ?? 0) + (destroyed ?? 0));
    return [...sums].map(([population, tokens]) => ({ population, tokens }));
  },
});
