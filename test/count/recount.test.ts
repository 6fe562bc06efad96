// The count trusts nothing that lies in the store: each sheet proves itself again, and what fails is left out and
// counted. The demonstration's own path is used to fill the round, so that its sheets are seen to be real ones.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { connectDatabase } from '../../server/connect.ts';
import { readyRound } from '../../server/collector/open-rounds.ts';
import { readSheets } from '../../server/count/read-sheets.ts';
import type { ReadSheets } from '../../server/count/read-sheets.ts';
import { answerRound, plannedAnswers } from '../../server/demo/answer-round.ts';
import { demoRounds } from '../../server/demo/demo-plans.ts';
import { countPopulation } from '../../analysis/release.ts';
import { countRound } from '../../server/lifecycle/close-round.ts';
import { createRound, openRound } from '../../server/lifecycle/open-round.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { recountRound } from '../../server/lifecycle/recount-round.ts';
import { settleRound } from '../../server/lifecycle/settle-round.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import type { Release } from '../../shared/results/release.ts';
import { aRoundId } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';

describe('counting a demonstration round', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let released: Release;
  const demo = demoRounds(new Date().toISOString().slice(0, 10)).find(({ plan }) => plan.administration === 'programme');
  if (demo === undefined) throw new Error('the demonstration has no programme round');
  const { round } = demo.plan;
  const read = async (): Promise<ReadSheets> => {
    const collected = await server.rooms.collected.rounds.get(round);
    if (collected === null) throw new Error('no round');
    return readSheets(readyRound(collected), server.rooms.collected.sheets);
  };
  beforeAll(async () => {
    server = await aServer();
    await createRound(server.rooms, demo.plan, true);
    opened = await openRound(server.rooms, round, () => Promise.resolve());
    await answerRound(server.rooms, opened, plannedAnswers(demo, opened), () => undefined);
    released = await closeEarly(server.rooms, round);
  }, 120_000);
  afterAll(() => server.close());

  it('gives the same release again, bit for bit', async () => {
    expect(JSON.stringify(await countRound(server.rooms, demo.plan, true))).toBe(JSON.stringify(released));
  });

  it('gives the same figures, and a note, where its plan came through with strata by an item that the form lacks', async () => {
    const unfit = { ...demo.plan, populations: demo.plan.populations.map((population) => ({ ...population, stratumItem: 'D_NOPE' })) };
    const again = await countRound(server.rooms, unfit, true);
    expect(again.populations[0]?.notes).toContain('strata-not-stated');
    expect(again.populations.map(({ overall, items }) => ({ overall, items }))).toEqual(released.populations.map(({ overall, items }) => ({ overall, items })));
  });

  it('gives the same figures as the planned answers do without any store or token', () => {
    const form = Form.parse(JSON.parse(opened.made.forms[0]?.text ?? 'null'));
    const [population] = demo.plan.populations;
    if (population === undefined) throw new Error('no population');
    const direct = countPopulation(form, plannedAnswers(demo, opened).map((planned) => planned.answers), population, demo.plan.threshold);
    expect(JSON.parse(JSON.stringify({ ...direct, modes: demo.plan.modes })) as unknown).toEqual(JSON.parse(JSON.stringify(released.populations[0])));
    expect(released.populations[0]?.sheets).toBe(34);
    expect(released.demonstration).toBe(true);
  });

  it('compares a later round with it by itself, on counting and on counting again', async () => {
    const plan = { ...demo.plan, round: aRoundId(), sendingEnds: demo.plan.objectionEnds, keepsLanguage: true };
    await createRound(server.rooms, plan, true);
    const second = await openRound(server.rooms, plan.round, () => Promise.resolve());
    await answerRound(server.rooms, second, plannedAnswers(demo, second).slice(0, 16).map((one, index) => ({ ...one, language: index < 5 ? 'fr' : 'en' })), () => undefined);
    const later = await closeEarly(server.rooms, plan.round);
    expect(later.previous).toEqual({ round, family: 'round' });
    const [result] = later.populations;
    expect(result?.factors.map(({ comparison }) => comparison?.verdict)).toEqual(result?.factors.map(() => expect.stringMatching(/^(too few|improved|worsened|no clear change|not enough data to tell)$/)));
    expect(result?.factors.filter(({ comparison }) => comparison?.difference.status === 'estimated').length).toBeGreaterThan(0);
    expect([result?.itemComparisons?.length, result?.standout?.gaps.length].every((length) => (length ?? 0) > 0)).toBe(true);
    expect(JSON.stringify(await countRound(server.rooms, plan, true))).toBe(JSON.stringify(later));
    expect(released.previous).toBeUndefined();
  });

  it('hands on in which language a sheet was answered where the round keeps it, and nowhere else', async () => {
    const [last] = (await server.rooms.desk.rounds.list()).filter(({ plan }) => plan.keepsLanguage);
    const collected = await server.rooms.collected.rounds.get(last?.plan.round ?? '');
    if (collected === null) throw new Error('no round');
    const { languages } = await readSheets(readyRound(collected), server.rooms.collected.sheets);
    expect([...languages.values()].flat().sort().join(' ')).toBe([...Array<string>(11).fill('en'), ...Array<string>(5).fill('fr')].join(' '));
    expect((await read()).languages.size).toBe(0);
    const release = await server.rooms.desk.releases.get(last?.plan.round ?? '');
    // Fewer than fifty in a language: looked for, and nothing said.
    expect([release?.populations[0]?.languageDifferences, released.populations[0]?.languageDifferences]).toEqual([[], undefined]);
  });

  it('is found the same as what is stored, also when its sheets were settled and say their language no more', async () => {
    const [kept] = (await server.rooms.desk.rounds.list()).filter(({ plan }) => plan.keepsLanguage);
    const later = kept?.plan.round ?? '';
    expect(await Promise.all([round, later].map((each) => recountRound(server.rooms, each)))).toEqual([true, true]);
    const afterObjections = { ...server.rooms, today: () => '2999-01-01' };
    await settleRound(afterObjections, later);
    expect((await countRound(server.rooms, kept?.plan ?? demo.plan, true)).populations[0]?.languageDifferences).toBeUndefined();
    expect(await recountRound(server.rooms, later)).toBe(true);
  });

  it('leaves out a sheet whose body, token, signature, key, id or population was changed in the store, and counts it', async () => {
    const connection = await connectDatabase(server.engine?.uri ?? '', 'spid_collector');
    const sheets = connection.collection<Record<string, unknown> & { _id: Buffer }>(`sheets_${round}`);
    const stored = await sheets.find({}).sort({ _id: 1 }).limit(8).toArray();
    const flipped = (bytes: unknown): Buffer => {
      const copy = Buffer.from(bytes as Buffer);
      copy[5] = (copy[5] ?? 0) ^ 1;
      return copy;
    };
    for (const [index, field] of ['body', 'token', 'signature', 'key', 'randomizer'].entries()) {
      await sheets.updateOne({ _id: stored[index]?._id ?? Buffer.alloc(0) }, { $set: { [field]: flipped(stored[index]?.[field]) } });
    }
    await sheets.updateOne({ _id: stored[5]?._id ?? Buffer.alloc(0) }, { $set: { population: 'officials' } });
    const swapped = stored[6];
    if (swapped === undefined) throw new Error('no sheet');
    await sheets.deleteOne({ _id: swapped._id });
    await sheets.insertOne({ ...swapped, _id: flipped(swapped._id) });
    await connection.close();
    const result = await read();
    expect(result.stored).toBe(34);
    expect(result.answers.get('coordinators')).toHaveLength(27);
    expect(Object.fromEntries(result.excluded)).toEqual({ signature: 2, token: 2, 'other-id': 2, frame: 1 });
    const again = await countRound(server.rooms, demo.plan, true);
    expect(again.populations[0]?.sheets).toBe(27);
    expect(await recountRound(server.rooms, round)).toBe(false);
  });
});
