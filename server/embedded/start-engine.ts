// Starts the embedded engine as a child process, and keeps it alive.
// Why a supervisor: when the engine dies the server answers 503 for a moment, and goes on with the same connection.
// Surprise: the URI names a socket file that depends on the data folder alone, so it stays true across restarts.
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export { findRunningEngine, type RunningEngine } from './engine-files.ts';

export type EngineOptions = {
  readonly dataFolder: string;
  /** Milliseconds to wait for the engine to be ready; 20,000 when left out. */
  readonly readyWithin?: number;
};

export type EngineHandle = {
  /** For mongoose or the driver; the same for every start on one data folder. */
  readonly uri: string;
  readonly pid: number;
  /** Ends the engine in order: what was acknowledged is on disk. */
  stop(): Promise<void>;
  /** Called once when the engine ends without `stop`. */
  onExit(callback: (reason: string) => void): void;
};

/** What starts a TypeScript entry; a program, not an import. */
const runner = fileURLToPath(new URL('../../bin/run.js', import.meta.url));

function launch(dataFolder: string): ChildProcess {
  return spawn(process.execPath, [runner, 'server/embedded/engine-main.ts', '--data', dataFolder], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {},
    // A process group of its own: Ctrl-C in a terminal reaches the starter alone, which ends the engine after the
    // last write. Should the starter die, its end of stdin closes and the engine ends by that.
    detached: true,
  });
}

type Ready = { uri: string };

function readiness(child: ChildProcess, within: number): Promise<Ready> {
  return new Promise((resolve, reject) => {
    let output = '';
    let complaint = '';
    const timer = setTimeout(() => { child.kill('SIGKILL'); reject(new Error('the embedded engine was not ready in time')); }, within);
    child.stderr?.on('data', (chunk: Buffer) => { complaint = `${complaint}${chunk.toString('utf8')}`.slice(-2000); });
    child.once('error', (error) => { clearTimeout(timer); reject(error); });
    child.once('exit', () => { clearTimeout(timer); reject(new Error(complaint.trim().split('\n').at(-1) ?? 'the embedded engine did not start')); });
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (!output.includes('\n')) return;
      clearTimeout(timer);
      resolve(JSON.parse(output) as Ready);
    });
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => { child.once('exit', () => { resolve(); }); });
}

/**
 * Starts an engine on `dataFolder` and resolves when it listens.
 * @throws Error with the engine's own one line when it refuses: folder not writable, another engine has it
 */
export async function startEngine(options: EngineOptions): Promise<EngineHandle> {
  const child = launch(options.dataFolder);
  const { uri } = await readiness(child, options.readyWithin ?? 20_000);
  child.stderr?.on('data', (chunk: Buffer) => { process.stderr.write(chunk); });
  let stopping = false;
  return {
    uri,
    pid: child.pid ?? 0,
    stop: async () => {
      stopping = true;
      child.stdin?.end();
      await ended(child);
    },
    onExit: (callback) => {
      child.once('exit', (code, signal) => { if (!stopping) callback(signal ?? `code ${String(code)}`); });
    },
  };
}

export type SupervisedEngine = {
  readonly uri: string;
  /** Process number of the engine that runs now, for tests and messages. */
  pid(): number;
  stop(): Promise<void>;
};

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

/**
 * As `startEngine`, and starts it again whenever it dies, waiting longer after each failure (0.1 s to 5 s).
 * @param report gets one line without data for each death and each failed start
 */
export async function superviseEngine(options: EngineOptions, report: (line: string) => void = () => undefined): Promise<SupervisedEngine> {
  let stopped = false;
  let current = await startEngine(options);
  let restarting: Promise<void> = Promise.resolve();
  const restart = async (): Promise<void> => {
    for (let wait = 100; !stopped; wait = Math.min(wait * 2, 5000)) {
      try {
        current = await startEngine(options);
        watch();
        return;
      } catch (thrown) {
        report(`the embedded engine did not start again: ${thrown instanceof Error ? thrown.message : 'unknown'}`);
        await pause(wait);
      }
    }
  };
  const watch = (): void => {
    current.onExit((reason) => {
      report(`the embedded engine ended (${reason}); starting it again`);
      restarting = restart();
    });
  };
  watch();
  return {
    uri: current.uri,
    pid: () => current.pid,
    stop: async () => {
      stopped = true;
      await restarting;
      await current.stop();
    },
  };
}
