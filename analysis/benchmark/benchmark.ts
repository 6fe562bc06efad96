// Where one administration stands among its peers: quartiles of shrunken scores, and its place with an interval.
// No least and no greatest is shown, and the own figure is not part of the peers': both would tell on somebody.
import type { NotEstimableReason } from '../../shared/results/estimate.ts';
import { quantile } from '../inference/quantile.ts';
import type { Random } from '../inference/random.ts';
import { seededRandom } from '../inference/random.ts';
import type { Administration } from './peers.ts';
import { choosePeers } from './peers.ts';
import type { HeterogeneityMethod, RandomEffects, Study } from './random-effects.ts';
import { randomEffects, shrunken } from './random-effects.ts';

export type Benchmark =
  | {
      readonly status: 'estimated';
      readonly peerClass: string;
      readonly peers: RandomEffects;
      /** Of the peers' shrunken scores, type 7. */
      readonly quartiles: readonly [number, number, number];
      /** Own score, and the same shrunk to the peers' mean. */
      readonly own: Study;
      readonly ownShrunken: Study;
      /** 1 is the highest of peers and own together; 95 % interval from simulated scores. */
      readonly rank: { readonly value: number; readonly low: number; readonly high: number; readonly of: number };
    }
  | { readonly status: 'not-estimable'; readonly reason: NotEstimableReason };

/** Own rank by shrunken scores, and the interval of the rank over draws from each score's normal distribution. */
function rankInterval(own: Study, peers: readonly Study[], random: Random, draws: number): { value: number; low: number; high: number; of: number } {
  const value = 1 + peers.filter((peer) => peer.value > own.value).length;
  const ranks = Float64Array.from({ length: draws }, () => {
    const score = own.value + own.se * random.normal();
    return peers.reduce((rank, peer) => (peer.value + peer.se * random.normal() > score ? rank + 1 : rank), 1);
  }).sort();
  const end = (p: number): number => ranks[Math.min(draws - 1, Math.max(0, Math.ceil(p * draws) - 1))] ?? value;
  return { value, low: end(0.025), high: end(0.975), of: peers.length + 1 };
}

/**
 * Benchmark of `own` against its peers (see choosePeers): random effects over the peers, shrunken scores, quartiles, rank with interval (5,000 draws).
 * Fewer than five peers is 'too-few-peers', one with over half the persons 'dominant-peer'.
 * Source: DerSimonian & Laird 1986; Goldstein & Spiegelhalter 1996 (rank intervals). R: `metafor::rma`, `blup`, `quantile(type = 7)`.
 */
export function benchmark(
  own: Administration,
  others: readonly Administration[],
  options: { seed: number; classOrder?: readonly string[]; method?: HeterogeneityMethod; draws?: number },
): Benchmark {
  if (!(Number.isFinite(own.value) && own.se >= 0 && own.se < Infinity)) throw new RangeError(`the own administration needs a value and an SE, got ${own.value} and ${own.se}`);
  const choice = choosePeers(own, others, options.classOrder ?? ['all']);
  if (choice.status === 'refused') return { status: 'not-estimable', reason: choice.reason };
  const peers = randomEffects(choice.peers, options.method ?? 'REML');
  if (peers === undefined) return { status: 'not-estimable', reason: 'no-convergence' };
  const scores = choice.peers.map((peer) => shrunken(peer, peers));
  const quartile = (p: number): number => quantile(scores.map(({ value }) => value), p) ?? NaN;
  const ownShrunken = shrunken(own, peers);
  return {
    status: 'estimated', peerClass: choice.className, peers,
    quartiles: [quartile(0.25), quartile(0.5), quartile(0.75)],
    own: { value: own.value, se: own.se }, ownShrunken,
    rank: rankInterval(ownShrunken, scores, seededRandom(options.seed), options.draws ?? 5000),
  };
}
