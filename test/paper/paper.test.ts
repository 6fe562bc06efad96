// Paper through the real server and the real command line: printed from the version, keyed twice, compared, sent with
// the tokens of cards that were set aside for it, counted. The French print and the keying that follows
// a kill are processes of their own; the other commands share this one.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRound, openRound } from '../../server/lifecycle/open-round.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { writePrintedCodes } from '../../server/lifecycle/printed-codes.ts';
import { cardsForKeying } from '../../server/lifecycle/apart/keying-apart.ts';
import { cancelNow } from '../../server/lifecycle/cancel-cards.ts';
import { sendPaper, sendWaiting } from '../../server/lifecycle/key-paper.ts';
import { endDrawing } from '../../server/lifecycle/end-phases.ts';
import { pauseRound, resumeRound } from '../../server/lifecycle/pause-round.ts';
import { readPaper } from '../../server/lifecycle/paper-file.ts';
import type { Rooms } from '../../server/lifecycle/rooms.ts';
import { readKeyed } from '../../server/cli/keyed-sheets.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { aForm } from '../support/a-form.ts';
import { aPopulationPlan, aRoundPlan } from '../support/a-round.ts';
import { aPreparedDraw, postDraw } from '../support/a-respondent.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';
import { randomSheets } from '../support/random-sheets.ts';
import { spidHere } from '../support/spid-here.ts';
import type { Ended } from '../support/spid-here.ts';

