// The hash that a round is known by covers its questionnaire version and its adaptation: a changed word, list, name,
// item switched off or own item makes another round of it.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { makeManifest } from '../../server/lifecycle/make-manifest.ts';
import { formOf } from '../../server/questionnaires.ts';
import type { OwnItem } from '../../shared/questionnaire/adaptation.ts';
import { ISSUER_KEY_BYTES } from '../../shared/credential/manifest.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { aPopulationPlan, aRoundPlan } from '../support/a-round.ts';

const root = mkdtempSync(join(tmpdir(), 'spid-hash-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const base = aRoundPlan({ populations: [aPopulationPlan('officials', 20)], languages: ['fr', 'ar'] });
const bytes = (length: number): string => Buffer.alloc(length, 7).toString('base64url');

function hashOf(plan: RoundPlan, surveys = 'surveys'): string {
  const forms = new Map(plan.populations.map((population) => [population.population, formOf(surveys, plan, population)]));
  const frames = [{ population: 'officials', frame: 'invited', key: bytes(ISSUER_KEY_BYTES), root: bytes(32), invited: 20 }] as const;
  return makeManifest(plan, forms, frames, { issuer: '', collector: '' }).hash;
}

const withPopulation = (change: Partial<RoundPlan['populations'][number]>): RoundPlan => ({ ...base, populations: [{ ...aPopulationPlan('officials', 20), ...change }] });
const own: OwnItem = {
  page: 'P10',
  element: { type: 'radiogroup', name: 'OWN_ROOM', choices: ['yes', 'no', 'prefer-not-to-say'] },
  items: [{ code: 'OWN_ROOM', revision: 1, kind: 'descriptive', scale: 'filter', common: false, sensitive: false }],
  scales: [],
  texts: { fr: { OWN_ROOM: 'Avez-vous un bureau ?' }, ar: { OWN_ROOM: 'هل لديك مكتب؟' } },
};

describe('the hash of a round', () => {
  it('is the same for the same version and adaptation', () => {
    expect(hashOf(structuredClone(base))).toBe(hashOf(base));
  });

  it.each<[string, RoundPlan]>([
    ['a name in one language', { ...base, names: { ...base.names, administration: { ...base.names['administration'], fr: 'la Douane d’Arendelle' } } }],
    ['an entry of a list', { ...base, lists: { ...base.lists, regions: (base.lists['regions'] ?? []).slice(1) } }],
    ['an item switched off', withPopulation({ off: ['F08_13'] })],
    ['an own item', withPopulation({ own: [own] })],
  ])('is another with %s changed', (_title, plan) => {
    expect(hashOf(plan)).not.toBe(hashOf(base));
  });

  it('is another with one word of the version changed', () => {
    cpSync('surveys', root, { recursive: true });
    expect(hashOf(base, root)).toBe(hashOf(base));
    const file = join(root, 'cips/1/officials/locales/fr.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('Les audits internes sont impartiaux.', 'Les audits internes sont neutres.'));
    expect(hashOf(base, root)).not.toBe(hashOf(base));
  });
});
