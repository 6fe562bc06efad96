// What a handler may answer, and the one place that writes it to the wire. Texts that are the same for everybody come
// with their compressed forms made beforehand, so that no request pays for compression and none is shaped by it.
import { promisify } from 'node:util';
import { brotliCompress, brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib';
import type { Response } from 'express';
import type { Problem } from '../../shared/problem.ts';
import { problemBody } from '../../shared/problem.ts';
import { NO_STORE } from './headers.ts';

/** The same bytes in each encoding that a browser may ask for; what does not shrink (sound, pictures) is plain alone. */
export type Encoded = { readonly plain: Buffer; readonly br?: Buffer; readonly gzip?: Buffer };

export type Reply =
  | { readonly kind: 'json'; readonly body: unknown; readonly cookie?: string }
  | { readonly kind: 'encoded'; readonly type: string; readonly content: Encoded; readonly cache?: string }
  | { readonly kind: 'file'; readonly type: string; readonly name: string; readonly text: string }
  | { readonly kind: 'empty'; readonly cookie?: string };

/** Compresses once. Brotli at quality 9: within 2 % of the best at a tenth of its time. */
export function encode(text: string): Encoded {
  const plain = Buffer.from(text, 'utf8');
  return { plain, br: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }), gzip: gzipSync(plain, { level: 9 }) };
}

const [brotliLater, gzipLater] = [promisify(brotliCompress), promisify(gzip)];

/** The same off the event loop, where a request waits for it: a form takes a twentieth of a second, and nobody else should. */
export async function encodeLater(text: string): Promise<Encoded> {
  const plain = Buffer.from(text, 'utf8');
  const [br, zipped] = await Promise.all([brotliLater(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }), gzipLater(plain, { level: 9 })]);
  return { plain, br, gzip: zipped };
}

/** The best encoding that the request accepts. `q=0` counts as a refusal. */
export function chosenEncoding(accepted: string | undefined): 'br' | 'gzip' | 'plain' {
  const named = new Set((accepted ?? '').split(',').filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part)).map((part) => part.split(';')[0]?.trim().toLowerCase()));
  if (named.has('br')) return 'br';
  return named.has('gzip') ? 'gzip' : 'plain';
}

/** Writes an encoded text in the form that the request accepts. */
export function sendEncoded(response: Response, content: Encoded, type: string): void {
  const wanted = chosenEncoding(response.req.headers['accept-encoding']);
  const encoding = content[wanted] === undefined ? 'plain' : wanted;
  const bytes = content[encoding] ?? content.plain;
  response.setHeader('Content-Type', type);
  response.vary('Accept-Encoding');
  if (encoding !== 'plain') response.setHeader('Content-Encoding', encoding);
  response.setHeader('Content-Length', bytes.length);
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
}

function sendText(response: Response, type: string, text: string): void {
  response.setHeader('Content-Type', type);
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(response.req.method === 'HEAD' ? undefined : text);
}

/** Writes a handler's answer. Everything is no-store unless the answer says otherwise. */
export function sendReply(response: Response, reply: Reply): void {
  response.setHeader('Cache-Control', reply.kind === 'encoded' ? (reply.cache ?? NO_STORE) : NO_STORE);
  if ((reply.kind === 'json' || reply.kind === 'empty') && reply.cookie !== undefined) response.setHeader('Set-Cookie', reply.cookie);
  if (reply.kind === 'encoded') return sendEncoded(response, reply.content, reply.type);
  if (reply.kind === 'file') {
    response.setHeader('Content-Disposition', `attachment; filename="${reply.name}"`);
    return sendText(response, reply.type, reply.text);
  }
  if (reply.kind === 'json') return sendText(response, 'application/json; charset=utf-8', JSON.stringify(reply.body));
  response.statusCode = 204;
  response.end();
}

/** Writes a refusal as problem+json (RFC 9457). */
export function sendProblem(response: Response, problem: Problem): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const after = problem.details.retryAfterSeconds;
  if (after !== undefined) response.setHeader('Retry-After', after);
  response.setHeader('Cache-Control', NO_STORE);
  response.statusCode = problem.status;
  sendText(response, 'application/problem+json; charset=utf-8', JSON.stringify(problemBody(problem)));
}
