// Whether a plan is sound: what would open and take sheets, and months later could not be counted or would give wrong
// figures without a word. Asked when a draft is made and again when it opens; every fault is told at once, by its place.
import { servingLanguage } from '../../shared/language.ts';
import { Problem } from '../../shared/problem.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { codesFaults, stratumFaults } from './strata-check.ts';
import type { PlanFault } from './strata-check.ts';

const twice = (values: readonly string[], placeOf: (index: number) => string, remedy: string): readonly PlanFault[] =>
  values.flatMap((value, index) => (values.indexOf(value) === index ? [] : [{ place: placeOf(index), problem: `${value} stands twice`, remedy }]));

/** The desk shows a title in the reader's language, else in one that it has: one that somebody of the round can read is enough. */
function titleFaults({ title, languages }: RoundPlan): readonly PlanFault[] {
  if (languages.some((language) => servingLanguage(language, (tag) => title[tag] !== undefined) !== null)) return [];
  return [{ place: 'title', problem: 'has no text in a language of the round', remedy: `write it in ${languages.join(' or ')}` }];
}

function dayFaults(plan: RoundPlan, today: string): readonly PlanFault[] {
  const order = ['drawingEnds', 'sendingEnds', 'objectionEnds', 'retentionDay'] as const;
  const passed = plan.drawingEnds < today ? [{ place: 'drawingEnds', problem: `${plan.drawingEnds} has passed`, remedy: 'write today or a day to come' }] : [];
  const early = order.flatMap((name, index): readonly PlanFault[] => {
    const before = order[index - 1];
    return before === undefined || plan[name] >= plan[before] ? [] : [{ place: name, problem: `${plan[name]} is before ${before}, ${plan[before]}`, remedy: 'drawing, sending, objection and retention end in this order' }];
  });
  const phases = plan.twoPhase && plan.drawingEnds === plan.sendingEnds ? [{ place: 'sendingEnds', problem: 'a two-phase round needs days of sending after its last day of drawing', remedy: 'write a later day' }] : [];
  return [...passed, ...early, ...phases];
}

/** What a plan says wrong by itself, without its questionnaires. */
const ownFaults = (plan: RoundPlan, today: string): readonly PlanFault[] => [
  ...titleFaults(plan),
  ...twice(plan.languages, (index) => `languages[${String(index)}]`, 'keep it once'),
  ...dayFaults(plan, today),
  ...twice(plan.populations.map(({ population }) => population), (index) => `populations[${String(index)}].population`, 'keep one entry per population'),
  ...plan.populations.flatMap(({ strata }, index) => twice(strata.map(({ code }) => code), (row) => `populations[${String(index)}].strata[${String(row)}].code`, 'keep one row per stratum')),
  ...codesFaults(plan),
];

/** `forms` by population, where the questionnaires are at hand; `null` on a host that has none. Throws plan.invalid with every fault, a line each. */
export function insistSoundPlan(plan: RoundPlan, today: string, forms: ReadonlyMap<string, Form> | null): void {
  const faults = [...ownFaults(plan, today), ...(forms === null ? [] : stratumFaults(plan, forms))];
  const [first] = faults;
  if (first === undefined) return;
  throw new Problem('plan.invalid', `The plan can not be opened:\n${faults.map(({ place, problem, remedy }) => `  ${place}: ${problem}; ${remedy}`).join('\n')}`, { place: first.place });
}
