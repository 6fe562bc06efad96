// How many profiles a form's questions about oneself can tell apart, against how many people are asked. Where fewer than
// ten come on each, somebody with database access could recognise a colleague by rank, years and region; the trust page
// says so, and whoever opens the round has to say that they know it.
import { MissingCode } from '../../shared/questionnaire/codes.ts';
import type { Element } from '../../shared/questionnaire/definition.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { PopulationPlan } from '../../shared/round/plan.ts';

/** Fewer people than this for each profile is warned of. */
export const PEOPLE_PER_PROFILE = 10;

export type ProfileWarning = { readonly population: string; readonly invited: number; readonly profiles: number; readonly items: readonly string[] };

/** Answers that tell something of a person: refusing to answer is none. */
const categoriesOf = (element: Element): number =>
  'choices' in element ? (element.choices as readonly unknown[]).filter((choice) => !MissingCode.safeParse(choice).success).length : 1;

/** The product of the categories of all demographic items. */
export function profilesOf(form: Form): { readonly profiles: number; readonly items: readonly string[] } {
  const codes = new Set(form.items.filter(({ demographic }) => demographic !== undefined).map(({ code }) => code));
  const asked = form.pages.flatMap((page) => page.elements).filter((element) => codes.has(element.name) && categoriesOf(element) > 1);
  return { profiles: asked.reduce((product, element) => product * categoriesOf(element), 1), items: asked.map(({ name }) => name) };
}

/**
 * A warning where too few people come on each profile, or null. People are those who can answer: codes, cards and tablets'
 * tokens. A language that is kept divides them as a question does.
 */
export function profileWarning(population: PopulationPlan, form: Form, keepsLanguage: boolean): ProfileWarning | null {
  const invited = population.strata.reduce((sum, { codes, cards, tablets }) => sum + codes + (cards ?? 0) + (tablets ?? 0), 0);
  const asked = profilesOf(form);
  const profiles = asked.profiles * (keepsLanguage ? form.languages.length : 1);
  const items = keepsLanguage && form.languages.length > 1 ? [...asked.items, 'language'] : asked.items;
  return profiles > 1 && invited / profiles < PEOPLE_PER_PROFILE ? { population: population.population, invited, profiles, items } : null;
}

export const profileLine = ({ population, invited, profiles, items }: ProfileWarning): string =>
  `${population}: ${String(invited)} invited and ${String(profiles)} possible profiles (${items.join(', ')}): somebody with the database could recognise rare ones. Leave questions out or make their answers coarser.`;
