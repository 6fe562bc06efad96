// Linear algebra of small symmetric matrices in flat arrays, for the bootstrap of omega, which fits thousands of models.
// Row-major, no checks inside the loops: callers give arrays of the right length. inference/matrix.ts is the readable twin.

/** Cholesky factor of the `size` × `size` matrix `a` into `lower`; false when it is not positive definite. */
export function factorise(a: Float64Array, size: number, lower: Float64Array): boolean {
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let rest = a[row * size + column] as number;
      for (let k = 0; k < column; k += 1) rest -= (lower[row * size + k] as number) * (lower[column * size + k] as number);
      if (column < row) lower[row * size + column] = rest / (lower[column * size + column] as number);
      else if (rest > 0) lower[row * size + row] = Math.sqrt(rest);
      else return false;
    }
  }
  return true;
}

/** A⁻¹ from its Cholesky factor, into `inverse`; `lower` is overwritten by its own inverse. */
export function invertFactor(lower: Float64Array, size: number, inverse: Float64Array): void {
  for (let column = 0; column < size; column += 1) {
    lower[column * size + column] = 1 / (lower[column * size + column] as number);
    for (let row = column + 1; row < size; row += 1) {
      let sum = 0;
      for (let k = column; k < row; k += 1) sum -= (lower[row * size + k] as number) * (lower[k * size + column] as number);
      lower[row * size + column] = sum / (lower[row * size + row] as number);
    }
  }
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = 0;
      for (let k = row; k < size; k += 1) sum += (lower[k * size + row] as number) * (lower[k * size + column] as number);
      inverse[row * size + column] = sum;
      inverse[column * size + row] = sum;
    }
  }
}

/** a · b, into `product`. */
export function multiplySquare(a: Float64Array, b: Float64Array, size: number, product: Float64Array): void {
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let sum = 0;
      for (let k = 0; k < size; k += 1) sum += (a[row * size + k] as number) * (b[k * size + column] as number);
      product[row * size + column] = sum;
    }
  }
}

function largestPivot(a: Float64Array, size: number, step: number): number {
  let pivot = step;
  for (let row = step + 1; row < size; row += 1) {
    if (Math.abs(a[row * size + step] as number) > Math.abs(a[pivot * size + step] as number)) pivot = row;
  }
  return pivot;
}

function swapRows(a: Float64Array, b: Float64Array, size: number, one: number, other: number): void {
  for (let k = 0; k < size; k += 1) [a[one * size + k], a[other * size + k]] = [a[other * size + k] as number, a[one * size + k] as number];
  [b[one], b[other]] = [b[other] as number, b[one] as number];
}

/** x with a x = b by elimination with partial pivoting, in place of `b`; false when a pivot falls below 1e-12 of the largest element. */
export function solveInPlace(a: Float64Array, b: Float64Array, size: number): boolean {
  const least = 1e-12 * a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let step = 0; step < size; step += 1) {
    const pivot = largestPivot(a, size, step);
    if (!(Math.abs(a[pivot * size + step] as number) > least)) return false;
    if (pivot !== step) swapRows(a, b, size, pivot, step);
    for (let row = step + 1; row < size; row += 1) {
      const factor = (a[row * size + step] as number) / (a[step * size + step] as number);
      for (let k = step; k < size; k += 1) a[row * size + k] = (a[row * size + k] as number) - factor * (a[step * size + k] as number);
      b[row] = (b[row] as number) - factor * (b[step] as number);
    }
  }
  for (let row = size - 1; row >= 0; row -= 1) {
    let rest = b[row] as number;
    for (let k = row + 1; k < size; k += 1) rest -= (a[row * size + k] as number) * (b[k] as number);
    b[row] = rest / (a[row * size + row] as number);
  }
  return true;
}
