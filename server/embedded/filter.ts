// Compiles a query filter into a predicate over deserialised documents.
// Why our own and not mingo's Query: mingo compares BSON binaries by their UTF-8 text, so that different hashes can
// be "equal", ignores the order of fields in embedded documents, and sorts arrays before comparing (0011).
// Surprise: an operator that is not in the tables below is an error, never a filter that matches everything.
import { BSONRegExp, type Document } from 'bson';
import { CommandError } from './command-error.ts';
import { isEmbedded, valuesAt } from './document-fields.ts';
import { encodeValue } from './key-encoding.ts';

export type Predicate = (document: Document) => boolean;
/** Says whether the values found at a path satisfy an operator. */
type ValuePredicate = (values: readonly unknown[]) => boolean;

/** Values and the elements of arrays among them: what MongoDB lets a comparison look at. */
const withElements = (values: readonly unknown[]): unknown[] => values.flatMap((value) => (Array.isArray(value) ? [value, ...(value as unknown[])] : [value]));

const asArray = (operand: unknown, operator: string): unknown[] => {
  if (!Array.isArray(operand)) throw new CommandError(2, `${operator} needs an array`);
  return operand;
};

const expressionOf = (pattern: RegExp | BSONRegExp): RegExp => {
  if (pattern instanceof RegExp) return pattern;
  if (/[^imsu]/.test(pattern.options)) throw new CommandError(115, 'the embedded engine takes the options i, m, s and u of a regular expression only');
  return new RegExp(pattern.pattern, pattern.options);
};

function equals(operand: unknown): ValuePredicate {
  if (operand instanceof RegExp || operand instanceof BSONRegExp) {
    const expression = expressionOf(operand);
    return (values) => withElements(values).some((value) => typeof value === 'string' && new RegExp(expression.source, expression.flags.replace(/[gy]/g, '')).test(value));
  }
  const wanted = encodeValue(operand);
  return (values) => withElements(values).some((value) => encodeValue(value).equals(wanted));
}

function ordered(operand: unknown, accepts: (order: number) => boolean): ValuePredicate {
  const wanted = encodeValue(operand);
  return (values) =>
    withElements(values).some((value) => {
      const encoded = encodeValue(value);
      if (encoded[0] !== wanted[0]) return false;
      if (typeof operand === 'number' && Number.isNaN(operand)) return accepts(0) && encoded.equals(wanted);
      return accepts(Buffer.compare(encoded, wanted));
    });
}

const not = (inner: ValuePredicate): ValuePredicate => (values) => !inner(values);
const any = (inners: readonly ValuePredicate[]): ValuePredicate => (values) => inners.some((inner) => inner(values));
const every = (inners: readonly ValuePredicate[]): ValuePredicate => (values) => inners.every((inner) => inner(values));

function elemMatch(operand: unknown): ValuePredicate {
  if (!isEmbedded(operand)) throw new CommandError(2, '$elemMatch needs an object');
  const first = Object.keys(operand)[0] ?? '';
  const onValues = first.startsWith('$') && !['$and', '$or', '$nor'].includes(first);
  const test: (element: unknown) => boolean = onValues
    ? ((operators) => (element: unknown) => operators([element]))(compileOperators(operand))
    : ((filter) => (element: unknown) => isEmbedded(element) && filter(element))(compileFilter(operand));
  return (values) => values.some((value) => Array.isArray(value) && value.some(test));
}

function exists(operand: unknown): ValuePredicate {
  const wanted = typeof operand === 'number' ? operand !== 0 : operand !== false && operand !== null;
  return (values) => values.some((value) => value !== undefined) === wanted;
}

function size(operand: unknown): ValuePredicate {
  if (typeof operand !== 'number' || !Number.isInteger(operand) || operand < 0) throw new CommandError(2, '$size needs a whole number');
  return (values) => values.some((value) => Array.isArray(value) && value.length === operand);
}

