#!/usr/bin/env node
// The command `spid`. It is plain JavaScript that any Node understands, so that a too old one gets one clear line
// instead of a syntax error; then tsx lets Node run the sources as they are.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (!(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19))) {
  console.error(`Node ${process.versions.node} is too old: this needs Node 20.19, 22.12 or later. Node 24 is recommended.`);
  process.exit(1);
}
const { register } = await import('tsx/esm/api');
register();
const { runCli } = await import(new URL('../server/cli.ts', import.meta.url).href);
process.exitCode = await runCli(process.argv.slice(2));
