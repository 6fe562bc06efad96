// Numbers for codes, found by their bytes: an open-addressed table, so that no text is made of a code that was met before.
// A million rows pass through `find`; a Map of texts would cost more than all the rest of their row.

const FIRST_SLOTS = 256;

/** More different codes than this in one column are no strata and no clusters, but names of persons. */
export const MOST_CODES = 50_000;

export type CodeTable = {
  /** Number of the code that stands from start to end, or −1. */
  readonly find: (bytes: Uint8Array, start: number, end: number) => number;
  /** Remembers a code; one that is there already gets the new number. */
  readonly add: (code: Uint8Array, number: number) => void;
};

type Slots = { mask: number; count: number; readonly codes: (Uint8Array | undefined)[]; numbers: Int32Array };

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = end - start;
  for (let place = start; place < end; place += 1) hash = Math.imul(hash ^ (bytes[place] as number), 0x01000193) ^ (hash >>> 15);
  return hash ^ (hash >>> 13);
}

function isSame(code: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (code.length !== end - start) return false;
  for (let place = 0; place < code.length; place += 1) if (code[place] !== bytes[start + place]) return false;
  return true;
}

/** The slot of a code, or the free one where it belongs. */
function slotOf({ codes, mask }: Slots, bytes: Uint8Array, start: number, end: number): number {
  let slot = hashOf(bytes, start, end) & mask;
  for (let code = codes[slot]; code !== undefined && !isSame(code, bytes, start, end); code = codes[slot]) slot = (slot + 1) & mask;
  return slot;
}

function emptySlots(size: number): Slots {
  return { mask: size - 1, count: 0, codes: Array.from({ length: size }), numbers: new Int32Array(size) };
}

function put(slots: Slots, code: Uint8Array, number: number): void {
  const slot = slotOf(slots, code, 0, code.length);
  if (slots.codes[slot] === undefined) slots.count += 1;
  slots.codes[slot] = code;
  slots.numbers[slot] = number;
}

function twiceAsMany(slots: Slots): Slots {
  const larger = emptySlots(slots.codes.length * 2);
  slots.codes.forEach((code, slot) => { if (code !== undefined) put(larger, code, slots.numbers[slot] ?? 0); });
  return larger;
}

/** An empty table; it grows as codes are added. */
export function codeTable(): CodeTable {
  let slots = emptySlots(FIRST_SLOTS);
  return {
    find(bytes, start, end) {
      const slot = slotOf(slots, bytes, start, end);
      return slots.codes[slot] === undefined ? -1 : (slots.numbers[slot] as number);
    },
    add(code, number) {
      if (2 * slots.count >= slots.codes.length) slots = twiceAsMany(slots);
      put(slots, code, number);
    },
  };
}
