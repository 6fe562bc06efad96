// The work that an open link asks of a device before it gets a token: sixteen small puzzles in place of one large one,
// so that the time it takes varies by a quarter and not by as much again. It slows down who would answer a thousand
// times; it proves nothing about who answers, and nothing of the device goes into it.
import { z } from 'zod';
import { PlainCode } from '../questionnaire/codes.ts';
import { base64urlOf } from './base64url-field.ts';
import { concatBytes } from './bytes.ts';
import type { Bytes } from './bytes.ts';
import { RSA_BYTES } from './token-message.ts';

/** 16 random bytes and the issuer's HMAC over them, round and population. */
export const CHALLENGE_BYTES = 48;
export const PUZZLES = 16;
/** Leading zero bits of each puzzle's hash: 2^16 tries on average, 2^20 in all, one to three seconds on a phone of 2020. */
export const PUZZLE_BITS = 16;
export const NONCE_BYTES = 4;

export const ChallengeRequest = z.strictObject({ population: PlainCode });
export type ChallengeRequest = z.infer<typeof ChallengeRequest>;

export const ChallengeReply = z.strictObject({ challenge: base64urlOf(CHALLENGE_BYTES) });
export type ChallengeReply = z.infer<typeof ChallengeReply>;

/** A draw by an open link. `nonces`: four bytes for each puzzle, in order. The reply is a DrawReply. */
export const OpenDrawRequest = z.strictObject({
  population: PlainCode,
  challenge: base64urlOf(CHALLENGE_BYTES),
  nonces: base64urlOf(PUZZLES * NONCE_BYTES),
  blinded: base64urlOf(RSA_BYTES),
});
export type OpenDrawRequest = z.infer<typeof OpenDrawRequest>;

/** What is hashed for a puzzle: 53 bytes, so that SHA-256 takes one block. */
export const puzzleMessage = (challenge: Bytes, puzzle: number, nonce: number): Bytes =>
  concatBytes(challenge, Uint8Array.of(puzzle, nonce >>> 24, (nonce >>> 16) & 255, (nonce >>> 8) & 255, nonce & 255));

/** Whether a hash begins with enough zero bits. */
export const isSolved = (hash: Bytes): boolean => hash[0] === 0 && hash[1] === 0;
