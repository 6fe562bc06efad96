// The inner loops that add one block of persons to the sums by key and cell. A key is a state of a score group or a byte
// (or pair of bytes) of items. Unweighted: whole counts. Weighted: n and the heads and rests of Σw and Σw² (split-sums.ts)
// side by side. Kept bare on purpose: a million persons × 50 items pass through these.
import type { SplitWeights } from './split-sums.ts';

/** The additions of one pass, weighted or not: how a block of keys joins its sums. */
export type AddKeys = (keys: Int32Array, cellOf: Int32Array, count: number, sums: Float64Array, start: number) => void;

/** sums[key × cells + cell] += 1 */
export function countKeys(keys: Int32Array, cellOf: Int32Array, cells: number, count: number, sums: Float64Array): void {
  for (let i = 0; i < count; i += 1) {
    const place = (keys[i] as number) * cells + (cellOf[i] as number);
    sums[place] = (sums[place] as number) + 1;
  }
}

/** sums[5 (key × cells + cell)] += 1, head and rest of w, head and rest of w². */
export function weighKeys(keys: Int32Array, cellOf: Int32Array, cells: number, count: number, sums: Float64Array, { weights, splitter, ofSquares }: SplitWeights, start: number): void {
  if (splitter === 0) { weighPlainly(keys, cellOf, cells, count, sums, weights, start); return; }
  for (let i = 0; i < count; i += 1) {
    const place = 5 * ((keys[i] as number) * cells + (cellOf[i] as number));
    const weight = weights[start + i] as number, square = weight * weight;
    const head = weight + splitter - splitter, headOfSquare = square + ofSquares - ofSquares;
    sums[place] = (sums[place] as number) + 1;
    sums[place + 1] = (sums[place + 1] as number) + head;
    sums[place + 2] = (sums[place + 2] as number) + (weight - head);
    sums[place + 3] = (sums[place + 3] as number) + headOfSquare;
    sums[place + 4] = (sums[place + 4] as number) + (square - headOfSquare);
  }
}

/** The same without splitting: rests stay 0. */
function weighPlainly(keys: Int32Array, cellOf: Int32Array, cells: number, count: number, sums: Float64Array, weights: Float64Array, start: number): void {
  for (let i = 0; i < count; i += 1) {
    const place = 5 * ((keys[i] as number) * cells + (cellOf[i] as number));
    const weight = weights[start + i] as number;
    sums[place] = (sums[place] as number) + 1;
    sums[place + 1] = (sums[place + 1] as number) + weight;
    sums[place + 3] = (sums[place + 3] as number) + weight * weight;
  }
}

/** keys[i] = first byte × width + second byte: two items share one addition. */
export function pairKeys(first: Uint8Array, second: Uint8Array, width: number, start: number, count: number, keys: Int32Array): void {
  for (let i = 0, row = start; i < count; i += 1, row += 1) keys[i] = (first[row] as number) * width + (second[row] as number);
}

/** keys[i] = byte */
export function singleKeys(column: Uint8Array, start: number, count: number, keys: Int32Array): void {
  for (let i = 0, row = start; i < count; i += 1, row += 1) keys[i] = column[row] as number;
}

/** answered and applicable of each person, added up over groups, from their packed counts. */
export function addCounts(packed: Int32Array, bits: number, count: number, answered: Int32Array, applicable: Int32Array): void {
  const mask = (1 << bits) - 1;
  for (let i = 0; i < count; i += 1) {
    const counts = packed[i] as number;
    answered[i] = (answered[i] as number) + (counts & mask);
    applicable[i] = (applicable[i] as number) + ((counts >>> bits) & mask);
  }
}

/** Cell of each person of a block; `unusable` where fewer than half of the applicable items are answered, or the weight is 0: out of every figure. */
export function assignCells(cells: Uint16Array | null, start: number, count: number, answered: Int32Array, applicable: Int32Array, unusable: number, out: Int32Array, weights?: Float64Array): void {
  for (let i = 0; i < count; i += 1) {
    const isUsable = 2 * (answered[i] as number) >= (applicable[i] as number);
    out[i] = isUsable ? (cells === null ? 0 : (cells[start + i] as number)) : unusable;
  }
  if (weights === undefined) return;
  for (let i = 0; i < count; i += 1) if (weights[start + i] === 0) out[i] = unusable;
}
