// Does the work that an open link asks for, in short pieces between which the page stays alive. SHA-256 is written out
// (FIPS 180-4) because WebCrypto answers each hash by a promise, which costs more than the hash; it protects nothing
// here, and the tests hold it to node:crypto.
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { NONCE_BYTES, PUZZLES, puzzleMessage } from '../../shared/credential/proof-of-work.ts';

/** How long a piece of work may hold the page, in milliseconds. */
const PIECE_MS = 30;
const HASHES_BETWEEN_LOOKS = 1024;

const primes = (count: number): readonly number[] => {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1) if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  return found;
};
const fraction = (root: number): number => ((root - Math.floor(root)) * 4294967296) | 0;
const ROUND_CONSTANTS = Int32Array.from(primes(64), (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(primes(8), (prime) => fraction(Math.sqrt(prime)));
const schedule = new Int32Array(64);

const rotate = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));

/** The first word of the SHA-256 of one padded block of sixteen big-endian words. */
export function firstWordOfHash(block: Int32Array): number {
  for (let index = 0; index < 64; index += 1) {
    if (index < 16) schedule[index] = block[index] ?? 0;
    else {
      const [w15, w2] = [schedule[index - 15] ?? 0, schedule[index - 2] ?? 0];
      schedule[index] = ((schedule[index - 16] ?? 0) + (rotate(w15, 7) ^ rotate(w15, 18) ^ (w15 >>> 3)) + (schedule[index - 7] ?? 0) + (rotate(w2, 17) ^ rotate(w2, 19) ^ (w2 >>> 10))) | 0;
    }
  }
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = START;
  for (let index = 0; index < 64; index += 1) {
    const one = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + (ROUND_CONSTANTS[index] ?? 0) + (schedule[index] ?? 0)) | 0;
    const two = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  return (a + (START[0] ?? 0)) >>> 0;
}

/** The one block of a short message, padded. Throws a RangeError where it needs two. */
export function paddedBlock(message: Bytes): Int32Array {
  if (message.length > 55) throw new RangeError('a message of one block has at most 55 bytes');
  const bytes = new Uint8Array(64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(60, message.length * 8);
  return Int32Array.from({ length: 16 }, (_, index) => view.getInt32(index * 4));
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

/** A nonce of one puzzle. Its four bytes straddle the block's words 12 and 13: 49 to 52. */
async function solve(challenge: Bytes, puzzle: number): Promise<number> {
  const block = paddedBlock(puzzleMessage(challenge, puzzle, 0));
  const [high, low] = [block[12] ?? 0, block[13] ?? 0];
  let until = performance.now() + PIECE_MS;
  for (let nonce = 0; nonce < 0xffffffff; nonce += 1) {
    block[12] = high | (nonce >>> 8);
    block[13] = low | (nonce << 24);
    if (firstWordOfHash(block) >>> 16 === 0) return nonce;
    if (nonce % HASHES_BETWEEN_LOOKS === 0 && performance.now() > until) {
      await pause();
      until = performance.now() + PIECE_MS;
    }
  }
  throw new RangeError('a puzzle has no solution');
}

/** All nonces as the issuer wants them, base64url. `progress` hears how many of the puzzles are solved. */
export async function solvePuzzles(challenge: Bytes, progress: (solved: number, of: number) => void): Promise<string> {
  const nonces = new Uint8Array(PUZZLES * NONCE_BYTES);
  const view = new DataView(nonces.buffer);
  for (let puzzle = 0; puzzle < PUZZLES; puzzle += 1) {
    view.setUint32(puzzle * NONCE_BYTES, await solve(challenge, puzzle));
    progress(puzzle + 1, PUZZLES);
  }
  return encodeBase64url(nonces);
}
