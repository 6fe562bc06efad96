// Runs survey-means.R over columns written as plain bytes, and reads its figures back. Null where R or its survey package
// is not installed.
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SurveyData } from '../survey-columns.ts';

export type FiguresOfR = { /** CPU time of everything after reading. */ readonly seconds: number; /** Mean and SE by factor, measure and domain. */ readonly figures: readonly number[] };

/** `cellOf` is population × 12 + stratum. */
export function surveyInR(data: SurveyData, cellOf: Uint16Array): FiguresOfR | null {
  const folder = mkdtempSync(join(tmpdir(), 'spid-bench-r-'));
  try {
    const items = openSync(join(folder, 'items.bin'), 'w');
    for (const column of data.columns.items) writeSync(items, column);
    closeSync(items);
    writeFileSync(join(folder, 'cells.bin'), Uint8Array.from(cellOf));
    writeFileSync(join(folder, 'weights.bin'), new Uint8Array(data.weights.buffer));
    const run = spawnSync('Rscript', [new URL('survey-means.R', import.meta.url).pathname, folder, String(data.columns.rows)], { encoding: 'utf8', maxBuffer: 1 << 24 });
    if (run.error !== undefined || run.status !== 0) {
      console.log(`R is not compared: ${run.error?.message ?? run.stderr.trim()}`);
      return null;
    }
    const [seconds = Number.NaN, ...figures] = run.stdout.trim().split('\n').map(Number);
    return { seconds, figures };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
