// spid explain tells how a factor, an item or a method is computed, from the data and not from a text beside it.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { explainCommand } from '../../server/cli/explain.ts';
import { HARBOUR } from '../support/random-columns.ts';
import { spidHere } from '../support/spid-here.ts';

async function explain(...words: string[]) {
  const out: string[] = [], err: string[] = [];
  const code = await explainCommand.run(words, { out: (line) => out.push(line), err: (line) => err.push(line) });
  return { code, out: out.join('\n'), err: err.join('\n') };
}
const OFFICIALS = new URL('../../surveys/cips/1/officials', import.meta.url).pathname;

describe('spid explain', () => {
  it('explains the factor that F07 stands for with items, formula and source', async () => {
    const { code, out } = await explain('F07', '--questionnaire', OFFICIALS);
    expect(code).toBe(0);
    expect(out).toMatch(/^rad-7: factor of 5 items/);
    expect(out).toMatch(/F07_01 \(evaluative, scale awareness-4, positive/);
    expect(out).toMatch(/Cochran 1977/);
    // The fixture scorecard-design computes `simple` by just this; svymean on one stratum has another SE and df.
    expect(out).toContain('sd(y) / sqrt(r) * sqrt(1 - n / N); mean(y) + c(-1, 1) * qt(.975, r - 1) * se');
    expect(out).not.toContain('svymean');
  });

  it('shows a reversed item with its points turned round', async () => {
    expect((await explain('Q_ROPE', '--questionnaire', HARBOUR)).out).toMatch('never = 100 favourable, seldom = 66.67 favourable, often = 33.33, always = 0');
  });

  it('explains indicators, experience on its base, and methods', async () => {
    expect((await explain('marks', '--questionnaire', HARBOUR)).out).toMatch(/indicator of safety of 1 item$/m);
    expect((await explain('E_GIFT', '--questionnaire', HARBOUR)).out).toMatch('Base: people whose E_BOARD is yes.');
    expect((await explain('wilson')).out).toMatch('Wilson 1927');
  });

  it('explains an indirect item by its own design and constants, and an experience item by what it counts', async () => {
    const indirect = (await explain('I09_11', '--questionnaire', OFFICIALS)).out;
    expect(indirect).toMatch(/^Design: crosswise, prevalence 0\.\d+\.$/m);
    expect(indirect).toMatch('Yu, Tian & Tang 2008');
    expect(indirect).not.toMatch('Wilson 1927');
    expect((await explain('E_BOARD', '--questionnaire', HARBOUR)).out).toMatch(/Answers: yes, no; or prefer-not-to-say\nCounted: yes\./);
    const details = new URL('../analysis/fixtures/release-details', import.meta.url).pathname;
    expect((await explain('I_GIFT', '--questionnaire', details)).out).toMatch('Atsusaka & Stevenson 2023');
    expect((await explain('L_GIFT', '--questionnaire', details)).out).toMatch('Blair & Imai 2012');
  });

  it('has a formula for every word that its help names', async () => {
    const { out } = await spidHere(['explain', '--help'], {});
    const words = ['deff', 'quartiles', 'silent', 'quality', 'crosswise', 'anchor', 'list', 'forced-response', 'unrelated-question', 'balance'];
    for (const word of words) {
      expect(out).toMatch(word);
      expect((await explain(word)).code).toBe(0);
    }
  });

  it('finds the officials’ questionnaire where SPID_SURVEYS has it', async () => {
    const surveys = mkdtempSync(join(tmpdir(), 'spid-surveys-'));
    cpSync(HARBOUR, join(surveys, 'cips', '1', 'officials'), { recursive: true });
    const found = await spidHere(['explain', 'Q_ROPE'], { SPID_SURVEYS: surveys });
    rmSync(surveys, { recursive: true });
    expect(found).toMatchObject({ code: 0, out: expect.stringMatching(/^Q_ROPE/) });
    expect(await spidHere(['explain', 'Q_ROPE'], { PORT: 'http' })).toMatchObject({ code: 2, err: expect.stringContaining('PORT is not a port') });
  });

  it('says what there is when it does not know a code', async () => {
    expect(await explain('F99', '--questionnaire', HARBOUR)).toMatchObject({ code: 3, err: expect.stringContaining('has no item, factor or indicator F99') });
  });
});
