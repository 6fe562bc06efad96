// Adds up the packed counts of several items, person by person, and looks up the number of the sum: five columns a loop, then
// two, then one. All items' tables stand in one array, 256 apart: a loop over six arrays keeps its places in registers, one
// over ten does not and takes twice as long. This is where a million persons pass.
type Bytes = Uint8Array;

/** Places of one item's table. */
export const BYTES = 256;

/** packed[i] = (or, if `onto`, +=) the sum of five columns' table values. */
function addFive(c: readonly Bytes[], table: Int32Array, from: number, start: number, count: number, packed: Int32Array, onto: boolean): void {
  const c0 = c[from] as Bytes, c1 = c[from + 1] as Bytes, c2 = c[from + 2] as Bytes, c3 = c[from + 3] as Bytes, c4 = c[from + 4] as Bytes;
  const base = from * BYTES;
  for (let i = 0, row = start; i < count; i += 1, row += 1) {
    const sum =
      ((((table[base + (c0[row] as number)] as number) + (table[base + 256 + (c1[row] as number)] as number)) | 0) +
        (((table[base + 512 + (c2[row] as number)] as number) + (table[base + 768 + (c3[row] as number)] as number)) | 0) +
        (table[base + 1024 + (c4[row] as number)] as number)) | 0;
    packed[i] = onto ? ((packed[i] as number) + sum) | 0 : sum;
  }
}

/** The same of two columns. */
function addTwo(c: readonly Bytes[], table: Int32Array, from: number, start: number, count: number, packed: Int32Array, onto: boolean): void {
  const c0 = c[from] as Bytes, c1 = c[from + 1] as Bytes;
  const base = from * BYTES;
  for (let i = 0, row = start; i < count; i += 1, row += 1) {
    const sum = ((table[base + (c0[row] as number)] as number) + (table[base + 256 + (c1[row] as number)] as number)) | 0;
    packed[i] = onto ? ((packed[i] as number) + sum) | 0 : sum;
  }
}

/** packed[i] = Σ over items of table[BYTES · item + byte]. */
export function addTables(columns: readonly Bytes[], table: Int32Array, start: number, count: number, packed: Int32Array): void {
  let index = 0;
  for (; index + 4 < columns.length; index += 5) addFive(columns, table, index, start, count, packed, index > 0);
  for (; index + 1 < columns.length; index += 2) addTwo(columns, table, index, start, count, packed, index > 0);
  if (index === columns.length) return;
  const last = columns[index] as Bytes, base = index * BYTES;
  const onto = index > 0;
  for (let i = 0, row = start; i < count; i += 1, row += 1) packed[i] = ((onto ? (packed[i] as number) : 0) + (table[base + (last[row] as number)] as number)) | 0;
}

/** The same of one person. */
export const packedOfRow = (columns: readonly Bytes[], table: Int32Array, row: number): number =>
  columns.reduce((sum, column, item) => sum + (table[item * BYTES + (column[row] as number)] as number), 0);

/** Five columns and no more, the commonest group: sums and numbers in one loop. */
function numberFive(c: readonly Bytes[], table: Int32Array, numbers: Int32Array, start: number, count: number, ids: Int32Array): number {
  const c0 = c[0] as Bytes, c1 = c[1] as Bytes, c2 = c[2] as Bytes, c3 = c[3] as Bytes, c4 = c[4] as Bytes;
  let all = 0;
  for (let i = 0, row = start; i < count; i += 1, row += 1) {
    const id = ((numbers[
      ((((table[c0[row] as number] as number) + (table[256 + (c1[row] as number)] as number)) | 0) +
        (((table[512 + (c2[row] as number)] as number) + (table[768 + (c3[row] as number)] as number)) | 0) +
        (table[1024 + (c4[row] as number)] as number)) | 0
    ] as number) - 1) | 0;
    ids[i] = id;
    all |= id;
  }
  return all;
}

/** ids[i] = numbers[Σ table] − 1; false where some sum has no number yet (0), whose id is then −1. */
export function numberTables(columns: readonly Bytes[], table: Int32Array, numbers: Int32Array, start: number, count: number, ids: Int32Array): boolean {
  if (columns.length === 5) return numberFive(columns, table, numbers, start, count, ids) >= 0;
  addTables(columns, table, start, count, ids);
  let all = 0;
  for (let i = 0; i < count; i += 1) {
    const id = ((numbers[ids[i] as number] as number) - 1) | 0;
    ids[i] = id;
    all |= id;
  }
  return all >= 0;
}
