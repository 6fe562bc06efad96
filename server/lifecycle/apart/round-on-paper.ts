// The paper with which a round was opened on a host: what it holds, looked at before it is believed, and where it is
// kept. Every host of a round has the same one.
import { createHash } from 'node:crypto';
import { canonicalText } from '../../../shared/credential/canonical-json.ts';
import type { Json } from '../../../shared/credential/canonical-json.ts';
import { Manifest } from '../../../shared/credential/manifest.ts';
import { Problem } from '../../../shared/problem.ts';
import { RoundPaper } from '../../../shared/round/papers.ts';
import type { MadeManifest } from '../make-manifest.ts';
import { keptPaper } from './papers.ts';

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
const refuse = (why: string): never => {
  throw new Problem('plan.invalid', why);
};

/** The manifest of a paper, its spelling, its forms and its plan looked at. Throws plan.invalid. */
export function manifestOn({ plan, manifest: text, forms }: RoundPaper): MadeManifest {
  const parsed = Manifest.safeParse(JSON.parse(text));
  if (!parsed.success || canonicalText(parsed.data as Json) !== text) return refuse('The paper holds no manifest as it was hashed.');
  const manifest = parsed.data;
  const named = manifest.questionnaires.map(({ population, form }) => `${population} ${form}`).join();
  if (named !== forms.map((form) => `${form.population} ${hashOf(form.text)}`).join()) refuse('The forms of the paper are not those that its manifest names.');
  if (manifest.round !== plan.round || manifest.questionnaires.map(({ population }) => population).join() !== plan.populations.map(({ population }) => population).join()) refuse('The plan of the paper is not that of its manifest.');
  return { manifest, text, hash: hashOf(text), forms };
}

export type RoundHere = { readonly paper: RoundPaper; readonly made: MadeManifest };

/** The round as it was opened on this host, or null. */
export function roundHere(dataFolder: string, round: string): RoundHere | null {
  const paper = keptPaper(RoundPaper, dataFolder, round, 'round');
  return paper === null ? null : { paper, made: manifestOn(paper) };
}

/** The round as it was opened on this host. Throws round.unknown. */
export function insistRoundHere(dataFolder: string, round: string): RoundHere {
  const found = roundHere(dataFolder, round);
  if (found === null) throw new Problem('round.unknown', `Round ${round} was not opened on this host.`);
  return found;
}

/** Populations of a manifest that have cards. */
export const cardPopulations = ({ questionnaires }: Manifest): readonly string[] =>
  questionnaires.filter(({ frames }) => frames.some(({ frame }) => frame === 'card')).map(({ population }) => population);
