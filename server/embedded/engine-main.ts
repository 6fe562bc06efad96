// The embedded engine as a program: `node bin/run.js server/embedded/engine-main.ts --data DIR`.
// Why a program of its own: a scan or a flush must not block Express, and its death must not be the server's.
// Surprise: it ends when its standard input ends. The starter holds the other end of that pipe, so even a starter that
// was killed takes its engine along. stdout carries one line, `{"ready":true,...}`; stderr one line per refusal.
import { rmSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { EngineRefusal, lockFolder, prepareFolder, socketPath, uriOf, writeNote } from './engine-files.ts';
import { openEngine, type Engine } from './engine.ts';
import { listen } from './listen.ts';

function endOnce(engine: Engine, steps: (() => void)[]): () => void {
  let ending = false;
  return () => {
    if (ending) return;
    ending = true;
    for (const step of steps) step();
    engine.close().then(() => process.exit(0), () => process.exit(1));
  };
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { data: { type: 'string' } } });
  if (values.data === undefined) throw new EngineRefusal('--data DIR is missing');
  const folder = prepareFolder(values.data);
  const unlock = lockFolder(folder);
  process.on('exit', unlock);
  const engine = openEngine(folder);
  const socket = socketPath(folder);
  rmSync(socket, { force: true });
  const { server, closeConnections } = await listen(engine, socket);
  const uri = uriOf(socket);
  const removeNote = writeNote(folder, { uri, pid: process.pid });
  const end = endOnce(engine, [() => { server.close(); }, closeConnections, removeNote]);
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  process.stdin.on('end', end).on('error', end).on('close', end).resume();
  process.stdout.write(`${JSON.stringify({ ready: true, uri })}\n`);
}

process.umask(0o077);
main().catch((thrown: unknown) => {
  const reason = thrown instanceof EngineRefusal ? thrown.message : `could not start (${thrown instanceof Error ? thrown.message : 'unknown'})`;
  process.stderr.write(`engine: ${reason}\n`);
  process.exit(1);
});
