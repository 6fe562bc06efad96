// insert: one or many new documents.
// Why raw bytes: what the client sent is what is stored; an 8 kB document is not taken apart and put together again.
// Surprise: a document without `_id` gets an ObjectId from the driver, never from here; here it is an error.
import { deserialize, serialize, type Document } from 'bson';
import { CommandError, writeError } from '../command-error.ts';
import { insertDocument } from '../collection-writes.ts';
import { booleanField, checkCommand } from '../command-fields.ts';
import { ensureCollection, type Command } from '../engine.ts';

function rawDocuments(input: Command): readonly Buffer[] {
  const sequence = input.sequences.get('documents');
  const inline = input.command['documents'] as unknown;
  if (sequence !== undefined) return sequence;
  if (!Array.isArray(inline)) throw new CommandError(40414, "BSON field 'insert.documents' is missing but a required field");
  return inline.map((one) => Buffer.from(serialize(one as Document, { ignoreUndefined: false, checkKeys: false })));
}

function checkNames(document: Document): void {
  if (!Object.hasOwn(document, '_id')) throw new CommandError(53, 'a document needs an _id; the embedded engine makes none');
  for (const name of Object.keys(document)) {
    if (name.startsWith('$')) throw new CommandError(52, 'a field name of a stored document begins with $');
    if (name === '__proto__') throw new CommandError(2, 'the embedded engine stores no field named __proto__');
  }
}

/** @returns n and writeErrors; ordered inserts stop at the first error */
export function insert(input: Command): Promise<Document> {
  checkCommand(input.command, ['documents', 'ordered', 'bypassDocumentValidation']);
  const ordered = booleanField(input.command, 'ordered', true);
  const raws = rawDocuments(input);
  if (raws.length === 0 || raws.length > 100_000) throw new CommandError(72, 'an insert takes 1 to 100000 documents');
  return input.engine.queue.submit(() => {
    const collection = ensureCollection(input);
    const errors: Document[] = [];
    let inserted = 0;
    for (const [index, raw] of raws.entries()) {
      try {
        const document = deserialize(raw);
        checkNames(document);
        insertDocument(input.engine.writeContext(), collection, Buffer.from(raw), document);
        inserted += 1;
      } catch (thrown) {
        if (!(thrown instanceof CommandError)) throw thrown;
        errors.push(writeError(thrown, index));
        if (ordered) break;
      }
    }
    return { n: inserted, ...(errors.length === 0 ? {} : { writeErrors: errors }), ok: 1 };
  });
}
