// Which piles of paper were keyed, as files hold it: what a kill leaves, and what nobody can read out of it.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { beginBatch, settleBatch } from '../../server/lifecycle/keyed-batches.ts';
import { changePaper } from '../../server/lifecycle/paper-file.ts';
import { ONE_TIME_KEY_BYTES, ONE_TIME_SIGNATURE_BYTES, RANDOMIZER_BYTES, RSA_BYTES } from '../../shared/credential/token-message.ts';
import type { Answers } from '../../shared/questionnaire/answers.ts';

describe('piles that were keyed', () => {
  const place = { round: 'PAPER1', population: 'officials' };
  const pile: readonly Answers[] = [{ X01: 'yes', D_WHERE: ['port', 'airport'] }, { X01: 'no', X02: 3 }, { X01: 'no', X02: 3 }];
  let folder = '';
  let rooms: Parameters<typeof beginBatch>[0];
  const path = (): string => join(folder, 'codes', 'PAPER1-officials-keyed.json');
  const begin = (sheets: readonly Answers[], again = false): Promise<void> => beginBatch(rooms, place, sheets, again);
  const zeros = (bytes: number): string => Buffer.alloc(bytes).toString('base64url');
  const waits = (): Promise<unknown> => changePaper(rooms, place, () => ({ draws: [], sheets: [{ population: 'officials', frame: 'card', key: zeros(ONE_TIME_KEY_BYTES), randomizer: zeros(RANDOMIZER_BYTES), token: zeros(RSA_BYTES), body: zeros(3), signature: zeros(ONE_TIME_SIGNATURE_BYTES) }] }));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'spid-keyed-'));
    mkdirSync(join(folder, 'codes'));
    writeFileSync(join(folder, 'codes', 'PAPER1.csv'), 'population,frame,stratum,code,link,bundle\r\n');
    rooms = { config: { dataFolder: folder } };
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('are refused when they were sent, in whatever order of sheets or items, unless somebody says that it is another pile', async () => {
    await begin(pile);
    await settleBatch(rooms, place);
    const turned: readonly Answers[] = [{ X02: 3, X01: 'no' }, pile[0] ?? {}, { X02: 3, X01: 'no' }];
    for (const same of [pile, turned]) await expect(begin(same)).rejects.toMatchObject({ code: 'sheet.conflict', message: expect.stringMatching(/^Exactly these 3 sheets were keyed before .*--again/) });
    await begin(pile, true);
    await begin(pile.slice(0, 2));
  });

  it('are begun anew where a kill came before any sheet was signed, and refused where one came after', async () => {
    await begin(pile);
    await begin(pile);
    await waits();
    await expect(begin(pile)).rejects.toMatchObject({ code: 'sheet.conflict' });
  });

  it('leave marks of whole piles alone: no answer, no number of sheets, not their order, beside a random key', async () => {
    const piles = [pile, pile.slice(0, 1), pile.slice(1), [{ X01: 'prefer-not-to-say' }]];
    for (const each of piles) {
      await begin(each);
      await settleBatch(rooms, place);
    }
    const { key, keyed, ...more } = JSON.parse(readFileSync(path(), 'utf8')) as { key: string; keyed: string[] };
    expect([Buffer.from(key, 'base64url').length, keyed, more]).toEqual([32, [...keyed].sort(), { format: 'spid-keyed-1', underWay: null }]);
    expect([keyed.map((mark) => /^[0-9a-f]{6}$/.test(mark)), statSync(path()).mode & 0o777]).toEqual([[true, true, true, true], 0o600]);
  });

  it('are not written down once the list of codes is destroyed, whoever was keying then', async () => {
    await begin(pile);
    for (const name of readdirSync(join(folder, 'codes'))) rmSync(join(folder, 'codes', name));
    await settleBatch(rooms, place);
    await expect(begin(pile)).rejects.toMatchObject({ code: 'card.printed' });
    expect(existsSync(path())).toBe(false);
  });

  it('are named by their file where it is damaged, which quotes nothing of it', async () => {
    writeFileSync(path(), '{"key":"secret"');
    await expect(begin(pile)).rejects.toMatchObject({ code: 'store.unavailable', message: expect.stringMatching(/PAPER1-officials-keyed\.json is damaged(?!.*secret)/) });
  });
});
