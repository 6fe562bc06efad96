// spid explain tells how a factor, an item or a method is computed, from the data and not from a text beside it.
import { describe, expect, it } from '@jest/globals';
import { explainCommand } from '../../server/cli/explain.ts';
import { HARBOUR } from '../support/random-columns.ts';

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
  });

  it('shows a reversed item with its points turned round', async () => {
    expect((await explain('Q_ROPE', '--questionnaire', HARBOUR)).out).toMatch('never = 100 favourable, seldom = 66.67 favourable, often = 33.33, always = 0');
  });

  it('explains indicators, experience on its base, and methods', async () => {
    expect((await explain('marks', '--questionnaire', HARBOUR)).out).toMatch(/indicator of safety of 1 items/);
    expect((await explain('E_GIFT', '--questionnaire', HARBOUR)).out).toMatch('Base: people whose E_BOARD is yes.');
    expect((await explain('wilson')).out).toMatch('Wilson 1927');
  });

  it('says what there is when it does not know a code', async () => {
    expect(await explain('F99', '--questionnaire', HARBOUR)).toMatchObject({ code: 3, err: expect.stringContaining('has no item, factor or indicator F99') });
  });
});
