// npm run fixtures [-- METHOD…]: reruns every test/analysis/fixtures/<method>/reference.R (or those named) and says which
// figures moved. Without R it stops with what to install; the committed JSON then stands as it is.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = 'test/analysis/fixtures';
const methods = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'reference.R')));
const named = process.argv.slice(2);
const unknown = named.filter((name) => !methods.includes(name));
if (unknown.length > 0) {
  console.error(`No such fixture: ${unknown.join(', ')}. There are: ${methods.join(', ')}`);
  process.exit(2);
}
if (spawnSync('Rscript', ['--version']).error !== undefined) {
  console.error('Rscript was not found. Install R with the packages survey, psych, lavaan, metafor, MASS and jsonlite (Debian: r-cran-…).');
  process.exit(1);
}

const read = (name) => {
  const path = join(folder, name, 'reference.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
};

/** Paths at which two parsed files differ by more than 1e-9 relative; versions don't count. */
const differences = (before, after, path = '') => {
  if (path === '.made') return [];
  if (typeof before === 'number' && typeof after === 'number') {
    return Math.abs(before - after) <= 1e-9 * Math.max(1e-12, Math.abs(before)) ? [] : [path];
  }
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return before === after ? [] : [path];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => differences(before[key], after[key], `${path}.${key}`));
};

let failed = 0;
for (const name of named.length === 0 ? methods : named) {
  const before = read(name);
  const { status, stderr } = spawnSync('Rscript', [join(folder, name, 'reference.R')], { encoding: 'utf8' });
  if (status !== 0) {
    failed += 1;
    console.error(`${name}: R stopped\n${stderr.split('\n').slice(-6).join('\n')}`);
    continue;
  }
  const moved = before === undefined ? ['(new)'] : differences(before, read(name));
  console.log(moved.length === 0 ? `${name}: unchanged` : `${name}: ${moved.length} figures moved, first ${moved.slice(0, 3).join(', ')}`);
}
process.exit(failed === 0 ? 0 : 1);
