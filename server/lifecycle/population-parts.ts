// The results of one population of a closed round: those who were invited, and apart from them, labelled, whoever came
// through an open link. The two are never added: nobody can say of an open link who answered, or how often.
import { countPopulation } from '../../analysis/release.ts';
import { partOf } from '../count/read-sheets.ts';
import type { ReadSheets } from '../count/read-sheets.ts';
import type { CardCodes, CodeCount } from '../issuer/codes-store.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { CardCounts, PopulationResult } from '../../shared/results/population-result.ts';
import type { PopulationPlan, RoundPlan } from '../../shared/round/plan.ts';

const sumOf = (counts: readonly CodeCount[], number: (count: CodeCount) => number): number => counts.reduce((sum, count) => sum + number(count), 0);

/** The plan with the codes that people could use: made and not cancelled, whichever way in they belong to. */
function withUsableCodes(population: PopulationPlan, counts: readonly CodeCount[]): PopulationPlan {
  const usable = (stratum: string): number => sumOf(counts.filter((count) => count.stratum === stratum), ({ total, cancelled }) => total - (cancelled ?? 0));
  return { ...population, strata: population.strata.map((stratum) => ({ ...stratum, codes: usable(stratum.code) })) };
}

/** What became of a population's cards; as on the board, re-issued ones aside, and what was not cancelled counts as handed out. */
function cardsOf(counts: readonly CodeCount[], codes: CardCodes | undefined): { readonly cards?: CardCounts } {
  if (codes === undefined) return {};
  const [made, cancelled] = [codes.made.length, sumOf(counts.filter(({ frame }) => frame === 'card'), (count) => count.cancelled ?? 0)];
  return { cards: { made, handedOut: made - cancelled, cancelled, used: codes.used.length } };
}

/** An open link has no frame, no codes and no rate; its intervals show scatter alone. */
const asOpenLink = (population: PopulationPlan): PopulationPlan => ({
  ...population, selection: 'open-link', size: null, strata: population.strata.map((stratum) => ({ ...stratum, size: null, codes: 0 })),
});

/** What the issuer tells of a round's codes. */
export type IssuedCodes = { readonly counts: readonly CodeCount[]; readonly cards: readonly CardCodes[] };

/** One result for who was invited, where anybody was, and one for the open link, where there is one. */
export function populationParts(plan: RoundPlan, population: PopulationPlan, form: Form, read: ReadSheets, codes: IssuedCodes): readonly PopulationResult[] {
  const own = codes.counts.filter((count) => count.population === population.population);
  const cards = cardsOf(own, codes.cards.find((each) => each.population === population.population));
  const sheets = (frame: string) => read.answers.get(partOf(population.population, frame)) ?? [];
  const languages = (frame: string) => read.languages.get(partOf(population.population, frame));
  const invited = countPopulation(form, sheets('invited'), withUsableCodes(population, own), plan.threshold, languages('invited'));
  if (!plan.modes.includes('open-link')) return [{ ...invited, ...cards }];
  const open: PopulationResult = { ...countPopulation(form, sheets('open-link'), asOpenLink(population), plan.threshold, languages('open-link')), way: 'open-link', issued: null, responseRate: null };
  return plan.modes.every((mode) => mode === 'open-link') ? [open] : [{ ...invited, ...cards }, open];
}
