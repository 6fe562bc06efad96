// What the walks need of a browser, whichever engine it has: open, run a script in the page, take a picture. Two
// standards are spoken by hand, because the packages that speak them bring drivers or eighty packages along.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Engine = {
  readonly name: string;
  readonly open: (url: string) => Promise<void>;
  /** Evaluates an expression in the page, waits for it if it is a promise, and gives its value through JSON. */
  readonly evaluate: <Value>(expression: string) => Promise<Value>;
  readonly resize: (width: number, height: number) => Promise<void>;
  /** A PNG of what is seen. */
  readonly picture: () => Promise<Buffer>;
  readonly close: () => Promise<void>;
};

/** A program in a folder of its own, which is its home. `end` kills it and removes the folder. */
export type Program = { readonly child: ChildProcess; readonly folder: string; readonly end: () => Promise<void> };

/** Starts a program that is ended with all its children. */
export function startProgram(path: string, words: (folder: string) => readonly string[], env: Readonly<Record<string, string>> = {}): Program {
  const folder = mkdtempSync(join(tmpdir(), 'spid-engine-'));
  const child = spawn(path, words(folder), { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: folder, ...env } });
  return {
    child,
    folder,
    async end() {
      const gone = child.exitCode === null ? new Promise((resolve) => child.once('exit', resolve)) : Promise.resolve();
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
      await gone;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Resolves with the first group of a pattern once the program has printed it. Rejects after half a minute, or when it ends. */
export function printed({ child }: Program, pattern: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`no ${String(pattern)} in: ${text}`)), 30_000);
    const read = (chunk: Buffer): void => {
      text += chunk.toString('utf8');
      const found = pattern.exec(text)?.[1];
      if (found === undefined) return;
      clearTimeout(timer);
      resolve(found);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', () => reject(new Error(`ended: ${text}`)));
  });
}

/** The same expression for both: its value as JSON, or the words of its error. */
export const asJson = (expression: string): string =>
  `(async () => { try { const value = await (${expression}); return JSON.stringify({ value: value === undefined ? null : value }); } catch (error) { return JSON.stringify({ error: String(error) }); } })()`;

/** Opens what asJson closed. Throws what the page threw. */
export function fromJson<Value>(text: string): Value {
  const said = JSON.parse(text) as { value: Value; error?: string };
  if (said.error !== undefined) throw new Error(said.error);
  return said.value;
}
