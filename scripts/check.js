// npm run check: everything but the browser. SPID_EXPECT_NODE makes it fail on another major version of Node, so
// that the pipeline cannot believe it has tested one that it has not.
import { QUICK, jestStep, readingSteps, runSteps } from './steps.js';

console.log(`node ${process.version}`);
const expected = process.env.SPID_EXPECT_NODE;
if (expected !== undefined && process.versions.node.split('.')[0] !== expected) {
  console.error(`This run was to be on Node ${expected}, but is on ${process.version}.`);
  process.exit(1);
}
await runSteps([readingSteps(), jestStep(QUICK)]);
