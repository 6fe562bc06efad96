// A round over two hosts: the desk shares one with the issuer, or with the collector. What the two have together needs no
// paper, what the third has gets its own; the same commands do both.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { closeCollectorApart, endIssuerApart, releaseApart } from '../../server/lifecycle/apart/close-apart.ts';
import { followOrder } from '../../server/lifecycle/apart/follow-order.ts';
import { cardsForKeying } from '../../server/lifecycle/apart/keying-apart.ts';
import { manifestApart, openCollectorApart, openIssuerApart, prepareApart } from '../../server/lifecycle/apart/open-apart.ts';
import { keepPaper, paperPath } from '../../server/lifecycle/apart/papers.ts';
import { roomsHere } from '../../server/lifecycle/apart/rooms-on-paper.ts';
import { takePublicPaper } from '../../server/lifecycle/apart/tell-public.ts';
import { cancelCards, cancelNow } from '../../server/lifecycle/cancel-cards.ts';
import { extendRound } from '../../server/lifecycle/extend-round.ts';
import { createRound } from '../../server/lifecycle/open-round.ts';
import { pauseRound, resumeRound } from '../../server/lifecycle/pause-round.ts';
import { reissueCode } from '../../server/lifecycle/reissue-code.ts';
import type { Rooms } from '../../server/lifecycle/rooms.ts';
import { OrderPaper, PublicPaper } from '../../shared/round/papers.ts';
import { aPopulationPlan, aRoundPlan } from '../support/a-round.ts';
import { anAccount } from '../support/an-account.ts';
import { aServer } from '../support/a-server.ts';
import type { TestServer } from '../support/a-server.ts';

const PAGE = 'https://answer.example';
const OTHER = 'https://elsewhere.example';
const EARLY = { beforeItsDay: true };
const readPaper = (host: TestServer, round: string, kind: 'public' | 'order'): unknown => JSON.parse(readFileSync(paperPath(host.dataFolder, round, kind), 'utf8'));
const kindsAt = async (host: TestServer, round: string): Promise<readonly unknown[]> => ((await host.rooms.collected.rounds.status(round))?.notices ?? []).map((text) => (JSON.parse(text) as { kind: unknown }).kind);

