// Refreshes the public participation figures: at most once a day and round, at a moment that no request chooses, so that
// nobody can look before and after a colleague. Rounded down to 5, and nothing is told of a frame of fewer than ten.
import { ROUNDED_TO, SMALLEST_COUNTED_FRAME } from '../../shared/credential/board.ts';
import type { Participation } from '../../shared/credential/board.ts';
import { Manifest } from '../../shared/credential/manifest.ts';
import type { ParticipationStore } from './participation-store.ts';
import type { CollectorRound, CollectorRoundsStore } from './rounds-store.ts';
import type { SheetsStore } from './sheets-store.ts';

export type ParticipationParts = { readonly rounds: CollectorRoundsStore; readonly sheets: SheetsStore; readonly participation: ParticipationStore; readonly today: () => string };

/** What may be told of a frame's sheets. */
export const toldOf = (sheets: number, invited: number | null): number | null =>
  invited !== null && invited < SMALLEST_COUNTED_FRAME ? null : Math.floor(sheets / ROUNDED_TO) * ROUNDED_TO;

async function figureOf(parts: ParticipationParts, round: CollectorRound, day: string): Promise<Participation> {
  const manifest = Manifest.parse(JSON.parse(round.manifest));
  const frames: Participation['frames'] = [];
  for (const { population, frames: opened } of manifest.questionnaires) {
    for (const { frame, invited } of opened) {
      frames.push({ population, frame, invited, sheets: toldOf(await parts.sheets.sizeOf(round.round, { population, frame }), invited) });
    }
  }
  return { day, frames };
}

/** Brings the figures of all open rounds to today, where they are of an earlier day. */
export async function refreshParticipation(parts: ParticipationParts): Promise<void> {
  const day = parts.today();
  for (const id of await parts.rounds.openIds()) {
    const known = await parts.participation.get(id);
    if (known !== null && known.day >= day) continue;
    const round = await parts.rounds.get(id);
    if (round !== null) await parts.participation.put(id, await figureOf(parts, round, day));
  }
}
