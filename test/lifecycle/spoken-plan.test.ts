// A round in a language that the pages can't speak would open for everybody and break after Start for everybody. The
// questionnaire here has two languages more than the pages: one without any words, and one that Portuguese serves.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRound, openRound } from '../../server/lifecycle/open-round.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { aPopulationPlan, aRoundPlan } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';

const refusal = (files: RegExp): object => ({ code: 'plan.invalid', details: { place: 'languages' }, message: expect.stringMatching(files) });
function aPlan(...languages: readonly string[]): RoundPlan {
  const plan = aRoundPlan({ survey: 'coordinator-feedback', populations: [aPopulationPlan('coordinators', 12)], languages: [...languages] });
  const names = Object.fromEntries(Object.entries(plan.names).map(([name, texts]) => [name, { ...Object.fromEntries(languages.map((language) => [language, texts['pt'] ?? ''])), ...texts }]));
  return { ...plan, names, title: { ...plan.title, ...Object.fromEntries(languages.map((language) => [language, 'Sondagem'])) } };
}

describe('a plan in a language without word files', () => {
  const surveys = mkdtempSync(join(tmpdir(), 'spid-surveys-'));
  let server: TestServer;
  beforeAll(async () => {
    cpSync(new URL('../../surveys/', import.meta.url), surveys, { recursive: true });
    const locales = join(surveys, 'coordinator-feedback/1/coordinators/locales');
    for (const language of ['sw', 'pt-BR']) writeFileSync(join(locales, `${language}.json`), readFileSync(join(locales, 'pt.json'), 'utf8').replace('"language": "pt"', `"language": "${language}"`));
    server = await aServer({ more: { SPID_SURVEYS: surveys } });
  }, 60_000);
  afterAll(async () => {
    await server.close();
    rmSync(surveys, { recursive: true, force: true });
  });

  it('is refused with the name of every file that is missing, those of the tablet where tablets come', async () => {
    await expect(createRound(server.rooms, aPlan('fr', 'sw'))).rejects.toMatchObject(refusal(/respond\/sw\.json, client\/words\/problem\/sw\.json, client\/words\/surveyjs\/sw\.json and/));
    await expect(createRound(server.rooms, { ...aPlan('fr', 'sw'), modes: ['tablet'] })).rejects.toMatchObject(refusal(/tablet\/sw\.json/));
  });

  it('is not opened either where it became a draft before', async () => {
    const plan = aPlan('sw');
    await server.rooms.desk.rounds.add(plan, { demonstration: false });
    await expect(openRound(server.rooms, plan.round, () => Promise.resolve())).rejects.toMatchObject(refusal(/surveyjs\/sw\.json/));
  });

  it('is opened where the words of the base serve, as those of pt serve pt-BR', async () => {
    const plan = aPlan('pt-BR', 'ar');
    await createRound(server.rooms, plan);
    expect((await openRound(server.rooms, plan.round, () => Promise.resolve())).made.manifest.languages).toEqual(['pt-BR', 'ar']);
  });
});
