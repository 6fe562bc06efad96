// Estimates where every sheet weighs the same: the mean of persons with t on r − 1, and Wilson's interval for one item.
// The finite-population correction uses all sheets received, since persons without a valid score were reached too.
// Frame unknown: no correction. These are the formulas of the release's estimation `simple`; `design` stands beside it.
import type { Computed } from '../../shared/results/estimate.ts';
import { notEstimableBecause, valueWithout, withStudentInterval } from '../inference/computed.ts';
import { wilson } from '../inference/wilson.ts';
import { ORIGIN } from '../moments.ts';
import type { Moments } from '../moments.ts';

/** What the correction needs: the sheets and the people of a population or stratum; of the whole, for a group whose own frame nobody knows. */
export type FrameCount = { readonly sheets: number; readonly size: number | null };

/** 1 − n/N; 1 where the frame is unknown, or smaller than the sheets that came (a wrong frame corrects nothing). */
export const unsampledPart = ({ sheets, size }: FrameCount): number => (size === null || sheets > size ? 1 : 1 - sheets / size);

/** Sample variance of unweighted values; 0 where it is nothing but rounding. */
export function varianceOfMoments({ r, wy, wyy }: Moments): number {
  if (r < 2) return 0;
  const squares = wyy - (wy * wy) / r;
  return squares <= 1e-13 * wyy ? 0 : squares / (r - 1);
}

/**
 * Mean with SE = s/√r · √(1 − n/N), n the sheets received; t with r − 1.
 * Source: Cochran 1977, section 2.5 to 2.6; 2.12 for a group, with the whole's n/N. R: `sd(y) / sqrt(r) * sqrt(1 - n / N)`, `qt(.975, r - 1)`; `t.test(y)` where the frame is unknown.
 */
export function simpleMean(moments: Moments, frame: FrameCount): Computed {
  const { r, wy } = moments;
  if (r === 0) return notEstimableBecause('no-valid-answers');
  const value = wy / r + ORIGIN;
  const unsampled = unsampledPart(frame);
  if (unsampled === 0) return withStudentInterval({ n: r, value, se: 0, df: Math.max(1, r - 1) });
  if (r === 1) return valueWithout('one-answer', r, value);
  const variance = varianceOfMoments(moments);
  if (variance === 0) return valueWithout('no-variation', r, value);
  return withStudentInterval({ n: r, value, se: Math.sqrt((variance / r) * unsampled), df: r - 1 });
}

/**
 * Share of one item's answers with Wilson's interval, without finite-population correction (it is a little wide where
 * much of the frame answered), but exact where everybody answered. docs/decisions/0052 tells why.
 */
export function simpleShare(count: number, n: number, frame: FrameCount): Computed {
  if (n === 0) return notEstimableBecause('no-valid-answers');
  const figure = wilson(count, n);
  if (unsampledPart(frame) > 0 || figure.status !== 'estimated') return figure;
  return { ...figure, se: 0, low: figure.value, high: figure.value };
}

/** A figure on 0–100 as a share of 1. */
export function asShare(figure: Computed): Computed {
  if (figure.status === 'estimated') {
    return { ...figure, value: figure.value / 100, se: figure.se / 100, low: figure.low / 100, high: figure.high / 100 };
  }
  return figure.status === 'value-only' ? { ...figure, value: figure.value / 100 } : figure;
}