function regularExpression(operand: unknown, options: unknown): ValuePredicate {
  if (typeof operand !== 'string' && !(operand instanceof RegExp) && !(operand instanceof BSONRegExp)) throw new CommandError(2, '$regex needs a string');
  if (options !== undefined && typeof options !== 'string') throw new CommandError(2, '$options needs a string');
  const pattern = typeof operand === 'string' ? operand : operand instanceof RegExp ? operand.source : operand.pattern;
  const flags = options ?? (typeof operand === 'string' ? '' : operand instanceof RegExp ? operand.flags : operand.options);
  try {
    return equals(expressionOf(new BSONRegExp(pattern, flags)));
  } catch (thrown) {
    if (thrown instanceof CommandError) throw thrown;
    throw new CommandError(2, 'a regular expression is invalid');
  }
}

const valueOperators: Record<string, (operand: unknown, siblings: Document) => ValuePredicate> = {
  $eq: (operand) => equals(operand),
  $ne: (operand) => not(equals(operand)),
  $gt: (operand) => ordered(operand, (order) => order > 0),
  $gte: (operand) => ordered(operand, (order) => order >= 0),
  $lt: (operand) => ordered(operand, (order) => order < 0),
  $lte: (operand) => ordered(operand, (order) => order <= 0),
  $in: (operand) => any(asArray(operand, '$in').map(equals)),
  $nin: (operand) => not(any(asArray(operand, '$nin').map(equals))),
  $all: (operand) => { const all = asArray(operand, '$all').map(equals); return all.length === 0 ? () => false : every(all); },
  $exists: (operand) => exists(operand),
  $size: (operand) => size(operand),
  $elemMatch: (operand) => elemMatch(operand),
  $regex: (operand, siblings) => regularExpression(operand, siblings['$options'] as unknown),
  $options: (_operand, siblings) => { if (!Object.hasOwn(siblings, '$regex')) throw new CommandError(2, '$options needs a $regex'); return () => true; },
  $not: (operand) => {
    if (operand instanceof RegExp || operand instanceof BSONRegExp) return not(equals(operand));
    if (!isEmbedded(operand) || Object.keys(operand).length === 0) throw new CommandError(2, '$not needs a regex or a document');
    return not(compileOperators(operand));
  },
};

function compileOperators(operators: Document): ValuePredicate {
  return every(Object.entries(operators).map(([name, operand]) => {
    const make = Object.hasOwn(valueOperators, name) ? valueOperators[name] : undefined;
    if (make === undefined) throw new CommandError(2, `unknown operator: ${name} (the embedded engine lacks it)`);
    return make(operand, operators);
  }));
}

/** True for `{ $gt: 1 }`, false for `{ a: 1 }`. @throws CommandError 2 when both kinds are mixed */
const isOperators = (value: unknown): value is Document => {
  if (!isEmbedded(value)) return false;
  const names = Object.keys(value);
  return names[0]?.startsWith('$') === true;
};

function compileLogical(name: string, operand: unknown): Predicate {
  const parts = asArray(operand, name).map((part) => {
    if (!isEmbedded(part)) throw new CommandError(2, `${name} needs an array of objects`);
    return compileFilter(part);
  });
  if (parts.length === 0) throw new CommandError(2, `${name} needs a nonempty array`);
  if (name === '$and') return (document) => parts.every((part) => part(document));
  if (name === '$or') return (document) => parts.some((part) => part(document));
  return (document) => !parts.some((part) => part(document));
}

function compileField(path: string, condition: unknown): Predicate {
  if (path === '__proto__') throw new CommandError(2, 'the embedded engine takes no field named __proto__');
  const test = isOperators(condition) ? compileOperators(condition) : equals(condition);
  return (document) => test(valuesAt(document, path));
}

/**
 * @param filter as in `find`
 * @throws CommandError 2 for an operator that the engine lacks or a wrong operand
 */
export function compileFilter(filter: Document): Predicate {
  const parts = Object.entries(filter).map(([name, condition]) => {
    if (name === '$and' || name === '$or' || name === '$nor') return compileLogical(name, condition);
    if (name === '$comment') return () => true;
    if (name.startsWith('$')) throw new CommandError(2, `unknown top level operator: ${name} (the embedded engine lacks it)`);
    return compileField(name, condition);
  });
  return (document) => parts.every((part) => part(document));
}
