// The composition root: brings the deployment up, mounts the surfaces that this process serves, listens, and ends in
// order: first no new request, then the rooms, then the engine. Started by `npm start` through `spid serve`.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { paths } from '../shared/api/round.ts';
import { isWhole } from './config.ts';
import type { Config, Surface } from './config.ts';
import { createDesk } from './desk/desk.ts';
import { createApp } from './http/app.ts';
import { allowPage } from './http/cross-origin.ts';
import { endpoint, mountEndpoints, publicContext } from './http/endpoint.ts';
import type { Endpoint, PublicContext } from './http/endpoint.ts';
import { NO_STORE, installableHeaders } from './http/headers.ts';
import { rateLimiter } from './http/rate-limiter.ts';
import { mountStaticFiles } from './http/static-files.ts';
import type { PageFacts } from './http/static-files.ts';
import { openDeployment } from './lifecycle/deployment.ts';
import { doDueWorkApart } from './lifecycle/apart/due-work-apart.ts';
import { doDueWork, startDueWork } from './lifecycle/due-work.ts';
import type { DeploymentOptions, Engine } from './lifecycle/deployment.ts';
import type { Rooms } from './lifecycle/rooms.ts';

export type RunningServer = { readonly url: string; readonly rooms: Rooms; readonly engine: Engine | null; readonly close: () => Promise<void> };

/** How often keys that another process destroyed are dropped from memory. */
const SWEEP_MS = 5000;
/** How often the day of the public participation figures is looked at; they change once a day. */
const FIGURES_MS = 300_000;

const PUBLIC_PAGES = { '/a/': 'respond/index.html', '/board/': 'board/index.html', '/trust/': 'trust/index.html', '/t/': 't/index.html', '/t/worker.js': 't/worker.js' } as const;
const DESK_PAGE = { '/desk/': 'desk/index.html' } as const;

const health: Endpoint<PublicContext> = endpoint({
  method: 'GET',
  path: paths.health,
  access: 'public',
  handle: () => Promise.resolve({ kind: 'json', body: { status: 'up' } }),
});

/** What pages are told, and where their policy lets them speak: only services that stand apart need naming. */
function factsFor({ places }: Config): PageFacts {
  return { ...(places.issuer === null ? {} : { 'spid-issuer': places.issuer }), ...(places.collector === null ? {} : { 'spid-collector': places.collector }) };
}

function mountServices(app: Express, rooms: Rooms): void {
  const { config } = rooms;
  const limiter = (): ReturnType<typeof rateLimiter> => rateLimiter(config.rate);
  const apart = (place: string | null, ...paths: readonly string[]): void => void (place !== null && config.origin !== null && app.use([...paths], allowPage(config.origin)));
  const open = [health];
  if (config.surfaces.includes('issuer')) {
    apart(config.places.issuer, '/issuer');
    open.push(...rooms.issuer.endpoints(limiter(), rateLimiter(config.openRate)));
  }
  if (config.surfaces.includes('collector')) {
    apart(config.places.collector, '/collector', '/board');
    open.push(...rooms.collector.endpoints(limiter()), ...rooms.collector.boardEndpoints(limiter()));
  }
  mountEndpoints(app, open, publicContext);
}

function mountSurfaces(app: Express, rooms: Rooms): void {
  const { config } = rooms;
  const [page, staff] = [config.surfaces.includes('page'), config.surfaces.includes('desk')];
  mountServices(app, rooms);
  const desk = createDesk({ ...rooms.desk, origin: config.origin });
  if (staff) mountEndpoints(app, desk.endpoints, desk.contextOf);
  if (!page && !staff) return;
  app.use('/t/', installableHeaders);
  mountStaticFiles(app, config.clientFolder, { ...(page ? PUBLIC_PAGES : {}), ...(staff ? DESK_PAGE : {}) }, factsFor(config));
  app.get('/', (_request, response) => {
    response.setHeader('Cache-Control', NO_STORE).redirect(302, page ? '/a/' : '/desk/');
  });
}

/** What is done now and then, by the surfaces that are here. Resolves `stop` when idle. */
function startUpkeep(rooms: Rooms, report: (line: string) => void): { readonly stop: () => Promise<void> } {
  const has = (surface: Surface): boolean => rooms.config.surfaces.includes(surface);
  const sweep = setInterval(() => void (has('issuer') ? rooms.issuer.sweep().catch(() => undefined) : undefined), SWEEP_MS);
  const figures = setInterval(() => void (has('collector') ? rooms.collector.refreshParticipation().catch(() => undefined) : undefined), FIGURES_MS);
  const due = startDueWork(rooms, report, isWhole(rooms.config) ? doDueWork : doDueWorkApart);
  return {
    async stop() {
      clearInterval(sweep);
      clearInterval(figures);
      await due.stop();
    },
  };
}

function listen(server: Server, { host, port }: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** No new request; those under way get their reply; idle connections end. */
function endServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 3000).unref();
  });
}

export type ServerOptions = Omit<DeploymentOptions, 'supervise'>;

/** Starts a server. Rejects with an error that `startRefusal` words in one line where it can't. */
export async function startServer(config: Config, options: ServerOptions = {}): Promise<RunningServer> {
  const deployment = await openDeployment(config, { supervise: true, ...options });
  const { rooms } = deployment;
  const https = config.origin?.startsWith('https:') === true;
  const app = createApp({ https, services: [...new Set(Object.values(factsFor(config)))], trustedProxies: config.trustedProxies, mount: (each) => mountSurfaces(each, rooms) });
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 5000 }, app);
  try {
    const port = await listen(server, config);
    const upkeep = startUpkeep(rooms, options.report ?? (() => undefined));
    const close = async (): Promise<void> => {
      await endServer(server);
      await upkeep.stop();
      await deployment.close();
    };
    return { url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${String(port)}`, rooms, engine: deployment.engine, close };
  } catch (error) {
    await deployment.close();
    throw error;
  }
}
