// Bytes whose order is MongoDB's order of values: lmdb sorts keys by memcmp, and so do our comparisons.
// Why: `_id` look-ups, unique indexes, sorting and filters then agree with each other by construction.
// Surprise: int, double and long of the same value give the same bytes (as in MongoDB, 1 equals 1.0), and -0 equals 0.
// Source: BSON comparison order, MongoDB manual, "Comparison/Sort Order".
import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { CommandError } from './command-error.ts';

const text = (value: string): Buffer => {
  const bytes = Buffer.from(value, 'utf8');
  if (!bytes.includes(0)) return Buffer.concat([bytes, Buffer.from([0, 1])]);
  const escaped: number[] = [];
  for (const byte of bytes) escaped.push(...(byte === 0 ? [0, 0xff] : [byte]));
  return Buffer.from([...escaped, 0, 1]);
};

function number(value: number): Buffer {
  const bytes = Buffer.alloc(9);
  bytes[0] = 0x0a;
  if (Number.isNaN(value)) return bytes;
  bytes.writeDoubleBE(value === 0 ? 0 : value, 1);
  if ((bytes[1] ?? 0) & 0x80) for (let at = 1; at < 9; at += 1) bytes[at] = ~(bytes[at] ?? 0) & 0xff;
  else bytes[1] = (bytes[1] ?? 0) | 0x80;
  return bytes;
}

function binary(value: Binary): Buffer {
  const head = Buffer.alloc(6);
  head[0] = 0x32;
  head.writeUInt32BE(value.position, 1);
  head[5] = value.sub_type;
  return Buffer.concat([head, value.buffer.subarray(0, value.position)]);
}

function long(value: Long): Buffer {
  const asNumber = value.toNumber();
  if (!Number.isSafeInteger(asNumber)) throw new CommandError(2, 'the embedded engine does not compare 64-bit integers beyond 2^53');
  return number(asNumber);
}

const date = (value: Date): Buffer => {
  const bytes = Buffer.alloc(9);
  bytes[0] = 0x46;
  bytes.writeBigInt64BE(BigInt(Number.isNaN(value.getTime()) ? 0 : value.getTime()) ^ (-1n << 63n), 1);
  return bytes;
};

function composite(value: object): Buffer {
  const parts: Buffer[] = [Buffer.from([Array.isArray(value) ? 0x28 : 0x1e])];
  for (const [name, field] of Object.entries(value)) {
    const encoded = encodeValue(field);
    if (Array.isArray(value)) parts.push(encoded);
    else parts.push(encoded.subarray(0, 1), text(name), encoded);
  }
  return Buffer.concat([...parts, Buffer.from([0])]);
}

function encodeObject(value: object): Buffer {
  if (value instanceof ObjectId) return Buffer.concat([Buffer.from([0x37]), value.id]);
  if (value instanceof Binary) return binary(value);
  if (value instanceof Int32 || value instanceof Double) return number(value.value);
  if (value instanceof Timestamp) throw new CommandError(2, 'the embedded engine does not compare timestamps');
  if (value instanceof Long) return long(value);
  if (value instanceof Date) return date(value);
  if (value instanceof MinKey) return Buffer.from([0x01]);
  if (value instanceof MaxKey) return Buffer.from([0xff]);
  if (value instanceof RegExp) return Buffer.concat([Buffer.from([0x50]), text(value.source), text(value.flags)]);
  if (value instanceof BSONRegExp) return Buffer.concat([Buffer.from([0x50]), text(value.pattern), text(value.options)]);
  if (value instanceof Decimal128 || '_bsontype' in value) throw new CommandError(2, 'the embedded engine does not compare values of this BSON type');
  return composite(value);
}

/**
 * @param value a deserialised BSON value, promoted or not; `undefined` (missing) counts as null, as in MongoDB's indexes
 * @returns type byte and value bytes; no encoding is a prefix of another, so encodings can be joined
 * @throws CommandError 2 for types that the engine does not compare (Decimal128, Timestamp, code, longs beyond 2^53)
 */
export function encodeValue(value: unknown): Buffer {
  if (value === null || value === undefined) return Buffer.from([0x05]);
  if (typeof value === 'number') return number(value);
  if (typeof value === 'string') return Buffer.concat([Buffer.from([0x14]), text(value)]);
  if (typeof value === 'boolean') return Buffer.from([0x3c, value ? 1 : 0]);
  if (typeof value === 'object') return encodeObject(value);
  throw new CommandError(2, 'the embedded engine does not compare values of this BSON type');
}

const idTypes = new Set([0x0a, 0x14, 0x32, 0x37]);

/**
 * The key of a document: as `encodeValue`, for `_id` values only.
 * @throws CommandError 53 for an `_id` that is no binary, string, ObjectId or number; 17280 above 1,024 bytes
 */
export function encodeId(value: unknown): Buffer {
  const encoded = encodeValue(value);
  if (!idTypes.has(encoded[0] ?? 0)) throw new CommandError(53, 'the embedded engine takes an _id of type binary, string, ObjectId or number only');
  if (encoded.length > 1024) throw new CommandError(17280, 'an _id of the embedded engine has at most 1,000 bytes');
  return encoded;
}

/** Orders two values as MongoDB does; for arrays see `sort.ts`. */
export const compareValues = (left: unknown, right: unknown): number => Buffer.compare(encodeValue(left), encodeValue(right));
