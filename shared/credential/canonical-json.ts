// RFC 8785, the JSON Canonicalization Scheme: one sequence of bytes for one value, so that a hash of it means something.
// ECMAScript's own number and string forms are the RFC's, so only the order of keys and the refusals are ours.
import { utf8 } from './bytes.ts';
import type { Bytes } from './bytes.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

// With the u flag a pair is one character, so that a surrogate that still matches stands alone (no look-behind: Safari 14 has none).
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

function canonicalString(text: string): string {
  if (LONE_SURROGATE.test(text)) throw new TypeError('a lone surrogate has no UTF-8 form (RFC 8785 section 3.2.2.2)');
  return JSON.stringify(text);
}

/** Canonical text. Throws a TypeError on what JSON cannot carry: undefined, functions, NaN, infinities, lone surrogates. */
export function canonicalText(value: Json): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('JSON has no NaN and no infinity (RFC 8785 section 3.2.2.3)');
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new TypeError(`JSON has no ${typeof value}`);
  if (Array.isArray(value)) return `[${value.map((entry: Json) => canonicalText(entry)).join(',')}]`;
  const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([key, entry]) => `${canonicalString(key)}:${canonicalText(entry)}`).join(',')}}`;
}

/** Canonical UTF-8 bytes, ready to hash or sign. */
export const canonicalBytes = (value: Json): Bytes => utf8(canonicalText(value));
