// Where an engine keeps its lock, its socket and its note of being there.
// Why a socket file and no TCP port: loopback is open to every user of the machine, a 0600 socket only to its owner (0010).
// Surprise: a socket's path may have about 100 bytes; for longer data folders it moves to a private folder under the
// temporary one, whose name is a hash of the data folder, so that it is the same after a restart.
import { createHash } from 'node:crypto';
import { chmodSync, closeSync, existsSync, lstatSync, mkdirSync, openSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isRunning, lockHolder, markOf, takeLock, type ProcessMark } from '../lock-file.ts';

export class EngineRefusal extends Error {}

const userId = (): number => process.getuid?.() ?? 0;

function privateFolder(folder: string): string {
  const path = join(tmpdir(), `spid-engine-${String(userId())}-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`);
  if (!existsSync(path)) mkdirSync(path, { mode: 0o700 });
  const state = lstatSync(path);
  if (!state.isDirectory() || state.uid !== userId() || (state.mode & 0o077) !== 0) throw new EngineRefusal(`${path} is not a private folder of this user: remove it and start again`);
  return path;
}

/** Makes the data folder, private to its owner. @throws EngineRefusal when it can't be written */
export function prepareFolder(dataFolder: string): string {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
    const folder = realpathSync(dataFolder);
    const probe = join(folder, `.writable-${String(process.pid)}`);
    closeSync(openSync(probe, 'w', 0o600));
    rmSync(probe);
    return folder;
  } catch {
    throw new EngineRefusal(`the data folder ${dataFolder} can't be written: give another one or change its rights`);
  }
}

/** The socket of the engine of `folder` (an absolute, real path): always the same. */
export function socketPath(folder: string): string {
  const inside = join(folder, 'engine.sock');
  return Buffer.byteLength(inside) <= 100 ? inside : join(privateFolder(folder), 'engine.sock');
}

/** The driver's URI of a socket. */
export const uriOf = (socket: string): string => `mongodb://${encodeURIComponent(socket)}/?directConnection=true`;

const lockPath = (folder: string): string => join(folder, 'engine.lock');

/** The process that has a data folder, from before it opens anything; undefined where nobody has it. */
export const folderHolder = (folder: string): number | undefined => lockHolder(lockPath(folder));

/** Takes the folder for this process; @returns how to give it back. @throws EngineRefusal when another engine has it */
export function lockFolder(folder: string): () => void {
  const path = lockPath(folder);
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const letGo = takeLock(path);
    if (letGo !== null) return letGo;
    const holder = lockHolder(path);
    if (holder !== undefined) throw new EngineRefusal(`another engine (process ${String(holder)}) has the data folder ${folder}: stop it first`);
  }
  throw new EngineRefusal(`the lock ${path} could not be taken: another engine is starting`);
}

export type RunningEngine = { readonly uri: string; readonly pid: number };

const notePath = (folder: string): string => join(folder, 'engine.json');

/** Leaves word for other processes of this user; @returns how to take it away. */
export function writeNote(folder: string, note: RunningEngine): () => void {
  const path = notePath(folder);
  writeFileSync(`${path}.new`, JSON.stringify({ ...note, ...markOf(note.pid) }), { mode: 0o600 });
  renameSync(`${path}.new`, path);
  chmodSync(path, 0o600);
  return () => { rmSync(path, { force: true }); };
}

/** The engine that serves `dataFolder` now, or undefined. */
export function findRunningEngine(dataFolder: string): RunningEngine | undefined {
  try {
    const note = JSON.parse(readFileSync(notePath(dataFolder), 'utf8')) as RunningEngine & ProcessMark;
    return isRunning(note) ? { uri: note.uri, pid: note.pid } : undefined;
  } catch {
    return undefined;
  }
}
