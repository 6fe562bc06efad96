// One round over three processes on three origins with three databases: papers carried by hand, one answer from Start to
// the release. Neither service can read the other's database, nor is it told more than its paper says.
import { existsSync, readFileSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findRunningEngine } from '../../server/embedded/start-engine.ts';
import type { OpenedRound } from '../../server/lifecycle/open-round.ts';
import { boardPaths } from '../../shared/api/board.ts';
import { paths } from '../../shared/api/round.ts';
import { Board } from '../../shared/credential/board.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { drawRequest, finishDraw } from '../../client/credential/draw-token.ts';
import { connect } from '../embedded/engine-under-test.ts';
import { aPreparedDraw, aSealedSheet, post, postSheet, problemCode } from '../support/a-respondent.ts';
import { aRoundPlan } from '../support/a-round.ts';
import { spokenSurveys } from '../support/spoken-surveys.ts';
import type { SpokenSurveys } from '../support/spoken-surveys.ts';
import { openOverHosts, threeHosts } from '../support/three-hosts.ts';
import type { HostName, ThreeHosts } from '../support/three-hosts.ts';

/** Everything under a folder, as one buffer. */
const bytesUnder = (folder: string): Buffer =>
  Buffer.concat(readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => readFileSync(join(entry.parentPath, entry.name))));

