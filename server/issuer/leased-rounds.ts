// Rounds as the draw endpoint knows them, read again when what is known is a second old: every draw would otherwise wait
// for one more turn of the database. A round that another process ended may give a token for a second more; closing
// waits longer than that before it counts, and a destroyed key makes the endpoint look again at once.
import type { IssuerRound, IssuerRoundsStore } from './rounds-store.ts';

const LEASE_MS = 1000;

export type LeasedRounds = {
  readonly get: (round: string) => Promise<IssuerRound | null>;
  /** Makes the next `get` read again. */
  readonly forget: (round: string) => void;
};

export function leasedRounds(store: Pick<IssuerRoundsStore, 'get'>, now: () => number = () => performance.now()): LeasedRounds {
  const known = new Map<string, { readonly round: IssuerRound; readonly readAt: number }>();
  const reading = new Map<string, Promise<IssuerRound | null>>();
  const generations = new Map<string, number>();
  const generationOf = (round: string): number => generations.get(round) ?? 0;
  const read = async (id: string): Promise<IssuerRound | null> => {
    const [readAt, generation] = [now(), generationOf(id)];
    const round = await store.get(id);
    // What was forgotten while it was read is handed out and not kept. Ids that are no round are not kept either.
    if (round !== null && generation === generationOf(id)) known.set(id, { round, readAt });
    return round;
  };
  return {
    get(id) {
      const found = known.get(id);
      if (found !== undefined && now() - found.readAt < LEASE_MS) return Promise.resolve(found.round);
      const before = reading.get(id);
      if (before !== undefined) return before;
      const running = read(id).finally(() => (reading.get(id) === running ? reading.delete(id) : false));
      reading.set(id, running);
      return running;
    },
    forget(id) {
      known.delete(id);
      reading.delete(id);
      generations.set(id, generationOf(id) + 1);
    },
  };
}
