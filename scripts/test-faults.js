// npm run test:faults: the fault tests at full length. 2,000 submissions over a line that loses and doubles, 50 kills of
// server and engine under load, and the keeping of sheets killed at finer moments. Some minutes; loopback only.
import { jestStep, runSteps } from './steps.js';

process.env.SPID_LONG = '1';
const files = ['test/journey/fault-proxy', 'test/journey/faults', 'test/lifecycle/keeping'];
await runSteps(files.map((file) => jestStep({ quick: file }, {}, ['--testPathPatterns', file])));
