// Passwords: generated (nobody chooses one), stored as scrypt hashes, compared in constant time off the event loop.
// Costs are OWASP's for scrypt (2^15, 8, 3); they stand beside each hash, so that they can rise later.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import type { ScryptOptions } from 'node:crypto';

export type PasswordHash = { readonly salt: Buffer; readonly hash: Buffer; readonly cost: number; readonly blockSize: number; readonly parallel: number };

const COST = { cost: 32768, blockSize: 8, parallel: 3 } as const;
const BYTES = 32;
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

function derive(password: string, salt: Buffer, cost: Omit<PasswordHash, 'salt' | 'hash'>): Promise<Buffer> {
  const options: ScryptOptions = { N: cost.cost, r: cost.blockSize, p: cost.parallel, maxmem: 256 * cost.cost * cost.blockSize };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, BYTES, options, (error, hash) => (error === null ? resolve(hash) : reject(error)));
  });
}

export async function hashPassword(password: string): Promise<PasswordHash> {
  const salt = randomBytes(16);
  return { salt, hash: await derive(password, salt, COST), ...COST };
}

export async function passwordMatches(password: string, stored: PasswordHash): Promise<boolean> {
  const hash = await derive(password, stored.salt, stored);
  return hash.length === stored.hash.length && timingSafeEqual(hash, stored.hash);
}

/** Five groups of five characters without look-alikes: 124 bits, readable over a telephone. */
export function generatePassword(): string {
  const characters: string[] = [];
  while (characters.length < 25) {
    for (const byte of randomBytes(32)) {
      // Rejection keeps the characters uniform: 248 is the largest multiple of 31 below 256.
      const character = byte < 248 ? ALPHABET.charAt(byte % ALPHABET.length) : '';
      if (character !== '' && characters.length < 25) characters.push(character);
    }
  }
  return (characters.join('').match(/.{5}/g) ?? []).join('-');
}
