// Cells of the CSV: quoted as RFC 4180 says, and harmless in a spreadsheet.
import { describe, expect, it } from '@jest/globals';
import { csvCell } from '../../server/desk/csv-row.ts';

describe('a CSV cell', () => {
  it.each([
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['＝1', `"'＝1"`],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['plain', 'plain'],
    ['', ''],
  ])('writes %j as %j', (text, expected) => {
    expect(csvCell(text)).toBe(expected);
  });

  it('keeps numbers numbers, also negative ones', () => {
    expect(csvCell(-1.5)).toBe('-1.5');
    expect(csvCell(0)).toBe('0');
    expect(csvCell(undefined)).toBe('');
  });
});
