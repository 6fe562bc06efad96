// Invented answers with the structure that real ones have: factors differ, persons and strata differ, answers of one
// person go together, sensitive items are left more often. One seed, the same answers on every machine.
import type { Random } from '../../analysis/inference/random.ts';
import type { Answer, Answers } from '../../shared/questionnaire/answers.ts';
import { MissingCode } from '../../shared/questionnaire/codes.ts';
import type { AnswerValue } from '../../shared/questionnaire/codes.ts';
import { itemsOfElement } from '../../shared/questionnaire/definition.ts';
import type { Element } from '../../shared/questionnaire/definition.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import { clauseHolds } from '../../shared/questionnaire/routing.ts';
import type { Item, Scale } from '../../shared/questionnaire/scoring.ts';
import { routedElements } from '../../shared/questionnaire/shown-items.ts';

/** Who answers: the level of the administration, and the stratum with the item that tells it. */
export type DemoPerson = { readonly level: number; readonly stratum: string; readonly stratumItem: string | null };

/** How each factor lies, on 0–100; others of a survey take the place of the same rank. */
const FACTOR_LEVELS = [58, 64, 55, 49, 61, 52, 67, 60, 46, 57];
const STRATUM_LEVELS: Readonly<Record<string, number>> = { capital: 2, seaport: -5, airport: 4, 'land-border': -2 };
const YES_SHARE = 0.18;

type Draw = { readonly random: Random; readonly form: Form; readonly person: DemoPerson; readonly general: number; readonly factors: ReadonlyMap<string, number> };

const isMissing = (value: unknown): boolean => MissingCode.safeParse(value).success;

/** A point of an ordinal scale near a level of 0–100, with scatter; reversed items mirror it. */
function ordinalPoint(draw: Draw, item: Item, scale: Scale): AnswerValue {
  const factor = draw.form.factors.indexOf(item.factor ?? '');
  const level = (FACTOR_LEVELS[factor % FACTOR_LEVELS.length] ?? 55) + draw.person.level + (STRATUM_LEVELS[draw.person.stratum] ?? 0);
  // An item's own difficulty follows from its code, so that items of a factor differ in the same way everywhere.
  const difficulty = ([...item.code].reduce((sum, letter) => sum + letter.charCodeAt(0) * 7, 0) % 13) - 6;
  const felt = level + difficulty + draw.general + (draw.factors.get(item.factor ?? '') ?? 0) + draw.random.normal() * 17;
  const spoken = item.polarity === 'reversed' ? 100 - felt : felt;
  const rank = Math.min(scale.points.length - 1, Math.max(0, Math.round((spoken / 100) * (scale.points.length - 1))));
  return scale.points[rank] ?? 1;
}

function pick<Entry>(random: Random, entries: readonly Entry[]): Entry {
  const found = entries[random.below(entries.length)];
  if (found === undefined) throw new RangeError('a scale has no point');
  return found;
}

function single(draw: Draw, item: Item, scale: Scale, choices: readonly AnswerValue[]): Answer {
  const missing = choices.filter(isMissing);
  if (missing.length > 0 && draw.random.uniform() < (item.sensitive ? 0.09 : 0.035)) return pick(draw.random, missing);
  if (item.code === draw.person.stratumItem) return draw.person.stratum;
  const points = choices.filter((choice) => !isMissing(choice));
  if (points.includes('yes') && points.includes('no') && item.kind !== 'evaluative') return draw.random.uniform() < YES_SHARE ? 'yes' : 'no';
  return scale.kind === 'ordinal' ? ordinalPoint(draw, item, scale) : pick(draw.random, points);
}

function multiple(draw: Draw, scale: Scale, choices: readonly AnswerValue[]): Answer {
  const alone = choices.filter((choice) => isMissing(choice) || scale.exclusive?.includes(choice) === true);
  const together = choices.filter((choice) => !alone.includes(choice));
  const chosen = together.filter(() => draw.random.uniform() < 0.35);
  if (chosen.length > 0) return chosen;
  return [alone.length > 0 ? pick(draw.random, alone) : pick(draw.random, together)];
}

function answerTo(draw: Draw, element: Element, code: string): Answer | undefined {
  const item = draw.form.items.find((each) => each.code === code);
  const scale = draw.form.scales.find((each) => each.code === item?.scale);
  if (item === undefined || scale === undefined || element.type === 'comment') return undefined;
  if (element.type === 'checkbox') return multiple(draw, scale, element.choices);
  return single(draw, item, scale, element.type === 'matrix' ? element.columns : element.choices);
}

/** Some people leave much, most leave little: a share of questions left, from a skewed draw. */
const omissionOf = (random: Random): number => (random.uniform() < 0.06 ? 0.55 : 0.03);

/** The answers of one invented person. They pass the form's checker. */
export function demoAnswers(form: Form, person: DemoPerson, random: Random): Answers {
  const draw: Draw = { random, form, person, general: random.normal() * 11, factors: new Map(form.factors.map((factor) => [factor, random.normal() * 7])) };
  const omission = omissionOf(random);
  const answers: Answers = {};
  const shown = new Set<string>();
  for (const { element, clauses } of routedElements(form)) {
    if (!clauses.every((clause) => shown.has(clause.item) && clauseHolds(clause, answers[clause.item]))) continue;
    const required = 'isRequired' in element && element.isRequired === true;
    for (const code of itemsOfElement(element)) {
      shown.add(code);
      const answer = required || random.uniform() >= omission ? answerTo(draw, element, code) : undefined;
      if (answer !== undefined) answers[code] = answer;
    }
  }
  return answers;
}
