// What `spid verify` prints: one line per check, and under a failed one what was found and where.
import type { BoardCheck, CheckName, Fault } from '../../client/credential/board/check.ts';
import { eightDigitGroups, eightNumbers } from '../../client/credential/eight-words.ts';
import type { BoardReport } from '../../client/credential/verify-board.ts';
import type { Writers } from './command.ts';

const NAMES: Readonly<Record<CheckName, string>> = {
  board: 'board.json is a board',
  manifest: 'the manifest is whole and its keys are allowed',
  'manifest-named': 'the manifest is the one that was named',
  notices: 'the notice log hangs together',
  frames: 'the board has the manifest’s populations and frames',
  counts: 'invited + re-issued ≥ issued ≥ accepted',
  leaves: 'as many leaves as accepted sheets, sorted, none twice',
  root: 'the Merkle root is that of the leaves',
  receipt: 'the receipt is among the leaves',
  tokens: 'every token is signed for its population and frame',
  keys: 'no one-time key stands twice in the round',
  codes: 'used card codes are among those made, whose root is the manifest’s',
};

const FAULTS: Readonly<Record<Fault, string>> = {
  missing: 'missing',
  unreadable: 'can not be read as what it should be',
  changed: 'differs from the hash that names it',
  other: 'is another than was named',
  number: 'differs from the number stated',
  'too-many': 'is more than there may be',
  order: 'is not sorted',
  twice: 'stands twice',
  chain: 'does not follow the one before',
  'not-signed': 'is not signed by the key of this population and frame',
  'forbidden-key': 'is no RSA-3072 key with e = 65537',
  stranger: 'belongs to nothing that the manifest names',
  mistyped: 'has a typing error',
  absent: 'has no leaf with this receipt',
};

function checkLines(check: BoardCheck): readonly string[] {
  const about = check.about === null ? '' : ` (${check.about.population}, ${check.about.frame})`;
  const head = `${!check.asked ? 'not asked' : check.ok ? 'ok' : 'FAILED'}`.padEnd(10) + check.name.padEnd(15) + NAMES[check.name] + about;
  const more = check.found > check.findings.length ? [`            and ${String(check.found - check.findings.length)} more`] : [];
  return [head, ...check.findings.map(({ fault, place }) => `            ${place} ${FAULTS[fault]}`), ...more];
}

/** Prints a report; the last line is the verdict. The fingerprint in digits as well, as desk and board page show it. */
export async function printReport(report: BoardReport, { out }: Writers): Promise<void> {
  if (report.board !== null) out(`Round ${report.board.round}, published ${report.board.day}, root ${report.board.root}`);
  if (report.fingerprint !== null) out(`Fingerprint of this board: ${report.fingerprint}, in digits ${eightDigitGroups(await eightNumbers(report.fingerprint))}. Compare it with one from elsewhere: a server could show each visitor another board.`);
  for (const line of report.checks.flatMap(checkLines)) out(line);
  const failed = report.checks.filter(({ ok }) => !ok).length;
  out(failed === 0 ? 'The board holds.' : `The board does not hold: ${String(failed)} of ${String(report.checks.filter(({ asked }) => asked).length)} checks failed.`);
}
