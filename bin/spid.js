#!/usr/bin/env node
// The command `spid`. It is plain JavaScript that any Node understands, so that a too old one gets one clear line
// instead of a syntax error; then it loads the sources.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (!(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19))) {
  console.error(`Node ${process.versions.node} is too old: this needs Node 20.19, 22.12 or later. Node 24 is recommended.`);
  process.exit(1);
}
const { loadSource } = await import('./load-source.js');
const { runCli } = await loadSource('server/cli.ts');
process.exitCode = await runCli(process.argv.slice(2));
