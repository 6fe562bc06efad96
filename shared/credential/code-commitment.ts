// Commitments to the codes of a frame: the manifest holds their root, so that codes can't be added after opening.
// With 80 random bits in a code the hash hides it; who holds a code finds its commitment, and nobody else does.
import { concatBytes, lengthPrefixed, utf8 } from './bytes.ts';
import type { Bytes, Sha256 } from './bytes.ts';
import { isCode } from './code.ts';
import type { CodeFrame } from './frame.ts';
import { leafHash, merkleRoot, sortedLeaves } from './merkle.ts';

const COMMITMENT_TAG = 'spid-code-1';

/** The commitment to one code, 32 bytes, already a leaf hash. Throws a RangeError where it is no code. */
export async function codeCommitment(of: { readonly round: string; readonly population: string; readonly frame: CodeFrame; readonly code: string }, sha256: Sha256): Promise<Bytes> {
  if (!isCode(of.code)) throw new RangeError('not a code of sixteen characters');
  const fields = [COMMITMENT_TAG, of.round, of.population, of.frame, of.code].map((field) => lengthPrefixed(utf8(field)));
  return leafHash(concatBytes(...fields), sha256);
}

/** Merkle root over commitments sorted by value. */
export const codeCommitmentsRoot = async (commitments: readonly Bytes[], sha256: Sha256): Promise<Bytes> => merkleRoot(sortedLeaves(commitments), sha256);
