// What `spid score` says beside an output that is not safe to hand on as it is: weighted figures to ten digits can be
// searched for the whole numbers behind a group that the tables hide (docs/decisions/0052). Who has the answers decides.
import type { PopulationResult } from '../../shared/results/population-result.ts';

type Weighed = Pick<PopulationResult, 'estimation' | 'weights' | 'strata' | 'breakdowns'>;

const hiddenIn = ({ item, groups }: Weighed['strata']): readonly string[] =>
  groups.filter(({ sheets }) => sheets.status === 'suppressed').map(({ code }) => (item === null ? String(code) : `${item} ${String(code)}`));

/** A line for whoever runs the command, or null. A scorecard that is weighted and says no weights has them hidden for the same reason. */
export function weightsWarning({ estimation, weights, strata, breakdowns }: Weighed): string | null {
  if (estimation !== 'design' || weights !== undefined) return null;
  const hidden = [strata, ...breakdowns].flatMap(hiddenIn);
  if (hidden.length === 0) return null;
  return `These tables hide the numbers of ${hidden.join(', ')}, but weighted figures can be searched for them: join small groups with others before you give this to anybody who must not know them.`;
}
