// Sheets drawn at random that fit a form: valid codes, routing followed, omissions anywhere but in required filters.
// One seed, one list of sheets, on every machine.
import { seededRandom } from '../../analysis/inference/random.ts';
import type { Random } from '../../analysis/inference/random.ts';
import type { Answer, Answers } from '../../shared/questionnaire/answers.ts';
import { MissingCode } from '../../shared/questionnaire/codes.ts';
import type { AnswerValue } from '../../shared/questionnaire/codes.ts';
import { itemsOfElement } from '../../shared/questionnaire/definition.ts';
import type { Element } from '../../shared/questionnaire/definition.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { clauseHolds } from '../../shared/questionnaire/routing.ts';
import { routedElements } from '../../shared/questionnaire/shown-items.ts';

const pick = <Entry>(random: Random, entries: readonly Entry[]): Entry => {
  const found = entries[random.below(entries.length)];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
};

function manyOf(random: Random, form: Form, element: Element & { type: 'checkbox' }): AnswerValue[] {
  const scale = form.scales.find(({ code }) => code === form.items.find((item) => item.code === element.name)?.scale);
  const alone = element.choices.filter((choice) => MissingCode.safeParse(choice).success || scale?.exclusive?.includes(choice));
  const together = element.choices.filter((choice) => !alone.includes(choice));
  if (alone.length > 0 && random.uniform() < 0.25) return [pick(random, alone)];
  const chosen = together.filter(() => random.uniform() < 0.5);
  return chosen.length > 0 ? chosen : [pick(random, together)];
}

function answerTo(random: Random, form: Form, element: Element): Answer {
  if (element.type === 'comment') return 'words '.repeat(30).slice(0, 1 + random.below(Math.min(element.maxLength, 150))).replace(/ $/, '.');
  if (element.type === 'checkbox') return manyOf(random, form, element);
  return pick(random, element.type === 'matrix' ? element.columns : element.choices);
}

/** One sheet; `omission` is the chance that a question that may be left is left. */
export function aRandomSheet(form: Form, random: Random, omission = 0.1): Answers {
  const answers: Answers = {};
  const shown = new Set<string>();
  for (const { element, clauses } of routedElements(form)) {
    if (!clauses.every((clause) => shown.has(clause.item) && clauseHolds(clause, answers[clause.item]))) continue;
    for (const item of itemsOfElement(element)) {
      shown.add(item);
      const required = 'isRequired' in element && element.isRequired === true;
      if (required || random.uniform() >= omission) answers[item] = answerTo(random, form, element);
    }
  }
  return throughJson(answers);
}

// Through JSON, as every sheet comes: hidden classes of objects built here would flatter the checker.
const throughJson = (answers: Answers): Answers => JSON.parse(JSON.stringify(answers)) as Answers;

/** `count` sheets from one seed; their omissions range from none to most questions. */
export function randomSheets(form: Form, seed: number, count: number): readonly Answers[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => aRandomSheet(form, random, pick(random, [0, 0.05, 0.2, 0.8])));
}
