// Byte arrays and the few things done to them on both sides of the wire.
// `Bytes` names its buffer because WebCrypto's types refuse a view over shared memory. TextEncoder and TextDecoder
// are declared here, not taken from a DOM or Node library: both have them, and this room belongs to neither.

export type Bytes = Uint8Array<ArrayBuffer>;

/** SHA-256, handed in by the room that has one: WebCrypto in a browser, node:crypto on a server. */
export type Sha256 = (bytes: Bytes) => Bytes | Promise<Bytes>;

declare const TextEncoder: new () => { encode(text: string): Bytes };
declare const TextDecoder: new (label: string, options: { fatal: boolean; ignoreBOM: boolean }) => { decode(bytes: Bytes): string };

/** UTF-8 bytes of a text. */
export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);

/** Text of UTF-8 bytes. Throws a TypeError where they are no UTF-8; keeps a byte order mark, so that it is seen. */
export const textOfUtf8 = (bytes: Bytes): string => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

export function concatBytes(...parts: readonly Bytes[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Bytewise order, shorter first where one begins the other. For sorting and for equality (0); not constant-time. */
export function compareBytes(one: Bytes, other: Bytes): number {
  const shared = Math.min(one.length, other.length);
  for (let index = 0; index < shared; index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

export const equalBytes = (one: Bytes, other: Bytes): boolean => compareBytes(one, other) === 0;

/** A field preceded by its length in two bytes, so that no two lists of fields give the same bytes. */
export function lengthPrefixed(field: Bytes): Bytes {
  if (field.length > 0xffff) throw new RangeError('a field of more than 65,535 bytes has no two-byte length');
  return concatBytes(Uint8Array.of(field.length >> 8, field.length & 0xff), field);
}
