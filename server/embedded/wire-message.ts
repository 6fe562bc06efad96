// Frames of the MongoDB wire protocol: OP_MSG both ways, and the legacy OP_QUERY that opens a connection.
// Why: the official driver speaks nothing else. Source: MongoDB manual, "MongoDB Wire Protocol".
// Surprise: lengths are checked before anything is allocated or read; whatever does not fit is a WireError, and the
// connection that sent it is closed.
import { BSONError, deserialize, serialize, type Document } from 'bson';

export class WireError extends Error {}

export const maxMessageBytes = 48_000_000;
const opReply = 1;
const opQuery = 2004;
const opMessage = 2013;
const checksumPresent = 1;
const moreToCome = 2;

export type Request = {
  readonly id: number;
  readonly legacy: boolean;
  readonly command: Document;
  /** Raw documents of kind-1 sections, by their name (`documents`, `updates`, `deletes`). */
  readonly sequences: ReadonlyMap<string, readonly Buffer[]>;
  readonly wantsReply: boolean;
};

function documentAt(message: Buffer, at: number, end: number): Buffer {
  if (at + 5 > end) throw new WireError('a document is cut short');
  const length = message.readInt32LE(at);
  if (length < 5 || at + length > end) throw new WireError('a document has a wrong length');
  return message.subarray(at, at + length);
}

function stringAt(message: Buffer, at: number, end: number): string {
  const stop = message.indexOf(0, at);
  if (stop === -1 || stop >= end) throw new WireError('a name does not end');
  return message.toString('utf8', at, stop);
}

function sequenceAt(message: Buffer, at: number, end: number): { name: string; documents: Buffer[]; next: number } {
  if (at + 4 > end) throw new WireError('a section is cut short');
  const next = at + message.readInt32LE(at);
  if (next <= at + 4 || next > end) throw new WireError('a section has a wrong length');
  const name = stringAt(message, at + 4, next);
  const documents: Buffer[] = [];
  let position = at + 4 + Buffer.byteLength(name) + 1;
  while (position < next) {
    const document = documentAt(message, position, next);
    documents.push(document);
    position += document.length;
  }
  return { name, documents, next };
}

function parseMessage(message: Buffer): Request {
  if (message.length < 21) throw new WireError('a message is too short');
  const flags = message.readUInt32LE(16);
  if ((flags & 0xffff & ~(checksumPresent | moreToCome)) !== 0) throw new WireError('a message has an unknown flag');
  const end = (flags & checksumPresent) === 0 ? message.length : message.length - 4;
  const sequences = new Map<string, Buffer[]>();
  let command: Document | undefined;
  let at = 20;
  while (at < end) {
    const kind = message[at];
    if (kind === 0 && command === undefined) {
      const document = documentAt(message, at + 1, end);
      command = deserialize(document, { bsonRegExp: false });
      at += 1 + document.length;
    } else if (kind === 1) {
      const section = sequenceAt(message, at + 1, end);
      if (sequences.has(section.name)) throw new WireError('a section appears twice');
      sequences.set(section.name, section.documents);
      at = section.next;
    } else throw new WireError('a section is of an unknown kind');
  }
  if (command === undefined) throw new WireError('a message has no command');
  return { id: message.readInt32LE(4), legacy: false, command, sequences, wantsReply: (flags & moreToCome) === 0 };
}

function parseQuery(message: Buffer): Request {
  if (message.length < 28) throw new WireError('a query is too short');
  const collection = stringAt(message, 20, message.length);
  if (!collection.endsWith('.$cmd')) throw new WireError('OP_QUERY is taken for commands only');
  const at = 20 + Buffer.byteLength(collection) + 1 + 8;
  const command = deserialize(documentAt(message, at, message.length));
  return { id: message.readInt32LE(4), legacy: true, command: { ...command, $db: collection.slice(0, -5) }, sequences: new Map(), wantsReply: true };
}

/** @param message one whole frame. @throws WireError for anything that is no well-formed request */
export function parseRequest(message: Buffer): Request {
  try {
    const operation = message.readInt32LE(12);
    if (operation === opMessage) return parseMessage(message);
    if (operation === opQuery) return parseQuery(message);
  } catch (thrown) {
    if (thrown instanceof WireError) throw thrown;
    if (thrown instanceof BSONError || thrown instanceof RangeError) throw new WireError('a message holds malformed BSON');
    throw thrown;
  }
  throw new WireError('a message is of an unknown operation');
}

/** The frame of a reply; `body` is a document or BSON that is ready. */
export function encodeReply(request: Request, body: Document | Buffer): Buffer {
  const document = Buffer.isBuffer(body) ? body : Buffer.from(serialize(body));
  const headLength = request.legacy ? 36 : 21;
  const head = Buffer.alloc(headLength);
  head.writeInt32LE(headLength + document.length, 0);
  head.writeInt32LE(request.id, 8);
  head.writeInt32LE(request.legacy ? opReply : opMessage, 12);
  if (request.legacy) {
    head.writeInt32LE(8, 16);
    head.writeInt32LE(1, 32);
  }
  return Buffer.concat([head, document]);
}
