// The composition root: brings the deployment up, mounts the surfaces that this process serves, listens, and ends in
// order: first no new request, then the rooms, then the engine. Started by `npm start` through `spid serve`.
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { paths } from '../shared/api/round.ts';
import type { Config } from './config.ts';
import { createDesk } from './desk/desk.ts';
import { createApp } from './http/app.ts';
import { endpoint, mountEndpoints, publicContext } from './http/endpoint.ts';
import type { Endpoint, PublicContext } from './http/endpoint.ts';
import { installableHeaders } from './http/headers.ts';
import { rateLimiter } from './http/rate-limiter.ts';
import { mountStaticFiles } from './http/static-files.ts';
import { openDeployment } from './lifecycle/deployment.ts';
import { startDueWork } from './lifecycle/due-work.ts';
import type { Engine } from './lifecycle/deployment.ts';
import type { Rooms } from './lifecycle/rooms.ts';

export type RunningServer = { readonly url: string; readonly rooms: Rooms; readonly engine: Engine | null; readonly close: () => Promise<void> };

/** How often keys that another process destroyed are dropped from memory. */
const SWEEP_MS = 5000;
/** How often the day of the public participation figures is looked at; they change once a day. */
const FIGURES_MS = 300_000;

const PAGES = { '/a/': 'respond/index.html', '/desk/': 'desk/index.html', '/board/': 'board/index.html', '/trust/': 'trust/index.html', '/t/': 't/index.html', '/t/worker.js': 't/worker.js' } as const;

const health: Endpoint<PublicContext> = endpoint({
  method: 'GET',
  path: paths.health,
  access: 'public',
  handle: () => Promise.resolve({ kind: 'json', body: { status: 'up' } }),
});

function mountSurfaces(app: Express, rooms: Rooms): void {
  const { config } = rooms;
  const serves = new Set(config.surfaces);
  const desk = createDesk({ ...rooms.desk, origin: config.origin });
  const open = [health, ...(serves.has('issuer') ? rooms.issuer.endpoints(rateLimiter(config.rate), rateLimiter(config.openRate)) : []), ...(serves.has('collector') ? rooms.collector.endpoints(rateLimiter(config.rate)) : [])];
  if (serves.has('collector') || serves.has('page')) open.push(...rooms.collector.boardEndpoints(rateLimiter(config.rate)));
  mountEndpoints(app, open, publicContext);
  if (serves.has('desk')) mountEndpoints(app, desk.endpoints, desk.contextOf);
  if (!serves.has('page') && !serves.has('desk')) return;
  app.use('/t/', installableHeaders);
  mountStaticFiles(app, config.clientFolder, PAGES);
  app.get('/', (_request, response) => {
    response.redirect(302, '/a/');
  });
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

export type ServerOptions = { readonly report?: (line: string) => void; readonly today?: () => string };

/** Starts a server. Rejects with an error that `startRefusal` words in one line where it can't. */
export async function startServer(config: Config, options: ServerOptions = {}): Promise<RunningServer> {
  const deployment = await openDeployment(config, { supervise: true, ...options });
  const { rooms } = deployment;
  const app = createApp({ https: config.origin?.startsWith('https:') === true, trustedProxies: config.trustedProxies, mount: (each) => mountSurfaces(each, rooms) });
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 20_000, keepAliveTimeout: 5000 }, app);
  try {
    const port = await listen(server, config);
    const sweep = setInterval(() => void rooms.issuer.sweep().catch(() => undefined), SWEEP_MS);
    const figures = setInterval(() => void (config.surfaces.includes('collector') ? rooms.collector.refreshParticipation().catch(() => undefined) : undefined), FIGURES_MS);
    const due = startDueWork(rooms, options.report ?? (() => undefined));
    const close = async (): Promise<void> => {
      clearInterval(sweep);
      clearInterval(figures);
      await endServer(server);
      await due.stop();
      await deployment.close();
    };
    return { url: `http://${config.host.includes(':') ? `[${config.host}]` : config.host}:${String(port)}`, rooms, engine: deployment.engine, close };
  } catch (error) {
    await deployment.close();
    throw error;
  }
}
