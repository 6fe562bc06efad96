// Runs the steps of a check, counts what passed and failed, and prints the closing line
// `N passed, N failed[, N skipped]`. A step that is not jest counts as one. Steps that need nothing of each other run
// side by side, and what each printed is shown when it is done, so that no line stands in another step's text.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';

const tools = {
  // The native compiler, which checks in a quarter of the time; typescript-eslint still needs the other one (docs/decisions/0058).
  tsc: 'node_modules/typescript-native/bin/tsc',
  eslint: 'node_modules/eslint/bin/eslint.js',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  jest: 'node_modules/jest/bin/jest.js',
};

/** Runs a script of Node; with `quiet` its output is kept and returned instead of shown. */
const run = (words, { env = {}, quiet = false } = {}) =>
  new Promise((resolve) => {
    const begun = performance.now();
    const child = spawn(process.execPath, words, { stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit', env: { ...process.env, ...env } });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output += chunk.toString('utf8')));
    child.on('close', (code) => resolve({ ok: code === 0, output, seconds: ((performance.now() - begun) / 1000).toFixed(1) }));
  });

/** A step done by one of the tools, or by a script of ours: passes or fails as one. */
export const step = (name, tool, ...words) => async () => {
  const { ok, output, seconds } = await run([tools[tool] ?? tool, ...words], { quiet: true });
  console.log(`\n— ${name}\n${output.trimEnd()}\n  ${ok ? 'passed' : 'FAILED'}: ${name} (${seconds} s)`.replace('\n\n', '\n'));
  return [{ name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }];
};

/** Two steps at a time, as most machines have two processors to spare; the first that ends takes the next. */
export const sideBySide = (...steps) => async () => {
  const waiting = [...steps];
  const results = [];
  const take = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) results.push(...(await next()));
  };
  await Promise.all([take(), take()]);
  return results;
};

const isBrowserTest = ({ name }) => /[\\/]test[\\/]browser[\\/]/.test(name);
const countOf = (files, status) => files.reduce((sum, { assertionResults }) => sum + assertionResults.filter((one) => one.status === status).length, 0);
const brokenOf = (files) => files.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.every((one) => one.status !== 'failed')).length;

/** One result of jest for each kind of test. A file that failed to run counts as one failure. */
function resultsOf(names, file, ok) {
  let files = [];
  try {
    files = JSON.parse(readFileSync(file, 'utf8')).testResults;
  } catch {
    console.error('  jest wrote no result.');
  }
  const results = Object.entries(names).map(([project, name]) => {
    const own = files.filter((each) => isBrowserTest(each) === (project === 'browser'));
    return { name, passed: countOf(own, 'passed'), failed: countOf(own, 'failed') + brokenOf(own), skipped: countOf(own, 'pending') };
  });
  const [first] = results;
  if (!ok && first !== undefined && results.every(({ failed }) => failed === 0)) first.failed = 1;
  return results;
}

/**
 * Projects of jest in one run, each test counted: `names` says what each project is called. Two workers more than
 * there are processors, since many tests wait for a disk, a kill or a page.
 */
export const jestStep = (names, env = {}, more = []) => async () => {
  console.log(`\n— ${Object.values(names).join('; ')}`);
  const folder = mkdtempSync(join(tmpdir(), 'spid-jest-'));
  const file = join(folder, 'result.json');
  const words = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', tools.jest];
  const workers = `--maxWorkers=${String(availableParallelism() + 2)}`;
  const { ok, seconds } = await run([...words, '--selectProjects', ...Object.keys(names), workers, '--json', `--outputFile=${file}`, ...more], { env });
  const results = resultsOf(names, file, ok);
  rmSync(folder, { recursive: true, force: true });
  for (const { name, passed, failed } of results) console.log(`  ${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
  return results;
};

/** Runs all steps, whatever fails, then closes the process with the sum. */
export const runSteps = async (steps) => {
  const results = [];
  for (const one of steps) results.push(...(await one()));
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const failed = results.filter((result) => result.failed > 0);
  if (failed.length > 0) console.log(`\nFailed: ${failed.map((result) => result.name).join(', ')}`);
  const skipped = sum('skipped');
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exit(failed.length > 0 ? 1 : 0);
};

/** What every check begins with; `more` runs beside it. */
export const readingSteps = (...more) =>
  sideBySide(
    step('types', 'tsc', '-b', '--singleThreaded'),
    step('lint', 'eslint', '.', '--max-warnings=0'),
    step('walls', 'depcruise', '--config', '.dependency-cruiser.cjs', 'server', 'client', 'shared', 'analysis'),
    ...more,
  );

export const QUICK = { quick: 'unit, API and contract tests' };
export const BROWSER = { browser: 'browser tests' };