describe('paper', () => {
  let server: TestServer;
  let opened: OpenedRound;
  let form: Form;
  let sheets: readonly Answers[];
  const spid = (...words: readonly string[]): Promise<Ended> => spidHere(words, { SPID_DATA: server.dataFolder });
  const spidApart = (...words: readonly string[]): Ended => {
    const done = spawnSync(process.execPath, ['bin/spid.js', ...words], { encoding: 'utf8', timeout: 60_000, env: { PATH: process.env['PATH'] ?? '', SPID_DATA: server.dataFolder } });
    return { code: done.status ?? -1, out: done.stdout, err: done.stderr };
  };
  const cell = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const csv = (of: readonly Answers[]): string => {
    const items = form.items.map(({ code }) => code);
    const rows = of.map((sheet) => items.map((item) => { const answer = sheet[item]; return cell(Array.isArray(answer) ? answer.join('|') : String(answer ?? '')); }).join(','));
    return `${[items.join(','), ...rows].join('\r\n')}\r\n`;
  };
  const file = (name: string, text: string): string => {
    const path = join(server.dataFolder, name);
    writeFileSync(path, text);
    return path;
  };
  const keying = (first: string, second: string): readonly string[] => ['paper', 'key', opened.plan.round, '--population', 'officials', '--first', first, '--second', second, '--bundles', '2'];
  const key = (first: string, second: string): Promise<Ended> => spid(...keying(first, second));

  beforeAll(async () => {
    server = await aServer();
    const plan = aRoundPlan({ modes: ['card', 'paper'], mixedWays: 'card-handed-in', populations: [aPopulationPlan('officials', 60)] });
    await createRound(server.rooms, plan);
    opened = await openRound(server.rooms, plan.round, async (made) => void (await writePrintedCodes(server.dataFolder, made, 'https://survey.example')));
    form = Form.parse(JSON.parse(opened.made.forms[0]?.text ?? 'null'));
    sheets = randomSheets(form, 11, 12);
  }, 60_000);
  afterAll(() => server.close());

  it('is refused beside cards as long as the plan does not say what keeps a person from using both', async () => {
    const plan = aRoundPlan({ modes: ['card', 'paper'], populations: [aPopulationPlan('officials', 40)] });
    await expect(createRound(server.rooms, plan)).rejects.toMatchObject({ code: 'plan.invalid', details: { place: 'mixedWays' } });
  });

  it.each(['fr', 'ar'])('is printed in %s with every item, its answers and their codes', async (language) => {
    const done = await (language === 'fr' ? spidApart : spid)('paper', 'print', opened.plan.round, '--population', 'officials', '--language', language);
    expect([done.code, done.err]).toEqual([0, '']);
    const path = join(server.dataFolder, 'paper', `${opened.plan.round}-officials-${language}.html`);
    const html = readFileSync(path, 'utf8');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(html).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`);
    for (const { code } of form.items) expect([code, html.includes(`>${code}<`)]).toEqual([code, true]);
    expect(html).not.toMatch(/\{[a-zA-Z]+\}|undefined|src=|href=/);
  }, 60_000);

  it('is refused where it does not fit the form, by line and item and without what was written', async () => {
    const broken = sheets.map((sheet, index) => (index === 2 ? { ...sheet, F01_01: 77 } : sheet));
    const done = await key(file('a.csv', csv(broken)), file('b.csv', csv(broken)));
    expect(done.code).toBe(1);
    expect(done.err).toContain('line 4, F01_01: does not fit the form (outside-scale)');
    expect(done.err).not.toContain('77');
  }, 60_000);

  it('shows where two people keyed differently, and sends nothing', async () => {
    const [item = ''] = Object.keys(sheets[1] ?? {});
    const other = sheets.map((sheet, index) => (index === 1 ? Object.fromEntries(Object.entries(sheet).filter(([code]) => code !== 'F01_02')) : sheet));
    expect(item).not.toBe('');
    const done = await key(file('a.csv', csv(sheets)), file('b.csv', csv(other).trimEnd() + '\n'));
    expect([done.code, done.err.split('\n')[0]]).toEqual([1, 'line 3, F01_02: the two files differ']);
    const shorter = await key(file('a.csv', csv(sheets)), file('b.csv', csv(sheets.slice(1))));
    expect(shorter.err).toContain('the whole sheet');
  }, 90_000);

  it('names a file that is not there, or is a folder, and sends nothing', async () => {
    const there = file('a.csv', csv(sheets));
    for (const none of [join(server.dataFolder, 'nope.csv'), server.dataFolder]) expect(await key(there, none)).toEqual({ code: 2, out: '', err: `${none} can not be read. See: spid paper key --help\n` });
  });

  it('needs as many cards as there are sheets', async () => {
    const many = randomSheets(form, 2, 21);
    const done = await key(file('a.csv', csv(many)), file('b.csv', csv(many)));
    expect([done.code, done.err]).toEqual([1, '21 sheets need as many cards; the bundles named have 20. (bundles)\n']);
  }, 60_000);

  it('waits signed in the first of two phases, which says what sends it and until when, and is neither drawn nor sent while the round is paused', async () => {
    const plan = aRoundPlan({ modes: ['paper'], twoPhase: true, populations: [aPopulationPlan('officials', 20)] });
    await createRound(server.rooms, plan);
    await openRound(server.rooms, plan.round, async (made) => void (await writePrintedCodes(server.dataFolder, made, 'https://survey.example')));
    const [first, again] = [file('a.csv', csv(sheets.slice(0, 3))), `spid paper key ${plan.round} --population officials sends them. Answers are taken until ${plan.sendingEnds}.\n`];
    const keyed = () => spid('paper', 'key', plan.round, '--population', 'officials', '--first', first, '--second', first, '--bundles', '1');
    await pauseRound(server.rooms, plan.round);
    expect(await keyed()).toEqual({ code: 1, out: '', err: `Nothing was sent: spid round resume ${plan.round}, then the same command again.\n` });
    await resumeRound(server.rooms, plan.round);
    expect(await keyed()).toEqual({ code: 1, out: '', err: `3 sheets keyed from paper for officials are signed and wait: after ${plan.drawingEnds}, when the log says that the keys are destroyed, then ${again}` });
    await pauseRound(server.rooms, plan.round);
    expect(await keyed()).toEqual({ code: 1, out: '', err: `3 sheets keyed from paper for officials are signed and wait: spid round resume ${plan.round}, then ${again}` });
    await resumeRound(server.rooms, plan.round);
    expect(await spid('paper', 'discard', plan.round, '--population', 'officials')).toMatchObject({ code: 0, out: expect.stringMatching(/^3 sheets/) });
    // Some of them might have been sent before they were given up.
    expect(await keyed()).toMatchObject({ code: 1, err: expect.stringMatching(/^Exactly these 3 sheets were keyed before/) });
  }, 60_000);

  it('loses no card and counts nothing twice, started beside itself, killed before, between and after the issuer’s replies', async () => {
    const place = { round: opened.plan.round, population: 'officials' };
    const few = sheets.slice(0, 4);
    const used = async (): Promise<number> => (await server.rooms.issuer.counts(place.round)).reduce((sum, { issued }) => sum + issued, 0);
    /** Ends after so many draws: before the request leaves, or with the reply lost. */
    const dying = (after: number, reply: boolean): Rooms => {
      let draws = 0;
      const draw: Rooms['issuer']['draw'] = async (round, request, by) => {
        draws += 1;
        if (draws > after && !reply) throw new Error('killed');
        const signature = await server.rooms.issuer.draw(round, request, by);
        if (draws > after) throw new Error('killed');
        return signature;
      };
      return { ...server.rooms, issuer: { ...server.rooms.issuer, draw } };
    };
    for (const [after, reply] of [[0, false], [0, true], [2, true], [3, true]] as const) await expect(sendPaper(dying(after, reply), place, [2], few)).rejects.toThrow('killed');
    const before = await used();
    // The second dies while it sends; the third only sends what waits.
    let taken = 0;
    const take: Rooms['collector']['take'] = (round, request) => {
      taken += 1;
      return taken > 2 ? Promise.reject(new Error('killed')) : server.rooms.collector.take(round, request);
    };
    const dies = sendPaper({ ...server.rooms, collector: { ...server.rooms.collector, take } }, place, [2], few);
    await expect(Promise.allSettled([sendPaper(server.rooms, place, [2], few), dies])).resolves.toMatchObject(['Another command keys paper for officials just now', 'killed'].map((message) => ({ reason: { message: expect.stringContaining(message) } })));
    const { out } = spidApart(...keying(file('a.csv', csv(few)), file('b.csv', csv(few))));
    expect([before, await used(), await server.rooms.collected.sheets.size(place.round), out.split(' ')[0]]).toEqual([4, 4, 4, '4']);
    expect(existsSync(join(server.dataFolder, 'codes', `${place.round}-officials-paper.json`))).toBe(false);
  }, 60_000);

  it('is sent when both files agree, labelled as paper, with no waiting file left, and counted', async () => {
    const done = await key(file('a.csv', csv(sheets)), file('b.csv', `\uFEFF${csv(sheets).replaceAll('\r\n', '\n')}`));
    expect([done.err, done.code, done.out]).toEqual(['', 0, '12 sheets are sent, in random order. Now destroy the paper and both files.\n']);
    expect(existsSync(join(server.dataFolder, 'codes', `${opened.plan.round}-officials-paper.json`))).toBe(false);
    const modes: string[] = [];
    for await (const sheet of server.rooms.collected.sheets.inOrder(opened.plan.round)) modes.push((JSON.parse(Buffer.from(sheet.body).toString('utf8')) as { mode: string }).mode);
    expect(modes).toEqual(Array.from({ length: 16 }, () => 'paper'));
  }, 90_000);

  it('is refused when the same pile is keyed again, with whatever cards, also one that an interrupted run left; another pile with the same answers is counted', async () => {
    const few = file('few.csv', csv(sheets.slice(0, 4)));
    const refused = (count: number) => ({ code: 1, out: '', err: expect.stringMatching(`^Exactly these ${String(count)} sheets were keyed before and are sent`) });
    for (const bundles of ['2', '1,2']) expect(await spid(...keying(file('a.csv', csv(sheets)), file('b.csv', csv(sheets))).slice(0, -1), bundles)).toEqual(refused(12));
    expect(await key(few, few)).toEqual(refused(4));
    expect([await server.rooms.collected.sheets.size(opened.plan.round), readdirSync(join(server.dataFolder, 'codes')).filter((name) => name.startsWith(opened.plan.round)).sort()]).toEqual([16, [`${opened.plan.round}-officials-keyed.json`, `${opened.plan.round}.csv`]]);
    expect(await spid(...keying(few, few).slice(0, -1), '1', '--again')).toMatchObject({ code: 0, out: expect.stringMatching(/^4 sheets are sent/) });
  }, 90_000);

  it('leaves the rest of its bundles to be cancelled by number, which tells of a card that somebody else used, and of those given to a keying computer', async () => {
    const place = { round: opened.plan.round, population: 'officials' };
    const drawAsAnybody = async (bundle: number): Promise<void> => {
      for (const code of opened.codes.filter((each) => each.bundle === bundle).slice(0, 20)) {
        const reply = await postDraw(server.url, opened, await aPreparedDraw(opened, code), code);
        if (reply.ok) return;
      }
    };
    expect(await server.rooms.issuer.cards.cancel(place, { bundles: [], codes: [] })).toEqual({ unexpected: 0, keying: 0 });
    await drawAsAnybody(2);
    expect(await cancelNow(server.rooms, place, [2], [])).toEqual({ total: 3, usedInSealed: 1, usedByKeying: 0 });
    await cardsForKeying(server.rooms, place, [3]);
    for (let card = 0; card < 2; card += 1) await drawAsAnybody(3);
    expect(await cancelNow(server.rooms, place, [3], [])).toEqual({ total: 21, usedInSealed: 0, usedByKeying: 2 });
  }, 60_000);

  it('waits signed, without a code, where drawing ends while it is sent; it is sent and counted, and no draw comes back', async () => {
    const place = { round: opened.plan.round, population: 'officials' };
    const fails = <Result>(): Promise<Result> => Promise.reject(new Error('killed'));
    let drawn = 0;
    const draw: Rooms['issuer']['draw'] = async (round, request, by) => {
      const signature = await server.rooms.issuer.draw(round, request, by);
      drawn += 1;
      return drawn > 2 ? fails() : signature;
    };
    // Three cards are spent and their draws on disk; two sheets get two of them.
    await expect(sendPaper({ ...server.rooms, issuer: { ...server.rooms.issuer, draw } }, place, [1], sheets.slice(0, 3))).rejects.toThrow('killed');
    await expect(sendPaper({ ...server.rooms, collector: { ...server.rooms.collector, take: fails } }, place, [1], sheets.slice(0, 2))).rejects.toThrow('killed');
    expect((await readPaper(server.rooms, place)).draws).toHaveLength(1);
    const files = (): readonly string[] => readdirSync(join(server.dataFolder, 'codes')).filter((name) => name.startsWith(place.round));
    const whenEnded: unknown[] = [];
    const take: Rooms['collector']['take'] = async (round, request) => {
      await endDrawing(server.rooms, place.round);
      const left = await readPaper(server.rooms, place);
      whenEnded.push([left.draws.length, left.sheets.length, files()]);
      return server.rooms.collector.take(round, request);
    };
    expect(await sendWaiting({ ...server.rooms, collector: { ...server.rooms.collector, take } }, place)).toBe(2);
    const waits = [0, 2, [`${place.round}-officials-paper.json`]];
    expect([whenEnded, files()]).toEqual([[waits, waits], []]);
    const release = await closeEarly(server.rooms, opened.plan.round);
    expect([opened.made.manifest.mixedWays, release.mixedWays]).toEqual(['card-handed-in', 'card-handed-in']);
    expect(release.populations[0]).toMatchObject({ sheets: 22, cards: { made: 60, used: 26 } });
  }, 90_000);

  it('may hold words with quotes, commas and line ends', () => {
    const text = 'He said "no", then\nleft';
    const rows = `X01,D_WHERE,D_WORDS\nyes,port|airport,${cell(text)}\nno,,\n`;
    expect(readKeyed(file('c.csv', rows), aForm())).toEqual([{ X01: 'yes', D_WHERE: ['port', 'airport'], D_WORDS: text }, { X01: 'no' }]);
  });
});
