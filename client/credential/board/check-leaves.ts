// The leaves: as many as accepted sheets, sorted, none twice, under the stated root; and whether a person's receipt is
// one of them. All leaves are read, always: whoever asked for one would tell the server which receipt is theirs.
import { encodeBase64url } from '../../../shared/credential/base64url.ts';
import type { Board } from '../../../shared/credential/board.ts';
import type { Bytes } from '../../../shared/credential/bytes.ts';
import { merkleRoot } from '../../../shared/credential/merkle.ts';
import { readReceipt, receiptOf } from '../../../shared/credential/receipt.ts';
import { sha256 } from '../webcrypto.ts';
import type { BoardCheck, Finding } from './check.ts';
import { checkOf, notAsked } from './check.ts';
import { readHashes, recordPlace } from './read-file.ts';
import type { BoardSource, FileProgress } from './read-file.ts';

export type LeavesVerdict = { readonly checks: readonly BoardCheck[]; /** The leaf's record number where the receipt was found. */ readonly receiptAt: number | null };

function checkReceipt(leaves: readonly Bytes[], rootHolds: boolean, typed: string | undefined): LeavesVerdict {
  if (typed === undefined) return { checks: [notAsked('receipt')], receiptAt: null };
  const receipt = readReceipt(typed);
  const failed = (finding: Finding): LeavesVerdict => ({ checks: [checkOf('receipt', [finding])], receiptAt: null });
  if (receipt === null) return failed({ fault: 'mistyped', place: 'receipt' });
  const at = leaves.findIndex((leaf) => receiptOf(leaf) === receipt);
  if (at < 0) return failed({ fault: 'absent', place: 'leaves' });
  // Every leaf was hashed into the root, so a leaf among them is included exactly if the root holds.
  return { checks: [checkOf('receipt', rootHolds ? [] : [{ fault: 'other', place: `root, ${recordPlace('leaves', at)}` }])], receiptAt: at };
}

export async function checkLeaves(board: Board, source: BoardSource, receipt: string | undefined, progress: FileProgress): Promise<LeavesVerdict> {
  const { hashes, findings } = await readHashes(source, board.leaves, progress);
  const accepted = board.frames.reduce((sum, frame) => sum + frame.accepted, 0);
  const number: readonly Finding[] = board.leaves.records === accepted ? [] : [{ fault: 'number', place: 'leaves.records' }];
  const rootHolds = encodeBase64url(await merkleRoot(hashes, sha256)) === board.root;
  const root = checkOf('root', rootHolds ? [] : [{ fault: 'other', place: 'root' }]);
  const asked = checkReceipt(hashes, rootHolds, receipt);
  return { checks: [checkOf('leaves', [...number, ...findings]), root, ...asked.checks], receiptAt: asked.receiptAt };
}
