// The counts of each frame: invited + re-issued ≥ issued ≥ accepted, re-issued under its cap, invited as the manifest
// froze it. An operator who minted tokens or kept sheets too many has to break one of these, or forge a signature.
import { reissueCap } from '../../../shared/credential/board.ts';
import type { Board, BoardFrame } from '../../../shared/credential/board.ts';
import { frameOf } from '../../../shared/credential/manifest.ts';
import type { Manifest } from '../../../shared/credential/manifest.ts';
import type { BoardCheck, Finding } from './check.ts';
import { checkOf } from './check.ts';

function codeFindings(frame: BoardFrame, place: string, cancelled: number): readonly Finding[] {
  const { codes } = frame;
  if (codes === null) return frame.frame === 'card' ? [{ fault: 'missing', place: `${place}.codes` }] : [];
  const findings: Finding[] = [];
  if (codes.made !== frame.invited) findings.push({ fault: 'number', place: `${place}.codes.made` });
  if (codes.handedOut !== codes.made - codes.cancelled) findings.push({ fault: 'number', place: `${place}.codes.handedOut` });
  if (codes.cancelled !== cancelled) findings.push({ fault: 'number', place: `${place}.codes.cancelled` });
  if (codes.used > codes.handedOut) findings.push({ fault: 'too-many', place: `${place}.codes.used` });
  if (frame.issued < codes.used || frame.issued > codes.used + frame.reissued) findings.push({ fault: 'number', place: `${place}.issued` });
  return findings;
}

/** How many codes of a frame the notices say were cancelled. */
const cancelledByNotices = (board: Board, frame: BoardFrame): number =>
  board.notices
    .filter(({ kind, details }) => kind === 'codes-cancelled' && details['population'] === frame.population && details['frame'] === frame.frame)
    .reduce((sum, { details }) => sum + (typeof details['codes'] === 'number' ? details['codes'] : 0), 0);

/** The counts of one frame. */
export function checkCounts(board: Board, frame: BoardFrame, manifest: Manifest | null): BoardCheck {
  const place = `${frame.population}.${frame.frame}`;
  const findings: Finding[] = [];
  const invited = manifest === null ? undefined : frameOf(manifest, frame.population, frame.frame)?.frame.invited;
  if (invited !== frame.invited) findings.push({ fault: 'number', place: `${place}.invited` });
  if (frame.invited !== null) {
    if (frame.reissued > reissueCap(frame.invited)) findings.push({ fault: 'too-many', place: `${place}.reissued` });
    if (frame.issued > frame.invited + frame.reissued) findings.push({ fault: 'too-many', place: `${place}.issued` });
  }
  if (frame.accepted > frame.issued) findings.push({ fault: 'too-many', place: `${place}.accepted` });
  if (frame.accepted + (frame.destroyed ?? 0) > frame.issued) findings.push({ fault: 'too-many', place: `${place}.destroyed` });
  findings.push(...codeFindings(frame, place, cancelledByNotices(board, frame)));
  return checkOf('counts', findings, { population: frame.population, frame: frame.frame });
}
