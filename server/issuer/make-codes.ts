// The codes of a round, made once and given back once in clear, for the printer. What stays is their hashes in the
// store and one commitment over all of them in the manifest, so that nobody can add a code after opening.
import { createHash, randomBytes } from 'node:crypto';
import { encodeBase64url } from '../../shared/credential/base64url.ts';
import type { Bytes, Sha256 } from '../../shared/credential/bytes.ts';
import { codeCommitment, codeCommitmentsRoot } from '../../shared/credential/code-commitment.ts';
import { CODE_BYTES, codeOfBytes } from '../../shared/credential/code.ts';
import type { CodeFrame, Frame } from '../../shared/credential/frame.ts';
import type { NewCode } from './codes-store.ts';

const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());

/** A way in and how many codes each stratum gets. */
export type FrameOrder = { readonly population: string; readonly frame: Frame; readonly strata: readonly { readonly stratum: string; readonly codes: number }[] };

/** New codes in the order of strata; whoever prints them shuffles. */
export const makeCodes = (order: FrameOrder & { readonly frame: CodeFrame }): readonly NewCode[] =>
  order.strata.flatMap(({ stratum, codes }) =>
    Array.from({ length: codes }, () => ({ population: order.population, frame: order.frame, stratum, code: codeOfBytes(new Uint8Array(randomBytes(CODE_BYTES))) })),
  );

/** The Merkle root over the commitments to these codes, as the manifest carries it. */
export async function commitmentRoot(round: string, codes: readonly NewCode[]): Promise<string> {
  const commitments: Bytes[] = [];
  for (const { population, frame, code } of codes) commitments.push(await codeCommitment({ round, population, frame, code }, sha256));
  return encodeBase64url(await codeCommitmentsRoot(commitments, sha256));
}
