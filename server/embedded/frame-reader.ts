// Cuts a byte stream into frames.
// Why apart: a socket delivers halves and heaps, and the limit on a frame must hold before its bytes are gathered.
// Surprise: chunks are joined only when a frame is whole, so a slow large message costs no repeated copying.
import { maxMessageBytes, WireError } from './wire-message.ts';

export type FrameReader = (chunk: Buffer) => Buffer[];

/** @returns a function that takes the next bytes and gives the frames that are now whole. @throws WireError */
export function makeFrameReader(): FrameReader {
  let parts: Buffer[] = [];
  let length = 0;
  const join = (): Buffer => {
    const all = parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts);
    parts = [all];
    return all;
  };
  const headOf = (): number => {
    const first = parts[0] !== undefined && parts[0].length >= 4 ? parts[0] : join();
    const frame = first.readInt32LE(0);
    if (frame < 16) throw new WireError('a message is too short');
    if (frame > maxMessageBytes) throw new WireError('a message is too long');
    return frame;
  };
  return (chunk) => {
    parts.push(chunk);
    length += chunk.length;
    const frames: Buffer[] = [];
    while (length >= 4) {
      const frame = headOf();
      if (length < frame) break;
      const all = join();
      frames.push(all.subarray(0, frame));
      parts = all.length === frame ? [] : [all.subarray(frame)];
      length -= frame;
    }
    return frames;
  };
}
