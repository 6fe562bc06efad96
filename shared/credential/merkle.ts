// The Merkle tree of RFC 6962 section 2.1 (the same as RFC 9162's), with its 0x00 and 0x01 prefixes.
// The board's leaves stand sorted by value, not by arrival, so that their order tells nothing.
import { compareBytes, concatBytes, equalBytes } from './bytes.ts';
import type { Bytes, Sha256 } from './bytes.ts';

/** Hash of a leaf's content: SHA-256(0x00 ‖ content). */
export const leafHash = async (content: Bytes, sha256: Sha256): Promise<Bytes> => sha256(concatBytes(Uint8Array.of(0), content));

const nodeHash = async (left: Bytes, right: Bytes, sha256: Sha256): Promise<Bytes> => sha256(concatBytes(Uint8Array.of(1), left, right));

/** Leaf hashes in the order of the board. Returns a new array. */
export const sortedLeaves = (leaves: readonly Bytes[]): readonly Bytes[] => [...leaves].sort(compareBytes);

/** One level up; an odd last node rises unchanged, which gives RFC 6962's tree. */
async function levelAbove(level: readonly Bytes[], sha256: Sha256): Promise<readonly Bytes[]> {
  const above: Bytes[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const left = level[index];
    const right = level[index + 1];
    if (left !== undefined) above.push(right === undefined ? left : await nodeHash(left, right, sha256));
  }
  return above;
}

/** Root over leaf hashes in the order given; SHA-256 of nothing where there are none. */
export async function merkleRoot(leaves: readonly Bytes[], sha256: Sha256): Promise<Bytes> {
  let level = leaves;
  while (level.length > 1) level = await levelAbove(level, sha256);
  return level[0] ?? sha256(new Uint8Array(0));
}

/** Audit path of the leaf at `index` (RFC 6962 section 2.1.1). Throws a RangeError where there is no such leaf. */
export async function inclusionProof(leaves: readonly Bytes[], index: number, sha256: Sha256): Promise<readonly Bytes[]> {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${String(index)} among ${String(leaves.length)}`);
  const path: Bytes[] = [];
  let level = leaves;
  for (let position = index; level.length > 1; position >>= 1) {
    const sibling = level[position ^ 1];
    if (sibling !== undefined) path.push(sibling);
    level = await levelAbove(level, sha256);
  }
  return path;
}

/** What a path claims: a leaf hash, its place in a tree of `size`, the path and the root. */
export type InclusionClaim = { readonly leaf: Bytes; readonly index: number; readonly size: number; readonly path: readonly Bytes[]; readonly root: Bytes };

/** Whether the path leads from the leaf to the root (RFC 9162 section 2.1.3.2). */
export async function verifyInclusion(claim: InclusionClaim, sha256: Sha256): Promise<boolean> {
  if (!Number.isInteger(claim.index) || claim.index < 0 || claim.index >= claim.size) return false;
  let position = claim.index;
  let last = claim.size - 1;
  let hash = claim.leaf;
  for (const step of claim.path) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      hash = await nodeHash(step, hash, sha256);
      while (position % 2 === 0 && position !== 0) {
        position >>= 1;
        last >>= 1;
      }
    } else {
      hash = await nodeHash(hash, step, sha256);
    }
    position >>= 1;
    last >>= 1;
  }
  return last === 0 && equalBytes(hash, claim.root);
}
