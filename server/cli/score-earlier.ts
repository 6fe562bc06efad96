// An earlier round's CSV in `spid score --previous`: by which words it is scored, and when it can't be compared. A frame and
// its margins belong to one round, so the earlier one has its own (--previous-frame, --previous-weights); without them
// weighted answers would be compared with unweighted ones, or raked ones with half-weighted ones: a difference of weights.
import { UnfitMargin } from '../../analysis/scorecard/fit-weights.ts';
import type { Sample } from '../../analysis/scorecard/sample.ts';
import { Problem } from '../../shared/problem.ts';
import { UsageProblem } from './command.ts';
import { BadCsv } from './csv/csv-problem.ts';
import { earlierCsvs } from './score-options.ts';
import type { ScoreOptions } from './score-options.ts';

/** The words by which an earlier CSV is scored: its own frame and margins; details and breakdowns belong to this round. */
function earlierOptions(options: ScoreOptions, path: string): ScoreOptions {
  const place = earlierCsvs(options.previous).indexOf(path);
  return {
    ...{ ...options, answers: path, size: null, breakdowns: [], details: false, drivers: null },
    ...{ frame: options.previousFrame[place] ?? null, weights: options.previousWeights[place] ?? null },
  };
}

type WeightSource = 'weights' | 'column' | 'frame' | null;

/** Where a sample's weights come from; null where all its sheets weigh the same. */
function weightsFrom({ fit, weights, clusters, estimation, plan }: Sample): WeightSource {
  if (weights !== undefined) return fit === undefined ? 'column' : 'weights';
  const isDesign = clusters !== undefined || estimation === 'design';
  return isDesign && plan.strata.some(({ size }) => size !== null) ? 'frame' : null;
}

/** Whether the earlier answers stand for their people as these do: a fit to margins also needs theirs, a frame any weights. */
const isWeighedAlike = (now: WeightSource, earlier: WeightSource): boolean => (now === 'weights' ? earlier === 'weights' : now !== 'frame' || earlier !== null);

const BY = { weights: 'weighted by their margins alone', column: 'weighted by their column weight alone', frame: 'weighted by their frame alone' } as const;

/** Throws a UsageProblem where these answers are weighted by a file and the earlier ones by nothing, or by less than margins. */
function checkWeighing(now: Sample, earlier: Sample, path: string): void {
  const source = weightsFrom(now), before = weightsFrom(earlier);
  if (isWeighedAlike(source, before)) return;
  throw new UsageProblem(
    `--previous-${String(source)} is missing: these answers are weighted by --${String(source)}, those of ${path} would ${before === null ? 'all weigh the same' : `be ${BY[before]}`}, and the difference would be that of the weights. ` +
      `Give it the earlier round's own file, or score that round with its own ${source === 'frame' ? 'frame' : 'margins'} first and give its JSON to --previous`,
  );
}

/** The sample of an earlier CSV, made by `read`. Problems name its file; a UsageProblem says where its weights are missing. */
export async function earlierSample(options: ScoreOptions, now: Sample, path: string, read: (options: ScoreOptions) => Promise<Sample>): Promise<Sample> {
  const own = earlierOptions(options, path);
  try {
    const earlier = await read(own);
    checkWeighing(now, earlier, path);
    return earlier;
  } catch (error) {
    if (error instanceof BadCsv && error.file === undefined) throw new BadCsv(error.problems, path);
    if (error instanceof UnfitMargin) throw new Problem('request.malformed', `${own.weights ?? path}: ${error.message}`, { place: path });
    throw error;
  }
}
