// The pool of a tablet as it is counted at the site's end.
import { describe, expect, it } from '@jest/globals';
import { unusedTokens } from '../../client/tablet/pool.ts';
import type { PoolRecord } from '../../client/tablet/records.ts';

const records = (...states: readonly PoolRecord['state'][]): readonly PoolRecord[] =>
  states.map((state, slot) => ({ id: `token-${String(slot)}`, slot, state, token: { iv: new Uint8Array(12), data: new Uint8Array(0) } }));

describe('the pool of a tablet', () => {
  it('counts as unused neither a token found open, whose sheet may have left as a file, nor one still being drawn', () => {
    expect(unusedTokens(records('ready', 'open', 'drawing', 'ready', 'open'))).toBe(2);
    expect(unusedTokens(records('open'))).toBe(0);
    expect(unusedTokens([])).toBe(0);
  });
});
