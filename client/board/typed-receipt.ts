// What somebody typed for a receipt, and what is wrong with it in the most helpful words: a keyboard that writes no Latin
// letters, characters too few or too many, or a character that must be found by comparing. In groups, so that it can be.
import { inGroups, normaliseCrockford } from '../../shared/credential/crockford.ts';
import { readReceipt } from '../../shared/credential/receipt.ts';

export type TypedReceipt =
  | { readonly kind: 'receipt'; readonly text: string }
  | { readonly kind: 'empty' | 'foreign' }
  | { readonly kind: 'length'; readonly count: number }
  | { readonly kind: 'mistyped'; readonly text: string };

const LENGTH = 24;

/** `text` is in groups of four, as receipts are printed. */
export function readTypedReceipt(typed: string): TypedReceipt {
  const receipt = readReceipt(typed);
  if (receipt !== null) return { kind: 'receipt', text: receipt };
  const characters = normaliseCrockford(typed);
  if (characters === '') return { kind: 'empty' };
  if (/[^0-9A-Z]/.test(characters)) return { kind: 'foreign' };
  return characters.length === LENGTH ? { kind: 'mistyped', text: inGroups(characters) } : { kind: 'length', count: characters.length };
}
