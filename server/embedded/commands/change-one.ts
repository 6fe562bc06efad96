// Updates one stored document, or makes one where none matched and the caller wants that (upsert).
// Why apart: update and findAndModify must do exactly the same thing.
// Surprise: an update that changes nothing writes nothing, and is reported as not modified.
import { deserialize, ObjectId, type Document } from 'bson';
import type { Collection } from '../catalog.ts';
import { insertDocument, rawOf, replaceDocument } from '../collection-writes.ts';
import type { StoredDocument } from '../document-chunks.ts';
import { isEmbedded } from '../document-fields.ts';
import type { Engine } from '../engine.ts';
import type { CompiledUpdate } from '../update-operators.ts';
import { compileUpdate } from '../update-operators.ts';

/** @returns the new raw document and whether anything changed */
export function changeStored(engine: Engine, collection: Collection, stored: StoredDocument, update: CompiledUpdate): { raw: Buffer; modified: boolean } {
  const before = deserialize(stored.raw, { promoteValues: false, bsonRegExp: true });
  const after = update.apply(before, false);
  const raw = rawOf(after);
  if (raw.equals(stored.raw)) return { raw, modified: false };
  replaceDocument(engine.writeContext(), collection, stored, deserialize(raw, { promoteValues: false, bsonRegExp: true }));
  return { raw, modified: true };
}

function equalitiesOf(filter: Document): Document {
  const fields: Document = {};
  for (const [name, condition] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(condition)) for (const part of condition) Object.assign(fields, equalitiesOf(part as Document));
    else if (name.startsWith('$')) continue;
    else if (isEmbedded(condition) && Object.keys(condition)[0]?.startsWith('$') === true) {
      if (Object.hasOwn(condition, '$eq')) fields[name] = condition['$eq'] as unknown;
    } else fields[name] = condition as unknown;
  }
  return fields;
}

/** The document that an upsert makes: the filter's equalities, then the update. `_id` is an ObjectId when nothing names one. */
export function insertFromFilter(engine: Engine, collection: Collection, filter: Document, update: CompiledUpdate): { id: unknown; raw: Buffer } {
  const equalities = equalitiesOf(filter);
  const base = update.replacement
    ? (Object.hasOwn(equalities, '_id') ? { _id: equalities['_id'] as unknown } : {})
    : compileUpdate({ $set: equalities }).apply({}, true);
  const made = update.apply(base, true);
  const document: Document = Object.hasOwn(made, '_id') ? made : { _id: new ObjectId(), ...made };
  const raw = rawOf(document);
  insertDocument(engine.writeContext(), collection, raw);
  return { id: document['_id'] as unknown, raw };
}
