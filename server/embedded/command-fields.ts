// The fields that each command takes, checked by name and type before the command runs.
// Why: an option that is silently ignored is a wrong answer. Whatever is not listed is an error that names it.
// Surprise: some fields of every command are taken and mean nothing on one machine (readPreference, comment); those
// that would promise something (transactions, snapshot reads, several acknowledging servers) are refused.
import { Long, type Document } from 'bson';
import { CommandError } from './command-error.ts';
import { isEmbedded } from './document-fields.ts';

const always = new Set(['$db', '$readPreference', 'lsid', 'comment', 'maxTimeMS', 'readConcern', 'writeConcern', 'apiVersion']);

/** Options of MongoDB that the engine knows of and lacks: MongoDB's own code where it has one for "not here". */
const lacking: Record<string, { code: 20 | 72 | 115 | 263; text: string }> = {
  collation: { code: 115, text: 'collation' },
  hint: { code: 115, text: 'hint' },
  let: { code: 115, text: 'let' },
  arrayFilters: { code: 115, text: 'arrayFilters' },
  min: { code: 115, text: 'min' },
  max: { code: 115, text: 'max' },
  tailable: { code: 115, text: 'tailable cursors' },
  awaitData: { code: 115, text: 'tailable cursors' },
  $_requestResumeToken: { code: 115, text: 'resume tokens' },
  $clusterTime: { code: 115, text: 'cluster times' },
  txnNumber: { code: 20, text: 'Transaction numbers are only allowed on a replica set member or mongos: transactions and retryable writes' },
  startTransaction: { code: 20, text: 'Transaction numbers are only allowed on a replica set member or mongos: transactions' },
  autocommit: { code: 20, text: 'Transaction numbers are only allowed on a replica set member or mongos: transactions' },
  encryptionInformation: { code: 115, text: 'client-side encryption' },
  validator: { code: 72, text: 'validators' },
  validationLevel: { code: 72, text: 'validators' },
  validationAction: { code: 72, text: 'validators' },
  capped: { code: 72, text: 'capped collections' },
  timeseries: { code: 72, text: 'time series' },
  expireAfterSeconds: { code: 72, text: 'expiry by time (TTL)' },
  viewOn: { code: 72, text: 'views' },
  pipeline: { code: 72, text: 'views' },
  changeStreamPreAndPostImages: { code: 72, text: 'change streams' },
  encryptedFields: { code: 72, text: 'queryable encryption' },
  storageEngine: { code: 72, text: 'storage engine options' },
  indexOptionDefaults: { code: 72, text: 'index option defaults' },
};

/** Refuses every field of `document` outside `allowed`. @throws CommandError 40415 or the code of a known lack */
export function checkFields(document: Document, allowed: readonly string[], where: string): void {
  for (const name of Object.keys(document)) {
    if (allowed.includes(name)) continue;
    const lack = Object.hasOwn(lacking, name) ? lacking[name] : undefined;
    if (lack !== undefined) throw new CommandError(lack.code, `${lack.text} is not supported by the embedded engine (${where}.${name})`);
    throw new CommandError(40415, `BSON field '${where}.${name}' is an unknown field.`);
  }
}

function checkReadConcern(value: unknown): void {
  if (value === undefined) return;
  if (!isEmbedded(value)) throw new CommandError(14, 'readConcern needs a document');
  checkFields(value, ['level'], 'readConcern');
  const level = value['level'] as unknown;
  if (level !== undefined && level !== 'local' && level !== 'available' && level !== 'majority') throw new CommandError(72, 'the embedded engine has the read concerns local, available and majority only');
}

function checkWriteConcern(value: unknown): void {
  if (value === undefined) return;
  if (!isEmbedded(value)) throw new CommandError(14, 'writeConcern needs a document');
  checkFields(value, ['w', 'j', 'fsync', 'wtimeout', 'wtimeoutMS', 'provenance'], 'writeConcern');
  const w = value['w'] as unknown;
  if (w !== undefined && w !== 0 && w !== 1 && w !== 'majority') throw new CommandError(2, "cannot use 'w' > 1 when a host is not replicated");
}

/** Checks a whole command. @param allowed its own fields, beside its name and the general ones */
export function checkCommand(command: Document, allowed: readonly string[]): void {
  const name = Object.keys(command)[0] ?? '';
  checkFields(command, [name, ...always, ...allowed], name);
  checkReadConcern(command['readConcern']);
  checkWriteConcern(command['writeConcern']);
  if (command['maxTimeMS'] !== undefined) wholeNumber(command, 'maxTimeMS', 0);
}

/** A field that must be a document when present. */
export function documentField(source: Document, name: string): Document {
  const value = source[name] as unknown;
  if (value === undefined || value === null) return {};
  if (!isEmbedded(value)) throw new CommandError(14, `BSON field '${name}' is the wrong type, expected object`);
  return value;
}

export function stringField(source: Document, name: string): string {
  const value = source[name] as unknown;
  if (typeof value !== 'string') throw new CommandError(14, `BSON field '${name}' is the wrong type, expected string`);
  return value;
}

export function booleanField(source: Document, name: string, otherwise: boolean): boolean {
  const value = source[name] as unknown;
  if (value === undefined) return otherwise;
  if (typeof value !== 'boolean' && typeof value !== 'number') throw new CommandError(14, `BSON field '${name}' is the wrong type, expected bool`);
  return Boolean(value);
}

export function wholeNumber(source: Document, name: string, otherwise: number): number {
  const value = source[name] as unknown;
  if (value === undefined || value === null) return otherwise;
  const number = value instanceof Long ? value.toNumber() : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new CommandError(14, `BSON field '${name}' is the wrong type, expected a whole number`);
  if (number < 0) throw new CommandError(2, `BSON field '${name}' value must be >= 0`);
  return number;
}

/** The moment when `maxTimeMS` is used up, on the monotonic clock; Infinity without one. */
export function deadlineOf(command: Document): number {
  const limit = wholeNumber(command, 'maxTimeMS', 0);
  return limit === 0 ? Number.POSITIVE_INFINITY : performance.now() + limit;
}

/** @throws CommandError 50 after `deadline` */
export function checkDeadline(deadline: number): void {
  if (performance.now() > deadline) throw new CommandError(50, 'operation exceeded time limit');
}
