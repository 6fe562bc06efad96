// Whether a round of two phases takes answers by now, as a page that saved a ticket asks again.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { answersBegan } from '../../client/respond/second-phase.ts';
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
    expect(await answersBegan(saved, replying({ notices: [...log['end of the keys']] }), DAY_AFTER)).toBe(true);
  });

  it.each([
    ['on the last day of drawing', 'end of the keys', LAST_DAY, 'open'],
    ['where nobody has told of the end of the keys', 'pause', DAY_AFTER, 'open'],
    ['where there is no notice', 'none', DAY_AFTER, 'open'],
    ['while the round is paused', 'end of the keys', DAY_AFTER, 'paused'],
    ['after the round has ended', 'end of the keys', DAY_AFTER, 'closed'],
  ] as const)('waits %s', async (_when, notices, today, state) => {
    expect(await answersBegan(saved, replying({ notices: [...log[notices]], state }), today)).toBe(false);
  });

  it('waits where the line is dead, another round answers, or the log is not the round’s', async () => {
    const notices = [...log['end of the keys']];
    expect(await answersBegan(saved, () => Promise.resolve({ kind: 'lost' }), DAY_AFTER)).toBe(false);
    expect(await answersBegan(saved, replying({ notices, manifest: canonicalText({ ...manifest, minutes: 16 } as Json) }), DAY_AFTER)).toBe(false);
    expect(await answersBegan(saved, replying({ notices: notices.map((each) => ({ ...each, previous: hashOf('another') })) }), DAY_AFTER)).toBe(false);
  });
});
