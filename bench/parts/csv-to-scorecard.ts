// One run from a CSV to the whole scorecard in a process of its own, so that its time and its largest resident size are
// its own: the reader of spid score and the scorecard with strata, weights, items and the gate. Prints one line of JSON.
// Run: node --import tsx bench/parts/csv-to-scorecard.ts FILE
import { readFileSync } from 'node:fs';
import { scorecard } from '../../analysis/scorecard.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { withShardedTallies } from '../../server/cli/csv/tally-shards.ts';
import { poolFor } from '../../server/cli/csv/thread-pool.ts';
import { readCsv } from '../../server/cli/read-csv.ts';
import { benchForm, surveyData } from '../survey-columns.ts';

const path = process.argv[2] ?? '';
const { layouts } = surveyData(1, 1);
const form: Form = {
  ...{ format: 'spid-form-1' as const, survey: 'bench', version: 1, population: 'all', versionHash: '0'.repeat(64), pages: [] },
  ...{ ...benchForm(), languages: [{ language: 'und', name: 'codes', direction: 'ltr' as const, texts: {}, audio: {} }] },
};
let shown = 0;
/** Largest resident size in megabytes. Linux counts a process's maximum from before it became this program, so its own mark is read there. */
function largestResident(): number {
  try {
    const mark = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    if (mark !== undefined) return Number(mark) / 1024;
  } catch {
    // No Linux.
  }
  return process.resourceUsage().maxRSS / 1024;
}

const start = performance.now();
const before = process.cpuUsage();
const pool = poolFor(path);
const { columns, stratum, weights } = await readCsv(path, {
  layouts,
  pool,
  strata: null,
  progress: (read, size, rows) => {
    const part = Math.floor((4 * read) / size);
    if (part > shown) process.stderr.write(`  read ${String(rows)} rows, ${String(25 * part)} %\n`);
    shown = Math.max(shown, part);
  },
});
const strata = (stratum?.codes ?? []).map((code) => ({ code, size: null, codes: null }));
const sample = await withShardedTallies({
  ...{ form, layouts, columns, plan: { selection: 'random', size: null, stratumItem: null, strata }, threshold: 10 },
  ...{ stratumOf: new Uint16Array(stratum?.of ?? []), weights: weights ?? new Float64Array(0) },
}, pool);
const result = scorecard(sample);
const ms = performance.now() - start;
const { user, system } = process.cpuUsage(before);
const figures = result.factors.map(({ score }) => (score.status === 'estimated' ? { n: score.n, value: score.value, se: score.se } : { n: 0, value: 0, se: 0 }));
await pool.close();
console.log(JSON.stringify({ ms, cpu: (user + system) / 1000, largest: largestResident(), figures }));
