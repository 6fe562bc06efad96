// Do the 95 % intervals hold what they promise? 2,000 samples of 150 out of a finite frame of 400 persons, drawn simply and
// within strata, of skewed and lumpy scores. Fails outside 93–97 %. Clusters, weights and shares at the edge are drawn too.
import { designMean, designShare } from '../analysis/inference/design-mean.ts';
import { meanInterval } from '../analysis/inference/mean-interval.ts';
import type { Random } from '../analysis/inference/random.ts';
import { seededRandom } from '../analysis/inference/random.ts';
import { prepareDesign } from '../analysis/inference/sample-design.ts';
import { wilson } from '../analysis/inference/wilson.ts';
import type { Computed } from '../shared/results/estimate.ts';

const DRAWS = 2000;
const PERSONS = 400;
const SAMPLE = 150;
const seedAt = process.argv.indexOf('--seed');
const random = seededRandom(Number(process.argv[seedAt + 1] ?? 20260101) | 0);

/** `size` rows of `rows`, without replacement. */
function draw(rows: readonly number[], size: number, source: Random): number[] {
  const left = [...rows];
  return Array.from({ length: size }, () => {
    const place = source.below(left.length);
    const [row = -1] = left.splice(place, 1, left[left.length - 1] ?? -1);
    left.pop();
    return row;
  });
}

const everybody = Array.from({ length: PERSONS }, (_, row) => row);
const stratum = everybody.map((row) => (row < 240 ? 1 : row < 360 ? 2 : 3));
const scores = everybody.map((row) => Math.min(100, Math.max(0, Math.round((40 + 12 * (stratum[row] ?? 0) + 25 * random.normal()) / 5) * 5)));
const bribed = everybody.map(() => (random.uniform() < 0.06 ? 1 : 0));
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const of = (values: readonly number[], rows: readonly number[]): number[] => rows.map((row) => values[row] ?? NaN);

const sizes = new Map([[1, 240], [2, 120], [3, 40]]);
const taken = new Map([[1, 75], [2, 45], [3, 30]]);
const drawStrata = (): number[] => [...taken].flatMap(([code, size]) => draw(everybody.filter((row) => stratum[row] === code), size, random));
const stratified = (rows: readonly number[]) =>
  prepareDesign({ weights: rows.map((row) => (sizes.get(stratum[row] ?? 0) ?? NaN) / (taken.get(stratum[row] ?? 0) ?? NaN)), strata: of(stratum, rows), population: sizes });

const trials: readonly { readonly name: string; readonly truth: number; readonly once: () => Computed; readonly least: number; readonly most: number }[] = [
  {
    name: 'simple mean with finite frame', truth: mean(scores), least: 0.93, most: 0.97,
    once: () => {
      const y = of(scores, draw(everybody, SAMPLE, random));
      const centre = mean(y);
      return meanInterval({ r: SAMPLE, mean: centre, variance: y.reduce((sum, value) => sum + (value - centre) ** 2, 0) / (SAMPLE - 1), population: PERSONS });
    },
  },
  { name: 'stratified mean, unequal weights', truth: mean(scores), least: 0.93, most: 0.97, once: () => { const rows = drawStrata(); return designMean(stratified(rows), of(scores, rows)); } },
  { name: 'domain of a stratified sample', truth: mean(scores.filter((_, row) => row % 3 === 0)), least: 0.93, most: 0.97, once: () => { const rows = drawStrata(); return designMean(stratified(rows), of(scores, rows), rows.map((row) => (row % 3 === 0 ? 1 : 0))); } },
  // Neither knows the frame's size in its width (Wilson) or both are made to cover at least 95 % (Korn–Graubard): above is allowed.
  { name: 'rare share, Wilson', truth: mean(bribed), least: 0.93, most: 1, once: () => wilson(of(bribed, draw(everybody, SAMPLE, random)).reduce((sum, one) => sum + one, 0), SAMPLE) },
  { name: 'rare share, Korn–Graubard', truth: mean(bribed), least: 0.93, most: 1, once: () => { const rows = drawStrata(); return designShare(stratified(rows), of(bribed, rows)); } },
];

let failed = 0;
for (const { name, truth, once, least, most } of trials) {
  let covered = 0;
  for (let attempt = 0; attempt < DRAWS; attempt += 1) {
    const figure = once();
    if (figure.status === 'estimated' && figure.low <= truth && truth <= figure.high) covered += 1;
  }
  const share = covered / DRAWS;
  const isRight = share >= least && share <= most;
  if (!isRight) failed += 1;
  console.log(`${isRight ? 'ok  ' : 'FAIL'} ${name}: ${(100 * share).toFixed(1)} % of ${DRAWS} (asked: ${100 * least}–${100 * most} %)`);
}
process.exit(failed === 0 ? 0 : 1);
