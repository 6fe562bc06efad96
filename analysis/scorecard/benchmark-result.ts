// A population's published figures among those of other administrations. The peers are chosen once for a population, so that
// no two figures' peers give one administration away; for a figure, those that hide it or asked it otherwise drop out, and
// below five there is no benchmark of it. Errors are those of an infinite population (conditions.ts): a benchmark asks
// about conditions, not about the persons of one year.
import type { BenchmarkFigure, PeerModel, PopulationBenchmark } from '../../shared/results/benchmark-result.ts';
import type { Estimate } from '../../shared/results/estimate.ts';
import type { PopulationResult, ScoreFigures } from '../../shared/results/population-result.ts';
import { benchmark } from '../benchmark/benchmark.ts';
import { choosePeers } from '../benchmark/peers.ts';
import type { Administration } from '../benchmark/peers.ts';
import { randomEffects } from '../benchmark/random-effects.ts';
import type { RandomEffects } from '../benchmark/random-effects.ts';
import { published, publishedP } from '../disclosure/publish-figure.ts';
import { conditionsOf } from './conditions.ts';

/** An administration's result of one population, with its classes by name (region → wca). */
export type Contribution = { readonly code: string; readonly classes: ReadonlyMap<string, string>; readonly result: PopulationResult };

type Line = Pick<BenchmarkFigure, 'table' | 'code' | 'figure'> & {
  readonly pick: (result: PopulationResult) => { readonly figure: Estimate; readonly sd?: number | undefined } | undefined;
  /** Items with wording behind the figure: peers must have the same. */
  readonly make: (result: PopulationResult) => string;
};

function linesOf(own: PopulationResult): readonly Line[] {
  const score = (found: ScoreFigures | undefined) => (found === undefined ? undefined : { figure: found.score, sd: found.sd });
  const make = (isBehind: (item: PopulationResult['items'][number]) => boolean) => (result: PopulationResult): string =>
    result.items.filter(isBehind).map(({ item, revision }) => `${item}/${String(revision)}`).sort().join(' ');
  return [
    { table: 'overall', code: 'overall', figure: 'score', pick: ({ overall }) => score(overall), make: make(({ kind }) => kind === 'evaluative') },
    ...own.factors.map(({ factor }): Line => ({
      table: 'factor', code: factor, figure: 'score', pick: ({ factors }) => score(factors.find((one) => one.factor === factor)),
      make: make((item) => item.factor === factor && item.kind === 'evaluative'),
    })),
    ...own.indicators.map(({ indicator }): Line => ({
      table: 'indicator', code: indicator, figure: 'score', pick: ({ indicators }) => score(indicators.find((one) => one.indicator === indicator)),
      make: make((item) => item.indicator === indicator && item.kind === 'evaluative'),
    })),
    ...own.items.flatMap(({ item, scores, experience }): readonly Line[] => {
      const line = (figure: Line['figure'], of: (one: PopulationResult['items'][number]) => Estimate | undefined): Line => ({
        table: 'item', code: item, figure, make: make((one) => one.item === item),
        pick: ({ items }) => { const one = items.find((each) => each.item === item); const found = one === undefined ? undefined : of(one); return found === undefined ? undefined : { figure: found }; },
      });
      return [...(scores === null ? [] : [line('score', (one) => one.scores?.score)]), ...(experience === null ? [] : [line('experience', (one) => one.experience?.share)])];
    }),
  ];
}

/** The contribution as the model takes it; undefined where the figure is hidden, asked otherwise, or has no error. */
function administrationOf({ code, classes, result }: Contribution, line: Line, make: string): Administration | undefined {
  const picked = line.pick(result);
  if (picked === undefined || picked.figure.status !== 'estimated' || line.make(result) !== make) return undefined;
  const { value, n, se } = picked.figure;
  const persons = { code, classes, persons: n, value };
  if (line.figure === 'experience') {
    // A share's own error knows no frame, but in a census.
    const open = se > 0 ? se : Math.sqrt((value * (1 - value)) / n);
    return open > 0 ? { ...persons, se: open } : undefined;
  }
  const open = conditionsOf(result, picked.figure, picked.sd);
  return open?.status === 'estimated' && open.se > 0 ? { ...persons, se: open.se } : undefined;
}

function modelOf(method: PeerModel['method'], { mean, se, low, high, tau2, q, qP, i2, prediction }: RandomEffects): PeerModel {
  const shown = { mean: published(mean), se: published(se), low: published(low), high: published(high), tau2: published(tau2), q: published(q), qP: publishedP(qP), i2: published(i2) };
  return { method, ...shown, ...(prediction === undefined ? {} : { prediction: { low: published(prediction.low), high: published(prediction.high) } }) };
}

function figureOf(own: Contribution, members: readonly Contribution[], line: Line, seed: number): BenchmarkFigure['result'] {
  const make = line.make(own.result);
  const mine = administrationOf(own, line, make);
  if (mine === undefined) {
    const status = line.pick(own.result)?.figure.status;
    return { status: 'not-estimable', reason: status === 'suppressed' ? 'too-few' : status === 'estimated' || status === 'value-only' ? 'no-variation' : 'no-valid-answers' };
  }
  const peers = members.flatMap((member) => administrationOf(member, line, make) ?? []);
  const reml = benchmark(mine, peers, { seed });
  const isLost = reml.status === 'not-estimable' && reml.reason === 'no-convergence';
  const lead = isLost ? benchmark(mine, peers, { seed, method: 'DL' }) : reml;
  if (lead.status === 'not-estimable') return lead;
  const closed = randomEffects(peers, 'DL');
  const scored = ({ value, se }: { readonly value: number; readonly se: number }) => ({ value: published(value), se: published(se) });
  const [lower, median, upper] = lead.quartiles;
  return {
    status: 'estimated', peers: lead.peers.k,
    models: [...(isLost ? [] : [modelOf('REML', lead.peers)]), ...(closed === undefined ? [] : [modelOf('DL', closed)])],
    quartiles: [published(lower), published(median), published(upper)],
    own: scored(lead.own), ownShrunken: scored(lead.ownShrunken), rank: lead.rank,
  };
}

/**
 * One population against its peers: the first class of `order` (`all` is everybody) in which at least five others, none with over half
 * of the persons, have an overall score. Figures with fewer peers say so. Source and R: see benchmark/benchmark.ts.
 */
export function benchmarkOf(own: Contribution, others: readonly Contribution[], options: { readonly seed: number; readonly order: readonly string[] }): PopulationBenchmark {
  const lines = linesOf(own.result);
  const [overall] = lines;
  // Who belongs to a class is a matter of the round, not of the own score: only the peers' overall scores count here.
  const stand = ({ code, classes, result }: Contribution): Administration => ({ code, classes, persons: result.overall.score.status === 'estimated' ? result.overall.score.n : 0, value: 0, se: 1 });
  const able = overall === undefined ? [] : others.filter((other) => other.result.overall.score.status === 'estimated');
  const choice = choosePeers(stand(own), able.map(stand), options.order);
  if (choice.status === 'refused') {
    return { population: own.result.population, peerClass: null, peers: 0, figures: lines.map(({ table, code, figure }) => ({ table, code, figure, result: { status: 'not-estimable', reason: choice.reason } })) };
  }
  const codes = new Set(choice.peers.map(({ code }) => code));
  const members = able.filter(({ code }) => codes.has(code));
  return {
    population: own.result.population, peerClass: choice.className, peers: members.length,
    figures: lines.map((line) => ({ table: line.table, code: line.code, figure: line.figure, result: figureOf(own, members, line, options.seed) })),
  };
}
