// A lock between processes: a file that names the one that has it, by number and start. It comes into being by link(2), with
// its whole mark: none is ever seen empty but after a power cut, and a stale one is taken over. It imports nothing of ours,
// so that the embedded engine may have it.
// Surprise: whoever removes a stale lock holds a second one, ….stale, meanwhile. Without it two would find the same lock
// stale, and the slower remove the one that the quicker has made since; renaming it aside only makes that rarer.
import { randomUUID } from 'node:crypto';
import { closeSync, fchmodSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';

/** `start`: in the kernel's ticks, or '' where /proc is not there; tells a reused process number. */
export type ProcessMark = { readonly pid: number; readonly start: string };

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

/** What the kernel says of a process from its state on (proc_pid_stat(5), field 3); nothing where it can't be seen. */
function statOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${String(pid)}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  } catch {
    return [];
  }
}

const startIn = (stat: readonly string[]): string => stat[19] ?? '';

export const markOf = (pid: number): ProcessMark => ({ pid, start: startIn(statOf(pid)) });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

/** Also where the start can't be seen: /proc may hide the processes of other users. One that ended and that nobody asked after (Z), as in a container whose first process is node, does not run. */
export function isRunning({ pid, start }: ProcessMark): boolean {
  const stat = statOf(pid);
  const now = startIn(stat);
  return stat[0] !== 'Z' && (now === start || now === '') && isAlive(pid);
}

/** Its process, where that runs. A lock without a whole mark, or that this user may not read, is stale: none is made like that. */
function look(path: string): ProcessMark | 'free' | 'stale' {
  try {
    const mark = JSON.parse(readFileSync(path, 'utf8')) as ProcessMark | null;
    // 0 and negative numbers are groups of processes.
    return mark !== null && Number.isInteger(mark.pid) && mark.pid > 0 && isRunning(mark) ? mark : 'stale';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'free';
    if (error instanceof SyntaxError || codeOf(error) === 'EACCES') return 'stale';
    throw error;
  }
}

/** Readable to every user of the machine, whatever the umask: one may have to see that another's process runs no more. */
function writeMark(path: string): void {
  const file = openSync(path, 'wx', 0o644);
  try {
    fchmodSync(file, 0o644);
    writeSync(file, JSON.stringify(markOf(process.pid)));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** What lets go of the lock; null where there is one. */
function make(path: string): (() => void) | null {
  const own = `${path}.${randomUUID()}`;
  try {
    writeMark(own);
    linkSync(own, path);
    return () => rmSync(path, { force: true });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return null;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** The number of the process that has the lock; undefined where none that runs has it. */
export function lockHolder(path: string): number | undefined {
  const found = look(path);
  return typeof found === 'string' ? undefined : found.pid;
}

/** What lets go of the lock; null where somebody has it. Throws what the file system says where none can be made. */
export function takeLock(path: string): (() => void) | null {
  if (lockHolder(path) !== undefined) return null;
  const letGo = make(path);
  if (letGo !== null) return letGo;
  const done = takeLock(`${path}.stale`);
  if (done === null) return null;
  try {
    // Its process runs no more and can't let go, and nobody else removes it: it is the same until here.
    if (look(path) === 'stale') rmSync(path, { force: true });
  } finally {
    done();
  }
  return make(path);
}
