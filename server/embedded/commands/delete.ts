// delete: the first match of each statement, or all.
// Why `limit` must be 0 or 1: MongoDB says so, and "delete three of them" would mean an order.
// Surprise: deleted bytes stay in free pages of the file until `spidCompact` (compact.ts).
import type { Document } from 'bson';
import { deleteDocument } from '../collection-writes.ts';
import { CommandError, writeError } from '../command-error.ts';
import { booleanField, checkCommand, checkFields, deadlineOf, documentField } from '../command-fields.ts';
import { collectionName, findCollection, type Command } from '../engine.ts';
import { firstMatch, matches, queryFor } from '../matching.ts';
import { statementsOf } from './update.ts';

function runStatement(input: Command, statement: Document): number {
  checkFields(statement, ['q', 'limit'], 'delete.deletes');
  const limit = statement['limit'] as unknown;
  if (limit !== 0 && limit !== 1) throw new CommandError(9, 'the limit field in delete objects must be 0 or 1');
  const query = queryFor(documentField(statement, 'q'), deadlineOf(input.command));
  const collection = findCollection(input);
  if (collection === undefined) return 0;
  const storage = input.engine.storage();
  const first = limit === 1 ? firstMatch(storage, collection, query) : undefined;
  const found = limit === 0 ? [...matches(storage, collection, query)] : first === undefined ? [] : [first];
  for (const stored of found) deleteDocument(input.engine.writeContext(), collection, stored);
  return found.length;
}

export function deleteDocuments(input: Command): Promise<Document> {
  checkCommand(input.command, ['deletes', 'ordered']);
  collectionName(input);
  const ordered = booleanField(input.command, 'ordered', true);
  const statements = statementsOf(input, 'deletes');
  return input.engine.queue.submit(() => {
    const errors: Document[] = [];
    let n = 0;
    for (const [index, statement] of statements.entries()) {
      try {
        n += runStatement(input, statement);
      } catch (thrown) {
        if (!(thrown instanceof CommandError)) throw thrown;
        errors.push(writeError(thrown, index));
        if (ordered) break;
      }
    }
    return { n, ...(errors.length === 0 ? {} : { writeErrors: errors }), ok: 1 };
  });
}
