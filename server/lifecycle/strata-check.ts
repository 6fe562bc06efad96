// Whether the strata of a plan can be counted: their codes are answers of the item that gives them, and nobody is counted
// or invited twice. The rules that `spid score --frame` has for a frame in a file (cli/score-frame.ts), before the answers.
import { dividesPeople } from '../../analysis/scorecard/sample.ts';
import { itemLayouts } from '../../analysis/scoring/item-layout.ts';
import { reissueCap } from '../../shared/credential/board.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { PopulationPlan, RoundPlan } from '../../shared/round/plan.ts';
import { waysWithCodes } from './frame-orders.ts';
import type { WayWithCodes } from './frame-orders.ts';

/** `place`: a path in the plan, such as populations[0].strata[1].code. */
export type PlanFault = { readonly place: string; readonly problem: string; readonly remedy: string };

/** Cards and tokens may have a reserve, as much as may be re-issued; an invitation is one person's. */
const mostCodes = (frame: WayWithCodes['frame'], people: number): number => people + (frame === 'invited' ? 0 : reissueCap(people));

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

function tooManyCodes(plan: RoundPlan, { size, strata }: PopulationPlan, at: string): readonly PlanFault[] {
  const fault = (place: string, codes: number, people: number, most: number): PlanFault => ({
    place, problem: `${String(codes)} codes for ${String(people)} people`, remedy: `correct one of the two${most > people ? `; at most ${String(most)} codes are allowed, the reserve included` : ''}`,
  });
  return waysWithCodes(plan).flatMap(({ frame, field }) => {
    const rows = strata.flatMap((stratum, row) => {
      const [codes, most] = [stratum[field] ?? 0, stratum.size === null ? Infinity : mostCodes(frame, stratum.size)];
      return codes <= most ? [] : [fault(`${at}.strata[${String(row)}].${field}`, codes, stratum.size ?? 0, most)];
    });
    const [all, most] = [sumOf(strata.map((stratum) => stratum[field] ?? 0)), size === null ? Infinity : mostCodes(frame, size)];
    // Too many in a stratum are as a rule too many in all: told once.
    return rows.length > 0 || all <= most ? rows : [fault(`${at}.size`, all, size ?? 0, most)];
  });
}

/** Codes against people, and people of strata against people of the population. What nobody knows holds nothing against anything. */
export function codesFaults(plan: RoundPlan): readonly PlanFault[] {
  return plan.populations.flatMap((population, index) => {
    const { size, strata } = population;
    const people = sumOf(strata.map((stratum) => stratum.size ?? 0));
    const tooMany = size !== null && people > size ? [{ place: `populations[${String(index)}].size`, problem: `the strata have ${String(people)} people, the population has ${String(size)}`, remedy: 'correct one of the two' }] : [];
    return [...tooManyCodes(plan, population, `populations[${String(index)}]`), ...tooMany];
  });
}

const WITHOUT = 'write null with a single row all';

/** The fault of an item that gives no strata, or the codes that it gives. */
function codesOfItem({ off }: PopulationPlan, form: Form, code: string): { readonly fault: Pick<PlanFault, 'problem' | 'remedy'> } | { readonly codes: readonly string[] } {
  if (off.includes(code)) return { fault: { problem: `${code} is left out by off, so that nobody can be divided by it`, remedy: `take it out of off, or ${WITHOUT}` } };
  const layouts = itemLayouts(form);
  if (!dividesPeople(layouts, code)) return { fault: { problem: `${code} is no single-choice item of the questionnaire, so nobody can be divided by it`, remedy: `name one that is, or ${WITHOUT}` } };
  const codes = layouts.find(({ item }) => item.code === code)?.points.filter((point) => typeof point === 'string') ?? [];
  return codes.length > 0 ? { codes } : { fault: { problem: `${code} is no single-choice item whose answers are codes, as a stratum's is`, remedy: `name one whose are, or ${WITHOUT}` } };
}

/** Strata against the item that gives them. `forms` by population. */
export function stratumFaults(plan: RoundPlan, forms: ReadonlyMap<string, Form>): readonly PlanFault[] {
  return plan.populations.flatMap((population, index): readonly PlanFault[] => {
    const { stratumItem, strata } = population;
    const [at, form] = [`populations[${String(index)}]`, forms.get(population.population)];
    if (stratumItem === null) return strata.every(({ code }) => code === 'all') ? [] : [{ place: `${at}.stratumItem`, problem: 'no item gives the strata', remedy: 'name it, or keep a single row all' }];
    if (form === undefined) return [];
    const given = codesOfItem(population, form, stratumItem);
    if ('fault' in given) return [{ place: `${at}.stratumItem`, ...given.fault }];
    return strata.flatMap(({ code }, row) => (given.codes.includes(code) ? [] : [{ place: `${at}.strata[${String(row)}].code`, problem: `${code} is no answer of ${stratumItem}`, remedy: `write one of ${given.codes.join(', ')}` }]));
  });
}
