// findAndModify: claims one document and gives it back, before or after the change.
// Why it is exact under many claimers: find and change run in one transaction of the write queue, one after another.
// Surprise: without a sort the first match in `_id` order is taken.
import { CommandError } from '../command-error.ts';
import { deleteDocument } from '../collection-writes.ts';
import { booleanField, checkCommand, deadlineOf, documentField } from '../command-fields.ts';
import { collectionName, ensureCollection, findCollection, type Command } from '../engine.ts';
import { firstMatch, queryFor, type Query } from '../matching.ts';
import { compileProjection, type Projection } from '../projection.ts';
import { documentReply } from '../raw-bson.ts';
import { parseSort } from '../sort.ts';
import { compileUpdate, type CompiledUpdate } from '../update-operators.ts';
import { changeStored, insertFromFilter } from './change-one.ts';

type Plan = { query: Query; update: CompiledUpdate | undefined; upsert: boolean; wantsNew: boolean; project: Projection | undefined };

function planOf(input: Command): Plan {
  const { command } = input;
  checkCommand(command, ['query', 'sort', 'update', 'remove', 'new', 'upsert', 'fields', 'bypassDocumentValidation']);
  const remove = booleanField(command, 'remove', false);
  const upsert = booleanField(command, 'upsert', false);
  const wantsNew = booleanField(command, 'new', false);
  const hasUpdate = Object.hasOwn(command, 'update');
  if (remove === hasUpdate) throw new CommandError(9, 'either an update or remove=true must be specified');
  if (remove && (upsert || wantsNew)) throw new CommandError(9, 'remove goes with neither upsert nor new');
  return {
    query: { ...queryFor(documentField(command, 'query'), deadlineOf(command)), sort: parseSort(documentField(command, 'sort')) },
    update: hasUpdate ? compileUpdate(command['update']) : undefined,
    upsert,
    wantsNew,
    project: compileProjection(documentField(command, 'fields')),
  };
}

function run(input: Command, plan: Plan): Buffer {
  const shape = (raw: Buffer): Buffer => (plan.project === undefined ? raw : plan.project(raw));
  const collection = findCollection(input);
  const stored = collection === undefined ? undefined : firstMatch(input.engine.storage(), collection, plan.query);
  if (collection !== undefined && stored !== undefined) {
    if (plan.update === undefined) {
      deleteDocument(input.engine.writeContext(), collection, stored);
      return documentReply('value', shape(stored.raw), { lastErrorObject: { n: 1 } });
    }
    const { raw } = changeStored(input.engine, collection, stored, plan.update);
    return documentReply('value', shape(plan.wantsNew ? raw : stored.raw), { lastErrorObject: { n: 1, updatedExisting: true } });
  }
  if (plan.update === undefined) return documentReply('value', null, { lastErrorObject: { n: 0 } });
  if (!plan.upsert) return documentReply('value', null, { lastErrorObject: { n: 0, updatedExisting: false } });
  const made = insertFromFilter(input.engine, ensureCollection(input), plan.query.filter, plan.update);
  return documentReply('value', plan.wantsNew ? shape(made.raw) : null, { lastErrorObject: { n: 1, updatedExisting: false, upserted: made.id } });
}

export function findAndModify(input: Command): Promise<Buffer> {
  const plan = planOf(input);
  collectionName(input);
  return input.engine.queue.submit(() => run(input, plan));
}
