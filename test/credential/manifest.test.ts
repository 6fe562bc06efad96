// The manifest and its notice log: what a page trusts, and what nobody can change unseen.
import { beforeAll, describe, expect, it } from '@jest/globals';
import { checkManifest } from '../../client/credential/manifest-check.ts';
import { roundKeys } from '../../server/collector/round-keys.ts';
import { Manifest, frameOf, manifestHash } from '../../shared/credential/manifest.ts';
import { Notice, brokenNotice, nextNotice, noticesHead } from '../../shared/credential/notices.ts';
import type { NoticeDraft } from '../../shared/credential/notices.ts';
import { aCredentialRound, hashOf, sha256 } from '../support/a-credential-round.ts';
import type { CredentialRound } from '../support/a-credential-round.ts';

let round: CredentialRound;
beforeAll(async () => {
  round = await aCredentialRound();
});

const changed = (change: (manifest: Manifest) => void): Manifest => {
  const copy = structuredClone(round.manifest);
  change(copy);
  return copy;
};
const first = (manifest: Manifest) => {
  const [questionnaire] = manifest.questionnaires;
  const [frame] = questionnaire?.frames ?? [];
  if (questionnaire === undefined || frame === undefined) throw new Error('empty manifest');
  return { questionnaire, frame };
};

describe('a manifest', () => {
  it('passes the page when its hash is the link\'s, whatever the order of its keys', async () => {
    const shuffled = Object.fromEntries(Object.entries(round.manifest).reverse());
    expect(await checkManifest(shuffled, { round: 'R0VND1', hash: round.hash })).toMatchObject({ ok: true, hash: round.hash });
    expect(await checkManifest(round.manifest, { round: 'R0VND1', hash: null })).toMatchObject({ ok: true, hash: round.hash });
  });

  it.each([
    ['a later sending day', (manifest: Manifest) => { manifest.sendingEnds = '2027-03-09'; }],
    ['another invited count', (manifest: Manifest) => { first(manifest).frame.invited = 41; }],
    ['another form', (manifest: Manifest) => { first(manifest).questionnaire.form = hashOf('x'); }],
    ['a lower threshold', (manifest: Manifest) => { manifest.disclosure.threshold = 11; }],
    ['another consent', (manifest: Manifest) => { manifest.consent = hashOf('y'); }],
  ])('is refused by the page for %s', async (_, change) => {
    expect(await checkManifest(changed(change), { round: 'R0VND1', hash: round.hash })).toEqual({ ok: false, problem: 'hash' });
  });

  it('is refused by the page where it is another round\'s or no manifest', async () => {
    expect(await checkManifest(round.manifest, { round: 'R0VND2', hash: round.hash })).toEqual({ ok: false, problem: 'round' });
    for (const nothing of [null, 'x', {}, [round.manifest], { ...round.manifest, extra: 1 }]) expect(await checkManifest(nothing, { round: 'R0VND1', hash: null })).toEqual({ ok: false, problem: 'shape' });
  });

  it.each([
    ['one key for two frames', (manifest: Manifest) => { for (const frame of first(manifest).questionnaire.frames) frame.keys = first(manifest).frame.keys; }, 'key of its own'],
    ['a population twice', (manifest: Manifest) => { manifest.questionnaires.push(first(manifest).questionnaire); }, 'a population stands here once'],
    ['a frame twice', (manifest: Manifest) => { first(manifest).questionnaire.frames.push(first(manifest).frame); }, 'a frame stands'],
    ['sending that ends before drawing', (manifest: Manifest) => { manifest.sendingEnds = '2027-02-01'; }, 'in this order'],
    ['a second issuer', (manifest: Manifest) => { manifest.issuers.push({ name: 'x', at: 'https://x.example' }); }, ''],
    ['a threshold under ten', (manifest: Manifest) => { manifest.disclosure.threshold = 9; }, ''],
    ['bodies of odd length', (manifest: Manifest) => { manifest.bodyLength = 4097; }, ''],
  ])('cannot have %s', (_, change, message) => {
    const parsed = Manifest.safeParse(changed(change));
    expect(parsed.success).toBe(false);
    expect(parsed.error?.message).toContain(message);
  });

  it('finds a way by population and frame, or says that there is none', () => {
    expect(frameOf(round.manifest, 'officials', 'open-link')?.frame.invited).toBeNull();
    expect(frameOf(round.manifest, 'officials', 'card')).toBeNull();
    expect(frameOf(round.manifest, 'nobody', 'invited')).toBeNull();
  });

  it('is refused by the collector where a key has the right length but is none', () => {
    const broken = changed((manifest) => { first(manifest).frame.keys = [Buffer.alloc(422, 1).toString('base64url')]; });
    expect(() => roundKeys(broken, round.hash)).toThrow();
  });
});

describe('the notice log', () => {
  const draft = (kind: NoticeDraft['kind']): NoticeDraft => ({ kind, day: '2027-03-02', texts: { en: 'The page was corrected.' }, details: { number: 3 } });

  async function aLog(length: number): Promise<Notice[]> {
    const log: Notice[] = [];
    for (let index = 0; index < length; index += 1) log.push(Notice.parse(await nextNotice(round.hash, log, draft('paused'), sha256)));
    return log;
  }

  it('chains every notice to the one before and the first to the manifest', async () => {
    const log = await aLog(4);
    expect(log[0]?.previous).toBe(round.hash);
    expect(await brokenNotice(round.hash, log, sha256)).toBeNull();
    expect(await brokenNotice(round.hash, [], sha256)).toBeNull();
    expect(new Set(log.map((notice) => notice.previous)).size).toBe(4);
  });

  it('shows where a notice was changed, taken out, swapped or brought from another round', async () => {
    const log = await aLog(4);
    const altered = log.map((notice, index) => (index === 1 ? { ...notice, day: '2027-03-03' } : notice));
    expect(await brokenNotice(round.hash, altered, sha256)).toBe(3);
    expect(await brokenNotice(round.hash, log.filter((_, index) => index !== 1), sha256)).toBe(2);
    expect(await brokenNotice(round.hash, [...log].reverse(), sha256)).toBe(1);
    expect(await brokenNotice(hashOf('another manifest'), log, sha256)).toBe(1);
  });

  it('has a head that changes when its last notice does, which the chain alone would not show', async () => {
    const log = await aLog(2);
    const altered = log.map((notice, index) => (index === 1 ? { ...notice, day: '2027-03-03' } : notice));
    expect(await noticesHead(round.hash, log, sha256)).not.toBe(await noticesHead(round.hash, altered, sha256));
    expect(await noticesHead(round.hash, [], sha256)).toBe(round.hash);
  });
});

describe('manifestHash', () => {
  it('is the base64url SHA-256 of canonical JSON, in the browser as on the server', async () => {
    expect(round.hash).toMatch(/^[\w-]{43}$/);
    expect(await manifestHash(round.manifest, sha256)).toBe(round.hash);
  });
});
