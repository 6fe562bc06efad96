// The inner loops that add one block of persons to the sums by key and cell. A key is a state of a score group or a byte
// (or pair of bytes) of items. Unweighted: whole counts. Weighted: n and the heads and rests of Σw and Σw² (split-sums.ts)
// side by side. Kept bare on purpose: a million persons × 50 items pass through these. Math.imul spares the check that a
// product of whole numbers is one.
import type { SplitWeights } from './split-sums.ts';

/** The additions of one pass, weighted or not: how a block of keys joins its sums. */
export type AddKeys = (keys: Int32Array, cellOf: Int32Array, count: number, sums: Float64Array, start: number) => void;

/** sums[key × cells + cell] += 1 */
export function countKeys(keys: Int32Array, cellOf: Int32Array, cells: number, count: number, sums: Float64Array): void {
  for (let i = 0; i < count; i += 1) {
    const place = (Math.imul(keys[i] as number, cells) + (cellOf[i] as number)) | 0;
    sums[place] = (sums[place] as number) + 1;
  }
}

/** sums[5 (key × cells + cell)] += 1, head and rest of w, head and rest of w². Splitting anew is faster here than loading four parts. */
export function weighKeys(keys: Int32Array, cellOf: Int32Array, cells: number, count: number, sums: Float64Array, { weights, ofWeights, ofSquares }: SplitWeights, start: number): void {
  const { head: h1, rest: r1 } = ofWeights, { head: h2, rest: r2 } = ofSquares;
  for (let i = 0; i < count; i += 1) {
    const place = Math.imul(Math.imul(keys[i] as number, cells) + (cellOf[i] as number), 5);
    const weight = weights[start + i] as number, square = weight * weight;
    const head = weight + h1 - h1, headOfSquare = square + h2 - h2;
    sums[place] = (sums[place] as number) + 1;
    sums[place + 1] = (sums[place + 1] as number) + head;
    sums[place + 2] = (sums[place + 2] as number) + (weight - head + r1 - r1);
    sums[place + 3] = (sums[place + 3] as number) + headOfSquare;
    sums[place + 4] = (sums[place + 4] as number) + (square - headOfSquare + r2 - r2);
  }
}

/** keys[i] = first byte × width + second byte: two items share one addition. */
export function pairKeys(first: Uint8Array, second: Uint8Array, width: number, start: number, count: number, keys: Int32Array): void {
  for (let i = 0, row = start; i < count; i += 1, row += 1) keys[i] = (Math.imul(first[row] as number, width) + (second[row] as number)) | 0;
}

/** keys[i] = byte */
export function singleKeys(column: Uint8Array, start: number, count: number, keys: Int32Array): void {
  for (let i = 0, row = start; i < count; i += 1, row += 1) keys[i] = column[row] as number;
}

/** leads[i] += the lead of each person's state in a group: a sheet is usable where its leads come to 0 or more. */
export function addLeads(ids: Int32Array, leadOf: Int32Array, count: number, leads: Int32Array): void {
  for (let i = 0; i < count; i += 1) leads[i] = ((leads[i] as number) + (leadOf[ids[i] as number] as number)) | 0;
}

/** Cell of each person of a block; `unusable` where fewer than half of the applicable items are answered, or the weight is 0: out of every figure. */
export function assignCells(cells: Uint16Array | null, start: number, count: number, leads: Int32Array, unusable: number, out: Int32Array, weights?: Float64Array): void {
  for (let i = 0; i < count; i += 1) out[i] = (leads[i] as number) < 0 ? unusable : cells === null ? 0 : (cells[start + i] as number);
  if (weights === undefined) return;
  for (let i = 0; i < count; i += 1) if (weights[start + i] === 0) out[i] = unusable;
}
