// Runs a TypeScript entry of this project as a program or as the file of a thread: `node bin/run.js ENTRY [WORDS…]`. The
// entry finds its own words where it would had it been started by itself.
import { loadSource } from './load-source.js';

const [, , entry] = process.argv;
process.argv.splice(1, 1);
await loadSource(entry);
