// Which administrations one is compared with: a declared class (region, income, size) or all of them.
// Below five peers, or with one that outweighs the rest, a benchmark would tell on a single administration: then there is none.

export type Administration = {
  readonly code: string;
  /** Class by name, e.g. region → wca. */
  readonly classes: ReadonlyMap<string, string>;
  /** Persons behind its figure. */
  readonly persons: number;
  readonly value: number;
  readonly se: number;
};

export const LEAST_PEERS = 5;

export type PeerChoice =
  | { readonly status: 'chosen'; readonly className: string; readonly peers: readonly Administration[] }
  | { readonly status: 'refused'; readonly reason: 'too-few-peers' | 'dominant-peer' };

/** Refuses fewer than five peers, and any with more than half of the peers' persons. */
export function checkPeers(peers: readonly Administration[]): 'too-few-peers' | 'dominant-peer' | undefined {
  if (peers.length < LEAST_PEERS) return 'too-few-peers';
  const total = peers.reduce((sum, { persons }) => sum + persons, 0);
  return peers.some(({ persons }) => persons > total / 2) ? 'dominant-peer' : undefined;
}

/**
 * The peers of the first class in `order` that can be shown; 'all' stands for everybody. The own administration is never among its peers.
 * When none can be shown the last refusal's reason comes back.
 */
export function choosePeers(own: Administration, others: readonly Administration[], order: readonly string[] = ['all']): PeerChoice {
  let reason: 'too-few-peers' | 'dominant-peer' = 'too-few-peers';
  for (const className of order) {
    const ownClass = own.classes.get(className);
    const peers = others.filter(({ code, classes }) => code !== own.code && (className === 'all' || (ownClass !== undefined && classes.get(className) === ownClass)));
    const refusal = checkPeers(peers);
    if (refusal === undefined) return { status: 'chosen', className, peers: [...peers].sort((left, right) => (left.code < right.code ? -1 : 1)) };
    reason = refusal;
  }
  return { status: 'refused', reason };
}
