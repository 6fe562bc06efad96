// One solver for every quantile: Newton on the logarithm of the smaller tail, in the logarithm of x,
// kept inside a bracket. In those two logarithms tails are close to straight lines, so it converges in
// a handful of steps from any start, also at 1e-300, where jstat's own inverses are off by factors.

/** A positive variable's tail to invert: `tail(x)` is monotone, `slope(x)` its derivative's absolute value. */
export type TailToInvert = {
  readonly tail: (x: number) => number;
  readonly slope: (x: number) => number;
  readonly increasing: boolean;
  readonly target: number;
  readonly start: number;
  readonly ceiling: number;
};

function insideBracket(low: number, high: number, at: number, wanted: number, stretch: number): number {
  if (Number.isFinite(wanted) && wanted > low && wanted < high) return wanted;
  if (low > -Infinity && high < Infinity) return (low + high) / 2;
  return low > -Infinity ? at + stretch : at - stretch;
}

/** The x in (0, ceiling] at which the tail equals the target; relative error about 1e-15 × the tail's own. */
export function solveQuantile(problem: TailToInvert): number {
  const { tail, slope, increasing, target, ceiling } = problem;
  let low = -Infinity;
  let high = Math.log(ceiling);
  let at = problem.start > 0 && problem.start < ceiling ? Math.log(problem.start) : Math.min(0, high - 0.1);
  let stretch = 1;
  for (let step = 0; step < 300; step += 1) {
    const x = Math.exp(at);
    const value = tail(x);
    const error = value > 0 ? Math.log(value / target) : -Infinity;
    if (error === 0) return x;
    if (error > 0 === increasing) high = at;
    else low = at;
    const change = (error * value) / (x * slope(x));
    const next = insideBracket(low, high, at, at - (increasing ? change : -change), stretch);
    stretch *= 2;
    if (Math.abs(next - at) <= 4e-16 || next === at) return Math.exp(next);
    at = next;
  }
  return Math.exp(at);
}
