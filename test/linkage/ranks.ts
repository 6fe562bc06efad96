// Ranks and Spearman's correlation, with ties at their mean rank.
export function ranks(values: readonly number[]): number[] {
  const order = [...values.keys()].sort((left, right) => (values[left] ?? 0) - (values[right] ?? 0));
  const result = new Array<number>(values.length).fill(0);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && values[order[to] ?? 0] === values[order[from] ?? 0]) to += 1;
    for (let at = from; at < to; at += 1) result[order[at] ?? 0] = (from + to - 1) / 2;
    from = to;
  }
  return result;
}

/** 0 where one side is constant. */
export function spearman(one: readonly number[], other: readonly number[]): number {
  const [left, right] = [ranks(one), ranks(other)];
  const middle = (one.length - 1) / 2;
  let [product, first, second] = [0, 0, 0];
  left.forEach((rank, at) => {
    const [a, b] = [rank - middle, (right[at] ?? middle) - middle];
    product += a * b;
    first += a * a;
    second += b * b;
  });
  return first === 0 || second === 0 ? 0 : product / Math.sqrt(first * second);
}
