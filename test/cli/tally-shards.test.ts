// Shards of the rows, tallied in several threads: the same scorecard to every printed digit.
import { describe, expect, it } from '@jest/globals';
import { itemLayouts } from '../../analysis/scoring/item-layout.ts';
import { scorecard } from '../../analysis/scorecard.ts';
import { inFixedOrder } from '../../analysis/scorecard/fixed-order.ts';
import { fitWeights } from '../../analysis/scorecard/fit-weights.ts';
import type { Sample } from '../../analysis/scorecard/sample.ts';
import { talliedOf, tallyPlan, withTallies } from '../../analysis/scorecard/tally-plan.ts';
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { startPool } from '../../server/cli/csv/thread-pool.ts';
import { withShardedTallies } from '../../server/cli/csv/tally-shards.ts';
import { aHarbour, aRandom, shuffled } from '../support/random-columns.ts';

const ROWS = 3001;

function aSample(): Sample {
  const { form, columns } = aHarbour(ROWS);
  const random = aRandom(9);
  return {
    ...{ form, layouts: itemLayouts(form), columns, threshold: 10, breakdowns: ['D_PORT'] },
    plan: { selection: 'random', size: 40_000, stratumItem: 'D_PORT', strata: [{ code: 'east', size: 15_000, codes: null }, { code: 'west', size: 25_000, codes: null }] },
    weights: Float64Array.from({ length: ROWS }, () => 0.2 + 3 * random()),
  };
}

/** Tallies in two further threads, which must be there first. */
async function inThreads(sample: Sample): Promise<Sample> {
  const pool = startPool(2);
  try {
    await Promise.all(pool.threads.map((thread) => new Promise<void>((resolve) => {
      thread.listener = { reply: () => resolve(), failed: () => resolve() };
      thread.order({ order: 'prepare', plans: [], separator: ',', file: 0, size: 0, slabs: [] });
    })));
    return await withShardedTallies(sample, pool);
  } finally {
    await pool.close();
  }
}

describe('a sample tallied in threads', () => {
  it('has the scorecard of one thread to every printed digit, from an odd number of rows too', async () => {
    const sample = aSample();
    const sharded = await inThreads(sample);
    expect(sharded.tallied?.tallies).toBeDefined();
    expect(scorecard(sharded)).toEqual(scorecard(sample));
  });

  // A sample that is tallied already is not sorted, like a large one.
  it('prints the same digits whatever the order of rows where they are too many to sort, with clusters and fitted weights', () => {
    const sample = aSample();
    const { columns, order } = shuffled(sample.columns, 4);
    const sizes = new Map([['east', 15_000], ['west', 25_000]]), buoys = new Map([['yes', 18_000], ['no', 22_000]]);
    const clusters = Uint32Array.from({ length: ROWS }, (_, row) => (row * row) % 41);
    const fitted = (given: Sample): PopulationResult => {
      const fit = fitWeights(given, [{ name: 'D_PORT', sizes }, { name: 'K_BUOY', sizes: buoys }], { unstated: 'own-category', trim: 3 });
      const made = talliedOf(fit);
      return scorecard(withTallies(fit, made, made.tallies));
    };
    const moved = { ...sample, columns, weights: Float64Array.from(order, (row) => sample.weights?.[row] ?? NaN), clusters: Uint32Array.from(order, (row) => clusters[row] ?? 0) };
    expect(fitted(moved)).toEqual(fitted({ ...sample, clusters }));
    // Details draw persons by lot: those rows are sorted whatever their number.
    const tallied = (given: Sample): Sample => { const made = talliedOf(given); return withTallies({ ...given, details: true }, made, made.tallies); };
    expect(inFixedOrder(tallied(moved)).weights).toEqual(inFixedOrder(tallied({ ...sample, clusters })).weights);
    expect(inFixedOrder({ ...tallied(moved), details: false }).weights).toBe(moved.weights);
  });

  it('is tallied again once its columns or weights are others', () => {
    const sample = aSample();
    const plan = tallyPlan(sample);
    const { tallies } = talliedOf(sample);
    const tallied = withTallies(sample, plan, tallies);
    expect(talliedOf(tallied).tallies).toBe(tallies);
    expect(talliedOf({ ...tallied, weights: new Float64Array(ROWS).fill(1) }).tallies.sheets).not.toEqual(tallies.sheets);
  });

  it('stays as it is where no thread is there', async () => {
    const sample = aSample();
    expect(await withShardedTallies(sample, startPool(0))).toBe(sample);
  });
});
