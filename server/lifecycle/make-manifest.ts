// Writes the manifest of a round from its plan, its forms and the issuer's public halves. From then on the round is
// known by its hash, and nothing in it can change.
import { createHash } from 'node:crypto';
import { bodyLengthFor } from '../../shared/credential/body-length.ts';
import { canonicalText } from '../../shared/credential/canonical-json.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import { MANIFEST_FORMAT, Manifest } from '../../shared/credential/manifest.ts';
import type { ManifestQuestionnaire } from '../../shared/credential/manifest.ts';
import { Problem } from '../../shared/problem.ts';
import type { Form } from '../../shared/questionnaire/form.ts';
import type { PopulationPlan, RoundPlan } from '../../shared/round/plan.ts';
import type { PreparedFrame } from '../issuer/prepare-frames.ts';
import { adaptationOf } from '../questionnaires.ts';
import { longestAnswers } from './longest-answers.ts';

const DISCLOSURE_RULES = 'spid-disclosure-1';

export type MadeManifest = {
  readonly manifest: Manifest;
  /** Canonical JSON, as hashed. */
  readonly text: string;
  /** base64url SHA-256. */
  readonly hash: string;
  readonly forms: readonly { readonly population: string; readonly text: string }[];
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
const plain = (value: unknown): Json => JSON.parse(JSON.stringify(value)) as Json;

/** The texts of the consent page by population and language. */
const consentOf = (forms: ReadonlyMap<string, Form>): Json =>
  Object.fromEntries([...forms].map(([population, form]) => [
    population,
    Object.fromEntries(form.languages.map(({ language, texts }) => [language, Object.fromEntries(Object.entries(texts).filter(([key]) => key.startsWith('consent.')))])),
  ]));

function questionnaireOf(plan: RoundPlan, population: PopulationPlan, formText: string, frames: readonly PublicFrame[]): ManifestQuestionnaire {
  return {
    population: population.population,
    form: hashOf(formText),
    adaptation: hashOf(canonicalText(adaptationOf(plan, population))),
    selection: population.selection,
    frames: frames
      .filter((frame) => frame.population === population.population)
      .map(({ frame, key, root, invited }) => ({ frame, keys: [key], invited, codeCommitmentsRoot: root })),
  };
}

/** What of a prepared frame is public. */
export type PublicFrame = Omit<PreparedFrame, 'codes'>;
/** Origins of the two services; empty for the page's own. */
export type ManifestPlaces = { readonly issuer: string; readonly collector: string };

/** `transportKey`: the collector's, where sealed sheets come. Throws plan.invalid where the parts don't fit together. */
export function makeManifest(plan: RoundPlan, forms: ReadonlyMap<string, Form>, frames: readonly PublicFrame[], at: ManifestPlaces, transportKey: string | null = null): MadeManifest {
  const texts = new Map([...forms].map(([population, form]) => [population, canonicalText(plain(form))]));
  const { round, administration, modes, languages, drawingEnds, sendingEnds, objectionEnds, retentionDay, twoPhase, threshold, keepsLanguage, minutes } = plan;
  const parsed = Manifest.safeParse({
    ...{ format: MANIFEST_FORMAT, round, administration, modes, languages, drawingEnds, sendingEnds, objectionEnds, retentionDay, twoPhase, keepsLanguage, minutes },
    ...(plan.names['administration'] === undefined ? {} : { administrationName: plan.names['administration'] }),
    ...(plan.mixedWays === undefined ? {} : { mixedWays: plan.mixedWays }),
    questionnaires: plan.populations.map((population) => questionnaireOf(plan, population, texts.get(population.population) ?? '', frames)),
    issuers: [{ name: 'issuer', at: `${at.issuer}/issuer` }],
    collector: { at: `${at.collector}/collector`, transportKey },
    consent: hashOf(canonicalText(consentOf(forms))),
    disclosure: { threshold, rules: DISCLOSURE_RULES },
    bodyLength: Math.max(...[...forms].map(([population, form]) => bodyLengthFor({ population, longestAnswers: longestAnswers(form) }))),
  });
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Problem('plan.invalid', `The plan gives no valid manifest: ${issue?.message ?? 'unknown'}.`, { place: issue?.path.join('.') ?? 'plan' });
  }
  const text = canonicalText(plain(parsed.data));
  return { manifest: parsed.data, text, hash: hashOf(text), forms: [...texts].map(([population, formText]) => ({ population, text: formText })) };
}
