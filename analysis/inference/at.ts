// Reads one element of an array that must be there.
// Why: a silent undefined turns into NaN three formulas later; here it names the place at once.

/** values[index], or a RangeError that names the index and the length. */
export function at<Value>(values: { readonly length: number; readonly [index: number]: Value }, index: number): Value {
  const value = values[index];
  if (value === undefined) throw new RangeError(`no element ${index} in a list of ${values.length}`);
  return value;
}
