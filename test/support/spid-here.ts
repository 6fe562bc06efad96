// The command line in this process, under the settings of a host: what a process of its own does in a second of
// processor time more. Tests of commands start one such process each, to show that it is wired up, and do the rest here.
import { runCli } from '../../server/cli.ts';

export type Ended = { readonly code: number; readonly out: string; readonly err: string };

/** Works under other settings, then puts the process's own back. One at a time. */
export async function underSettings<Result>(settings: Readonly<Record<string, string>>, work: () => Promise<Result>): Promise<Result> {
  const before = Object.fromEntries(Object.keys(settings).map((name) => [name, process.env[name]]));
  Object.assign(process.env, settings);
  try {
    return await work();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
  }
}

/** Runs one command: its exit code and what it printed, line by line as a process would. */
export async function spidHere(words: readonly string[], settings: Readonly<Record<string, string>>): Promise<Ended> {
  let [out, err] = ['', ''];
  const writers = { out: (line: string) => void (out += `${line}\n`), err: (line: string) => void (err += `${line}\n`) };
  const code = await underSettings(settings, () => runCli(words, writers));
  return { code, out, err };
}
