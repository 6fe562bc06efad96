// What a round needs between opening and closing, over three processes with three databases: pause and extension by the
// desk's signed orders, re-issued codes, cards, paper keyed at a fourth computer, tablets. Each command is typed on the
// host that has the room; papers alone pass between them, and the public log says in the end what all of them did.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findRunningEngine } from '../../server/embedded/start-engine.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { boardPaths } from '../../shared/api/board.ts';
import { paths } from '../../shared/api/round.ts';
import { Board } from '../../shared/credential/board.ts';
import { printCode, readCode } from '../../shared/credential/code.ts';
import type { CodeFrame } from '../../shared/credential/frame.ts';
import { Notice } from '../../shared/credential/notices.ts';
import { readTabletFragment } from '../../shared/credential/tablet.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { Release } from '../../shared/results/release.ts';
import { CancelPaper, OrderPaper, PublicPaper } from '../../shared/round/papers.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { connect } from '../embedded/engine-under-test.ts';
import { aPreparedDraw, aSealedSheet, aTicket, post, postDraw, postSheet, problemCode } from '../support/a-respondent.ts';
import { aPopulationPlan, aRoundPlan } from '../support/a-round.ts';
import { anEnvelope, drawSlots, enrol } from '../support/a-tablet.ts';
import { keyedCsv } from '../support/keyed-csv.ts';
import { randomSheets } from '../support/random-sheets.ts';
import { openOverHosts, threeHosts } from '../support/three-hosts.ts';
import type { HostName, ThreeHosts } from '../support/three-hosts.ts';

/** Everything under a folder, as one buffer. */
const bytesUnder = (folder: string): Buffer =>
  Buffer.concat(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name))));

