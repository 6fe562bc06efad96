// Puts what can be heard of a round's forms into the collector's database, before the first person comes. Read from the
// folder of questionnaires of the host that serves them; what the forms name by hash is what has to lie there.
import { Problem } from '../../shared/problem.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { recordingNames } from '../../shared/questionnaire/recordings.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { spokenFormOf } from '../questionnaires.ts';
import type { Rooms } from './rooms.ts';

const named = (form: Form): string => form.languages.map(({ language }) => recordingNames(form, language).join()).join();
const isSpoken = (form: Form): boolean => form.languages.some(({ language }) => recordingNames(form, language).length > 0);

/** `forms`: canonical JSON. May be repeated. Throws questionnaire.invalid where a recording is missing or another. */
export async function keepRecordings(rooms: Rooms, plan: RoundPlan, forms: readonly { readonly population: string; readonly text: string }[]): Promise<void> {
  for (const population of plan.populations) {
    const form = Form.parse(JSON.parse(forms.find((each) => each.population === population.population)?.text ?? 'null'));
    if (!isSpoken(form)) continue;
    const { form: here, bundles } = spokenFormOf(rooms.config.surveysFolder, plan, population);
    if (named(here) !== named(form)) throw new Problem('questionnaire.invalid', `The recordings of ${population.population} in ${rooms.config.surveysFolder} are not those that the form names. Copy the folder from where the round was planned.`, { place: rooms.config.surveysFolder });
    for (const { language, bytes } of bundles) await rooms.collected.recordings.put(plan.round, population.population, language, bytes);
  }
}
