// What a factor was made of in two rounds, for break marks: items with their wording, ways in, sites, the mix of strata, and whether sheets weighed alike.
// Strata that either round hides stand together as one "other", so that hiding never looks like a change of the mix, and the
// mix says nothing that the published counts do not say.
import type { PopulationResult } from '../../shared/results/population-result.ts';
import { breakMarks } from '../comparison/break-marks.ts';
import type { BreakMark, RoundMake } from '../comparison/break-marks.ts';

const shownStrata = ({ strata }: PopulationResult): ReadonlyMap<string, number> =>
  new Map(strata.groups.flatMap(({ code, sheets }) => (sheets.status === 'counted' ? [[String(code), sheets.n] as const] : [])));

/** Shares of the sheets by stratum, of strata with a count in both rounds (or in no more than one of the plans); the rest is `other`. */
function compositionOf(result: PopulationResult, other: PopulationResult): ReadonlyMap<string, number> {
  const [own, others] = [shownStrata(result), shownStrata(other)];
  if (own.size === 0 || others.size === 0 || result.sheets === 0) return new Map();
  const isPlanned = (code: string): boolean => other.strata.groups.some((group) => String(group.code) === code);
  const kept = [...own].filter(([code]) => others.has(code) || !isPlanned(code));
  const rest = result.sheets - kept.reduce((sum, [, n]) => sum + n, 0);
  return new Map([...kept.map(([code, n]) => [code, n / result.sheets] as const), ['other', rest / result.sheets] as const]);
}

/** Ways in, where both rounds say them; otherwise what their results show of them. */
function modesOf(result: PopulationResult, other: PopulationResult): readonly string[] {
  const ways = result.modes !== undefined && other.modes !== undefined ? result.modes : result.cards === undefined ? [] : ['cards'];
  return [result.selection, result.way ?? 'invited', ...ways];
}

/** Whether sheets weighed alike, in whichever estimate, or unlike; a design that hides its weights counts as unlike. */
const weighingOf = ({ estimation, weights }: PopulationResult): string => (estimation === 'simple' || (weights !== undefined && weights.smallest === weights.largest) ? 'alike' : 'unlike');

/** Sites are the strata of a selection by sites. */
export function makeOf(result: PopulationResult, other: PopulationResult, isBehind: (item: PopulationResult['items'][number]) => boolean): RoundMake {
  const items = result.items.filter((item) => item.kind === 'evaluative' && isBehind(item));
  return {
    items: new Map(items.map(({ item, revision }) => [item, String(revision)])),
    modes: modesOf(result, other),
    sites: result.selection === 'sites' ? result.strata.groups.map(({ code }) => String(code)) : [],
    composition: compositionOf(result, other),
    estimation: weighingOf(result),
  };
}

/** What changed between two rounds besides the answers, for the items that `isBehind` picks. */
export const marksBetween = (previous: PopulationResult, now: PopulationResult, isBehind: (item: PopulationResult['items'][number]) => boolean): BreakMark[] =>
  breakMarks(makeOf(previous, now, isBehind), makeOf(now, previous, isBehind));
