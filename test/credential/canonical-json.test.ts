// RFC 8785's own vectors, then what our protocol leans on: one text per value, and refusals.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { canonicalBytes, canonicalText } from '../../shared/credential/canonical-json.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import { encodeHex } from '../../shared/credential/hex.ts';

type Vectors = {
  readonly numbers: readonly (readonly [string, string])[];
  readonly refused: readonly string[];
  readonly values: readonly { readonly given: string; readonly hex: string }[];
  readonly sorted: { readonly given: string; readonly order: readonly string[] };
};
const vectors = JSON.parse(readFileSync(new URL('../conformance/credential/rfc8785.json', import.meta.url), 'utf8')) as Vectors;
const double = (hex: string): number => Buffer.from(hex, 'hex').readDoubleBE();

describe('canonical JSON as RFC 8785 publishes it', () => {
  it.each(vectors.numbers)('writes the double %s as %s', (hex, text) => {
    expect(canonicalText(double(hex))).toBe(text);
  });

  it.each(vectors.refused)('refuses the double %s', (hex) => {
    expect(() => canonicalText(double(hex))).toThrow(TypeError);
  });

  it.each(vectors.values)('writes the sample of section 3.2.2 byte for byte', ({ given, hex }) => {
    expect(encodeHex(canonicalBytes(JSON.parse(given) as Json))).toBe(hex);
  });

  it('sorts keys by UTF-16 code units, an emoji before a Hebrew letter', () => {
    expect(Object.values(JSON.parse(canonicalText(JSON.parse(vectors.sorted.given) as Json)) as Record<string, string>)).toHaveLength(7);
    const places = vectors.sorted.order.map((name) => canonicalText(JSON.parse(vectors.sorted.given) as Json).indexOf(name));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
  });
});

describe('canonical JSON', () => {
  it('gives the same text whatever the order of keys, at every depth', () => {
    expect(canonicalText({ b: [{ d: 1, c: 2 }], a: null })).toBe(canonicalText({ a: null, b: [{ c: 2, d: 1 }] }));
  });

  it.each([[undefined], [Symbol('x')], [(): void => undefined], [1n], [{ a: undefined }], ['\ud800'], ['a\udc00b'], [{ '\ud83d': 1 }]])('refuses %p', (value) => {
    expect(() => canonicalText(value as Json)).toThrow(TypeError);
  });

  it('keeps a key named __proto__ as a key', () => {
    expect(canonicalText(JSON.parse('{"__proto__":1}') as Json)).toBe('{"__proto__":1}');
  });
});
