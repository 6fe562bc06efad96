// What is worth telling of a round that was just opened, beside its codes: open links, the eight words for every
// invitation, the public board, what to print.
import { linkFragment } from '../../shared/credential/link.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { manifestWords, wordLines } from '../lifecycle/manifest-words.ts';

export type JustOpened = { readonly plan: RoundPlan; readonly made: { readonly hash: string; readonly manifest: { readonly languages: readonly string[] } } };

/** `origin`: where the pages are reached. */
export async function openedLines({ plan, made }: JustOpened, origin: string): Promise<readonly string[]> {
  const { round, populations, modes } = plan;
  const links = modes.includes('open-link') ? populations.map(({ population }, index) => `Open link of ${population}: ${origin}/a/${linkFragment({ kind: 'open', manifest: made.hash, round, population: index })}`) : [];
  const cards = modes.includes('card') || modes.includes('paper') ? [`Cards for the printer: spid cards print ${round} --population P`] : [];
  return [...wordLines(await manifestWords(made.hash, made.manifest.languages)), ...links, `Public board: ${origin}/board/#r=${round}&m=${made.hash}`, ...cards];
}
