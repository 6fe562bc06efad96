// The engine's state, and the table of commands.
// Why: one place where a command name meets the function that answers it; what is not here is CommandNotFound.
// Surprise: replies may be ready-made BSON (a Buffer): documents go from the store to the socket without being parsed.
import type { Document } from 'bson';
import { openCatalog, type Catalog, type Collection } from './catalog.ts';
import type { WriteContext } from './collection-writes.ts';
import { CommandError } from './command-error.ts';
import { makeCursors, type Cursors } from './cursors.ts';
import { clearLeftovers, moveToFreshStore } from './fresh-store.ts';
import { makeOrderMixing } from './order-mixing.ts';
import { makeQuietMoments } from './quiet-moments.ts';
import { openStorage, type Storage } from './storage.ts';
import { makeWriteQueue, type WriteQueue } from './write-queue.ts';

export type Engine = {
  readonly folder: string;
  readonly catalog: Catalog;
  readonly cursors: Cursors;
  readonly queue: WriteQueue;
  storage(): Storage;
  /** Resolves when the store may be used; undefined when it may be used now. */
  gate(): Promise<void> | undefined;
  /** Moves everything into a fresh store (fresh-store.ts); other commands wait at the gate. */
  compact(): Promise<void>;
  writeContext(): WriteContext;
  close(): Promise<void>;
};

export type Command = {
  readonly engine: Engine;
  readonly database: string;
  readonly command: Document;
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
};

export type CommandHandler = (input: Command) => Document | Buffer | Promise<Document | Buffer>;

export const storeFile = 'engine.mdb';

/** Opens the store in `folder`, ready for commands. */
export function openEngine(folder: string): Engine {
  clearLeftovers(folder, storeFile);
  let storage = openStorage(folder, storeFile);
  let gate: Promise<void> | undefined;
  const catalog = openCatalog(() => storage);
  const mixing = makeOrderMixing(() => storage);
  const queue = makeWriteQueue(() => storage, { beforeCommit: () => { mixing.mix(); quiet.wrote(); }, afterAbort: () => { mixing.forget(); catalog.reload(); } });
  const cursors = makeCursors();
  const replaceStore = async (): Promise<void> => {
    await queue.idle();
    storage = await moveToFreshStore(folder, storeFile, storage);
    catalog.reload();
  };
  const compact = async (): Promise<void> => {
    while (gate !== undefined) await gate;
    const work = replaceStore();
    gate = work.then(() => undefined, () => undefined).finally(() => { gate = undefined; });
    await work;
  };
  const quiet = makeQuietMoments({ file: () => storage.file, compact, report: (line) => { process.stderr.write(`${line}\n`); } });
  // What an engine that was killed left behind in freed pages goes in the first quiet moment.
  quiet.wrote();
  return {
    folder,
    catalog,
    cursors,
    queue,
    storage: () => storage,
    gate: () => gate,
    compact,
    writeContext: () => ({ storage, mixing }),
    close: async () => {
      quiet.stop();
      while (gate !== undefined) await gate;
      await queue.drain();
      cursors.closeAll();
      await quiet.settle();
      await storage.close();
    },
  };
}

/** The name in the first field of a command. @throws CommandError 73 */
export function collectionName(input: Command): string {
  const name = Object.values(input.command)[0] as unknown;
  if (typeof name !== 'string' || name === '' || name.includes('\0') || name.startsWith('system.') || name.includes('$') || name.length > 200) {
    throw new CommandError(73, 'a collection name is invalid');
  }
  return name;
}

export const findCollection = (input: Command): Collection | undefined => input.engine.catalog.find(input.database, collectionName(input));

/** As MongoDB: a first write makes the collection. Inside a transaction only. */
export function ensureCollection(input: Command): Collection {
  return findCollection(input) ?? input.engine.catalog.create(input.database, collectionName(input), {});
}