describe.each([
  { together: 'issuer', issuerOn: 'page,desk,issuer', collectorOn: 'collector', more: { SPID_ORIGIN: PAGE, SPID_ORIGIN_COLLECTOR: OTHER } },
  { together: 'collector', issuerOn: 'issuer', collectorOn: 'page,desk,collector', more: { SPID_ORIGIN: PAGE, SPID_ORIGIN_ISSUER: OTHER } },
] as const)('a desk beside the $together', ({ together, issuerOn, collectorOn, more }) => {
  let issuer: TestServer;
  let collector: TestServer;
  const plan = aRoundPlan({ modes: ['card'], populations: [aPopulationPlan('officials', 40)] });
  const { round } = plan;
  const sendingEnds = new Date(Date.parse(plan.sendingEnds) + 86_400_000).toISOString().slice(0, 10);
  const here = (host: TestServer): Rooms => roomsHere(host.rooms);
  const desk = (): TestServer => (together === 'issuer' ? issuer : collector);
  const follow = async (): Promise<void> => {
    if (together === 'collector') await followOrder(here(issuer), OrderPaper.parse(readPaper(collector, round, 'order')), () => undefined);
    await takePublicPaper(here(collector), PublicPaper.parse(readPaper(issuer, round, 'public')));
  };
  beforeAll(async () => {
    [issuer, collector] = await Promise.all([aServer({ more: { ...more, SPID_SURFACES: issuerOn } }), aServer({ more: { ...more, SPID_SURFACES: collectorOn } })]);
    await createRound(here(desk()), plan);
    // A first try, with another plan: its keys go when the second one's are made.
    await prepareApart(here(issuer), { ...plan, populations: [...plan.populations, aPopulationPlan('private-sector', 12)] });
    const paper = await manifestApart(here(desk()), await prepareApart(here(issuer), plan));
    expect(readdirSync(join(issuer.dataFolder, 'issuer-keys'))).toEqual([`${round}-officials-card.pem`]);
    await openCollectorApart(here(collector), paper);
    await openIssuerApart(here(issuer), paper);
    await expect(openCollectorApart(here(collector), paper)).rejects.toMatchObject({ code: 'round.wrong-state' });
    await expect(prepareApart(here(issuer), plan)).rejects.toMatchObject({ code: 'round.wrong-state' });
  }, 60_000);
  afterAll(async () => {
    await issuer.close();
    await collector.close();
  });

  it('pauses, extends and resumes, each once in the log, whoever hears of it first', async () => {
    await pauseRound(here(desk()), round);
    await follow();
    expect([(await here(issuer).desk.rounds.get(round))?.state, (await collector.rooms.collected.rounds.status(round))?.state]).toEqual(['paused', 'paused']);
    await extendRound(here(desk()), round, { sendingEnds });
    await resumeRound(here(desk()), round);
    await follow();
    await follow();
    expect([(await collector.rooms.collected.rounds.status(round))?.sendingEnds, await kindsAt(collector, round)]).toEqual([sendingEnds, ['paused', 'extended', 'resumed']]);
  });

  it('re-issues, and cancels where the accounts are', async () => {
    await reissueCode(here(issuer), { round, population: 'officials', frame: 'card', stratum: 'all' });
    const people = ['anna', 'elsa'] as const;
    const passwords = await Promise.all(people.map((name) => anAccount(here(desk()), name, 'coordinator', plan.administration)));
    const confirmedBy = [{ name: people[0], password: passwords[0] ?? '' }, { name: people[1], password: passwords[1] ?? '' }] as const;
    const order = { round, population: 'officials', bundles: [1], leftover: [], confirmedBy };
    if (together === 'issuer') expect((await cancelCards(here(issuer), order)).total).toBe(20);
    else await expect(cancelCards(here(issuer), order)).rejects.toThrow('no database of the desk');
    await takePublicPaper(here(collector), PublicPaper.parse(readPaper(issuer, round, 'public')));
    expect((await kindsAt(collector, round)).slice(3)).toEqual(together === 'issuer' ? ['code-reissued', 'codes-cancelled'] : ['code-reissued']);
  });

  it('closes to a release at the desk, before its day only where that is said, and takes no counts that are older than the log', async () => {
    await expect(endIssuerApart(here(issuer), round)).rejects.toThrow(`until ${plan.drawingEnds}`);
    expect(await issuer.rooms.issuer.hasEnded(round)).toBe(false);
    await keepPaper(issuer.dataFolder, round, 'cards-officials', await cardsForKeying(here(issuer), { round, population: 'officials' }, [2]));
    const counts = await endIssuerApart(here(issuer), round, EARLY);
    const left = ['codes', 'papers'].flatMap((folder) => readdirSync(join(issuer.dataFolder, folder)));
    expect(left.filter((name) => name.startsWith(`${round}.`) || name.startsWith(`${round}-cards`))).toEqual([]);
    await expect(cancelNow(here(issuer), { round, population: 'officials' }, [2], [])).rejects.toThrow('is still sealed, but drawing has ended');
    expect(await endIssuerApart(here(issuer), round)).toEqual(counts);
    await expect(closeCollectorApart(here(collector), { ...counts, reissued: [] }, EARLY)).rejects.toThrow('older than the one that was told');
    const before = await kindsAt(collector, round);
    await expect(closeCollectorApart(here(collector), counts)).rejects.toThrow(`until ${sendingEnds}`);
    expect([await kindsAt(collector, round), existsSync(paperPath(collector.dataFolder, round, 'counts'))]).toEqual([before, false]);
    const release = await closeCollectorApart(here(collector), counts, EARLY);
    if (together === 'issuer') await releaseApart(here(issuer), release);
    expect([release.populations[0]?.sheets, (await desk().rooms.desk.rounds.get(round))?.state]).toEqual([0, 'released']);
  }, 30_000);
});
