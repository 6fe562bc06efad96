// Questionnaire versions as they lie on disk: surveys/<survey>/<version>/<population>/. Read when a round is made or
// opened, parsed by the shapes of shared/questionnaire, named by the hash of everything in them. Never imported as code.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { canonicalText } from '../shared/credential/canonical-json.ts';
import type { Json } from '../shared/credential/canonical-json.ts';
import { Problem } from '../shared/problem.ts';
import type { Adaptation } from '../shared/questionnaire/adaptation.ts';
import { compileForm } from '../shared/questionnaire/compile-form.ts';
import { Definition } from '../shared/questionnaire/definition.ts';
import type { Form } from '../shared/questionnaire/form.ts';
import { problemsOfShape } from '../shared/questionnaire/form-problem.ts';
import { Locale } from '../shared/questionnaire/locale.ts';
import { Scoring } from '../shared/questionnaire/scoring.ts';
import type { PopulationPlan, RoundPlan } from '../shared/round/plan.ts';
import { withRecordings } from './recordings.ts';
import type { SpokenForm } from './recordings.ts';

export type QuestionnaireVersion = { readonly definition: Definition; readonly scoring: Scoring; readonly locales: readonly Locale[]; readonly hash: string };

/** Reads one JSON file by its shape. Throws questionnaire.invalid with file, place and fault, a line each. */
export function readShaped<Schema extends z.ZodType>(schema: Schema, path: string): z.infer<Schema> {
  if (!existsSync(path)) throw new Problem('questionnaire.invalid', `${path} is missing.`, { place: path });
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new Problem('questionnaire.invalid', `${path} is no JSON.`, { place: path });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = problemsOfShape(path, parsed.error);
  throw new Problem('questionnaire.invalid', problems.map(({ place, problem }) => `${place}: ${problem}.`).join('\n'), { place: problems[0]?.place ?? path });
}

/** SHA-256 (hex) of definition, scoring and all locales in canonical JSON: what names a version. */
function hashOf(version: Omit<QuestionnaireVersion, 'hash'>): string {
  return createHash('sha256').update(canonicalText(JSON.parse(JSON.stringify(version)) as Json)).digest('hex');
}

/** Reads a version of a population's questionnaire from a folder such as surveys/cips/1/officials. */
export function readVersion(folder: string): QuestionnaireVersion {
  const definition = readShaped(Definition, join(folder, 'questionnaire.json'));
  const scoring = readShaped(Scoring, join(folder, 'scoring.json'));
  const files = existsSync(join(folder, 'locales')) ? readdirSync(join(folder, 'locales')).filter((name) => name.endsWith('.json')).sort() : [];
  const locales = files.map((name) => readShaped(Locale, join(folder, 'locales', name)));
  return { definition, scoring, locales, hash: hashOf({ definition, scoring, locales }) };
}

const adaptationParts = (plan: RoundPlan, { off, own, recordings, outcome, contradictions }: PopulationPlan): Adaptation => ({
  ...{ names: plan.names, lists: plan.lists, off, own },
  ...(recordings === undefined ? {} : { recordings }),
  ...(outcome === undefined ? {} : { outcome }),
  ...(contradictions === undefined ? {} : { contradictions }),
});

/** The form of one population of a planned round with its recordings. Throws plan.invalid or questionnaire.invalid with everything that is wrong. */
export function spokenFormOf(surveysFolder: string, plan: RoundPlan, population: PopulationPlan): SpokenForm {
  const folder = join(surveysFolder, plan.survey, String(plan.version), population.population);
  if (!existsSync(folder)) {
    throw new Problem('plan.invalid', `There is no questionnaire ${plan.survey}/${String(plan.version)}/${population.population}.`, { place: 'populations' });
  }
  const { definition, scoring, locales, hash } = readVersion(folder);
  const adaptation = adaptationParts(plan, population);
  const compiled = compileForm({ definition, scoring, locales, adaptation, languages: plan.languages, versionHash: hash });
  if (compiled.ok) return withRecordings(folder, plan.administration, population, compiled.form);
  const lines = compiled.problems.map(({ place, problem, remedy }) => `${place}: ${problem}; ${remedy}`);
  throw new Problem('questionnaire.invalid', `The form of ${population.population} can not be made:\n  ${lines.join('\n  ')}`, { place: compiled.problems[0]?.place ?? folder });
}

/** The form alone. */
export const formOf = (surveysFolder: string, plan: RoundPlan, population: PopulationPlan): Form => spokenFormOf(surveysFolder, plan, population).form;

/** The parts of an adaptation that the manifest names by hash. */
export const adaptationOf = (plan: RoundPlan, population: PopulationPlan): Json => JSON.parse(JSON.stringify(adaptationParts(plan, population))) as Json;
