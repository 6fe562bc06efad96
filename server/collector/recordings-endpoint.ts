// GET /collector/rounds/:round/recordings/:population/:language: everything that can be heard of a form in a language,
// in one reply, the same for everybody. There is no address of a single recording on purpose: asking for one would tell
// who watches which question is on the screen. Not to be stored: a browser's cache would tell that the page was there.
import { paths } from '../../shared/api/round.ts';
import { Language } from '../../shared/language.ts';
import { Problem } from '../../shared/problem.ts';
import { PlainCode } from '../../shared/questionnaire/codes.ts';
import { RoundId } from '../../shared/round/plan.ts';
import { endpoint } from '../http/endpoint.ts';
import type { Endpoint, PublicContext } from '../http/endpoint.ts';
import type { RateLimiter } from '../http/rate-limiter.ts';
import type { RecordingsStore } from './recordings-store.ts';

export const recordingsEndpoint = (recordings: RecordingsStore, limiter: RateLimiter): Endpoint<PublicContext> =>
  endpoint({
    method: 'GET',
    path: paths.recordings(':round', ':population', ':language'),
    access: 'public',
    limiter,
    async handle({ params }) {
      const [round, population, language] = [RoundId.safeParse(params['round']), PlainCode.safeParse(params['population']), Language.safeParse(params['language'])];
      const plain = round.success && population.success && language.success ? await recordings.get(round.data, population.data, language.data) : null;
      if (plain === null) throw new Problem('request.not-found', 'There are no recordings here.');
      return { kind: 'encoded', type: 'application/octet-stream', content: { plain } };
    },
  });
