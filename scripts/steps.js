// Runs the steps of a check one after the other, counts what passed and failed, and prints the closing line
// `N passed, N failed[, N skipped]`. A step that is not jest counts as one.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const tools = {
  tsc: 'node_modules/typescript/bin/tsc',
  eslint: 'node_modules/eslint/bin/eslint.js',
  depcruise: 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
  jest: 'node_modules/jest/bin/jest.js',
};

const run = (words, env = {}) => {
  const begun = performance.now();
  const result = spawnSync(process.execPath, words, { stdio: 'inherit', env: { ...process.env, ...env } });
  return { ok: result.status === 0, seconds: ((performance.now() - begun) / 1000).toFixed(1) };
};

/** A step done by one of the tools, or by a script of ours: passes or fails as one. */
export const step = (name, tool, ...words) => () => {
  console.log(`\n— ${name}`);
  const { ok, seconds } = run([tools[tool] ?? tool, ...words]);
  console.log(`  ${ok ? 'passed' : 'FAILED'}: ${name} (${seconds} s)`);
  return { name, passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
};

/** A jest project: its tests are counted one by one. */
export const jestStep = (name, project, env = {}, more = []) => () => {
  console.log(`\n— ${name}`);
  const folder = mkdtempSync(join(tmpdir(), 'spid-jest-'));
  const file = join(folder, 'result.json');
  const words = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', tools.jest];
  const { ok, seconds } = run([...words, '--selectProjects', project, '--maxWorkers=2', '--json', `--outputFile=${file}`, ...more], env);
  let counts = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 0 };
  try {
    counts = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.error(`  ${name} wrote no result.`);
  }
  rmSync(folder, { recursive: true, force: true });
  const failed = ok ? 0 : Math.max(1, counts.numFailedTests, counts.numFailedTestSuites);
  console.log(`  ${name}: ${counts.numPassedTests} passed, ${failed} failed (${seconds} s)`);
  return { name, passed: counts.numPassedTests, failed, skipped: counts.numPendingTests };
};

/** Runs all steps, whatever fails, then closes the process with the sum. */
export const runSteps = (steps) => {
  const results = steps.map((one) => one());
  const sum = (key) => results.reduce((total, result) => total + result[key], 0);
  const failed = results.filter((result) => result.failed > 0);
  if (failed.length > 0) console.log(`\nFailed: ${failed.map((result) => result.name).join(', ')}`);
  const skipped = sum('skipped');
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  process.exit(failed.length > 0 ? 1 : 0);
};

/** What every check begins with. */
export const quickSteps = [
  step('types', 'tsc', '-b'),
  step('lint', 'eslint', '.', '--max-warnings=0'),
  step('walls', 'depcruise', '--config', '.dependency-cruiser.cjs', 'server', 'client', 'shared', 'analysis'),
  jestStep('unit, API and contract tests', 'quick'),
];
