// spid serve: the server in the foreground until it is told to end; with --demo it makes the demonstration first.
import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import type { Config, Surface } from '../config.ts';
import { startRefusal } from '../lifecycle/start-refusal.ts';
import { startServer } from '../main.ts';
import type { RunningServer } from '../main.ts';
import type { Command, Writers } from './command.ts';
import { EXIT } from './command.ts';

/** Resolves when the process is told to end. A second signal ends it at once. */
const toldToEnd = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => {
        process.once(signal, () => process.exit(130));
        resolve();
      });
    }
  });

async function announce(server: RunningServer, config: Config, { demo, pages }: { readonly demo: boolean; readonly pages?: string | undefined }, { out }: Writers): Promise<void> {
  const url = pages ?? config.origin ?? server.url;
  if (demo) {
    const { makeDemonstration } = await import('../demo/make-demonstration.ts');
    await makeDemonstration(server.rooms, url, out);
  }
  const serves = (surface: Surface): boolean => config.surfaces.includes(surface);
  if (serves('page')) out(`Respondent page  ${url}/a/`);
  if (serves('page')) out(`Public board     ${url}/board/`);
  if (serves('desk')) out(`Desk             ${url}/desk/`);
  if (!serves('page') && !serves('desk')) out(`Listening at     ${url}/ (${config.surfaces.join(', ')})`);
  out(`Data             ${config.dataFolder}`);
  out('Up. Ctrl-C ends it.');
}

/** Does the work until it is told to end; the demonstration, cut short, is made anew at the next start. */
async function beforeEnd(work: Promise<void>, ended: Promise<void>): Promise<void> {
  let over = false;
  const end = ended.then(() => {
    over = true;
  });
  await Promise.race([
    work.catch((error: unknown) => {
      if (!over) throw error;
    }),
    end,
  ]);
  await end;
}

async function serve(words: readonly string[], writers: Writers): Promise<number> {
  const { values } = parseArgs({ args: [...words], options: { demo: { type: 'boolean', default: false }, pages: { type: 'string' } } });
  const ended = toldToEnd();
  let config: Config | null = null;
  try {
    config = readConfig();
    const server = await startServer(config, { report: writers.err });
    await beforeEnd(announce(server, config, values, writers), ended);
    await server.close();
    return EXIT.done;
  } catch (error) {
    const line = startRefusal(error, config);
    if (line === null) throw error;
    writers.err(line);
    return EXIT.usage;
  }
}

export const serveCommand: Command = {
  name: 'serve',
  summary: 'runs the server until it is told to end',
  help: 'spid serve [--demo] [--pages URL]\n\n--demo makes the demonstration where there is none yet and prints its links and log-ins.\n--pages URL: what is printed names the pages there, where another program serves them (npm run dev).\nSettings come from the environment: docs/operations.md.',
  run: serve,
};
