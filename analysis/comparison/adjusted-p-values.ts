// Multiplicity: Holm for a family declared before the round, Benjamini–Hochberg for exploring item lists.
// A test that could not be made (undefined) takes no place in the family and stays undefined.

type PValues = readonly (number | undefined)[];

/** Adjusts the p-values that exist, in ascending order, and puts them back where they came from. */
function adjust(ps: PValues, inOrder: (sorted: readonly number[]) => number[]): (number | undefined)[] {
  const places = ps.flatMap((p, place) => (p === undefined ? [] : [{ p, place }])).sort((left, right) => left.p - right.p || left.place - right.place);
  const bad = places.find(({ p }) => typeof p !== 'number' || !(p >= 0 && p <= 1));
  if (bad !== undefined) throw new RangeError(`a p-value must be between 0 and 1, got ${bad.p} at place ${bad.place}`);
  const adjusted = new Map(inOrder(places.map(({ p }) => p)).map((value, index) => [places[index]?.place ?? -1, value]));
  return ps.map((_, place) => adjusted.get(place));
}

/** max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎). Source: Holm 1979. R: `p.adjust(p, "holm")`. */
export function holm(ps: PValues): (number | undefined)[] {
  return adjust(ps, (sorted) => {
    let most = 0;
    return sorted.map((p, index) => (most = Math.max(most, Math.min(1, (sorted.length - index) * p))));
  });
}

/** min over j ≥ i of min(1, m p₍ⱼ₎/j). Source: Benjamini & Hochberg 1995. R: `p.adjust(p, "BH")`. */
export function benjaminiHochberg(ps: PValues): (number | undefined)[] {
  return adjust(ps, (sorted) => {
    let least = 1;
    return [...sorted].reverse().map((p, index) => (least = Math.min(least, (sorted.length * p) / (sorted.length - index)))).reverse();
  });
}
