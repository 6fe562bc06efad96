// The one shape of every endpoint: parse → handle → reply. A handler gets parsed values and nothing of the request
// itself: no header, no address, no cookie can reach a room that must not know them. An outcome is decided once:
// a reply, or a Problem that was thrown; a handler that gives nothing is a fault of ours and answered as one.
import type { Express, Request, Response } from 'express';
import type { z } from 'zod';
import { Problem } from '../../shared/problem.ts';
import { insist, verdict } from './access.ts';
import type { Access, Visitor } from './access.ts';
import { readJsonBody } from './json-body.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { sendReply } from './reply.ts';
import type { Reply } from './reply.ts';

export type Call<Body> = { readonly params: Readonly<Record<string, string>>; readonly body: Body };

export type EndpointSpec<Body, Context> = {
  readonly method: 'GET' | 'POST';
  /** An express path, `/issuer/rounds/:round/draw`. */
  readonly path: string;
  readonly access: Access;
  readonly body?: { readonly schema: z.ZodType<Body>; readonly limit: number };
  readonly limiter?: RateLimiter;
  /** Answer `Connection: close`, so that two requests of one person don't share a connection. */
  readonly closes?: boolean;
  readonly handle: (call: Call<Body>, context: Context) => Promise<Reply>;
};

/** An endpoint whose body type no longer matters to whoever mounts it. */
export type Endpoint<Context> = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly access: Access;
  readonly answer: (request: Request, context: Context) => Promise<Reply>;
};

/** What a surface works out from a request for its handlers; `visitor` decides access. Public surfaces give nobody. */
export type ContextOf<Context extends { readonly visitor: Visitor | null }> = (request: Request) => Promise<Context>;
export type PublicContext = { readonly visitor: null };
export const publicContext: ContextOf<PublicContext> = () => Promise.resolve({ visitor: null });

function parseBody<Body>(schema: z.ZodType<Body>, sent: unknown): Body {
  const parsed = schema.safeParse(sent);
  if (parsed.success) return parsed.data;
  const path = parsed.error.issues[0]?.path ?? [];
  throw new Problem('request.malformed', 'The request has not the shape that is expected here.', { place: ['body', ...knownPath(path)].join('.') });
}

/** The path of an issue up to the first key that could have been chosen by the sender. */
const knownPath = (path: readonly PropertyKey[]): readonly string[] => path.filter((step) => typeof step === 'string' && /^[a-z][A-Za-z]{0,30}$/.test(step)).slice(0, 1).map(String);

/** Makes an endpoint from its description. */
export function endpoint<Body = undefined, Context = PublicContext>(spec: EndpointSpec<Body, Context>): Endpoint<Context> {
  const answer = async (request: Request, context: Context): Promise<Reply> => {
    spec.limiter?.spend(request.ip ?? '');
    const body = spec.body === undefined ? (undefined as Body) : parseBody(spec.body.schema, await readJsonBody(request, spec.body.limit));
    const params = request.params as Readonly<Record<string, string>>;
    const reply = (await spec.handle({ params, body }, context)) as Reply | undefined;
    if (reply === undefined) throw new TypeError('a handler gave no reply');
    return reply;
  };
  const closing = async (request: Request, context: Context): Promise<Reply> => {
    request.res?.setHeader('Connection', 'close');
    return answer(request, context);
  };
  return { method: spec.method, path: spec.path, access: spec.access, answer: spec.closes === true ? closing : answer };
}

/** Mounts endpoints; any other method on their paths is refused by name of the allowed ones. */
export function mountEndpoints<Context extends { readonly visitor: Visitor | null }>(app: Express, endpoints: readonly Endpoint<Context>[], contextOf: ContextOf<Context>): void {
  for (const each of endpoints) {
    const handler = async (request: Request, response: Response): Promise<void> => {
      const context = await contextOf(request);
      insist(verdict(context.visitor, each.access));
      sendReply(response, await each.answer(request, context));
    };
    if (each.method === 'GET') app.get(each.path, handler);
    else app.post(each.path, handler);
  }
  for (const path of new Set(endpoints.map((each) => each.path))) {
    const allowed = endpoints.filter((each) => each.path === path).map((each) => each.method);
    app.all(path, (_request, response) => {
      response.setHeader('Allow', allowed.join(', '));
      throw new Problem('request.method', `Only ${allowed.join(' and ')} is answered here.`);
    });
  }
}
