// Every command that the engine answers. What is not in this table is CommandNotFound (59).
// Why a table: a reader sees at one glance what the engine can do.
// Surprise: names are case-sensitive but for the old spellings of hello and findAndModify, as in MongoDB.
import type { Document } from 'bson';
import { aggregate, count, distinct } from './commands/aggregate.ts';
import { create, drop, dropDatabase, listCollections, listDatabases } from './commands/collections.ts';
import { compact } from './commands/compact.ts';
import { deleteDocuments } from './commands/delete.ts';
import { findAndModify } from './commands/find-and-modify.ts';
import { find, getMore, killCursors } from './commands/find.ts';
import { buildInfo, endSessions, hello, ping } from './commands/handshake.ts';
import { createIndexes, dropIndexes, listIndexes } from './commands/indexes.ts';
import { insert } from './commands/insert.ts';
import { renameCollection } from './commands/rename.ts';
import { update } from './commands/update.ts';
import { CommandError } from './command-error.ts';
import type { CommandHandler, Engine } from './engine.ts';
import type { Request } from './wire-message.ts';

const handlers: Record<string, CommandHandler> = {
  hello, isMaster: hello, ismaster: hello, ping, buildInfo, buildinfo: buildInfo, endSessions,
  insert, find, getMore, killCursors, update, delete: deleteDocuments, findAndModify, findandmodify: findAndModify,
  aggregate, count, distinct, create, drop, dropDatabase, listCollections, listDatabases,
  createIndexes, listIndexes, dropIndexes, renameCollection, spidCompact: compact,
};

/** Answers one request. @throws CommandError */
export async function runCommand(engine: Engine, request: Request): Promise<Document | Buffer> {
  const name = Object.keys(request.command)[0] ?? '';
  const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (handler === undefined) throw new CommandError(59, `no such command: '${name.slice(0, 100)}'`);
  const database = request.command['$db'] as unknown;
  if (typeof database !== 'string' || database === '' || /[/\\. "$*<>:|?\0]/.test(database) || database.length > 63) throw new CommandError(73, 'a database name is invalid');
  while (engine.gate() !== undefined) await engine.gate();
  return handler({ engine, database, command: request.command, sequences: request.sequences });
}
