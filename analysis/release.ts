// Puts the results of a round's populations into the release that is stored and shown. It only assembles: figures come
// through the gate in scorecard.ts, hashes and names from whoever closes the round. No clock: a release has no time.
import type { RoundPlan, PopulationPlan } from '../shared/round/plan.ts';
import { ANALYSIS_VERSION, Release, RELEASE_FORMAT, RULE_VERSION } from '../shared/results/release.ts';
import { NoteCode } from '../shared/results/population-result.ts';
import type { PopulationResult } from '../shared/results/population-result.ts';
import type { Answers } from '../shared/questionnaire/answers.ts';
import type { Form } from '../shared/questionnaire/form.ts';
import { columnsFromSheets } from './columns.ts';
import { scorecard } from './scorecard.ts';
import { compareReleases } from './scorecard/compare-releases.ts';
import { comparePopulations } from './scorecard/compare-results.ts';
import { dividesPeople } from './scorecard/sample.ts';
import type { Sample } from './scorecard/sample.ts';
import { itemLayouts } from './scoring/item-layout.ts';
import { applyBases, resolveRouting } from './scoring/resolve-routing.ts';

/** What a count knows of a round beyond its plan. */
export type ReleaseFacts = {
  readonly plan: RoundPlan;
  readonly administrationName: Release['administrationName'];
  /** Hash of the manifest (base64url), null where there is none. */
  readonly manifest: string | null;
  /** Hash of each population's form (base64url). */
  readonly forms: Readonly<Record<string, string>>;
  readonly demonstration?: boolean;
  /** The release of an earlier round of the same survey. */
  readonly previous?: Release;
};

/** Language of each sheet, null where it says none; only where the round keeps it. */
export type SheetLanguages = readonly (string | null)[];

/** Languages as a column of codes, in an order that the order of sheets does not change. */
function languageColumn(languages: SheetLanguages): NonNullable<Sample['languages']> {
  const codes = [...new Set(languages.filter((language) => language !== null))].sort();
  return { codes, of: Uint16Array.from(languages, (language) => (language === null ? 0 : codes.indexOf(language) + 1)) };
}

/** Where the item of the strata can't divide anybody there are no strata: sheets that were taken are counted, not lost. A plan like this is refused before a round opens. */
const withFitStrata = (plan: PopulationPlan, layouts: Sample['layouts']): PopulationPlan => (plan.stratumItem === null || dividesPeople(layouts, plan.stratumItem) ? plan : { ...plan, stratumItem: null });

/** Noted as what it is for every sheet: its stratum is not stated. */
const withUnstated = (result: PopulationResult): PopulationResult => ({ ...result, notes: NoteCode.options.filter((code) => (code === 'strata-not-stated' && result.sheets > 0) || result.notes.includes(code)) });

/** The results of one population from its answer sheets, as the round's plan has it asked. */
export function countPopulation(form: Form, sheets: readonly Answers[], plan: PopulationPlan, threshold: number, languages?: SheetLanguages): PopulationResult {
  const layouts = itemLayouts(form);
  const columns = columnsFromSheets(layouts, sheets);
  resolveRouting(form, layouts, columns);
  applyBases(layouts, columns);
  const fit = withFitStrata(plan, layouts);
  const result = scorecard({ form, layouts, columns, plan: fit, threshold, details: true, ...(languages === undefined ? {} : { languages: languageColumn(languages) }) });
  return fit === plan ? result : withUnstated(result);
}

/** The ways in that stand behind one part of a round: an open link's is its own. */
const modesOf = (plan: RoundPlan, { way }: PopulationResult): RoundPlan['modes'] =>
  way === 'open-link' ? ['open-link'] : plan.modes.filter((mode) => mode !== 'open-link');

/** The release of a round, compared with an earlier one where one is given. Throws a ZodError where a part is missing or misspelled. */
export function release(facts: ReleaseFacts, counted: readonly PopulationResult[]): Release {
  const { plan } = facts;
  const populations = counted.map((result): PopulationResult => ({ ...result, modes: modesOf(plan, result) }));
  // Open links are a part of their own and stand beside nobody.
  const invited = populations.filter(({ way }) => way === undefined);
  const comparisons = invited.flatMap((first, index) => invited.slice(index + 1).flatMap((second) => comparePopulations(first, second) ?? []));
  const made = Release.parse({
    format: RELEASE_FORMAT,
    round: plan.round,
    administration: plan.administration,
    administrationName: facts.administrationName,
    title: plan.title,
    survey: plan.survey,
    version: plan.version,
    rule: RULE_VERSION,
    analysis: ANALYSIS_VERSION,
    manifest: facts.manifest,
    forms: facts.forms,
    languages: plan.languages,
    threshold: plan.threshold,
    ...(facts.demonstration === undefined ? {} : { demonstration: facts.demonstration }),
    ...(plan.mixedWays === undefined ? {} : { mixedWays: plan.mixedWays }),
    populations,
    ...(comparisons.length === 0 ? {} : { comparisons }),
  });
  return facts.previous === undefined ? made : compareReleases(facts.previous, made);
}
