// Ends what waits on a socket that is gone. Why: a driver's command that starts between the end of a socket and its
// `close` event waits for a `drain` that never comes, past every time-out; when it was the monitor's greeting, the
// database stayed away for good though it was up again (docs/decisions/0056). Public events only: no driver is patched.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

const CHANNEL = 'net.client.socket';

function endWaiting(socket: Socket, errorOf: (message: string) => Error): void {
  if (socket.listenerCount('drain') === 0) return;
  socket.emit('error', errorOf('the connection was closed while a command was being written'));
}

const watching = new Set<object>();
let watch: ((message: unknown) => void) | undefined;

/**
 * From now on, in this process, a write that waits on a client socket fails when that socket closes, with the error
 * that `errorOf` makes (the driver's own kind). One watch serves all callers; it ends when each has called what it got.
 */
export function failWritesOnClosedSockets(errorOf: (message: string) => Error): () => void {
  const caller = {};
  watching.add(caller);
  if (watch === undefined) {
    watch = (message) => {
      const { socket } = message as { socket: Socket };
      socket.once('close', () => endWaiting(socket, errorOf));
    };
    subscribe(CHANNEL, watch);
  }
  return () => {
    watching.delete(caller);
    if (watching.size > 0 || watch === undefined) return;
    unsubscribe(CHANNEL, watch);
    watch = undefined;
  };
}
