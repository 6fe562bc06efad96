// Seeded randomness for bootstraps and rank intervals: the same seed gives the same figures on every machine,
// so that another statistician's rerun is a check and not a new draw.

/** Draws whole numbers and uniforms from one seed. */
export type Random = { readonly uniform: () => number; readonly below: (bound: number) => number; readonly normal: () => number };

/** splitmix32, which spreads a small seed over the four words of the generator. */
function spread(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

/** The generator sfc32 (Doty-Humphrey, PractRand), which passes BigCrush; uniform() has 53 bits, normal() is Box and Muller's. */
export function seededRandom(seed: number): Random {
  if (!Number.isInteger(seed)) throw new RangeError(`a seed must be a whole number, got ${seed}`);
  const words = spread(seed);
  let a = words(), b = words(), c = words(), counter = 1;
  const next = (): number => {
    const result = (a + b + counter) >>> 0;
    counter = (counter + 1) >>> 0;
    a = (b ^ (b >>> 9)) >>> 0;
    b = (c + (c << 3)) >>> 0;
    c = (((c << 21) | (c >>> 11)) + result) >>> 0;
    return result;
  };
  for (let warm = 0; warm < 16; warm += 1) next();
  const uniform = (): number => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  const below = (bound: number): number => Math.floor(uniform() * bound);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, below, normal };
}
