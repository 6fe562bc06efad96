// What can be heard of a form: read from disk when the round opens, named by hash in the form, served as one bundle.
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openRecordings } from '../../client/sound/recordings.ts';
import { createRound } from '../../server/lifecycle/open-round.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { paths } from '../../shared/api/round.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { packRecordings, unpackRecordings } from '../../shared/questionnaire/recordings.ts';
import { aRoundPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { aTone, spokenSurveys } from '../support/spoken-surveys.ts';
import type { SpokenSurveys } from '../support/spoken-surveys.ts';

const nameOf = (bytes: Uint8Array): string => `${createHash('sha256').update(bytes).digest('base64url')}.wav`;

describe('recordings', () => {
  let server: TestServer;
  let surveys: SpokenSurveys;
  let opened: OpenedRound;
  let form: Form;
  const get = (population: string, language: string): Promise<Response> => fetch(server.url + paths.recordings(opened.plan.round, population, language));

  beforeAll(async () => {
    surveys = spokenSurveys(3);
    server = await aServer({ more: { SPID_SURVEYS: surveys.folder } });
    opened = await anOpenRound(server.rooms, { populations: [surveys.plan] });
    form = Form.parse(JSON.parse(opened.made.forms[0]?.text ?? 'null'));
  }, 60_000);
  afterAll(async () => {
    await server.close();
    rmSync(surveys.folder, { recursive: true });
  });

  it('are named in the form by their hash, the version’s and the administration’s alike, in that language alone', () => {
    const audio = Object.fromEntries(form.languages.map((one) => [one.language, one.audio]));
    expect([audio['fr']?.['M01_01'], audio['fr']?.['scale.agree-5.3'], Object.keys(audio['fr'] ?? {}).length, audio['ar']]).toEqual([nameOf(aTone(440)), nameOf(aTone(600)), 8, {}]);
  });

  it('come in one reply that is not to be stored, and are what the form names', async () => {
    const reply = await get('officials', 'fr');
    expect([reply.status, reply.headers.get('content-type'), reply.headers.get('cache-control'), reply.headers.get('etag'), reply.headers.get('set-cookie')]).toEqual([200, 'application/octet-stream', 'no-store', null, null]);
    const recordings = await openRecordings(form, 'fr', new Uint8Array(await reply.arrayBuffer()));
    expect(recordings.get(nameOf(aTone(440)))).toEqual(new Uint8Array(aTone(440)));
    expect(recordings.size).toBe(8);
  });

  it.each([['officials', 'ar'], ['private-sector', 'fr'], ['officials', 'xx'], ['..%2F..', 'fr'], ['officials', 'fr%2F..'], ['officials', '%7B%22$ne%22:1%7D']])('are not there for %s in %s, and nothing else is', async (population, language) => {
    expect((await get(population, language)).status).toBe(404);
  });

  it('are heard as they were when the round opened, whatever becomes of the files', async () => {
    writeFileSync(join(surveys.officials, 'audio/fr/M01_01.wav'), aTone(999));
    const recordings = await openRecordings(form, 'fr', new Uint8Array(await (await get('officials', 'fr')).arrayBuffer()));
    expect([...recordings.keys()].includes(nameOf(aTone(440)))).toBe(true);
    writeFileSync(join(surveys.officials, 'audio/fr/M01_01.wav'), aTone(440));
  });

  it('are left out one by one where a byte differs, and all where the bundle is cut', async () => {
    const parts = unpackRecordings(new Uint8Array(await (await get('officials', 'fr')).arrayBuffer())) ?? [];
    const spoiled = parts.map((part, index) => (index === 2 ? Uint8Array.from([...part.slice(0, -1), (part.at(-1) ?? 0) ^ 1]) : part));
    expect((await openRecordings(form, 'fr', packRecordings(spoiled))).size).toBe(7);
    expect((await openRecordings(form, 'fr', packRecordings(parts).slice(0, -1))).size).toBe(0);
    expect((await openRecordings(form, 'ar', packRecordings(parts))).size).toBe(0);
  });

  it('refuse a round whose file is missing, too long or no sound, by the file’s name and with a remedy', async () => {
    const ours = join(surveys.officials, 'adaptations/elsewhere/audio/fr');
    mkdirSync(ours, { recursive: true });
    const attempt = async (bytes: Buffer | null): Promise<unknown> => {
      if (bytes === null) rmSync(join(ours, 'who.wav'), { force: true });
      else writeFileSync(join(ours, 'who.wav'), bytes);
      const plan = aRoundPlan({ administration: 'elsewhere', populations: [{ ...surveys.plan, recordings: { fr: { title: 'who.wav' } } }] });
      return createRound(server.rooms, plan).then(() => 'made', (error: unknown) => error);
    };
    for (const [bytes, words] of [[null, /not there; add/], [Buffer.from('text'), /no wav file/], [aTone(1, 40_000), /longer than 512 KiB/]] as const) {
      expect(await attempt(bytes)).toMatchObject({ code: 'questionnaire.invalid', message: expect.stringMatching(words), details: { place: expect.stringContaining('elsewhere/audio/fr/who.wav') } });
    }
    expect(await attempt(aTone(1))).toBe('made');
  });
});
