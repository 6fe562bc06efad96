// What a coordinator reads after opening, by spid round open and by spid apart issue: the words of another manifest are
// others, and a language without a list of words has the digits alone.
import { describe, expect, it } from '@jest/globals';
import { openedLines } from '../../server/cli/opened-lines.ts';
import { aRoundPlan } from '../support/a-round.ts';

describe('what is told of an opened round', () => {
  const lines = (hash: string) => openedLines({ plan: aRoundPlan(), made: { hash, manifest: { languages: ['es', 'und'] } } }, 'https://answer.example');

  it('has eight words of each language that has a list and eight groups of digits, of this manifest alone', async () => {
    const [one, other] = await Promise.all(['A', 'B'].map((letter) => lines(letter.padEnd(43, 'A'))));
    const told = one?.filter((line) => line.startsWith('  ')) ?? [];
    expect(told).toEqual([expect.stringMatching(/^ {2}es {6}(\S+ · ){7}\S+$/), expect.stringMatching(/^ {2}digits {2}(\d{4} ){7}\d{4}$/)]);
    expect(other?.filter((line) => told.includes(line))).toEqual([]);
  });
});
