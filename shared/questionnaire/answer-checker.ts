// The strict checker: compiled once per form, it decides in microseconds whether a sheet fits it. It exists because
// SurveyJS's validate() accepts values outside the choices, unknown keys, hidden answers and over-long texts, and takes
// milliseconds. The sheet comes back as it is, not copied; a refusal names codes of the form, never what was sent.
import type { AnswerProblem, AnswerProblemKind } from '../problem.ts';
import { compileItemRules } from './answer-checker-rules.ts';
import type { FormRules, ItemRule } from './answer-checker-rules.ts';
import { checkMultiple, checkSingle, checkText } from './answer-checker-values.ts';
import type { Answers } from './answers.ts';
import type { Form } from './form.ts';

export type CheckedAnswers = { readonly ok: true; readonly answers: Answers } | { readonly ok: false; readonly problems: readonly AnswerProblem[] };
export type AnswerChecker = (answers: unknown) => CheckedAnswers;

const isPlainObject = (value: unknown): value is Record<string, unknown> => {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  // An object of another realm (a worker, a test's sandbox) has that realm's Object.prototype.
  return prototype === Object.prototype || prototype === null || (Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf'));
};

/** Fills `shown` for every routed element, in order: a clause on a hidden or blank item is false. */
function route(rules: FormRules, answers: Record<string, unknown>, shown: Uint8Array): void {
  for (const routed of rules.routed) {
    let visible = 1;
    for (const { target, targetElement, holds } of routed.clauses) {
      if (shown[targetElement] === 0 || !holds(answers[target])) {
        visible = 0;
        break;
      }
    }
    shown[routed.element] = visible;
  }
}

function checkValue(rule: ItemRule, value: unknown): AnswerProblemKind | undefined {
  if (rule.kind === 'single') return checkSingle(rule, value);
  return rule.kind === 'multiple' ? checkMultiple(rule, value) : checkText(rule, value);
}

/** One problem per item; all unknown keys together are one problem, so that a flood of keys makes no flood of problems. */
function findProblems(rules: FormRules, answers: Record<string, unknown>, shown: Uint8Array): AnswerProblem[] {
  const problems: AnswerProblem[] = [];
  let unknown = false;
  for (const key in answers) {
    const rule = rules.items.get(key);
    if (rule === undefined) {
      unknown = true;
      continue;
    }
    const kind = shown[rule.element] === 0 ? 'hidden' : checkValue(rule, answers[key]);
    if (kind !== undefined) problems.push({ item: rule.code, kind });
  }
  if (unknown) problems.push({ item: '?', kind: 'unknown-item' });
  for (const { code, element } of rules.required) {
    if (shown[element] === 1 && answers[code] === undefined && !Object.hasOwn(answers, code)) problems.push({ item: code, kind: 'required' });
  }
  return problems;
}

/**
 * Compiles a form into its checker. The checker takes parsed JSON of any shape and never throws; answers that pass are
 * the same object, now known to be `Answers` of this form: own keys are item codes, values are of the item's element,
 * nothing answers what routing hides, required filters are there.
 */
export function compileChecker(form: Form): AnswerChecker {
  const rules = compileItemRules(form);
  // Shared between calls: a check is synchronous, and whatever a call reads it has written before.
  const shown = new Uint8Array(rules.elements).fill(1);
  return (answers) => {
    if (!isPlainObject(answers)) return { ok: false, problems: [{ item: '?', kind: 'wrong-type' }] };
    route(rules, answers, shown);
    const problems = findProblems(rules, answers, shown);
    return problems.length === 0 ? { ok: true, answers: answers as Answers } : { ok: false, problems };
  };
}
