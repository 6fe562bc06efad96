// Ends what waits on a socket that is gone. Why: a driver's command that starts between the end of a socket and its
// `close` event waits for a `drain` that never comes, past every time-out; when it was the monitor's greeting, the
// database stayed away for good though it was up again (docs/decisions/0056). Public events only: no driver is patched.
import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

let watching = false;

function endWaiting(socket: Socket, errorOf: (message: string) => Error): void {
  if (socket.listenerCount('drain') === 0) return;
  socket.emit('error', errorOf('the connection was closed while a command was being written'));
}

/** From now on, in this process, a write that waits on a client socket fails when that socket closes. Calling it again changes nothing. `errorOf` makes the driver's own network error. */
export function failWritesOnClosedSockets(errorOf: (message: string) => Error): void {
  if (watching) return;
  watching = true;
  subscribe('net.client.socket', (message) => {
    const { socket } = message as { socket: Socket };
    socket.once('close', () => endWaiting(socket, errorOf));
  });
}
