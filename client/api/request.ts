// One way to ask the server: no cookies unless the desk asks for them, no referrer, no cache of replies, and exactly
// one of three outcomes. A refusal is recognised by its problem code alone; the words are the reader's language's.
import type { ProblemBody, ProblemCode } from '../../shared/problem.ts';
import { addressOf } from './places.ts';

export type Refusal = Pick<ProblemBody, 'answers' | 'place' | 'retryAfterSeconds'> & { readonly code: ProblemCode };

/** `lost`: no reply came, so nobody knows whether the request arrived. */
export type Outcome<Value> =
  | { readonly kind: 'done'; readonly value: Value }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'lost' };

export type Ask = { readonly path: string; readonly body?: unknown; readonly cookies?: boolean; readonly post?: boolean };

const isRefusal = (body: unknown): body is Refusal => typeof body === 'object' && body !== null && typeof (body as { code?: unknown }).code === 'string';

/** A refusal from a reply's body; a body that is no problem (a proxy's page) counts as an unexpected fault. */
export const refusalOf = (body: unknown, status: number): Refusal => {
  if (isRefusal(body)) return body;
  return { code: status === 404 ? 'request.not-found' : status === 503 || status === 502 || status === 504 ? 'store.unavailable' : 'engine.unexpected' };
};

const settings = (ask: Ask): RequestInit => ({
  method: ask.post === true || ask.body !== undefined ? 'POST' : 'GET',
  credentials: ask.cookies === true ? 'same-origin' : 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
  redirect: 'error',
  headers: ask.body === undefined ? { Accept: 'application/json' } : { Accept: 'application/json', 'Content-Type': 'application/json' },
  ...(ask.body === undefined ? {} : { body: JSON.stringify(ask.body) }),
});

/** The JSON of a text, or undefined where it is none (a proxy's page, a captive portal). */
function jsonOf(text: string): unknown {
  try {
    return text === '' ? null : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}

/** Asks and reads the reply as JSON. Never throws. A reply that isn't ours counts as lost: whoever wrote it, it was not the server. */
export async function request<Value>(ask: Ask, parse: (body: unknown) => Value): Promise<Outcome<Value>> {
  let reply: Response;
  let body: unknown;
  try {
    reply = await fetch(addressOf(ask.path), settings(ask));
    body = jsonOf(await reply.text());
  } catch {
    return { kind: 'lost' };
  }
  if (!reply.ok) return { kind: 'refused', refusal: refusalOf(body, reply.status) };
  if (body === undefined) return { kind: 'lost' };
  try {
    return { kind: 'done', value: parse(body) };
  } catch {
    return { kind: 'refused', refusal: { code: 'engine.unexpected' } };
  }
}
