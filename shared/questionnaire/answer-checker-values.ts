// Whether one value answers one item: the inner loop of the checker. Blank is absence, so an empty list, an empty text
// and null are refused rather than taken for a blank: two spellings of one answer would be two bodies with one meaning.
import type { AnswerProblemKind } from '../problem.ts';
import type { MultipleRule, SingleRule, TextRule } from './answer-checker-rules.ts';

type Verdict = AnswerProblemKind | undefined;

// A lone surrogate has no UTF-8 form, so that neither the signature nor the store could carry it.
const LONE_SURROGATE = /[\uD800-\uDFFF]/u;

/** A set takes -0 for 0; JSON can carry both, and only one of them is a code. */
const isCode = (value: unknown): value is string | number => typeof value === 'string' || (typeof value === 'number' && !Object.is(value, -0));

export function checkSingle(rule: SingleRule, value: unknown): Verdict {
  if (!isCode(value)) return typeof value === 'number' ? 'outside-scale' : 'wrong-type';
  return rule.values.has(value) ? undefined : 'outside-scale';
}

export function checkMultiple(rule: MultipleRule, value: unknown): Verdict {
  if (!Array.isArray(value) || value.length === 0) return 'wrong-type';
  // More values than there are codes must repeat one; told before the loop, so that a long list costs nothing.
  if (value.length > rule.values.size) return 'repeated';
  for (let index = 0; index < value.length; index += 1) {
    const chosen: unknown = value[index];
    if (!isCode(chosen)) return 'wrong-type';
    if (!rule.values.has(chosen)) return 'outside-scale';
    if (value.length > 1 && rule.exclusive.has(chosen)) return 'exclusive';
    if (value.indexOf(chosen) !== index) return 'repeated';
  }
  return undefined;
}

/** Length in UTF-16 units, as the `maxlength` of a text area counts. */
export function checkText(rule: TextRule, value: unknown): Verdict {
  if (typeof value !== 'string' || value === '') return 'wrong-type';
  if (value.length > rule.maxLength) return 'too-long';
  return LONE_SURROGATE.test(value) ? 'wrong-type' : undefined;
}
