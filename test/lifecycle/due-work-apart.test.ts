// What the calendar does where desk, issuer and collector share nothing: each its own part, day by day to the erasing,
// by the papers that it keeps. Nothing is counted, and nothing claimed of the keys, before the issuer has spoken. The
// round has two phases and is extended on the way.
import { existsSync, linkSync, mkdirSync, readFileSync, readdirSync, rmSync, rmdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeCollectorApart, endIssuerApart, releaseApart } from '../../server/lifecycle/apart/close-apart.ts';
import { signedByDesk } from '../../server/lifecycle/apart/desk-signature.ts';
import { doDueWorkApart } from '../../server/lifecycle/apart/due-work-apart.ts';
import { followOrder } from '../../server/lifecycle/apart/follow-order.ts';
import { prepareKeying } from '../../server/lifecycle/apart/keying-apart.ts';
import { manifestApart, openCollectorApart, openIssuerApart, prepareApart } from '../../server/lifecycle/apart/open-apart.ts';
import { keepPaper, paperPath } from '../../server/lifecycle/apart/papers.ts';
import { manifestOn } from '../../server/lifecycle/apart/round-on-paper.ts';
import { roomsHere } from '../../server/lifecycle/apart/rooms-on-paper.ts';
import { takePublicPaper } from '../../server/lifecycle/apart/tell-public.ts';
import { extendRound } from '../../server/lifecycle/extend-round.ts';
import { createRound } from '../../server/lifecycle/open-round.ts';
import { listPath } from '../../server/lifecycle/printed-codes.ts';
import type { Rooms } from '../../server/lifecycle/rooms.ts';
import { drawRequest, finishDraw } from '../../client/credential/draw-token.ts';
import type { SealedSheet } from '../../client/credential/seal-sheet.ts';
import { CodesErasure, ErasureCertificate } from '../../shared/credential/erasure.ts';
import { OrderPaper, PublicPaper } from '../../shared/round/papers.ts';
import type { RoundPaper } from '../../shared/round/papers.ts';
import { aPreparedDraw, aSealedSheet, postSheet, problemCode } from '../support/a-respondent.ts';
import { aPopulationPlan, aRoundPlan } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';

const ORIGINS = { SPID_ORIGIN: 'https://answer.example', SPID_ORIGIN_ISSUER: 'https://issuer.example', SPID_ORIGIN_COLLECTOR: 'https://collector.example' };
const filesIn = (server: TestServer, folder: string): readonly string[] => readdirSync(join(server.dataFolder, folder));

