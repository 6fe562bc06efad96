// Applies `$set` and its kin, or a whole replacement, to a document.
// Why our own and not mingo's updater: documents are read with their BSON types (a double 1.0 stays a double), which
// mingo would turn into plain numbers and write back as other types (0011).
// Surprise: the document is changed in place only after every operator was checked; a path through an array is refused.
import { Double, Int32, Long, type Document } from 'bson';
import { CommandError } from './command-error.ts';
import { checkPath, isEmbedded } from './document-fields.ts';
import { compileFilter } from './filter.ts';
import { compareValues, encodeValue } from './key-encoding.ts';

type Place = { parent: Document | unknown[]; name: string };
type Change = (document: Document, path: string, operand: unknown) => void;

const forbidden = (path: string): CommandError => new CommandError(28, `cannot create field '${path}': a part of the path is no document`);

function placeOf(document: Document, path: string, create: boolean): Place | undefined {
  const parts = path.split('.');
  let parent: unknown = document;
  for (const part of parts.slice(0, -1)) {
    const holder = parent as Document;
    if (!Object.hasOwn(holder, part)) {
      if (!create) return undefined;
      holder[part] = {};
    }
    parent = holder[part];
    if (!isEmbedded(parent) && !(Array.isArray(parent) && create)) {
      if (create) throw forbidden(path);
      if (!Array.isArray(parent)) return undefined;
    }
  }
  const name = parts.at(-1) ?? '';
  if (Array.isArray(parent) && !/^\d{1,5}$/.test(name)) throw forbidden(path);
  return { parent: parent as Document, name };
}

const read = (place: Place | undefined): unknown => (place !== undefined && Object.hasOwn(place.parent, place.name) ? (place.parent as Document)[place.name] : undefined);
const write = (document: Document, path: string, value: unknown): void => {
  const place = placeOf(document, path, true);
  if (place !== undefined) (place.parent as Document)[place.name] = value;
};

const numeric = (value: unknown): number | undefined => {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  return undefined;
};

function sum(left: unknown, right: unknown, path: string): unknown {
  if (left instanceof Long || right instanceof Long) return Long.fromValue(Number(left)).add(Long.fromValue(Number(right)));
  const one = numeric(left);
  const other = numeric(right);
  if (one === undefined || other === undefined) throw new CommandError(14, `$inc needs numbers (field '${path}')`);
  const total = one + other;
  const isDouble = left instanceof Double || right instanceof Double || !Number.isInteger(total);
  if (isDouble) return new Double(total);
  return Math.abs(total) < 2 ** 31 ? new Int32(total) : Long.fromNumber(total);
}

const listAt = (document: Document, path: string, operator: string): unknown[] | undefined => {
  const value = read(placeOf(document, path, false));
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw new CommandError(2, `the field '${path}' must be an array for ${operator}`);
  return value as unknown[];
};

const additions = (operand: unknown, operator: string): unknown[] => {
  if (!isEmbedded(operand) || !Object.keys(operand).some((name) => name.startsWith('$'))) return [operand];
  const each = operand['$each'] as unknown;
  if (Object.keys(operand).length !== 1 || !Array.isArray(each)) throw new CommandError(2, `the embedded engine takes no modifier but $each in ${operator}`);
  return each as unknown[];
};

const same = (left: unknown, right: unknown): boolean => encodeValue(left).equals(encodeValue(right));

function pull(document: Document, path: string, operand: unknown): void {
  const list = listAt(document, path, '$pull');
  if (list === undefined) return;
  const onValue = !isEmbedded(operand) || Object.keys(operand)[0]?.startsWith('$') === true;
  const test = onValue ? compileFilter({ value: operand }) : compileFilter(operand);
  write(document, path, list.filter((element) => !(onValue ? test({ value: element }) : isEmbedded(element) && test(element))));
}

const extreme = (sign: 1 | -1): Change => (document, path, operand) => {
  const present = read(placeOf(document, path, false));
  if (present === undefined || compareValues(operand, present) * sign > 0) write(document, path, operand);
};

const changes: Record<string, Change> = {
  $set: write,
  $unset: (document, path) => {
    const place = placeOf(document, path, false);
    if (place === undefined || !Object.hasOwn(place.parent, place.name)) return;
    if (Array.isArray(place.parent)) place.parent[Number(place.name)] = null;
    else Reflect.deleteProperty(place.parent, place.name);
  },
  $inc: (document, path, operand) => {
    if (numeric(operand) === undefined && !(operand instanceof Long)) throw new CommandError(14, `$inc needs a number (field '${path}')`);
    const present = read(placeOf(document, path, false));
    write(document, path, present === undefined ? operand : sum(present, operand, path));
  },
  $min: extreme(-1),
  $max: extreme(1),
  $push: (document, path, operand) => { write(document, path, [...(listAt(document, path, '$push') ?? []), ...additions(operand, '$push')]); },
  $addToSet: (document, path, operand) => {
    const list = [...(listAt(document, path, '$addToSet') ?? [])];
    for (const value of additions(operand, '$addToSet')) if (!list.some((one) => same(one, value))) list.push(value);
    write(document, path, list);
  },
  $pull: pull,
};

/** An update that was checked: `apply` changes the document that it is given. */
export type CompiledUpdate = { readonly replacement: boolean; apply(document: Document, inserting: boolean): Document };

function checkOverlap(paths: readonly string[]): void {
  const sorted = [...paths].sort();
  sorted.forEach((path, at) => {
    const next = sorted.slice(at + 1).find((other) => other === path || other.startsWith(`${path}.`));
    if (next !== undefined) throw new CommandError(40, `updating the path '${next}' would create a conflict at '${path}'`);
  });
}

function compileOperators(update: Document): CompiledUpdate {
  const steps: { name: string; path: string; operand: unknown; change: Change }[] = [];
  for (const [name, fields] of Object.entries(update)) {
    const change = name === '$setOnInsert' ? write : Object.hasOwn(changes, name) ? changes[name] : undefined;
    if (change === undefined) throw new CommandError(9, `unknown modifier: ${name} (the embedded engine lacks it)`);
    if (!isEmbedded(fields)) throw new CommandError(9, `modifiers operate on fields; ${name} needs a document`);
    for (const [path, operand] of Object.entries(fields)) {
      checkPath(path);
      steps.push({ name, path, operand, change });
    }
  }
  checkOverlap(steps.map((step) => step.path));
  return {
    replacement: false,
    apply: (document, inserting) => {
      for (const step of steps) if (inserting || step.name !== '$setOnInsert') step.change(document, step.path, step.operand);
      return document;
    },
  };
}

/**
 * @param update operators, or a replacement document
 * @throws CommandError 9 for operators that the engine lacks and for pipelines, 52, 40 for conflicting paths
 */
export function compileUpdate(update: unknown): CompiledUpdate {
  if (Array.isArray(update)) throw new CommandError(115, 'updates by pipeline are not supported by the embedded engine');
  if (!isEmbedded(update)) throw new CommandError(9, 'an update needs a document');
  const names = Object.keys(update);
  if (names[0]?.startsWith('$') === true) return compileOperators(update);
  for (const name of names) checkPath(name.replaceAll('.', '_'));
  return { replacement: true, apply: (document) => (Object.hasOwn(document, '_id') ? { _id: document['_id'] as unknown, ...update } : { ...update }) };
}
