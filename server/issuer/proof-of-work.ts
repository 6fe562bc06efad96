// Challenges for open links, kept nowhere until they are answered: 16 random bytes under an HMAC whose key is thrown
// away every hour. What is spent is remembered in memory, for as long as its key is; the same challenge with the same
// blinded message is answered again, since the reply may have been lost. A restart makes all open challenges stale.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { bytesOf } from '../../shared/credential/base64url.ts';
import { NONCE_BYTES, PUZZLES, isSolved, puzzleMessage } from '../../shared/credential/proof-of-work.ts';
import type { OpenDrawRequest } from '../../shared/credential/proof-of-work.ts';
import { Problem } from '../../shared/problem.ts';

const HOUR = 3_600_000;
const SALT_BYTES = 16;

/** What a challenge was spent for, and when its token is counted. */
type Spent = { readonly blinded: string; readonly counted: Promise<void> };
type Hour = { readonly key: Buffer; readonly made: number; readonly spent: Map<string, Spent> };

export type Proofs = {
  /** A fresh challenge, base64url. */
  readonly challenge: (round: string, population: string) => string;
  /**
   * Spends a solved challenge for a blinded message; again for the same. Resolves when `count` has counted its token, once:
   * where that fails the challenge stays unspent. Rejects with proof.stale, proof.wrong, or what `count` rejects with.
   */
  readonly spend: (round: string, request: OpenDrawRequest, count: () => Promise<void>) => Promise<void>;
};

const seal = (hour: Hour, round: string, population: string, salt: Uint8Array): Buffer => createHmac('sha256', hour.key).update(`${round}/${population}/`).update(salt).digest();

function isWorkDone(challenge: Uint8Array<ArrayBuffer>, nonces: Uint8Array<ArrayBuffer>): boolean {
  const view = new DataView(nonces.buffer, nonces.byteOffset, nonces.byteLength);
  return Array.from({ length: PUZZLES }, (_, puzzle) => view.getUint32(puzzle * NONCE_BYTES)).every((nonce, puzzle) =>
    isSolved(new Uint8Array(createHash('sha256').update(puzzleMessage(challenge, puzzle, nonce)).digest())),
  );
}

/**
 * Challenges of one process. `now` is in milliseconds of a clock that only goes forward: nothing but the age of a key is
 * read from it, in memory alone, and no time is kept with a challenge, a token or an answer.
 */
export function createProofs(now: () => number = () => performance.now()): Proofs {
  const fresh = (): Hour => ({ key: randomBytes(32), made: now(), spent: new Map() });
  let hours: readonly Hour[] = [fresh()];
  // The hour before stays valid, so that nobody's work is lost at the turn.
  const current = (): Hour => {
    const [newest = fresh()] = hours;
    if (now() - newest.made < HOUR) return newest;
    hours = [fresh(), ...(now() - newest.made < 2 * HOUR ? [newest] : [])];
    return hours[0] ?? newest;
  };
  return {
    challenge(round, population) {
      const salt = randomBytes(SALT_BYTES);
      return Buffer.concat([salt, seal(current(), round, population, salt)]).toString('base64url');
    },
    async spend(round, request, count) {
      current();
      const challenge = bytesOf(request.challenge);
      const [salt, mac] = [challenge.slice(0, SALT_BYTES), challenge.slice(SALT_BYTES)];
      const hour = hours.find((each) => timingSafeEqual(seal(each, round, request.population, salt), mac));
      if (hour === undefined) throw new Problem('proof.stale', 'This challenge is too old. Ask for another one.', { place: 'body.challenge' });
      if (!isWorkDone(challenge, bytesOf(request.nonces))) throw new Problem('proof.wrong', 'The work for this challenge is not done.', { place: 'body.nonces' });
      const blinded = createHash('sha256').update(request.blinded).digest('base64');
      const before = hour.spent.get(request.challenge);
      if (before !== undefined && before.blinded !== blinded) throw new Problem('proof.stale', 'This challenge was used before. Ask for another one.', { place: 'body.challenge' });
      const { counted } = before ?? { counted: count() };
      hour.spent.set(request.challenge, { blinded, counted });
      await counted.catch((error: unknown) => {
        hour.spent.delete(request.challenge);
        throw error;
      });
    },
  };
}
