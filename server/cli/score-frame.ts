// Whether a frame and the answers go together. Weighting by a frame needs every stratum's size; where one was missing or
// too small all answers would weigh the same and nobody would notice, so it is an error that names the line of the frame.
import { at } from '../../analysis/inference/at.ts';
import { countGroups, dividingLayout, groupsByItem, stratumOfRows } from '../../analysis/scorecard/sample.ts';
import type { Sample } from '../../analysis/scorecard/sample.ts';
import { BadCsv } from './csv/csv-problem.ts';
import type { CsvProblem } from './csv/csv-problem.ts';
import type { FrameStratum } from './frame-file.ts';

/** A stratum can't have more sheets than people: its correction would be negative, and one of the two files is wrong. */
function tooSmall(sample: Sample, frame: readonly FrameStratum[]): readonly CsvProblem[] {
  const sheets = countGroups(stratumOfRows(sample), sample.plan.strata.length + 1, sample.columns.rows);
  return frame.flatMap(({ code, size, row }, index) =>
    size === null || at(sheets, index + 1) <= size ? [] : [{ row, column: 'size', problem: `the stratum ${code} has more answers than people in the frame`, remedy: 'correct the frame, or the strata of the answers' }],
  );
}

/** Strata of an item must be its answers, and every answer that somebody gave must be in the frame. */
function unknownCodes({ plan, layouts, columns }: Sample, frame: readonly FrameStratum[], path: string | null): readonly CsvProblem[] {
  if (plan.stratumItem === null || path === null) return [];
  const layout = dividingLayout(layouts, plan.stratumItem);
  const known = layout.points.map(String);
  const stray = frame.flatMap(({ code, row }) => (known.includes(code) ? [] : [{ row, column: 'stratum', problem: `${code} is no answer of ${layout.item.code}`, remedy: `write one of ${known.join(', ')}` }]));
  const answered = countGroups(groupsByItem(columns, layout, layout.points), known.length + 1, columns.rows);
  const absent = known.filter((code, index) => at(answered, index + 1) > 0 && !frame.some((stratum) => stratum.code === code));
  return [...stray, ...absent.map((code) => ({ row: 1, column: 'stratum', problem: `the frame lacks ${code}, which answers to ${layout.item.code} name`, remedy: 'add a line with its size' }))];
}

/** Sizes that are missing while others are there, where weights come from the frame. */
function missingSizes(frame: readonly FrameStratum[]): readonly CsvProblem[] {
  if (frame.every(({ size }) => size === null)) return [];
  return frame.flatMap(({ code, size, row }) =>
    size === null ? [{ row, column: 'size', problem: `the stratum ${code} has no size, so that no stratum can be weighted`, remedy: 'write how many people it has, or leave every size empty: then nothing is weighted' }] : [],
  );
}

/** Clusters in the frame must be clusters of the answers, and no fewer. */
function tooFewClusters(sample: Sample, frame: readonly FrameStratum[]): readonly CsvProblem[] {
  const { clusters: of } = sample;
  const strata = stratumOfRows(sample);
  return frame.flatMap(({ code, clusters, row }, index): readonly CsvProblem[] => {
    if (clusters === null) return [];
    if (of === undefined) return [{ row, column: 'psus', problem: 'counts clusters, and the answers have no column psu', remedy: 'add the column psu to the answers, or leave psus out' }];
    const sampled = new Set(of.filter((_, person) => at(strata, person) === index + 1)).size;
    return sampled <= clusters ? [] : [{ row, column: 'psus', problem: `the stratum ${code} has ${String(sampled)} clusters in the answers, more than in the frame`, remedy: 'correct the frame, or the column psu' }];
  });
}

/** Throws BadCsv with the frame's lines that don't go with the answers. `fitted`: weights will be fitted to margins. */
export function checkFrame(sample: Sample, frame: readonly FrameStratum[], path: string | null, fitted: boolean): void {
  const isWeighted = sample.weights === undefined && (fitted || sample.clusters !== undefined || sample.estimation === 'design');
  const problems = [...unknownCodes(sample, frame, path), ...tooSmall(sample, frame), ...tooFewClusters(sample, frame), ...(isWeighted ? missingSizes(frame) : [])];
  if (problems.length > 0) throw new BadCsv(problems, path ?? undefined);
}
