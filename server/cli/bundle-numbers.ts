// Numbers as a person writes them: `3`, `1-4`, `1-4,7`. At most a thousand, so that a slip of the hand makes no list of millions.
import { UsageProblem } from './command.ts';

/** Throws UsageProblem where it is no such list. */
export function bundleNumbers(text: string): readonly number[] {
  const numbers = new Set<number>();
  for (const part of text.split(',')) {
    const [, first, last] = /^\s*([1-9]\d{0,5})(?:\s*-\s*([1-9]\d{0,5}))?\s*$/.exec(part) ?? [];
    if (first === undefined) throw new UsageProblem('--bundles takes numbers such as 3 or 1-4,7');
    const end = Number(last ?? first);
    if (end < Number(first) || end - Number(first) > 1000) throw new UsageProblem('--bundles takes ranges from the smaller to the larger number');
    for (let number = Number(first); number <= end; number += 1) numbers.add(number);
  }
  return [...numbers].sort((one, other) => one - other);
}
