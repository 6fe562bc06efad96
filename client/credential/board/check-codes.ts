// The codes of a card frame: the commitments to all that were made have the root that the manifest froze, those that
// were used are among them, and there are as many as the counts say. So no code was added after opening, and who holds
// an unused card can see that nobody used it in their place.
import { encodeBase64url } from '../../../shared/credential/base64url.ts';
import type { BoardFrame } from '../../../shared/credential/board.ts';
import { codeCommitmentsRoot } from '../../../shared/credential/code-commitment.ts';
import { encodeHex } from '../../../shared/credential/hex.ts';
import { frameOf } from '../../../shared/credential/manifest.ts';
import type { Manifest } from '../../../shared/credential/manifest.ts';
import { sha256 } from '../webcrypto.ts';
import type { BoardCheck, Finding } from './check.ts';
import { checkOf } from './check.ts';
import { readHashes, recordPlace } from './read-file.ts';
import type { BoardSource, FileProgress } from './read-file.ts';

/** Null for a frame without published codes. */
export async function checkCodes(frame: BoardFrame, manifest: Manifest | null, source: BoardSource, progress: FileProgress): Promise<BoardCheck | null> {
  const { codes } = frame;
  if (codes === null) return null;
  const made = await readHashes(source, codes.madeCodes, progress);
  const used = await readHashes(source, codes.usedCodes, (records) => progress(codes.madeCodes.records + records));
  const findings: Finding[] = [...made.findings, ...used.findings];
  if (codes.madeCodes.records !== codes.made) findings.push({ fault: 'number', place: `${codes.madeCodes.name}: records` });
  if (codes.usedCodes.records !== codes.used) findings.push({ fault: 'number', place: `${codes.usedCodes.name}: records` });
  const root = manifest === null ? undefined : frameOf(manifest, frame.population, frame.frame)?.frame.codeCommitmentsRoot;
  if (encodeBase64url(await codeCommitmentsRoot(made.hashes, sha256)) !== root) findings.push({ fault: 'other', place: `${codes.madeCodes.name}: root` });
  const known = new Set(made.hashes.map(encodeHex));
  used.hashes.forEach((commitment, index) => {
    if (!known.has(encodeHex(commitment))) findings.push({ fault: 'stranger', place: recordPlace(codes.usedCodes.name, index) });
  });
  return checkOf('codes', findings, { population: frame.population, frame: frame.frame });
}
