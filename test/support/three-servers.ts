// Desk with page, issuer and collector as three servers in this process, each with an origin, a data folder and an engine
// of its own: for tests of the pages, to which it is the origins that matter. As three processes, worked by the operator's
// commands, they stand in three-hosts.ts.
import { readFileSync } from 'node:fs';
import { manifestApart, openCollectorApart, openIssuerApart, prepareApart, transportApart } from '../../server/lifecycle/apart/open-apart.ts';
import { roomsHere } from '../../server/lifecycle/apart/rooms-on-paper.ts';
import { createRound } from '../../server/lifecycle/open-round.ts';
import type { Rooms } from '../../server/lifecycle/rooms.ts';
import type { RoundPlan } from '../../shared/round/plan.ts';
import { aFreePort } from './a-server-process.ts';
import { aServer } from './a-server.ts';

const SURFACES = { desk: 'page,desk', issuer: 'issuer', collector: 'collector' } as const;
type Name = keyof typeof SURFACES;
/** `rooms`: as this server has them, with papers in the place of those that are elsewhere. */
export type ServerApart = { readonly url: string; readonly rooms: Rooms };
export type ThreeServers = Readonly<Record<Name, ServerApart>> & { readonly close: () => Promise<void> };

/** Starts the three. */
export async function threeServers(): Promise<ThreeServers> {
  const ports = { desk: await aFreePort(), issuer: await aFreePort(), collector: await aFreePort() };
  const at = (name: Name): string => `http://127.0.0.1:${String(ports[name])}`;
  const start = async (name: Name): Promise<ServerApart & { readonly close: () => Promise<void> }> => {
    const settings = { PORT: String(ports[name]), SPID_SURFACES: SURFACES[name], SPID_ORIGIN: at('desk'), SPID_ORIGIN_ISSUER: at('issuer'), SPID_ORIGIN_COLLECTOR: at('collector') };
    const { rooms, close } = await aServer({ more: settings });
    return { url: at(name), rooms: roomsHere(rooms), close };
  };
  const [desk, issuer, collector] = await Promise.all([start('desk'), start('issuer'), start('collector')]);
  return { desk, issuer, collector, close: async () => void (await Promise.all([desk, issuer, collector].map(({ close }) => close()))) };
}

/** Opens a plan by papers, in the order of docs/operations.md, and resolves with the links that the printer's file holds. */
export async function openOverServers({ desk, issuer, collector }: ThreeServers, plan: RoundPlan): Promise<readonly string[]> {
  await createRound(desk.rooms, plan);
  const frames = await prepareApart(issuer.rooms, plan);
  const transport = plan.modes.includes('tablet') ? await transportApart(collector.rooms, plan.round) : null;
  const paper = await manifestApart(desk.rooms, frames, transport);
  await openCollectorApart(collector.rooms, paper);
  const printed = readFileSync(await openIssuerApart(issuer.rooms, paper), 'utf8');
  return printed.trim().split('\r\n').slice(1).map((row) => row.split(',')[4] ?? '');
}
