// The tree of RFC 6962 by the reference implementation's numbers, and proofs that fail when anything is touched.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { Bytes } from '../../shared/credential/bytes.ts';
import { compareBytes } from '../../shared/credential/bytes.ts';
import { decodeHex, encodeHex } from '../../shared/credential/hex.ts';
import { inclusionProof, leafHash, merkleRoot, sortedLeaves, verifyInclusion } from '../../shared/credential/merkle.ts';
import { sha256 } from '../support/a-credential-round.ts';

type Vectors = { readonly leaves: readonly string[]; readonly roots: readonly string[]; readonly paths: readonly { readonly index: number; readonly size: number; readonly path: readonly string[] }[] };
const vectors = JSON.parse(readFileSync(new URL('../conformance/credential/rfc6962.json', import.meta.url), 'utf8')) as Vectors;
const bytes = (hex: string): Bytes => decodeHex(hex) ?? new Uint8Array(0);
const leaves = async (count: number): Promise<readonly Bytes[]> => Promise.all(vectors.leaves.slice(0, count).map((leaf) => leafHash(bytes(leaf), sha256)));
const numbered = async (count: number): Promise<readonly Bytes[]> => Promise.all(Array.from({ length: count }, (_, index) => leafHash(Uint8Array.of(index), sha256)));

describe('the Merkle tree of RFC 6962', () => {
  it.each(vectors.roots.map((root, size) => [size, root] as const))('has for %i leaves the published root', async (size, root) => {
    expect(encodeHex(await merkleRoot(await leaves(size), sha256))).toBe(root);
  });

  it.each(vectors.paths)('proves leaf $index of $size by the published path', async ({ index, size, path }) => {
    const all = await leaves(size);
    expect((await inclusionProof(all, index, sha256)).map(encodeHex)).toEqual(path);
  });

  it('proves every leaf of every tree up to 17, and none of them elsewhere', async () => {
    for (let size = 1; size <= 17; size += 1) {
      const all = await numbered(size);
      const root = await merkleRoot(all, sha256);
      for (const [index, leaf] of all.entries()) {
        const path = await inclusionProof(all, index, sha256);
        expect(await verifyInclusion({ leaf, index, size, path, root }, sha256)).toBe(true);
        expect(await verifyInclusion({ leaf, index: (index + 1) % size, size, path, root }, sha256)).toBe(size === 1);
        expect(await verifyInclusion({ leaf, index, size, path: [...path, leaf], root }, sha256)).toBe(false);
        expect(await verifyInclusion({ leaf: root, index, size, path, root }, sha256)).toBe(size === 1);
        if (path.length > 0) expect(await verifyInclusion({ leaf, index, size, path: path.slice(1), root }, sha256)).toBe(false);
      }
    }
  });

  it('refuses a proof for a place outside the tree', async () => {
    const all = await numbered(3);
    const root = await merkleRoot(all, sha256);
    for (const index of [-1, 3, 0.5]) {
      await expect(inclusionProof(all, index, sha256)).rejects.toThrow(RangeError);
      expect(await verifyInclusion({ leaf: root, index, size: 3, path: [], root }, sha256)).toBe(false);
    }
  });

  it('sorts leaves by value without touching the list it was given', async () => {
    const all = await numbered(9);
    const before = [...all];
    const sorted = sortedLeaves(all);
    expect(all).toEqual(before);
    expect(sorted.every((leaf, index) => index === 0 || compareBytes(sorted[index - 1] ?? leaf, leaf) < 0)).toBe(true);
  });
});
