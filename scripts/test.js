// npm test: types, lint, walls, unit, API and contract tests, then the pages in a real browser.
import { ensureChromium } from './chromium.js';
import { jestStep, quickSteps, runSteps, step } from './steps.js';

console.log(`node ${process.version}`);
const chromium = ensureChromium();
const skippedBrowser = () => {
  const inPipeline = Boolean(process.env.CI);
  console.log(`\n— browser tests: ${inPipeline ? 'FAILED, no Chromium' : 'skipped, no Chromium'}`);
  return { name: 'browser tests', passed: 0, failed: inPipeline ? 1 : 0, skipped: inPipeline ? 0 : 1 };
};
runSteps([
  ...quickSteps,
  step('build', 'scripts/build.js'),
  chromium === undefined ? skippedBrowser : jestStep('browser tests', 'browser', { CHROMIUM: chromium }),
]);
