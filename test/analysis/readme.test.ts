// The list of functions in analysis/README.md is made from the sources: a function that is missing there is found here.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { functionList, MARK } from '../../scripts/write-analysis-readme.ts';

describe('analysis/README.md', () => {
  it('lists every documented function with its meaning', () => {
    const [, list = ''] = readFileSync(new URL('../../analysis/README.md', import.meta.url), 'utf8').split(MARK);
    const names = [...functionList().matchAll(/^- `(\w+)`/gm)].map((match) => match[1] ?? '');
    expect(names.filter((name) => !list.includes(`\`${name}\` — `))).toEqual([]);
    expect(list).toContain('`scorecard` — The results of one population');
  });
});
