// Reads a JSON body of limited size. Not express.json: its errors repeat parts of the body, and ours must never.
// A body over the limit is read to its end (up to a bound) and thrown away, because a reply that is sent while the
// other side still writes is lost on many networks, and the person would see a broken line and not the reason.
import type { IncomingMessage } from 'node:http';
import { Problem } from '../../shared/problem.ts';
import { isPlainJson } from './plain-json.ts';

/** How much of an over-long body is read and dropped before the connection is given up. */
const DRAINED_AT_MOST = 16 * 1024 * 1024;

const isJson = (type: string | undefined): boolean => /^application\/json(;\s*charset="?utf-8"?)?$/i.test(type ?? '');

function refuseEarly(request: IncomingMessage): void {
  if (!isJson(request.headers['content-type'])) throw new Problem('request.media-type', 'The body has to be application/json in UTF-8.', { place: 'content-type' });
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') throw new Problem('request.media-type', 'A compressed body is not accepted.', { place: 'content-encoding' });
}

/** Bytes of the body, or null where it is longer than the limit. */
async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    if (length > DRAINED_AT_MOST) return null;
  }
  return length > limit ? null : Buffer.concat(chunks);
}

/** Whether any object in the value has an own key that reaches a prototype when it is copied. The value is as plain as isPlainJson lets through: deeper ones would take the stack. */
function hasForbiddenKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasForbiddenKey);
  return Object.entries(value).some(([key, entry]) => key === '__proto__' || hasForbiddenKey(entry));
}

function parse(bytes: Buffer): unknown {
  if (!isPlainJson(bytes)) throw new Problem('request.malformed', 'The body has more parts, or is nested more deeply, than anything that is expected here.', { place: 'body' });
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new Problem('request.malformed', 'The body is not JSON in UTF-8.', { place: 'body' });
  }
  if (hasForbiddenKey(value)) throw new Problem('request.malformed', 'The body has a key that is never accepted.', { place: 'body' });
  return value;
}

/** The parsed body. Throws a Problem: request.media-type, request.too-large or request.malformed. */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<unknown> {
  refuseEarly(request);
  let bytes: Buffer | null;
  try {
    bytes = await readBytes(request, limit);
  } catch {
    throw new Problem('request.malformed', 'The body ended before its time.', { place: 'body' });
  }
  if (bytes === null) throw new Problem('request.too-large', `The body is longer than ${String(limit)} bytes.`, { place: 'body' });
  return parse(bytes);
}
