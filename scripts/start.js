// npm start: builds the pages where they are missing or older than their sources, then runs the server with the
// fictional demonstration in this process, so that Ctrl-C reaches it directly.
import { loadSource } from '../bin/load-source.js';
import { buildWhereStale } from './stale-build.js';

if (!buildWhereStale()) process.exit(1);
const { runCli } = await loadSource('server/cli.ts');
process.exitCode = await runCli(['serve', '--demo']);
