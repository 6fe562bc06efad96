// update: one or many statements, each on one or all matching documents.
// Why in one transaction of the queue: what a statement matched can't change before it is written.
// Surprise: statements run in order; an ordered command stops at the first error and keeps what was done before it.
import { deserialize, type Document } from 'bson';
import { CommandError, writeError } from '../command-error.ts';
import { booleanField, checkCommand, checkFields, deadlineOf, documentField } from '../command-fields.ts';
import { collectionName, ensureCollection, findCollection, type Command } from '../engine.ts';
import { firstMatch, matches, queryFor } from '../matching.ts';
import { compileUpdate } from '../update-operators.ts';
import { changeStored, insertFromFilter } from './change-one.ts';

/** Statements of `updates` or `deletes`, from a section of their own or from the command. @throws CommandError 40414 */
export function statementsOf(input: Command, name: 'updates' | 'deletes'): Document[] {
  const sequence = input.sequences.get(name);
  if (sequence !== undefined) return sequence.map((raw) => deserialize(raw));
  const inline = input.command[name] as unknown;
  if (!Array.isArray(inline)) throw new CommandError(40414, `BSON field '${name}' is missing but a required field`);
  return inline as Document[];
}

type Outcome = { matched: number; modified: number; upserted?: unknown };

function runStatement(input: Command, statement: Document): Outcome {
  checkFields(statement, ['q', 'u', 'multi', 'upsert'], 'update.updates');
  const multi = booleanField(statement, 'multi', false);
  const query = queryFor(documentField(statement, 'q'), deadlineOf(input.command));
  const update = compileUpdate(statement['u']);
  if (multi && update.replacement) throw new CommandError(9, 'multi update is not supported for replacement-style update');
  const storage = input.engine.storage();
  const collection = findCollection(input);
  const one = collection === undefined || multi ? undefined : firstMatch(storage, collection, query);
  const found = collection === undefined ? [] : multi ? [...matches(storage, collection, query)] : one === undefined ? [] : [one];
  if (collection !== undefined && found.length > 0) {
    const modified = found.filter((stored) => changeStored(input.engine, collection, stored, update).modified).length;
    return { matched: found.length, modified };
  }
  if (!booleanField(statement, 'upsert', false)) return { matched: 0, modified: 0 };
  return { matched: 1, modified: 0, upserted: insertFromFilter(input.engine, ensureCollection(input), query.filter, update).id };
}

export function update(input: Command): Promise<Document> {
  checkCommand(input.command, ['updates', 'ordered', 'bypassDocumentValidation']);
  collectionName(input);
  const ordered = booleanField(input.command, 'ordered', true);
  const statements = statementsOf(input, 'updates');
  return input.engine.queue.submit(() => {
    const errors: Document[] = [];
    const upserted: Document[] = [];
    let n = 0;
    let nModified = 0;
    for (const [index, statement] of statements.entries()) {
      try {
        const outcome = runStatement(input, statement);
        n += outcome.matched;
        nModified += outcome.modified;
        if ('upserted' in outcome) upserted.push({ index, _id: outcome.upserted });
      } catch (thrown) {
        if (!(thrown instanceof CommandError)) throw thrown;
        errors.push(writeError(thrown, index));
        if (ordered) break;
      }
    }
    return { n, nModified, ...(upserted.length === 0 ? {} : { upserted }), ...(errors.length === 0 ? {} : { writeErrors: errors }), ok: 1 };
  });
}