describe('the calendar on hosts apart', () => {
  let [desk, issuer, collector]: TestServer[] = [];
  let paper: RoundPaper;
  let sheet: SealedSheet;
  const said: string[] = [];
  const at = (host: TestServer): Rooms => roomsHere(host.rooms, (line) => said.push(line));
  const publicPaper = (): PublicPaper => PublicPaper.parse(JSON.parse(readFileSync(paperPath(hosts()[1].dataFolder, round, 'public'), 'utf8')));
  const orderPaper = (): OrderPaper => OrderPaper.parse(JSON.parse(readFileSync(paperPath(hosts()[0].dataFolder, round, 'order'), 'utf8')));
  let today = new Date().toISOString().slice(0, 10);
  const plan = aRoundPlan({ populations: [aPopulationPlan('officials', 12)], twoPhase: true, drawingEnds: '2098-03-01', sendingEnds: '2098-03-04', objectionEnds: '2098-04-08', retentionDay: '2099-03-08' });
  const { round } = plan;
  const hosts = (): readonly [TestServer, TestServer, TestServer] => {
    if (desk === undefined || issuer === undefined || collector === undefined) throw new Error('a host is missing');
    return [desk, issuer, collector];
  };
  const noticeKinds = async (): Promise<readonly unknown[]> => ((await hosts()[2].rooms.collected.rounds.status(round))?.notices ?? []).map((text) => (JSON.parse(text) as { kind: unknown }).kind);
  const dayCame = async (day: string): Promise<readonly boolean[]> => {
    today = day;
    return Promise.all(hosts().map((host) => doDueWorkApart(host.rooms, (line) => said.push(line))));
  };
  beforeAll(async () => {
    [desk, issuer, collector] = await Promise.all(['desk', 'issuer', 'collector'].map((SPID_SURFACES) => aServer({ more: { ...ORIGINS, SPID_SURFACES }, today: () => today })));
    const [atDesk, atIssuer, atCollector] = hosts();
    await createRound(atDesk.rooms, plan);
    paper = await manifestApart(atDesk.rooms, await prepareApart(atIssuer.rooms, plan));
    await openCollectorApart(atCollector.rooms, paper);
    const opened = { plan, made: manifestOn(paper), codes: readFileSync(join(atIssuer.dataFolder, 'codes', `${round}-waiting.json`), 'utf8') };
    const codes = (JSON.parse(opened.codes) as { codes: { population: string; frame: 'invited'; stratum: string; code: string }[] }[]).flatMap((frame) => frame.codes);
    await openIssuerApart(atIssuer.rooms, paper);
    const [code] = codes;
    if (code === undefined) throw new Error('no code');
    const draw = await aPreparedDraw({ ...opened, codes }, code);
    const ticket = await finishDraw(draw, { signature: await atIssuer.rooms.issuer.draw(round, drawRequest(draw, code.frame, code.code)) });
    sheet = await aSealedSheet({ ...opened, codes }, ticket, { X10_11: 'no' });
  }, 60_000);
  afterAll(async () => {
    for (const host of hosts()) await host.close();
  });

  it('refuses a manifest of other keys at the issuer, and a manifest that was changed anywhere', async () => {
    const [, atIssuer, atCollector] = hosts();
    const changed = { ...paper, manifest: paper.manifest.replace('"minutes":15', '"minutes": 15') };
    await expect(openCollectorApart(atCollector.rooms, changed)).rejects.toMatchObject({ code: 'plan.invalid' });
    await expect(openCollectorApart(atCollector.rooms, { ...paper, forms: paper.forms.map((form) => ({ ...form, text: `${form.text} ` })) })).rejects.toMatchObject({ code: 'plan.invalid' });
    await expect(openIssuerApart(atIssuer.rooms, paper)).rejects.toMatchObject({ code: 'round.wrong-state' });
    const next = aRoundPlan({ populations: [aPopulationPlan('officials', 12)] });
    await prepareApart(atIssuer.rooms, next);
    const foreign = { ...paper, plan: next, manifest: paper.manifest.replace(`"round":"${round}"`, `"round":"${next.round}"`) };
    await expect(openIssuerApart(atIssuer.rooms, foreign)).rejects.toMatchObject({ code: 'plan.invalid', message: expect.stringContaining('other keys') });
  });

  it('overwrites codes in clear that a later preparing, paper for keying or list of cards supersedes', async () => {
    const { rooms, dataFolder } = hosts()[1];
    const next = aRoundPlan({ populations: [aPopulationPlan('officials', 12)] });
    const write = async (): Promise<void> => {
      await prepareApart(rooms, next);
      await keepPaper(dataFolder, next.round, 'cards-officials', { codes: ['one'] });
      // The desk's host stands for the keying computer: no database of issuer or collector.
      await prepareKeying(hosts()[0].rooms, paper, { format: 'spid-cards-paper-1', round, population: 'officials', cards: [{ stratum: 'all', code: '"code"', link: '"code"', bundle: 1 }] });
    };
    await write();
    // Another link to each shows what is left of it on the disk.
    const superseded = [join(dataFolder, 'codes', `${next.round}-waiting.json`), paperPath(dataFolder, next.round, 'cards-officials'), listPath(hosts()[0].dataFolder, round)].map((path, index) => {
      const witness = join(dataFolder, `witness-${String(index)}`);
      linkSync(path, witness);
      return witness;
    });
    const haveCodes = (): readonly boolean[] => superseded.map((path) => /"codes?"/.test(readFileSync(path, 'latin1')));
    expect(haveCodes()).toEqual([true, true, true]);
    await write();
    expect(haveCodes()).toEqual([false, false, false]);
  });

  it('keeps the phases apart: no answer in the first, and no longer drawing than was said', async () => {
    const [atDesk] = hosts();
    expect(await problemCode(await postSheet(hosts()[2].url, round, sheet))).toBe('409 round.not-open');
    await expect(extendRound(at(atDesk), round, { drawingEnds: '2098-03-02' })).rejects.toThrow('two-phase');
  });

  it('tells the collector of keys that were destroyed by hand before the calendar’s turn, also where a kill came between', async () => {
    const [atDesk, atIssuer] = hosts();
    const other = aRoundPlan({ populations: [aPopulationPlan('officials', 12)], twoPhase: true, drawingEnds: '2098-03-01', sendingEnds: '2098-03-04', objectionEnds: '2098-04-08', retentionDay: '2099-03-08' });
    await createRound(atDesk.rooms, other);
    await openIssuerApart(atIssuer.rooms, await manifestApart(atDesk.rooms, await prepareApart(atIssuer.rooms, other)));
    const path = paperPath(atIssuer.dataFolder, other.round, 'public');
    const isTold = (): boolean => existsSync(path) && PublicPaper.parse(JSON.parse(readFileSync(path, 'utf8'))).keysDestroyed;
    await endIssuerApart(at(atIssuer), other.round, { beforeItsDay: true });
    expect(isTold()).toBe(true);
    rmSync(path);
    expect([await dayCame(today), isTold()]).toEqual([[true, true, true], true]);
  });

  it('tells nothing as destroyed while a file with codes can’t be, and names it', async () => {
    const inTheWay = join(hosts()[1].dataFolder, 'codes', `${round}.csv.new`);
    mkdirSync(inTheWay);
    expect(await dayCame('2098-03-02')).toEqual([true, false, true]);
    expect(existsSync(paperPath(hosts()[1].dataFolder, round, 'public'))).toBe(false);
    expect(said.join()).toContain(`${inTheWay} can't be destroyed`);
    rmdirSync(inTheWay);
  });

  it('destroys the issuer’s keys and list of codes after drawing, and the collector claims nothing of them and takes no answer until it is told', async () => {
    expect(await dayCame('2098-03-02')).toEqual([true, true, true]);
    expect(['issuer-keys', 'codes'].flatMap((folder) => filesIn(hosts()[1], folder)).filter((name) => name.startsWith(round))).toEqual([]);
    expect(await noticeKinds()).toEqual([]);
    expect(said.join()).toContain(`spid apart tell ${round}-public.json`);
    expect((await hosts()[2].rooms.collected.rounds.status(round))?.state).toBe('open');
    expect(publicPaper()).toMatchObject({ order: null, keysDestroyed: true, drawingEnds: '2098-03-01' });
    expect(await problemCode(await postSheet(hosts()[2].url, round, sheet))).toBe('409 round.not-open');
    await takePublicPaper(at(hosts()[2]), publicPaper());
    expect(await noticeKinds()).toEqual(['key-destroyed']);
    expect((await postSheet(hosts()[2].url, round, sheet)).status).toBe(200);
  });

  it('goes by the extended day of sending; the day of drawing stays when the keys are gone, whatever an order says', async () => {
    const [atDesk, atIssuer, atCollector] = hosts();
    await extendRound(at(atDesk), round, { sendingEnds: '2098-03-08' });
    const { format, manifest, state, sendingEnds } = orderPaper();
    await followOrder(at(atIssuer), signedByDesk(atDesk.dataFolder, { format, round, manifest, number: 2, state, drawingEnds: '2098-03-05', sendingEnds }), (line) => said.push(line));
    expect(said.join()).toContain('2098-03-01 stays its last day');
    await takePublicPaper(at(atCollector), publicPaper());
    expect(await dayCame('2098-03-06')).toEqual([true, true, true]);
    const status = await atCollector.rooms.collected.rounds.status(round);
    expect([status?.state, status?.sendingEnds, await noticeKinds()]).toEqual(['open', '2098-03-08', ['key-destroyed', 'extended']]);
  });

  it('ends sending after its day and counts only with the issuer’s counts', async () => {
    const [atDesk, atIssuer, atCollector] = hosts();
    expect(await dayCame('2098-03-09')).toEqual([true, true, true]);
    expect([(await atCollector.rooms.collected.rounds.status(round))?.state, (await atCollector.rooms.collected.keeping.get(round)).rewritten]).toEqual(['closed', true]);
    expect((await atDesk.rooms.desk.rounds.get(round))?.state).toBe('closed');
    const release = await closeCollectorApart(atCollector.rooms, await endIssuerApart(atIssuer.rooms, round));
    expect([release.populations[0]?.sheets, release.populations[0]?.issued, await noticeKinds()]).toEqual([1, 12, ['key-destroyed', 'extended', 'closed']]);
    await releaseApart(atDesk.rooms, release);
    await releaseApart(atDesk.rooms, release);
    expect((await atDesk.rooms.desk.rounds.get(round))?.state).toBe('released');
  }, 30_000);

  it('settles after objections, and erases codes here and sheets there on the retention day', async () => {
    const [, atIssuer, atCollector] = hosts();
    expect(await dayCame('2098-04-09')).toEqual([true, true, true]);
    expect(await atCollector.rooms.collected.settled.size(round)).toBe(1);
    // As written when paper was keyed: codes of cards in clear.
    await keepPaper(atIssuer.dataFolder, round, 'cards-officials', { cards: ['a code'] });
    expect(await dayCame('2099-03-08')).toEqual([true, true, true]);
    expect(await noticeKinds()).toEqual(['key-destroyed', 'extended', 'closed', 'settled', 'erased']);
    const certificate = ErasureCertificate.parse(JSON.parse((await atCollector.rooms.collected.keeping.get(round)).certificate ?? 'null'));
    const codes = [{ population: 'officials', frame: 'invited', made: 12, issued: 1, reissued: 0 }];
    expect([certificate.sheets, certificate.codes]).toEqual([1, codes]);
    expect(CodesErasure.parse(JSON.parse(readFileSync(join(atIssuer.dataFolder, 'certificates', `${round}-codes.json`), 'utf8')))).toMatchObject({ day: '2099-03-08', codes });
    expect([await atIssuer.rooms.issuer.counts(round), filesIn(atIssuer, 'codes').filter((name) => name.startsWith(round))]).toEqual([[], []]);
    expect(filesIn(atIssuer, 'papers').filter((name) => name.startsWith(`${round}-cards`))).toEqual([]);
    expect(await dayCame('2099-03-09')).toEqual([true, true, true]);
  }, 30_000);
});
