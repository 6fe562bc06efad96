// Codes of a column in the order of their spelling. A file numbers codes as they come, so that the order of its rows would show in
// the order of strata in the scorecard; strata that a frame names keep the frame's order, which somebody chose.

/** Codes, and each row's number: 1 + index of its code, 0 for none. */
export type NumberedCodes = { readonly codes: readonly string[]; readonly of: Uint32Array };

/** The same column with the codes behind the first `kept` sorted, and rows renumbered. */
export function inOrder(column: NumberedCodes, kept = 0): NumberedCodes {
  const codes = [...column.codes.slice(0, kept), ...column.codes.slice(kept).sort()];
  const numberOf = new Map(codes.map((code, index) => [code, index + 1]));
  const renumbered = Uint32Array.from([0, ...column.codes.map((code) => numberOf.get(code) ?? 0)]);
  return { codes, of: column.of.map((number) => renumbered[number] ?? 0) };
}
