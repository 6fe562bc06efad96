// Listens on the socket and serves its connections.
// Why each connection is served in order: a driver sends one request at a time per connection and expects its answer.
// Surprise: a malformed message closes its connection without an answer, as MongoDB does; nothing of it is logged.
import { createServer, type Server, type Socket } from 'node:net';
import { errorReply } from './command-error.ts';
import { CommandError } from './command-error.ts';
import { runCommand } from './command-table.ts';
import type { Engine } from './engine.ts';
import { makeFrameReader } from './frame-reader.ts';
import { encodeReply, parseRequest } from './wire-message.ts';

const maxQueued = 64;

async function answer(engine: Engine, socket: Socket, frame: Buffer): Promise<void> {
  const request = parseRequest(frame);
  let reply: ReturnType<typeof errorReply> | Buffer;
  try {
    reply = await runCommand(engine, request);
  } catch (thrown) {
    if (!(thrown instanceof CommandError)) process.stderr.write(`engine: a command failed (${thrown instanceof Error ? thrown.name : 'unknown'})\n`);
    reply = errorReply(thrown);
  }
  if (request.wantsReply && !socket.destroyed) socket.write(encodeReply(request, reply));
}

function serve(engine: Engine, socket: Socket): void {
  const read = makeFrameReader();
  let queued = 0;
  let last = Promise.resolve();
  const finish = (): void => {
    queued -= 1;
    if (queued === 0) socket.resume();
  };
  socket.on('error', () => { socket.destroy(); });
  socket.on('data', (chunk) => {
    try {
      for (const frame of read(chunk)) {
        queued += 1;
        last = last.then(() => answer(engine, socket, frame)).then(finish, () => { socket.destroy(); });
      }
      if (queued > maxQueued) socket.pause();
    } catch {
      socket.destroy();
    }
  });
}

/** @returns the server once it listens on `path`; only the owner may connect */
export function listen(engine: Engine, path: string): Promise<{ server: Server; closeConnections: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => { sockets.delete(socket); });
    serve(engine, socket);
  });
  return new Promise((resolve, reject) => {
    const mask = process.umask(0o177);
    server.on('error', reject);
    server.listen(path, () => {
      resolve({ server, closeConnections: () => { for (const socket of sockets) socket.destroy(); } });
    });
    process.umask(mask);
  });
}
