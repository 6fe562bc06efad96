// The warning before opening: where fewer than ten people come on each combination of answers about oneself, whoever
// opens the round has to say that they know it.
import { Problem } from '../../shared/problem.ts';
import { profileLine, profileWarning } from '../lifecycle/profiles.ts';
import type { Rooms } from '../lifecycle/rooms.ts';
import { formOf } from '../questionnaires.ts';
import type { Writers } from './command.ts';

export const ACCEPT = '--accept-small-profiles';

/** Prints where too few people come on each profile; refuses until that is accepted. `command`: what is typed to open. */
export async function weighProfiles(rooms: Rooms, round: string, accepted: boolean, { out }: Writers, command = `round open ${round}`): Promise<void> {
  const found = await rooms.desk.rounds.get(round);
  // Opening says what is wrong with any other.
  if (found?.state !== 'draft') return;
  const { plan } = found;
  const warnings = plan.populations.flatMap((population) => profileWarning(population, formOf(rooms.config.surveysFolder, plan, population), plan.keepsLanguage) ?? []);
  for (const warning of warnings) out(profileLine(warning));
  if (warnings.length > 0 && !accepted) throw new Problem('plan.invalid', `Fewer than ten people come on each profile. To open it knowing this: spid ${command} ${ACCEPT}`);
}
