// Where an administration stands among its peers: what `spid benchmark` prints. Peers are never named, never fewer than five,
// and the own administration is not among them.
import { z } from 'zod';
import { PlainCode } from '../questionnaire/codes.ts';
import { notEstimableReason } from './estimate.ts';

export const BENCHMARK_FORMAT = 'spid-benchmark-1';

const Scored = z.strictObject({ value: z.number(), se: z.number().min(0) });
const Range = z.strictObject({ low: z.number(), high: z.number() });

/** Random effects over the peers: how much they truly differ, their mean, and where the next one would lie. */
export const PeerModel = z.strictObject({
  method: z.enum(['REML', 'DL']),
  mean: z.number(),
  /** Knapp and Hartung's, its factor held to at least 1. */
  se: z.number().min(0),
  low: z.number(),
  high: z.number(),
  tau2: z.number().min(0),
  q: z.number().min(0),
  qP: z.number().min(0).max(1),
  /** Share of the variance that lies between administrations, 0…1. */
  i2: z.number().min(0).max(1),
  /** For a new administration, t on k − 2 df. */
  prediction: Range.optional(),
});
export type PeerModel = z.infer<typeof PeerModel>;

export const BenchmarkFigure = z.strictObject({
  table: z.enum(['overall', 'factor', 'indicator', 'item']),
  code: z.string(),
  figure: z.enum(['score', 'experience']),
  result: z.discriminatedUnion('status', [
    z.strictObject({
      status: z.literal('estimated'),
      peers: z.int().min(5),
      /** REML, and beside it DerSimonian and Laird; a model that did not converge is missing. */
      models: z.array(PeerModel).min(1),
      /** Of the peers' shrunken scores. */
      quartiles: z.tuple([z.number(), z.number(), z.number()]),
      own: Scored,
      /** Drawn to the peers' mean by as much as it is uncertain. */
      ownShrunken: Scored,
      /** 1 is the highest of peers and own together; 95 % interval. */
      rank: z.strictObject({ value: z.int().min(1), low: z.int().min(1), high: z.int().min(1), of: z.int().min(6) }),
    }),
    z.strictObject({ status: z.literal('not-estimable'), reason: notEstimableReason }),
  ]),
});
export type BenchmarkFigure = z.infer<typeof BenchmarkFigure>;

export const PopulationBenchmark = z.strictObject({
  population: PlainCode,
  /** The class whose members are the peers (`region` …), `all`, or null where no class has enough. */
  peerClass: z.string().nullable(),
  /** Administrations of the class. */
  peers: z.int().min(0),
  figures: z.array(BenchmarkFigure),
});
export type PopulationBenchmark = z.infer<typeof PopulationBenchmark>;

/** What `spid benchmark` prints as JSON. */
export const BenchmarkOutput = z.strictObject({
  format: z.literal(BENCHMARK_FORMAT),
  survey: PlainCode,
  analysis: z.string(),
  /** The administration that is compared. */
  own: z.string(),
  /** Seed of the rank intervals. */
  seed: z.int().min(0),
  populations: z.array(PopulationBenchmark).min(1),
});
export type BenchmarkOutput = z.infer<typeof BenchmarkOutput>;
