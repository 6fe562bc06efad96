// npm test: types, lint, walls, unit, API and contract tests, then the pages in a real browser.
import { ensureChromium } from './chromium.js';
import { BROWSER, QUICK, jestStep, readingSteps, runSteps, step } from './steps.js';

console.log(`node ${process.version}`);
// Its packages are downloaded while the sources are read.
const chromium = ensureChromium();
const skippedBrowser = () => {
  const inPipeline = Boolean(process.env.CI);
  console.log(`\n— browser tests: ${inPipeline ? 'FAILED, no Chromium' : 'skipped, no Chromium'}`);
  return { name: 'browser tests', passed: 0, failed: inPipeline ? 1 : 0, skipped: inPipeline ? 0 : 1 };
};
const tests = async () => {
  if ((await chromium) !== undefined) return jestStep({ ...QUICK, ...BROWSER })();
  return [...(await jestStep(QUICK)()), skippedBrowser()];
};
await runSteps([readingSteps(step('build', 'scripts/build.js')), tests]);