describe('the duties of a round on three hosts', () => {
  let hosts: ThreeHosts;
  let plan: RoundPlan;
  let opened: OpenedRound;
  let form: Form;
  const P = ['--population', 'officials'] as const;
  const said = async (host: 'desk' | 'issuer' | 'collector' | 'keying', ...words: readonly string[]): Promise<string> => (await hosts.spid(host, ...words)).join('\n');
  const tell = (): Promise<string> => said('collector', 'apart', 'tell', hosts.paper('issuer', plan.round, 'public'));
  const storeOf = (host: HostName): ReturnType<typeof connect> => connect(findRunningEngine(join(hosts[host].dataFolder, 'database'))?.uri ?? '', `spid_${host}`);
  /** From the store: the server may go on believing for a second what it read before. */
  const log = async (): Promise<readonly Notice[]> => {
    const store = await storeOf('collector');
    const found = await store.collection<{ _id: string; notices: string[] }>('rounds').findOne({ _id: plan.round });
    await store.close();
    return (found?.notices ?? []).map((text) => Notice.parse(JSON.parse(text)));
  };
  /** Asks both servers until they have seen the state: with a code that is none, so that nothing is spent. */
  const bothSee = async (state: 'open' | 'paused'): Promise<void> => {
    const nobody = { ...codeAt('invited', 0), code: '0'.repeat(16) };
    const told = async (): Promise<readonly unknown[]> => [await draw(nobody), ((await (await fetch(hosts.collector.url + paths.round(plan.round))).json()) as { state: unknown }).state];
    const wanted = [state === 'open' ? '404 code.unknown' : '409 round.paused', state];
    while ((await told()).join() !== wanted.join()) await new Promise((resolve) => setTimeout(resolve, 100));
  };
  const codesOf = (frame: CodeFrame, bundle?: number) => opened.codes.filter((code) => code.frame === frame && code.bundle === bundle);
  const codeAt = (frame: CodeFrame, index: number, bundle?: number) => {
    const code = codesOf(frame, bundle)[index];
    if (code === undefined) throw new Error('no such code');
    return code;
  };
  const draw = async (code: OpenedRound['codes'][number]): Promise<string> => {
    const reply = await postDraw(hosts.issuer.url, opened, await aPreparedDraw(opened, code), code);
    return reply.ok ? 'drawn' : problemCode(reply);
  };
  const answer = async (code: OpenedRound['codes'][number]): Promise<number> => {
    const sheet = await aSealedSheet(opened, await aTicket(hosts.issuer.url, opened, code), { X10_11: 'no' });
    return (await postSheet(hosts.collector.url, plan.round, sheet)).status;
  };
  /** A list of printed cards in a file of the desk's folder. */
  const cardList = (name: string, codes: readonly OpenedRound['codes'][number][]): string => {
    const path = join(hosts.desk.dataFolder, name);
    writeFileSync(path, codes.map(({ frame, code }) => printCode({ round: plan.round, population: 0, frame, code })).join('\n'));
    return path;
  };

  beforeAll(async () => {
    hosts = await threeHosts();
    const officials = { ...aPopulationPlan('officials', 12), size: 80, strata: [{ code: 'all', size: 80, codes: 12, cards: 60, tablets: 5 }] };
    plan = aRoundPlan({ populations: [officials], modes: ['online', 'card', 'paper', 'tablet', 'assisted'], mixedWays: 'card-handed-in' });
    opened = await openOverHosts(hosts, plan);
    form = Form.parse(JSON.parse(opened.made.forms[0]?.text ?? 'null'));
  }, 60_000);
  afterAll(() => hosts.close());

  it('opens with tablets only by the key that this collector made, and refuses a duty on the wrong host by naming the right one', async () => {
    const next = aRoundPlan({ populations: [aPopulationPlan('officials', 12)], modes: ['tablet'] });
    const path = join(hosts.desk.dataFolder, 'next.json');
    writeFileSync(path, JSON.stringify(next));
    await hosts.spid('desk', 'round', 'create', path);
    await hosts.spid('issuer', 'apart', 'prepare', path);
    await hosts.spid('collector', 'apart', 'transport', next.round);
    const [frames, transport] = [hosts.paper('issuer', next.round, 'frames'), hosts.paper('collector', next.round, 'transport')];
    await expect(hosts.spid('desk', 'apart', 'manifest', frames, transport)).rejects.toThrow('--accept-small-profiles');
    await expect(hosts.spid('desk', 'apart', 'manifest', frames, '--accept-small-profiles')).rejects.toThrow('spid apart transport');
    await hosts.spid('desk', 'apart', 'manifest', frames, transport, '--accept-small-profiles');
    await hosts.spid('collector', 'apart', 'transport', next.round);
    await expect(hosts.spid('collector', 'apart', 'collect', hosts.paper('desk', next.round, 'round'))).rejects.toThrow('another key for sealed sheets');
    for (const [host, words, room] of [
      ['issuer', ['round', 'pause', plan.round], 'desk'], ['collector', ['round', 'extend', plan.round, '--sending', '2098-01-01'], 'desk'], ['desk', ['round', 'close', plan.round], 'collector'],
      ['collector', ['code', 'reissue', plan.round, ...P], 'issuer'], ['desk', ['cards', 'hand-out', plan.round, ...P, '--bundles', '1'], 'issuer'], ['desk', ['tablet', 'register', plan.round, ...P, '--site', 'A', '--tokens', '1'], 'issuer'],
      ['collector', ['apart', 'follow', path], 'issuer'], ['issuer', ['account', 'create', 'anna', '--administration', 'arendelle'], 'desk'],
    ] as const) await expect(hosts.spid(host, ...words)).rejects.toThrow(`no database of the ${room}`);
  });

  it('pauses by the desk’s signed order: the issuer first, then the collector, whose log says so', async () => {
    expect(await said('desk', 'round', 'pause', plan.round)).toContain('Signed order 1');
    const path = hosts.paper('desk', plan.round, 'order');
    const order = OrderPaper.parse(JSON.parse(readFileSync(path, 'utf8')));
    const forged = join(hosts.issuer.dataFolder, 'forged.json');
    writeFileSync(forged, JSON.stringify({ ...order, sendingEnds: '2099-01-01' }));
    await expect(hosts.spid('issuer', 'apart', 'follow', forged)).rejects.toThrow('not as the desk signed it');
    await hosts.spid('issuer', 'apart', 'follow', path);
    expect(await log()).toEqual([]);
    const paper = hosts.paper('issuer', plan.round, 'public');
    writeFileSync(forged, JSON.stringify({ ...(JSON.parse(readFileSync(paper, 'utf8')) as object), order: { ...order, state: 'open' } }));
    await expect(hosts.spid('collector', 'apart', 'tell', forged)).rejects.toThrow('not as the desk signed it');
    expect(await tell()).toContain('is paused');
    await tell();
    expect((await log()).map(({ kind }) => kind)).toEqual(['paused']);
    await bothSee('paused');
    expect(await draw(codeAt('invited', 0))).toBe('409 round.paused');
  });

  it('extends and resumes by one paper, and takes no earlier order afterwards', async () => {
    const first = join(hosts.desk.dataFolder, 'first-order.json');
    writeFileSync(first, readFileSync(hosts.paper('desk', plan.round, 'order')));
    const day = (from: string, days: number): string => new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
    const days = { drawingEnds: day(plan.drawingEnds, 2), sendingEnds: day(plan.sendingEnds, 3) };
    await hosts.spid('desk', 'round', 'extend', plan.round, '--drawing', days.drawingEnds, '--sending', days.sendingEnds);
    await hosts.spid('desk', 'round', 'resume', plan.round);
    await hosts.spid('issuer', 'apart', 'follow', hosts.paper('desk', plan.round, 'order'));
    expect(await tell()).toContain(`is open: begin until ${days.drawingEnds}, send until ${days.sendingEnds}`);
    expect((await log()).map(({ kind, details }) => [kind, details])).toEqual([['paused', {}], ['extended', days], ['resumed', {}]]);
    await expect(hosts.spid('issuer', 'apart', 'follow', first)).rejects.toThrow('Order 1');
    // A paper that was lost is written again, and changes nothing.
    expect(await said('desk', 'apart', 'order', plan.round)).toContain('Signed order 4');
    await hosts.spid('issuer', 'apart', 'follow', hosts.paper('desk', plan.round, 'order'));
    await hosts.spid('issuer', 'apart', 'numbers', plan.round);
    await tell();
    expect(await log()).toHaveLength(3);
    await expect(hosts.spid('desk', 'round', 'extend', plan.round, '--sending', plan.sendingEnds)).rejects.toThrow('never shortened');
    await bothSee('open');
    expect(await answer(codeAt('invited', 0))).toBe(200);
  });

  it('re-issues a lost code at the issuer up to the cap, and the log tells the number once', async () => {
    const before = join(hosts.issuer.dataFolder, 'before.json');
    const lines = await said('issuer', 'code', 'reissue', plan.round, ...P);
    const reading = readCode(/^Code {2}(.*)$/m.exec(lines)?.[1] ?? '');
    if (!reading.ok) throw new Error('no code');
    expect(await answer({ population: 'officials', frame: 'invited', stratum: 'all', code: reading.value.code })).toBe(200);
    writeFileSync(before, readFileSync(hosts.paper('issuer', plan.round, 'public')));
    for (let again = 0; again < 2; again += 1) await hosts.spid('issuer', 'code', 'reissue', plan.round, ...P);
    await expect(hosts.spid('issuer', 'code', 'reissue', plan.round, ...P)).rejects.toThrow('which is the cap');
    await tell();
    await tell();
    expect((await log()).filter(({ kind }) => kind === 'code-reissued').map(({ details }) => details)).toEqual([{ population: 'officials', frame: 'invited', codes: 3 }]);
    await expect(hosts.spid('collector', 'apart', 'tell', before)).rejects.toThrow('older than the one that was told');
  });

  it('prints and hands out cards at the issuer, and cancels there what two people confirm at the desk', async () => {
    expect(await said('issuer', 'cards', 'print', plan.round, ...P)).toContain('60 cards in 3 bundles');
    await hosts.spid('issuer', 'cards', 'hand-out', plan.round, ...P, '--bundles', '1');
    expect(await answer(codeAt('card', 0, 1))).toBe(200);
    const people: string[] = [];
    for (const name of ['anna', 'kristoff']) people.push(name, /: (\S+)$/.exec(await said('desk', 'account', 'create', name, '--administration', 'arendelle'))?.[1] ?? '');
    const [back, other] = [cardList('back.txt', [codeAt('card', 0, 1), codeAt('card', 1, 1)]), cardList('other.txt', [codeAt('card', 2, 1)])];
    const words = ['cards', 'cancel', plan.round, ...P, '--bundles', '2', '--leftover', back] as const;
    expect(hosts.typed('desk', [...people.slice(0, 2), ...people.slice(0, 2)], ...words)).toContain('Two different people');
    expect(hosts.typed('desk', people, ...words)).toContain('Confirmed by two people');
    const path = hosts.paper('desk', plan.round, 'cancel-officials');
    const order = CancelPaper.parse(JSON.parse(readFileSync(path, 'utf8')));
    const forged = join(hosts.issuer.dataFolder, 'forged.json');
    writeFileSync(forged, JSON.stringify({ ...order, bundles: [3] }));
    await expect(hosts.spid('issuer', 'apart', 'cancel', forged, '--leftover', back)).rejects.toThrow('not as the desk signed it');
    await expect(hosts.spid('issuer', 'apart', 'cancel', path, '--leftover', other)).rejects.toThrow('is not theirs');
    // The used card of the two that came back stays used, and nobody is told which it was.
    expect(await said('issuer', 'apart', 'cancel', path, '--leftover', back)).toContain('21 cards of officials are cancelled');
    expect([await draw(codeAt('card', 1, 1)), await draw(codeAt('card', 0, 2))]).toEqual(['409 code.cancelled', '409 code.cancelled']);
    await tell();
    expect((await log()).at(-1)).toMatchObject({ kind: 'codes-cancelled', details: { population: 'officials', frame: 'card', codes: 21 } });
  }, 60_000);

  it('has paper keyed at a computer without a database, with cards that nobody was given', async () => {
    await expect(hosts.spid('issuer', 'apart', 'cards', plan.round, ...P, '--bundles', '1')).rejects.toThrow('Bundle 1 of officials is not sealed');
    await hosts.spid('issuer', 'apart', 'cards', plan.round, ...P, '--bundles', '3');
    const papers = [hosts.paper('desk', plan.round, 'round'), hosts.paper('issuer', plan.round, 'cards-officials')] as const;
    await expect(hosts.spid('collector', 'apart', 'keying', ...papers)).rejects.toThrow('on a computer of its own');
    expect(await said('keying', 'apart', 'keying', ...papers)).toContain('20 cards are ready');
    await hosts.spid('keying', 'paper', 'print', plan.round, ...P, '--language', 'fr');
    const sheets = randomSheets(form, 11, 3);
    const [first, second] = ['a.csv', 'b.csv'].map((name) => join(hosts.keyingFolder, name));
    if (first === undefined || second === undefined) throw new Error('no file');
    for (const path of [first, second]) writeFileSync(path, keyedCsv(form, sheets));
    const words = ['paper', 'key', plan.round, ...P, '--first', first, '--second', second, '--bundles', '3'] as const;
    for (const host of ['issuer', 'collector'] as const) await expect(hosts.spid(host, ...words)).rejects.toThrow('on a computer of its own');
    expect(await said('keying', ...words)).toContain('3 sheets are sent');
    expect(readdirSync(hosts.keyingFolder)).not.toContain('database');
  }, 60_000);

  it('takes sheets of tablets at the collector, by line and by file, and counts what a tablet destroyed at the issuer', async () => {
    const lines = await hosts.spid('issuer', 'tablet', 'register', plan.round, ...P, '--site', 'Port North', '--tokens', '3');
    const read = readTabletFragment(new URL(lines.find((line) => line.startsWith(`${hosts.desk.url}/t/`)) ?? 'none:').hash);
    if (read === null) throw new Error('no link');
    const secrets = { tablet: read.tablet, device: 'A'.repeat(43) };
    expect((await enrol(hosts.issuer, opened, secrets)).status).toBe(200);
    const tickets = await drawSlots(hosts.issuer, opened, secrets, [0, 1, 2]);
    const envelopes = await Promise.all(tickets.slice(0, 2).map((ticket, index) => anEnvelope(opened, ticket, { X10_11: 'no' }, index === 0 ? 'tablet' : 'assisted')));
    const [byLine, byFile] = envelopes.map(({ text }) => ({ round: plan.round, manifest: opened.made.hash, envelopes: [text] }));
    expect((await post(hosts.collector.url + paths.sealed(plan.round), { manifest: byLine?.manifest, envelopes: byLine?.envelopes })).status).toBe(200);
    const path = join(hosts.collector.dataFolder, 'sealed.json');
    writeFileSync(path, JSON.stringify({ format: 'spid-sealed-sheets-1', ...byFile }));
    expect(await said('collector', 'tablet', 'import', path)).toContain('1 sheets');
    expect((await post(hosts.issuer.url + paths.tabletEnd(plan.round), { ...secrets, destroyed: 1 })).status).toBe(200);
    expect(await said('issuer', 'tablet', 'list', plan.round)).toMatch(/Port North.*3 of 3 tokens drawn.*site ended/);
  });

  it('tells of a corrected page at the collector, and says on another host that it can’t', async () => {
    const path = join(hosts.desk.dataFolder, 'texts.json');
    writeFileSync(path, JSON.stringify({ en: 'A page was mended.' }));
    await expect(hosts.spid('desk', 'round', 'notice', plan.round, path)).rejects.toThrow('no database of the collector');
    await hosts.spid('collector', 'round', 'notice', plan.round, path, '--build', 'abcdefgh');
    expect((await log()).at(-1)).toMatchObject({ kind: 'page-corrected' });
  });

  it('closes to one board that holds for whoever verifies it, every way in it', async () => {
    expect(await said('issuer', 'apart', 'end', plan.round, '--before-its-day')).toContain('Bundles 3 of officials were neither handed out nor cancelled');
    await expect(hosts.spid('collector', 'apart', 'close', hosts.paper('issuer', plan.round, 'counts'))).rejects.toThrow('--before-its-day');
    await hosts.spid('collector', 'apart', 'close', hosts.paper('issuer', plan.round, 'counts'), '--before-its-day');
    await hosts.spid('desk', 'apart', 'release', hosts.paper('collector', plan.round, 'release'));
    const board = Board.parse(await (await fetch(hosts.collector.url + boardPaths.board(plan.round))).json());
    expect(board.frames.map(({ frame, invited, reissued, issued, accepted, destroyed, codes }) => [frame, invited, reissued, issued, accepted, destroyed, codes?.made, codes?.cancelled, codes?.used])).toEqual([
      ['invited', 12, 3, 2, 2, undefined, undefined, undefined, undefined], ['card', 60, 0, 4, 4, undefined, 60, 21, 4], ['tablet', 5, 0, 3, 2, 1, undefined, undefined, undefined],
    ]);
    expect(board.notices.map(({ kind }) => kind).slice(-2)).toEqual(['key-destroyed', 'closed']);
    await hosts.spid('desk', 'verify', `${hosts.collector.url}/board/${plan.round}/`, '--manifest', opened.made.hash);
    const release = Release.parse(JSON.parse(readFileSync(hosts.paper('collector', plan.round, 'release'), 'utf8')));
    expect(release.populations.map(({ sheets, cards }) => [sheets, cards])).toEqual([[8, { made: 60, handedOut: 39, cancelled: 21, used: 4 }]]);
    expect(release.populations[0]?.cards).toEqual({ made: 60, handedOut: 39, cancelled: 21, used: 4 });
    expect(await said('collector', 'round', 'recount', plan.round)).toContain('bit for bit');
  }, 60_000);

  it('keeps in each database the collections that the script for database users names, and no other', async () => {
    const named = readFileSync('docs/deploy/mongodb-users.js', 'utf8');
    for (const host of ['desk', 'issuer', 'collector'] as const) {
      const connection = await storeOf(host);
      const found = new Set((await connection.listCollections()).map(({ name }) => name.replace(/_[0-9A-Z]{6}$/, '_ROUND')));
      await connection.close();
      const told = new RegExp(`^// +spid_${host} +(.*)$`, 'm').exec(named)?.[1]?.split(', ') ?? [];
      expect([host, [...found].filter((name) => !told.includes(name))]).toEqual([host, []]);
      expect(found.size).toBeGreaterThan(2);
    }
  });

  it('leaves no code with desk or collector, and no count of used codes in what the issuer told before its end', () => {
    const [atDesk, atCollector] = [bytesUnder(join(hosts.desk.dataFolder, 'papers')), bytesUnder(hosts.collector.dataFolder)];
    for (const { code } of opened.codes) expect([atDesk.includes(code), atCollector.includes(code)]).toEqual([false, false]);
    const told = PublicPaper.parse(JSON.parse(readFileSync(hosts.paper('collector', plan.round, 'public'), 'utf8')));
    expect(Object.keys(told).sort()).toEqual(['cancelled', 'drawingEnds', 'format', 'keysDestroyed', 'manifest', 'order', 'reissued', 'round']);
  });
});
