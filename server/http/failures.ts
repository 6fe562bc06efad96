// Turns whatever was thrown into the one refusal that is sent. Messages of foreign errors never leave this file:
// a driver's or a parser's message may hold a value that was sent, and a value must be in no reply and in no log.
import { Problem } from '../../shared/problem.ts';

const UNAVAILABLE = /^(Mongo(ose)?(ServerSelection|Network|NetworkTimeout|NotConnected|TopologyClosed|ServerClosed|PoolCleared|PoolClosed|WaitQueueTimeout|Expired|OperationTimeout|ClientClosed)\w*Error|MongooseError|DisconnectedError)$/;

/** A property that is text. By shape, not by `instanceof`: Node's own errors may come from another realm. */
const textOf = (error: unknown, property: 'name' | 'code'): string | null => {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, property) : null;
  return typeof value === 'string' ? value : null;
};

const nameOf = (error: unknown): string => textOf(error, 'name') ?? typeof error;

const statusOf = (error: unknown): number | undefined =>
  typeof error === 'object' && error !== null && 'status' in error && typeof error.status === 'number' ? error.status : undefined;

/** The driver hands a broken socket's own error on as it is when the other end dies in the middle of a write. */
const BROKEN_SOCKET = new Set(['EPIPE', 'ECONNRESET', 'ECONNREFUSED', 'ECONNABORTED', 'ETIMEDOUT', 'ERR_STREAM_DESTROYED', 'ERR_STREAM_WRITE_AFTER_END', 'ERR_SOCKET_CLOSED']);

const codeOf = (error: unknown): string => {
  const code = textOf(error, 'code') ?? '';
  return /^[A-Z_]+$/.test(code) ? code : '';
};

/** True where the store can't be reached just now, so that the same request may succeed in a moment. */
export function isUnavailable(error: unknown): boolean {
  if (UNAVAILABLE.test(nameOf(error)) || BROKEN_SOCKET.has(codeOf(error))) return true;
  const labels = typeof error === 'object' && error !== null && 'hasErrorLabel' in error ? (error as { hasErrorLabel: (label: string) => boolean }) : null;
  return labels !== null && typeof labels.hasErrorLabel === 'function' && labels.hasErrorLabel('RetryableWriteError');
}

/** Names the place of an unexpected error for whoever runs the server: its kind and the lines of code, no message. */
export function reportUnexpected(error: unknown, write: (line: string) => void = console.error): void {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  const frames = stack.split('\n').filter((line) => /^\s+at /.test(line)).slice(0, 8);
  write([`unexpected ${nameOf(error)} ${codeOf(error)}`.trim(), ...frames].join('\n'));
}

/** The refusal for anything thrown while a request was handled. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (isUnavailable(error)) {
    return new Problem('store.unavailable', 'The store can not be reached just now. Nothing is lost: try again in a moment.', { retryAfterSeconds: 2 });
  }
  const status = statusOf(error);
  if (status === 413) return new Problem('request.too-large', 'The request is too large.');
  if (status !== undefined && status >= 400 && status < 500) return new Problem('request.malformed', 'The request can not be understood.');
  reportUnexpected(error);
  return new Problem('engine.unexpected', 'Something went wrong here, not with you. Nothing was stored; try again.');
}
