// Whether a round of two phases takes answers by now, as a page that saved a ticket asks again.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { askPhase, phaseNow } from '../../client/respond/second-phase.ts';
import type { Step } from '../../client/respond/journey.ts';
import type { OpenedRound, RoundSource } from '../../client/respond/open-round.ts';
import { canonicalText } from '../../shared/credential/canonical-json.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import { manifestHash } from '../../shared/credential/manifest.ts';
import type { Manifest } from '../../shared/credential/manifest.ts';
import { nextNotice } from '../../shared/credential/notices.ts';
import type { Notice, NoticeKind } from '../../shared/credential/notices.ts';
import type { RoundReply } from '../../shared/api/round.ts';
import { aCredentialRound, aPlace, hashOf, sha256 } from '../support/a-credential-round.ts';

const [LAST_DAY, DAY_AFTER] = ['2027-03-01', '2027-03-02'];
let manifest: Manifest;
let saved: Pick<OpenedRound, 'place'>;
let log: Readonly<Record<'none' | 'pause' | 'end of the keys', readonly Notice[]>>;

const replying = (reply: Partial<RoundReply>): RoundSource['round'] => () =>
  Promise.resolve({ kind: 'done', value: { manifest: canonicalText(manifest as Json), state: 'open', notices: [], ...reply } });

beforeAll(async () => {
  const round = await aCredentialRound();
  manifest = { ...round.manifest, twoPhase: true };
  const hash = await manifestHash(manifest, sha256);
  saved = { place: { ...aPlace(round), manifest: hash } };
  const notice = (kind: NoticeKind): Promise<Notice> => nextNotice(hash, [], { kind, day: DAY_AFTER, texts: { en: kind }, details: {} }, sha256);
  log = { none: [], pause: [await notice('paused')], 'end of the keys': [await notice('key-destroyed')] };
});

describe('a ticket that was saved in the first phase', () => {
  it('can be answered with from the day after drawing, once the keys have gone', async () => {
    expect(await phaseNow(saved, replying({ notices: [...log['end of the keys']] }), DAY_AFTER)).toBe('began');
  });

  it.each([
    ['on the last day of drawing', 'end of the keys', LAST_DAY, 'open'],
    ['where nobody has told of the end of the keys', 'pause', DAY_AFTER, 'open'],
    ['where there is no notice', 'none', DAY_AFTER, 'open'],
  ] as const)('waits %s', async (_when, notices, today, state) => {
    expect(await phaseNow(saved, replying({ notices: [...log[notices]], state }), today)).toBe('waits');
  });

  it('does not claim to wait where nobody could say so: a pause, the end, a dead line, a refusal, another round, a log that is not the round’s', async () => {
    const notices = [...log['end of the keys']];
    const away = { code: 'store.unavailable' } as const;
    const sources: readonly RoundSource['round'][] = [
      replying({ notices, state: 'paused' }),
      replying({ notices, state: 'closed' }),
      () => Promise.resolve({ kind: 'lost' }),
      () => Promise.resolve({ kind: 'refused', refusal: away }),
      replying({ notices, manifest: canonicalText({ ...manifest, minutes: 16 } as Json) }),
      replying({ notices: notices.map((each) => ({ ...each, previous: hashOf('another') })) }),
    ];
    const stops = await Promise.all(sources.map((source) => phaseNow(saved, source, DAY_AFTER)));
    expect(stops).toEqual([
      ...(['paused', 'closed', 'network'] as const).map((reason) => ({ reason, refusal: null })),
      { reason: 'refused', refusal: away },
      ...Array<unknown>(2).fill({ reason: 'manifest', refusal: null }),
    ]);
  });

  it('asks once at a press, and reports what came of it, also where the page itself fails', async () => {
    const reported = async (ask: RoundSource['round']): Promise<readonly Step[]> => {
      const steps: Step[] = [];
      await askPhase(saved, ask, (step) => void steps.push(step), DAY_AFTER);
      return steps;
    };
    const asked = { type: 'phase-asked' };
    expect(await reported(replying({ notices: [...log['end of the keys']] }))).toEqual([asked, { type: 'second-phase-began' }]);
    expect(await reported(replying({}))).toEqual([asked, { type: 'phase-told', stopped: null }]);
    expect(await reported(() => Promise.reject(new Error('no')))).toEqual([asked, { type: 'phase-told', stopped: { reason: 'broken', refusal: null } }]);
  });
});
