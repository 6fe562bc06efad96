// The stages of an aggregation that the engine has.
// Why a list of allowed expressions: mingo would compute many more, but not all as MongoDB does; what this project
// does not use and no test compares is refused.
// Surprise: BSON values with a class (binaries, ObjectIds) pass $group as keys by a text form that keeps them distinct.
import { Aggregator } from 'mingo';
import { Binary, ObjectId, type Document } from 'bson';
import { CommandError } from './command-error.ts';
import { isEmbedded } from './document-fields.ts';
import { compileFilter } from './filter.ts';
import { encodeValue } from './key-encoding.ts';
import { parseSort, sortItems, sortKeys } from './sort.ts';

export type Stage = { readonly name: string; readonly operand: unknown };

const expressions = new Set(['$sum', '$avg', '$min', '$max', '$first', '$last', '$push', '$addToSet', '$add', '$subtract', '$multiply', '$divide', '$cond', '$eq', '$ne',
  '$gt', '$gte', '$lt', '$lte', '$ifNull', '$and', '$or', '$not', '$in', '$size', '$literal', '$concat']);

function checkExpression(value: unknown): void {
  if (Array.isArray(value)) value.forEach(checkExpression);
  else if (typeof value === 'string' && value.startsWith('$$') && value !== '$$ROOT') throw new CommandError(115, 'the embedded engine has no variable but $$ROOT');
  else if (isEmbedded(value)) {
    for (const [name, operand] of Object.entries(value)) {
      if (name.startsWith('$') && !expressions.has(name)) throw new CommandError(168, `Unrecognized expression '${name}' (the embedded engine lacks it)`);
      checkExpression(operand);
    }
  }
}

const wholeNumber = (value: unknown, name: string): number => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < (name === '$limit' ? 1 : 0)) throw new CommandError(9, `${name} needs a whole number`);
  return value;
};

const needDocument = (value: unknown, name: string): Document => {
  if (!isEmbedded(value)) throw new CommandError(9, `${name} needs a document`);
  return value;
};

const checks: Record<string, (operand: unknown) => void> = {
  $match: (operand) => { compileFilter(needDocument(operand, '$match')); },
  $sort: (operand) => { parseSort(needDocument(operand, '$sort')); },
  $limit: (operand) => { wholeNumber(operand, '$limit'); },
  $skip: (operand) => { wholeNumber(operand, '$skip'); },
  $count: (operand) => { if (typeof operand !== 'string' || operand === '' || /[.$\0]/.test(operand)) throw new CommandError(9, '$count needs a field name'); },
  $group: (operand) => { if (!Object.hasOwn(needDocument(operand, '$group'), '_id')) throw new CommandError(9, 'a group specification must include an _id'); checkExpression(operand); },
  $project: (operand) => { checkExpression(needDocument(operand, '$project')); },
};

/** @throws CommandError 40323 or 40324 for what is no stage here, 40573 for a change stream, 168 for an expression, 9 or 2 for a wrong operand */
export function compileStage(stage: unknown): Stage {
  const names = isEmbedded(stage) ? Object.keys(stage) : [];
  const name = names[0];
  if (!isEmbedded(stage) || name === undefined || names.length !== 1) throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
  if (name === '$changeStream') throw new CommandError(40573, 'The $changeStream stage is only supported on replica sets');
  const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
  if (check === undefined) throw new CommandError(40324, `Unrecognized pipeline stage name: '${name}' (the embedded engine lacks it)`);
  check(stage[name]);
  return { name, operand: stage[name] as unknown };
}

/** Stands for a BSON value inside mingo, which would compare binaries by their UTF-8 text. */
class OpaqueValue {
  readonly value: unknown;
  constructor(value: unknown) { this.value = value; }
  toString(): string { return encodeValue(this.value).toString('hex'); }
  toJSON(): string { return this.toString(); }
}

function mapValues(value: unknown, change: (leaf: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map((one) => mapValues(one, change));
  if (isEmbedded(value) && !(value instanceof OpaqueValue)) return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, mapValues(one, change)]));
  return change(value);
}

const conceal = (value: unknown): unknown => mapValues(value, (leaf) => (leaf instanceof Binary || leaf instanceof ObjectId ? new OpaqueValue(leaf) : leaf));
const reveal = (value: unknown): unknown => mapValues(value, (leaf) => (leaf instanceof OpaqueValue ? leaf.value : leaf));

function throughMingo(stage: Stage, documents: Document[]): Document[] {
  try {
    const aggregator = new Aggregator([{ [stage.name]: conceal(stage.operand) }] as never, { scriptEnabled: false });
    return reveal(aggregator.run(conceal(documents) as Document[])) as Document[];
  } catch {
    throw new CommandError(2, `the stage ${stage.name} could not be computed`);
  }
}

/** Runs one checked stage over documents in memory. */
export function runStage(stage: Stage, documents: Document[]): Document[] {
  if (stage.name === '$match') return documents.filter(compileFilter(stage.operand as Document));
  if (stage.name === '$limit') return documents.slice(0, stage.operand as number);
  if (stage.name === '$skip') return documents.slice(stage.operand as number);
  if (stage.name === '$count') return documents.length === 0 ? [] : [{ [stage.operand as string]: documents.length }];
  if (stage.name !== '$sort') return throughMingo(stage, documents);
  const fields = parseSort(stage.operand as Document);
  return sortItems(documents.map((item) => ({ item, keys: sortKeys(item, fields), bytes: 100 })), fields, Number.POSITIVE_INFINITY);
}
