// The steps that every request takes, in their order: headers, the surfaces' routes, the pages, then the refusals.
// There is no access log and nothing counts requests: a line per request would tie a moment to an answer.
import express from 'express';
import type { ErrorRequestHandler, Express } from 'express';
import { Problem } from '../../shared/problem.ts';
import { problemOf } from './failures.ts';
import { securityHeaders } from './headers.ts';
import { sendProblem } from './reply.ts';

export type AppOptions = {
  readonly https: boolean;
  /** Origins of services that pages may speak to beside their own. */
  readonly services: readonly string[];
  /** Addresses of proxies whose X-Forwarded-For is believed, for the limiter alone. */
  readonly trustedProxies: readonly string[];
  /** Adds routes and pages, between the headers and the refusals. */
  readonly mount: (app: Express) => void;
};

const refuse: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.destroyed) return next();
  sendProblem(response, problemOf(error));
};

/** An express app with the house's steps around the routes that `mount` adds. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.set('trust proxy', options.trustedProxies.length === 0 ? false : [...options.trustedProxies]);
  app.use(securityHeaders(options.https, options.services));
  options.mount(app);
  app.use(() => {
    throw new Problem('request.not-found', 'There is nothing at this address.');
  });
  app.use(refuse);
  return app;
}
