// The links that `npm start` prints lead to this server, whichever port made the demonstration.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { printedLinks } from '../../server/demo/make-demonstration.ts';

describe('printed links of the demonstration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'spid-links-'));
  const row = (population: string, code: string): string => `${population},invited,north,${code},http://127.0.0.1:3000/a/#c=${code}&m=xyz,`;
  beforeAll(() => {
    mkdirSync(join(folder, 'codes'));
    writeFileSync(join(folder, 'codes', '0PEN01.csv'), ['population,frame,stratum,code,link,bundle', row('private-sector', 'P1'), row('officials', 'O1'), row('officials', 'O2'), row('officials', 'O3'), ''].join('\r\n'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are two of each population at the address where the pages are now, fragments untouched', () => {
    expect(printedLinks(folder, '0PEN01', 'https://survey.example:8443')).toEqual([
      ['officials', 'https://survey.example:8443/a/#c=O1&m=xyz'],
      ['officials', 'https://survey.example:8443/a/#c=O2&m=xyz'],
      ['private-sector', 'https://survey.example:8443/a/#c=P1&m=xyz'],
    ]);
  });

  it('are none where the codes were printed and deleted', () => {
    expect(printedLinks(folder, 'G0NE01', 'http://127.0.0.1:3000')).toEqual([]);
  });
});
