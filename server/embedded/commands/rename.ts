// renameCollection: gives a collection another name in its own database, in one transaction.
// Why: a fresh copy takes the place of the old collection in one step, as on MongoDB, so that a rewriting that is
// killed leaves either the one or the other. Surprise: it is sent to the database `admin` and names both sides whole.
import type { Document } from 'bson';
import { CommandError } from '../command-error.ts';
import { booleanField, checkCommand, stringField } from '../command-fields.ts';
import type { Command } from '../engine.ts';

/** `database.collection`, taken apart at the first dot. @throws CommandError 73 */
function namespaceOf(text: string): { database: string; name: string } {
  const dot = text.indexOf('.');
  const [database, name] = [text.slice(0, dot), text.slice(dot + 1)];
  if (dot < 1 || name === '' || name.includes('\0') || name.includes('$') || name.startsWith('system.') || name.length > 200) throw new CommandError(73, 'a collection name is invalid');
  return { database, name };
}

export function renameCollection({ engine, database, command }: Command): Promise<Document> {
  checkCommand(command, ['to', 'dropTarget']);
  if (database !== 'admin') throw new CommandError(73, 'renameCollection is sent to the database admin');
  const from = namespaceOf(stringField(command, 'renameCollection'));
  const to = namespaceOf(stringField(command, 'to'));
  const dropTarget = booleanField(command, 'dropTarget', false);
  if (from.database !== to.database) throw new CommandError(20, 'the embedded engine renames within one database only');
  if (from.name === to.name) throw new CommandError(20, "Can't rename a collection to itself");
  return engine.queue.submit(() => {
    const collection = engine.catalog.find(from.database, from.name);
    if (collection === undefined) throw new CommandError(26, 'Source collection does not exist');
    const target = engine.catalog.find(to.database, to.name);
    if (target !== undefined && !dropTarget) throw new CommandError(48, 'target namespace exists');
    if (target !== undefined) engine.catalog.drop(target);
    engine.catalog.rename(collection, to.name);
    return { ok: 1 };
  });
}