describe('desk, issuer and collector on three hosts', () => {
  let hosts: ThreeHosts;
  let plan: RoundPlan;
  let opened: OpenedRound;
  let surveys: SpokenSurveys;
  let receipt = '';
  const paper = (host: HostName, kind: string): string => hosts.paper(host, plan.round, kind);
  beforeAll(async () => {
    surveys = spokenSurveys(12);
    hosts = await threeHosts({ SPID_SURVEYS: surveys.folder });
    plan = aRoundPlan({ populations: [surveys.plan] });
  }, 60_000);
  afterAll(async () => {
    await hosts.close();
    rmSync(surveys.folder, { recursive: true });
  });

  it('opens a round by papers, and the manifest names both origins', async () => {
    opened = await openOverHosts(hosts, plan);
    const { manifest } = opened.made;
    expect([manifest.issuers[0]?.at, manifest.collector.at]).toEqual([`${hosts.issuer.url}/issuer`, `${hosts.collector.url}/collector`]);
    expect(opened.codes).toHaveLength(12);
    expect(existsSync(join(hosts.issuer.dataFolder, 'codes', `${plan.round}-waiting.json`))).toBe(false);
    const planPath = join(hosts.desk.dataFolder, 'plan.json');
    await expect(hosts.spid('issuer', 'apart', 'prepare', planPath)).rejects.toThrow('opened here before');
    await expect(hosts.spid('collector', 'apart', 'end', plan.round)).rejects.toThrow('no database of the issuer');
  });

  it('lets the page of its origin speak to each service without a cookie, and no other page', async () => {
    const draw = hosts.issuer.url + paths.draw(plan.round);
    const ask = (url: string, method: string, origin: string): Promise<Response> => fetch(url, { method, headers: { Origin: origin, 'Access-Control-Request-Method': 'POST', 'Access-Control-Request-Headers': 'content-type' } });
    for (const url of [draw, hosts.collector.url + paths.sheets(plan.round)]) {
      const [own, foreign] = [await ask(url, 'OPTIONS', hosts.desk.url), await ask(url, 'OPTIONS', 'https://elsewhere.example')];
      expect([own.status, own.headers.get('access-control-allow-origin'), own.headers.get('access-control-allow-headers'), own.headers.get('access-control-allow-credentials')]).toEqual([204, hosts.desk.url, 'Content-Type', null]);
      expect([foreign.status, foreign.headers.get('access-control-allow-origin')]).toEqual([403, null]);
      expect(await problemCode(await post(url, {}, { Origin: 'https://elsewhere.example' }))).toBe('403 origin.refused');
    }
    const page = await fetch(`${hosts.desk.url}/a/`);
    expect(page.headers.get('content-security-policy')).toContain(`connect-src 'self' ${hosts.issuer.url} ${hosts.collector.url};`);
    expect((await fetch(hosts.collector.url + paths.round(plan.round))).headers.get('content-security-policy')).not.toContain('unsafe');
  });

  it('has the recordings of the form at the collector', async () => {
    const reply = await fetch(hosts.collector.url + paths.recordings(plan.round, 'officials', 'fr'), { headers: { Origin: hosts.desk.url } });
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([200, hosts.desk.url]);
  });

  it('mounts each service on its own host alone', async () => {
    const [draw, round] = [paths.draw(plan.round), paths.round(plan.round)];
    expect(await Promise.all([hosts.desk.url + draw, hosts.collector.url + draw].map(async (url) => problemCode(await post(url, {}))))).toEqual(['404 request.not-found', '404 request.not-found']);
    expect(await Promise.all([hosts.desk.url + round, hosts.issuer.url + round].map(async (url) => problemCode(await fetch(url))))).toEqual(['404 request.not-found', '404 request.not-found']);
  });

  it('takes one answer from the issuer to the collector', async () => {
    const [code] = opened.codes;
    if (code === undefined) throw new Error('no code');
    const prepared = await aPreparedDraw(opened, code);
    const reply = await post(hosts.issuer.url + paths.draw(plan.round), drawRequest(prepared, code.frame, code.code), { Origin: hosts.desk.url });
    expect([reply.status, reply.headers.get('access-control-allow-origin')]).toEqual([200, hosts.desk.url]);
    const sheet = await aSealedSheet(opened, await finishDraw(prepared, (await reply.json()) as { signature: string }), { X10_11: 'no', F01_01: 2 });
    const sent = await postSheet(hosts.collector.url, plan.round, sheet);
    expect(await sent.json()).toEqual({ receipt: sheet.receipt });
    receipt = sheet.receipt;
  });

  it('keeps each database from the other: no address, no open file, no record', async () => {
    const uris = { issuer: findRunningEngine(join(hosts.issuer.dataFolder, 'database')), collector: findRunningEngine(join(hosts.collector.dataFolder, 'database')) };
    for (const [own, other] of [['issuer', 'collector'], ['collector', 'issuer']] as const) {
      const engine = uris[own];
      if (engine === undefined) throw new Error('no engine');
      for (const pid of existsSync('/proc/self/fd') ? [hosts[own].process.child.pid ?? 0, engine.pid] : []) {
        const files = readdirSync(`/proc/${String(pid)}/fd`).map((fd) => readlinkSync(`/proc/${String(pid)}/fd/${fd}`));
        const known = [...files, readFileSync(`/proc/${String(pid)}/environ`, 'utf8'), readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8')];
        expect(known.filter((each) => each.includes(hosts[other].dataFolder))).toEqual([]);
      }
      const [mine, theirs] = [await connect(engine.uri, `spid_${own}`), await connect(engine.uri, `spid_${other}`)];
      expect([(await mine.listCollections()).length > 0, await theirs.listCollections()]).toEqual([true, []]);
      await Promise.all([mine.close(), theirs.close()]);
    }
    const collected = bytesUnder(hosts.collector.dataFolder);
    for (const { code } of opened.codes) expect(collected.includes(code)).toBe(false);
  });

  it('counts nothing before the issuer has destroyed its keys, then closes by papers to one release', async () => {
    const early = { format: 'spid-counts-paper-1', round: 'ZZZZZZ', counts: [], reissued: [] };
    writeFileSync(join(hosts.collector.dataFolder, 'early.json'), JSON.stringify(early));
    await expect(hosts.spid('collector', 'apart', 'close', join(hosts.collector.dataFolder, 'early.json'))).rejects.toThrow('not opened on this host');
    await expect(hosts.spid('issuer', 'apart', 'end', plan.round)).rejects.toThrow('--before-its-day');
    await hosts.spid('issuer', 'apart', 'end', plan.round, '--before-its-day');
    expect(readdirSync(join(hosts.issuer.dataFolder, 'issuer-keys'))).toEqual([]);
    const lines = await hosts.spid('collector', 'apart', 'close', paper('issuer', 'counts'), '--before-its-day');
    expect(lines.at(-1)).toContain(paper('collector', 'release'));
    await hosts.spid('desk', 'apart', 'release', paper('collector', 'release'));
    const board = Board.parse(await (await fetch(hosts.collector.url + boardPaths.board(plan.round))).json());
    expect(board.frames.map(({ invited, issued, accepted }) => [invited, issued, accepted])).toEqual([[12, 1, 1]]);
    expect(board.notices.map(({ kind }) => kind)).toEqual(['key-destroyed', 'closed']);
    await hosts.spid('desk', 'verify', `${hosts.collector.url}/board/${plan.round}/`, '--receipt', receipt, '--manifest', opened.made.hash);
    expect((await hosts.spid('desk', 'round', 'list')).join()).toContain('released');
  });
});
