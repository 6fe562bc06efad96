// What the public log says is data: every kind in every language, and a sixth language by one more file.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import { noticeTexts, readNoticeFiles } from '../../server/lifecycle/notice-texts.ts';

describe('texts of notices', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spid-notices-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  cpSync('client/words/notice', folder, { recursive: true });
  const files = () => readNoticeFiles(pathToFileURL(`${folder}/`));

  it('stand in each language, with the days filled in', () => {
    const texts = noticeTexts('extended', { drawing: '2027-03-01', sending: '2027-03-08' });
    expect(Object.keys(texts)).toEqual(expect.arrayContaining(['ar', 'en', 'es', 'fr', 'pt']));
    for (const text of Object.values(texts)) expect(text).toMatch(/2027-03-01.*2027-03-08/);
  });

  it('are spoken in a sixth language that is one file', () => {
    const invented = JSON.stringify(Object.fromEntries(Object.keys(JSON.parse(readFileSync(join(folder, 'en.json'), 'utf8')) as object).map((key) => [key, `qx ${key} {drawing}`])));
    writeFileSync(join(folder, 'qx.json'), invented);
    expect(noticeTexts('extended', { drawing: 'D' }, files())['qx']).toBe('qx extended D');
  });

  it('are refused where one is missing', () => {
    writeFileSync(join(folder, 'qy.json'), '{"closed":"over"}');
    expect(files).toThrow(/paused/);
  });
});
