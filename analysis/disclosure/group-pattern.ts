// Which groups of a table (strata, answers of a breakdown item) are hidden, so that no group under the threshold can be
// found by subtracting the others from the total. Rule: take the groups under the threshold and those who did not state
// theirs (they stand in totals only); while all hidden together are fewer than the threshold, hide the next smallest.
// Proof: the total and the shown groups give away the hidden ones' sum and nothing else; that sum is of nobody or of at
// least `threshold` persons. A group is hidden with all its figures, since its overall score binds its factors together.

/** Persons by group, and those who state no group; for one kind of count (sheets, usable sheets, a factor's persons). */
export type GroupCounts = { readonly groups: readonly number[]; readonly notStated: number };

const isSmall = (count: number, threshold: number): boolean => count > 0 && count < threshold;

/** Persons who stand in the total and in no shown group. */
const hiddenMass = (counts: GroupCounts, hidden: ReadonlySet<number>): number =>
  counts.notStated + counts.groups.reduce((sum, count, group) => sum + (hidden.has(group) ? count : 0), 0);

/** The groups to hide in a table, for counts that are all published together. */
export function hiddenGroups(published: readonly GroupCounts[], threshold: number): ReadonlySet<number> {
  const [lead] = published;
  const hidden = new Set<number>();
  if (lead === undefined) return hidden;
  lead.groups.forEach((_, group) => {
    if (published.some((counts) => isSmall(counts.groups[group] ?? 0, threshold))) hidden.add(group);
  });
  const bySize = lead.groups.map((count, group) => ({ count, group })).sort((one, two) => one.count - two.count || one.group - two.group);
  for (const { count, group } of bySize) {
    if (!published.some((counts) => isSmall(hiddenMass(counts, hidden), threshold))) break;
    if (count > 0) hidden.add(group);
  }
  return hidden;
}

/** Whether one row of the table (a factor) must be hidden in every group, given the groups hidden in all rows. */
export function isRowHidden(row: GroupCounts, hidden: ReadonlySet<number>, threshold: number): boolean {
  const shownSmall = row.groups.some((count, group) => !hidden.has(group) && isSmall(count, threshold));
  return shownSmall || isSmall(hiddenMass(row, hidden), threshold);
}

/**
 * Whether the overall row must go too: some factor's row is hidden, and in some shown group every person has every
 * factor, so that ten times the overall score less nine factors would be the tenth.
 */
export function isOverallHidden(
  overall: GroupCounts, factors: readonly GroupCounts[], factorHidden: readonly boolean[], hidden: ReadonlySet<number>, threshold: number,
): boolean {
  if (isRowHidden(overall, hidden, threshold)) return true;
  if (!factorHidden.includes(true)) return false;
  return overall.groups.some((count, group) => count > 0 && !hidden.has(group) && factors.every((row) => row.groups[group] === count));
}
