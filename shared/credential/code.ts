// The code of an invitation or card: 80 random bits that a person can type, and the string in which it is printed.
// Printed: round (6) + door (1) + code (16) + check (1) = 24 Crockford characters in six groups of four, so that one
// string typed at the neutral page finds round, population and frame. The check covers all of it.
import type { Bytes } from './bytes.ts';
import { CODE_FRAMES } from './frame.ts';
import type { CodeFrame } from './frame.ts';
import { checkCharacter, crockfordCharacter, crockfordValue, encodeCrockford, inGroups, normaliseCrockford } from './crockford.ts';

const ROUND_LENGTH = 6;
const CODE_LENGTH = 16;
const PRINTED_LENGTH = ROUND_LENGTH + 1 + CODE_LENGTH + 1;
/** Random bytes in a code: 80 bits. */
export const CODE_BYTES = 10;

/** What a printed code says. `population` is the position in the manifest's list of questionnaires, 0 to 8. */
export type PrintedCode = { readonly round: string; readonly population: number; readonly frame: CodeFrame; readonly code: string };

export type CodeProblem = 'length' | 'character' | 'check' | 'door';
export type CodeReading = { readonly ok: true; readonly value: PrintedCode } | { readonly ok: false; readonly problem: CodeProblem };

/** The sixteen characters of ten random bytes. Throws a RangeError on another length. */
export function codeOfBytes(random: Bytes): string {
  if (random.length !== CODE_BYTES) throw new RangeError('a code is made of ten random bytes');
  return encodeCrockford(random, CODE_LENGTH);
}

/** Whether a text is a code in its one canonical form, as stored, hashed and sent. */
export const isCode = (text: string): boolean => /^[0-9A-HJKMNP-TV-Z]{16}$/.test(text);

/** The door: one character for population and frame. Throws a RangeError beyond nine populations. */
function doorOf(population: number, frame: CodeFrame): string {
  if (!Number.isInteger(population) || population < 0 || population > 8) throw new RangeError('a code knows populations 0 to 8');
  return crockfordCharacter(population * CODE_FRAMES.length + CODE_FRAMES.indexOf(frame));
}

/** The 24 characters without dashes. Throws a RangeError on parts that are no round, population or code. */
export function joinCode(parts: PrintedCode): string {
  const body = parts.round + doorOf(parts.population, parts.frame) + parts.code;
  if (body.length !== PRINTED_LENGTH - 1) throw new RangeError('a printed code has a round of 6 and a code of 16 characters');
  return body + checkCharacter(body);
}

/** As on a card: `7K2M-9Q0A-…`, six groups of four. */
export const printCode = (parts: PrintedCode): string => inGroups(joinCode(parts));

/** Reads what a person typed; says what is wrong so that the page can say where to look. Never throws. */
export function readCode(typed: string): CodeReading {
  const text = normaliseCrockford(typed);
  if ([...text].some((character) => crockfordValue(character) === null)) return { ok: false, problem: 'character' };
  if (text.length !== PRINTED_LENGTH) return { ok: false, problem: 'length' };
  const body = text.slice(0, -1);
  if (checkCharacter(body) !== text.slice(-1)) return { ok: false, problem: 'check' };
  const door = crockfordValue(body.charAt(ROUND_LENGTH)) ?? 0;
  const frame = CODE_FRAMES[door % CODE_FRAMES.length];
  const population = Math.floor(door / CODE_FRAMES.length);
  if (frame === undefined || population > 8) return { ok: false, problem: 'door' };
  return { ok: true, value: { round: body.slice(0, ROUND_LENGTH), population, frame, code: body.slice(ROUND_LENGTH + 1) } };
}
