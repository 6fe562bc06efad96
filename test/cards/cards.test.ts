// Printed cards through the real server: made within the limit, bundled, printed, handed out, cancelled by two people,
// and told on the board. What the issuer still knows of a bundle is read from its own database.
import { spawnSync } from 'node:child_process';
import { linkSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import mongoose from 'mongoose';
import { makeBundles } from '../../server/issuer/make-bundles.ts';
import { cancelCards, handOutBundles } from '../../server/lifecycle/cancel-cards.ts';
import type { Confirmation } from '../../server/lifecycle/cancel-cards.ts';
import { createRound, openRound } from '../../server/lifecycle/open-round.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { reissueCode } from '../../server/lifecycle/reissue-code.ts';
import { keepPaper } from '../../server/lifecycle/apart/papers.ts';
import { endDrawing } from '../../server/lifecycle/end-phases.ts';
import { pauseRound, resumeRound } from '../../server/lifecycle/pause-round.ts';
import { listedCards, printCards } from '../../server/lifecycle/print-cards.ts';
import type { ListedCard } from '../../server/lifecycle/print-cards.ts';
import { writePrintedCodes } from '../../server/lifecycle/printed-codes.ts';
import { boardPaths } from '../../shared/api/board.ts';
import { Board } from '../../shared/credential/board.ts';
import { readCode, printCode } from '../../shared/credential/code.ts';
import { readLink } from '../../shared/credential/link.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { aPopulationPlan, aRoundPlan } from '../support/a-round.ts';
import { anAccount } from '../support/an-account.ts';
import { aPreparedDraw, answerOnce, postDraw, problemCode } from '../support/a-respondent.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';
import { randomSheets } from '../support/random-sheets.ts';

const CARDS = 65;

describe('bundles', () => {
  const codes = (stratum: string, count: number) => Array.from({ length: count }, (_, index) => ({ population: 'officials', frame: 'card' as const, stratum, code: `${stratum}${String(index)}` }));
  const sizes = (count: number): readonly number[] => {
    const bundles = makeBundles(codes('a', count));
    return [...new Set(bundles.map(({ bundle }) => bundle))].sort((one, other) => one - other).map((number) => bundles.filter(({ bundle }) => bundle === number).length);
  };

  it('hold twenty cards, and a rest under ten joins the last one', () => {
    expect([sizes(60), sizes(69), sizes(70), sizes(7), sizes(1)]).toEqual([[20, 20, 20], [20, 20, 29], [20, 20, 20, 10], [7], [1]]);
  });

  it('hold cards of one stratum each, every card once, in another order than they were made', () => {
    const made = [...codes('north', 40), ...codes('south', 25)];
    const bundled = makeBundles(made);
    expect(bundled.map(({ code }) => code).sort()).toEqual(made.map(({ code }) => code).sort());
    for (const number of [1, 2, 3]) expect(new Set(bundled.filter(({ bundle }) => bundle === number).map(({ stratum }) => stratum)).size).toBe(1);
    expect(bundled.map(({ code }) => code)).not.toEqual(made.map(({ code }) => code));
  });
});

describe('cards of a round', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let people: [Confirmation, Confirmation];
  let place: { round: string; population: string };
  let issuer: mongoose.Connection;
  let printed: readonly ListedCard[];
  const clearFiles = () => ['codes', 'papers'].flatMap((folder) => readdirSync(join(server.dataFolder, folder))).filter((name) => name.startsWith(place.round));
  const rowsOf = (bundle: string) => readFileSync(join(server.dataFolder, 'codes', `${place.round}.csv`), 'utf8').trimEnd().split('\r\n').filter((row) => row.split(',')[5] === bundle).length;
  const codesInStore = () => issuer.collection(`codes_${place.round}`);

  beforeAll(async () => {
    server = await aServer();
    const plan = aRoundPlan({ modes: ['card'], populations: [aPopulationPlan('officials', CARDS)] });
    await createRound(server.rooms, plan);
    opened = await openRound(server.rooms, plan.round, async (made) => void (await writePrintedCodes(server.dataFolder, made, 'https://survey.example')));
    place = { round: plan.round, population: 'officials' };
    people = [{ name: 'anna', password: await anAccount(server.rooms, 'anna', 'coordinator', 'arendelle') }, { name: 'olaf', password: await anAccount(server.rooms, 'olaf', 'coordinator', 'programme') }];
    issuer = await mongoose.createConnection(server.engine?.uri ?? '', { dbName: 'spid_issuer' }).asPromise();
  }, 60_000);
  afterAll(async () => {
    await issuer.close();
    await server.close();
  });

  it('are refused beyond the people and the reserve of three', async () => {
    const plan = (cards: number) => aRoundPlan({ modes: ['card'], populations: [{ ...aPopulationPlan('officials', 40), strata: [{ code: 'all', size: 40, codes: cards }] }] });
    await expect(createRound(server.rooms, plan(44))).rejects.toMatchObject({ code: 'plan.invalid' });
    await expect(createRound(server.rooms, plan(43))).resolves.toBe('made');
  });

  it('are printed with a link that carries the whole manifest hash, the typed code and eight words in five languages', async () => {
    const file = await printCards(server.rooms, place, null);
    expect(file).toMatchObject({ cards: CARDS, bundles: [1, 2, 3] });
    expect(statSync(file.path).mode & 0o777).toBe(0o600);
    const html = readFileSync(file.path, 'utf8');
    expect(html.match(/<article class="card">/g)).toHaveLength(CARDS);
    expect(html.match(/class="page cover"/g)).toHaveLength(3);
    expect(html.match(/<svg class="qr"/g)).toHaveLength(CARDS);
    expect(html).not.toMatch(/src=|href=|url\(|@import/);
    // The list was made for this address; this process has none set, or might have another.
    expect(file.origin).toBe('https://survey.example');
    expect(html.match(/survey\.example\/a\//g)?.length).toBe(html.match(/\S+\/a\//g)?.length);
    printed = await listedCards(server.rooms, place);
    for (const card of printed) {
      const link = readLink(card.link.slice(card.link.indexOf('#')));
      expect(link).toMatchObject({ ok: true, value: { kind: 'code', manifest: opened.made.hash, frame: 'card' } });
      expect(html.replaceAll('<br>', '')).toContain(card.code);
    }
    for (const language of ['fr', 'en', 'es', 'pt']) expect(html).toContain(`<section lang="${language}" dir="ltr">`);
    expect(html).toContain('<section lang="ar" dir="rtl">');
    expect(html.match(/<p class="words">(\S+ · ){7}\S+<\/p>/g)?.length).toBe(CARDS * 5);
  });

  it('can be printed a bundle at a time, which overwrites the print of before, and a bundle that is not there is named', async () => {
    const path = join(server.dataFolder, 'codes', `${place.round}-officials-cards.html`);
    linkSync(path, join(server.dataFolder, 'witness'));
    expect(await printCards(server.rooms, place, [3])).toMatchObject({ cards: 25, bundles: [3] });
    expect([readFileSync(path, 'utf8').includes('<article'), readFileSync(join(server.dataFolder, 'witness')).includes('<article')]).toEqual([true, false]);
    await expect(printCards(server.rooms, place, [4])).rejects.toMatchObject({ code: 'card.bundle' });
    await expect(printCards(server.rooms, { ...place, population: 'private-sector' }, null)).rejects.toMatchObject({ code: 'population.unknown' });
  });

  it('lose the number of their bundle when it is handed out', async () => {
    expect(await codesInStore().countDocuments({ bundle: { $in: [1, 2, 3] } })).toBe(CARDS);
    const cards = printed.filter(({ bundle }) => bundle === 2);
    await keepPaper(server.dataFolder, place.round, 'cards-officials', { format: 'spid-cards-paper-1', ...place, cards });
    await handOutBundles(server.rooms, place, [2]);
    expect(clearFiles()).toEqual([`${place.round}.csv`]);
    await keepPaper(server.dataFolder, place.round, 'cards-officials', { format: 'spid-cards-paper-1', ...place, cards: cards.map((card) => ({ ...card, bundle: 3 })) });
    await handOutBundles(server.rooms, place, [1, 2]);
    await handOutBundles(server.rooms, place, [1]);
    expect(await codesInStore().countDocuments({ bundle: { $in: [1, 2] } })).toBe(0);
    expect(await codesInStore().countDocuments({ bundle: 3 })).toBe(25);
    await expect(handOutBundles(server.rooms, place, [9])).rejects.toMatchObject({ code: 'card.bundle' });
    expect([rowsOf('1'), rowsOf('2'), rowsOf('3'), rowsOf('')]).toEqual([0, 0, 25, 40]);
    expect(clearFiles()).toEqual([`${place.round}.csv`, `${place.round}-cards-officials.json`]);
    expect([...new Set((await listedCards(server.rooms, place)).map(({ bundle }) => bundle))]).toEqual([3]);
    await expect(printCards(server.rooms, place, [1])).rejects.toMatchObject({ code: 'card.bundle' });
  });

  it('are not handed out while the round is paused, which names the command that resumes it', async () => {
    await pauseRound(server.rooms, place.round);
    await expect(handOutBundles(server.rooms, place, [3])).rejects.toMatchObject({ code: 'round.paused', message: expect.stringContaining(`spid round resume ${place.round}`) });
    await resumeRound(server.rooms, place.round);
    expect(await codesInStore().countDocuments({ bundle: 3 })).toBe(25);
  });

  it('lose it in the list also where a kill left the old list beside the new one, or alone', async () => {
    const path = join(server.dataFolder, 'codes', `${place.round}.csv`);
    writeFileSync(`${path}.old`, 'the list of before');
    writeFileSync(join(server.dataFolder, 'papers', `${place.round}-cards-officials.json.new`), 'codes of a paper that was never whole');
    await handOutBundles(server.rooms, place, [1]);
    expect(clearFiles()).toEqual([`${place.round}.csv`, `${place.round}-cards-officials.json`]);
    renameSync(path, `${path}.old`);
    await handOutBundles(server.rooms, place, [1]);
    expect([rowsOf('3'), rowsOf(''), statSync(path).mode & 0o777, clearFiles().length]).toEqual([25, 40, 0o600, 2]);
  });

  it('are answered with by whoever drew one', async () => {
    const form = Form.parse(JSON.parse(opened.made.forms[0]?.text ?? 'null'));
    const outside = opened.codes.filter(({ bundle }) => bundle !== 3).slice(0, 12);
    const sheets = randomSheets(form, 3, outside.length);
    for (const [index, code] of outside.entries()) await answerOnce(server.url, opened, code, sheets[index] ?? {});
    expect((await server.rooms.issuer.cardCodes(place.round))[0]?.used).toHaveLength(12);
  }, 60_000);

  it('that were re-issued are used and come back like others, and stand in the number of re-issued codes alone', async () => {
    const again = async () => (await reissueCode(server.rooms, { ...place, frame: 'card', stratum: 'all' })).code;
    // The mistake of a stratified round, told with what to name instead.
    await expect(reissueCode(server.rooms, { ...place, frame: 'card', stratum: 'north' })).rejects.toMatchObject({ code: 'population.unknown', message: expect.stringContaining('--stratum, all') as unknown as string });
    const [spent, back] = [await again(), await again()];
    const form = Form.parse(JSON.parse(opened.made.forms[0]?.text ?? 'null'));
    await answerOnce(server.url, opened, spent, randomSheets(form, 4, 1)[0] ?? {});
    await cancelCards(server.rooms, { ...place, bundles: [], leftover: [printCode({ ...back, round: place.round, population: 0 })], confirmedBy: people });
    expect(await problemCode(await postDraw(server.url, opened, await aPreparedDraw(opened, back), back))).toBe('409 code.cancelled');
    expect(await server.rooms.issuer.cards.cancelled(place)).toBe(0);
  }, 60_000);

  it('are not cancelled by one person, by two names of which one is wrong, or by an analyst', async () => {
    const analyst = { name: 'kai', password: await anAccount(server.rooms, 'kai', 'analyst', 'arendelle') };
    const other = { name: 'hans', password: await anAccount(server.rooms, 'hans', 'coordinator', 'weselton') };
    const [anna, olaf] = people;
    for (const confirmedBy of [[anna, anna], [anna, { ...olaf, password: 'wrong' }], [anna, analyst], [other, olaf]] as const) {
      await expect(cancelCards(server.rooms, { ...place, bundles: [3], leftover: [], confirmedBy })).rejects.toMatchObject({ code: 'login.failed' });
    }
    expect(await codesInStore().countDocuments({ state: 'cancelled', reissued: null })).toBe(0);
  }, 90_000);

  it('of a bundle that was handed out are cancelled one by one alone, since nobody knows which they were', async () => {
    await expect(cancelCards(server.rooms, { ...place, bundles: [1], leftover: [], confirmedBy: people })).rejects.toMatchObject({ code: 'card.bundle' });
  });

  it('are cancelled by two people at the command line, a used one among the left-over staying as it is', async () => {
    const cardOf = (code: string) => printed.find((card) => { const read = readCode(card.code); return read.ok && read.value.code === code; });
    const out = opened.codes.filter(({ bundle }) => bundle !== 3);
    const back = [out[11], out[12], out[13]].map((code) => cardOf(code?.code ?? ''));
    const file = join(server.dataFolder, 'left.txt');
    writeFileSync(file, `${back[0]?.code ?? ''}\n${back[1]?.link ?? ''}\n${(back[2]?.code ?? '').toLowerCase()}\n`);
    const typed = people.flatMap(({ name, password }) => [name, password]).join('\n');
    const done = spawnSync(process.execPath, ['bin/spid.js', 'cards', 'cancel', place.round, '--population', 'officials', '--bundles', '3', '--leftover', file], { input: `${typed}\n`, encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', SPID_DATA: server.dataFolder } });
    expect([done.status, done.stdout.split('\n')[0]]).toEqual([0, '27 cards of officials are cancelled by now; the public log says so.']);
    expect(done.stdout + done.stderr).not.toContain(people[0].password);
    const used = out[11];
    const spent = out[13];
    if (used === undefined || spent === undefined) throw new Error('no card');
    expect(await problemCode(await postDraw(server.url, opened, await aPreparedDraw(opened, used), used))).toBe('409 code.used');
    expect(await problemCode(await postDraw(server.url, opened, await aPreparedDraw(opened, spent), spent))).toBe('409 code.cancelled');
  }, 60_000);

  it('are told once in the public log, however often cancelling is repeated', async () => {
    expect(await cancelCards(server.rooms, { ...place, bundles: [3], leftover: [], confirmedBy: people })).toEqual({ total: 27, usedInSealed: 0, usedByKeying: 0 });
    const notices = (await server.rooms.collected.rounds.status(place.round))?.notices.map((text) => JSON.parse(text) as { kind: string; details: unknown }) ?? [];
    expect(notices.filter(({ kind }) => kind === 'codes-cancelled').map(({ details }) => details)).toEqual([{ population: 'officials', frame: 'card', codes: 27 }]);
  });

  it('are forgotten when drawing ends: no number of a bundle in the store, and no file with a code in clear', async () => {
    await printCards(server.rooms, place, null);
    expect([await codesInStore().countDocuments({ bundle: 3 }), clearFiles().length]).toEqual([25, 3]);
    // Whichever comes first: what is printed, or written anew, goes too.
    await Promise.allSettled([printCards(server.rooms, place, null), handOutBundles(server.rooms, place, [1]), endDrawing(server.rooms, place.round)]);
    expect([await codesInStore().countDocuments({ bundle: { $exists: true } }), clearFiles()]).toEqual([0, []]);
    await expect(printCards(server.rooms, place, null)).rejects.toMatchObject({ code: 'card.printed' });
    // Cancelled before, so that it may be said again.
    expect(await cancelCards(server.rooms, { ...place, bundles: [3], leftover: [], confirmedBy: people })).toMatchObject({ total: 27 });
  });

  it('stand on the board and in the release as made, handed out, cancelled and used', async () => {
    const release = await closeEarly(server.rooms, place.round);
    const board = Board.parse(await (await fetch(server.url + boardPaths.board(place.round))).json());
    const counts = { made: CARDS, handedOut: CARDS - 27, cancelled: 27, used: 12 };
    expect(board.frames[0]?.codes).toMatchObject(counts);
    expect(release.populations[0]?.cards).toEqual(counts);
    expect(release.populations[0]?.issued).toBe(CARDS - 27);
    expect(board.frames[0]).toMatchObject({ reissued: 2, accepted: 13 });
  }, 60_000);
});
