// Whether the pages can speak every language of a plan. Their words are files, found by their names; a page that lacks
// one of a round's languages opens for nobody, so this is asked before a code is printed. The words are not read.
import { readdirSync } from 'node:fs';
import { servingLanguage } from '../../shared/language.ts';
import { Problem } from '../../shared/problem.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';

const WORDS = new URL('../../client/words/', import.meta.url);

const foldersFor = ({ modes }: Pick<RoundPlan, 'modes'>): readonly string[] => ['respond', 'problem', 'surveyjs', ...(modes.includes('tablet') ? ['tablet'] : [])];

/** Throws plan.invalid with every word file that is missing; `pt` serves `pt-BR`. Paper and cards are not asked: their few words fall back to English. */
export function insistSpoken(plan: Pick<RoundPlan, 'languages' | 'modes'>): void {
  const missing = foldersFor(plan).flatMap((folder) => {
    const files = new Set(readdirSync(new URL(`${folder}/`, WORDS)));
    return plan.languages.filter((language) => servingLanguage(language, (tag) => files.has(`${tag}.json`)) === null).map((language) => `client/words/${folder}/${language}.json`);
  });
  if (missing.length === 0) return;
  throw new Problem('plan.invalid', `The pages have no words in a language of the plan. Write ${missing.join(', ')} and build the pages again, or leave the language out.`, { place: 'languages' });
}
