// What the items of a questionnaire owe to respondent and reader: something can be done about each, events have a
// period, delicate questions can be refused and come late, then demographics, and last whether one felt free to answer.
import { formProblem } from './form-problem.ts';
import type { FormProblem } from './form-problem.ts';
import { itemsInOrder } from './rules-version.ts';
import type { Version } from './rules-version.ts';
import type { Item, Scale } from './scoring.ts';

/** The item that asks whether the person felt free to answer truthfully. */
export const FREEDOM_ITEM = 'Z_FREE';

const place = (item: Item): string => `scoring.json items.${item.code}`;

function checkItem(item: Item, scale: Scale | undefined): readonly FormProblem[] {
  const refusable = scale?.missing.includes('prefer-not-to-say') === true;
  const event = item.kind === 'experience' || item.kind === 'indirect';
  const asksMuch = item.sensitive || item.demographic !== undefined;
  return [
    ...(item.lever === undefined && item.demographic === undefined ? [formProblem(place(item), 'it names no lever', 'say what the head of the administration can do about it, or leave the question out')] : []),
    ...(event && item.months === undefined ? [formProblem(place(item), 'it asks of events and names no period', 'add "months" and name the period in the prompt')] : []),
    ...(asksMuch && !refusable ? [formProblem(place(item), 'it cannot be refused', 'give it a scale with prefer-not-to-say')] : []),
    ...(scale?.kind === 'multiple' && (scale.exclusive ?? []).length === 0 ? [formProblem(place(item), 'none of the answers stands for “none”', 'add a point to the scale and name it in "exclusive"')] : []),
  ];
}

function checkReversed(items: readonly Item[]): readonly FormProblem[] {
  const reversed = items.filter((item) => item.polarity === 'reversed');
  return reversed.flatMap((item, index) => {
    const former = reversed.slice(0, index).find((other) => other.factor === item.factor);
    return former === undefined ? [] : [formProblem(place(item), `${former.code} is reversed in ${item.factor ?? ''} already`, 'reverse one item per factor at most')];
  });
}

/** Substance, then what is sensitive, then demographics, then the question on freedom. */
const stageOf = (item: Item): number => {
  if (item.code === FREEDOM_ITEM) return 3;
  if (item.demographic !== undefined) return 2;
  return item.sensitive ? 1 : 0;
};

const STAGES = ['a question that is not sensitive', 'a sensitive question', 'a demographic question', 'the question on freedom to answer'];

function checkOrder(items: readonly Item[]): readonly FormProblem[] {
  const late = items.flatMap((item, index) => {
    const former = items[index - 1];
    if (former === undefined || stageOf(former) <= stageOf(item)) return [];
    return [formProblem(`questionnaire.json ${item.code}`, `${STAGES[stageOf(item)] ?? ''} comes after ${STAGES[stageOf(former)] ?? ''}`, 'ask sensitive questions late, then demographics, last of all Z_FREE')];
  });
  const last = items.at(-1);
  return last?.code === FREEDOM_ITEM ? late : [...late, formProblem('questionnaire.json', `the last question is not ${FREEDOM_ITEM}`, 'ask last whether the person felt free to answer truthfully')];
}

/** All rules on items that need no words. */
export function checkItemRules(version: Version): readonly FormProblem[] {
  const scales = new Map(version.scoring.scales.map((scale) => [scale.code, scale]));
  const items = itemsInOrder(version);
  return [...items.flatMap((item) => checkItem(item, scales.get(item.scale))), ...checkReversed(items), ...checkOrder(items)];
}
