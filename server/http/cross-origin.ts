// Lets the page of one other origin speak to this service (issuer and collector apart from it): that origin by name,
// two methods, one header, never a cookie. Every other origin gets no permission, which its browser takes for a no.
import type { RequestHandler } from 'express';
import { Problem } from '../../shared/problem.ts';

/** How long a browser may remember the permission in memory; it says nothing of whether a request followed. */
const REMEMBERED_SECONDS = 600;

/** For the paths of a service whose page stands at `pageOrigin`. */
export const allowPage = (pageOrigin: string): RequestHandler => (request, response, next) => {
  const from = request.headers.origin;
  response.setHeader('Vary', 'Origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  if (from === pageOrigin) response.setHeader('Access-Control-Allow-Origin', pageOrigin);
  if (request.method !== 'OPTIONS') {
    if (from !== undefined && from !== pageOrigin) throw new Problem('origin.refused', 'This request comes from another site.');
    return next();
  }
  if (from !== pageOrigin) throw new Problem('origin.refused', 'This request comes from another site.');
  response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
  response.setHeader('Access-Control-Allow-Headers', 'Content-Type');
  response.setHeader('Access-Control-Max-Age', REMEMBERED_SECONDS);
  response.setHeader('Connection', 'close');
  response.statusCode = 204;
  response.end();
};
