// Who presses Start and who sends, in which order: fifty people, never more than three at once. Seeded.
import { seededRandom } from '../../analysis/inference/random.ts';

export type Moment = { readonly kind: 'start' | 'send'; readonly person: number };

export const PEOPLE = 50;
const AT_ONCE = 3;
/** Of a hundred moments at which somebody is answering and a next one could start, so many are a Start. */
const NEXT_STARTS = 33;

/** People start in the order of their numbers; whoever of those at work sends next is chance. */
export function scheduleOf(seed: number): readonly Moment[] {
  const random = seededRandom(seed);
  const moments: Moment[] = [];
  const atWork: number[] = [];
  let next = 0;
  while (next < PEOPLE || atWork.length > 0) {
    const mayStart = next < PEOPLE && atWork.length < AT_ONCE;
    if (atWork.length === 0 || (mayStart && random.below(100) < NEXT_STARTS)) {
      moments.push({ kind: 'start', person: next });
      atWork.push(next);
      next += 1;
    } else {
      const [person] = atWork.splice(random.below(atWork.length), 1);
      if (person !== undefined) moments.push({ kind: 'send', person });
    }
  }
  return moments;
}
