// Is the board's manifest whole, is it the one that the person's link or eight words name, does the notice log hang
// together from it, and has the board exactly the frames that the manifest opened.
import type { Board } from '../../../shared/credential/board.ts';
import { canonicalText } from '../../../shared/credential/canonical-json.ts';
import type { Json } from '../../../shared/credential/canonical-json.ts';
import { utf8 } from '../../../shared/credential/bytes.ts';
import { encodeBase64url } from '../../../shared/credential/base64url.ts';
import { Manifest } from '../../../shared/credential/manifest.ts';
import { Notice, brokenNotice, noticesHead } from '../../../shared/credential/notices.ts';
import { eightNumbers } from '../eight-words.ts';
import { ForbiddenIssuerKey, issuerKey } from '../issuer-key.ts';
import { sha256 } from '../webcrypto.ts';
import type { BoardCheck, Finding } from './check.ts';
import { checkOf, notAsked } from './check.ts';

/** What a person holds of the manifest: its hash from a link or QR, or the eight numbers that words or digits stand for. */
export type NamedManifest = { readonly kind: 'hash'; readonly hash: string } | { readonly kind: 'numbers'; readonly candidates: readonly (readonly number[])[] };

/** The manifest of a text; null where it is none, or not in its one spelling. */
export function manifestOf(text: string): Manifest | null {
  try {
    const parsed = Manifest.safeParse(JSON.parse(text));
    return parsed.success && canonicalText(parsed.data as Json) === text ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Readable, with the hash that the board states, for the board's round, under allowed keys. */
export async function checkManifestText(board: Board, manifest: Manifest | null): Promise<BoardCheck> {
  const findings: Finding[] = [];
  if (encodeBase64url(await sha256(utf8(board.manifest))) !== board.manifestHash) findings.push({ fault: 'changed', place: 'manifest' });
  if (manifest === null) return checkOf('manifest', [...findings, { fault: 'unreadable', place: 'manifest' }]);
  if (manifest.round !== board.round) findings.push({ fault: 'other', place: 'manifest.round' });
  for (const { population, frames } of manifest.questionnaires) {
    for (const { frame, keys } of frames) {
      const allowed = await issuerKey(keys[0] ?? '').then(() => true, (error: unknown) => !(error instanceof ForbiddenIssuerKey));
      if (!allowed) findings.push({ fault: 'forbidden-key', place: `manifest.${population}.${frame}` });
    }
  }
  return checkOf('manifest', findings);
}

const sameNumbers = (one: readonly number[], other: readonly number[]): boolean => one.length === other.length && one.every((number, index) => number === other[index]);

/** Whether the manifest's text is the one that the person's link, words or digits name. */
export async function checkNamedManifest(board: Board, named: NamedManifest | undefined): Promise<BoardCheck> {
  if (named === undefined) return notAsked('manifest-named');
  const hash = encodeBase64url(await sha256(utf8(board.manifest)));
  const numbers = named.kind === 'numbers' ? await eightNumbers(hash) : [];
  const same = named.kind === 'hash' ? named.hash === hash : named.candidates.some((candidate) => sameNumbers(candidate, numbers));
  return checkOf('manifest-named', same ? [] : [{ fault: 'other', place: 'manifest' }]);
}

/** Where the log as it stands now does not go on from the board's. */
async function laterFindings(board: Board, log: readonly unknown[]): Promise<readonly Finding[]> {
  const parsed = Notice.array().safeParse(log);
  if (!parsed.success) return [{ fault: 'unreadable', place: 'log' }];
  const same = (notice: Notice, index: number): boolean => parsed.data[index] !== undefined && canonicalText(parsed.data[index] as Json) === canonicalText(notice as Json);
  const differs = board.notices.findIndex((notice, index) => !same(notice, index));
  if (differs >= 0) return [{ fault: 'changed', place: `log: notice ${String(differs + 1)}` }];
  const broken = await brokenNotice(board.manifestHash, parsed.data, sha256);
  return broken === null ? [] : [{ fault: 'chain', place: `log: notice ${String(broken)}` }];
}

/** Chain and head of the notice log, which says that the round is closed; `log`: as it stands now, with what came later. */
export async function checkNotices(board: Board, log: readonly unknown[] | undefined): Promise<BoardCheck> {
  const findings: Finding[] = [];
  const broken = await brokenNotice(board.manifestHash, board.notices, sha256);
  if (broken !== null) findings.push({ fault: 'chain', place: `notices: notice ${String(broken)}` });
  if ((await noticesHead(board.manifestHash, board.notices, sha256)) !== board.noticesHead) findings.push({ fault: 'changed', place: 'noticesHead' });
  if (log !== undefined) findings.push(...(await laterFindings(board, log)));
  if (!board.notices.some(({ kind }) => kind === 'closed')) findings.push({ fault: 'missing', place: 'notices: closed' });
  return checkOf('notices', findings);
}

/** The board has each population and frame of the manifest once, and no other. */
export function checkFrames(board: Board, manifest: Manifest | null): BoardCheck {
  if (manifest === null) return checkOf('frames', [{ fault: 'unreadable', place: 'manifest' }]);
  const opened = manifest.questionnaires.flatMap(({ population, frames }) => frames.map(({ frame }) => `${population}/${frame}`));
  const shown = board.frames.map(({ population, frame }) => `${population}/${frame}`);
  return checkOf('frames', [
    ...opened.filter((way) => !shown.includes(way)).map((place): Finding => ({ fault: 'missing', place })),
    ...shown.filter((way) => !opened.includes(way)).map((place): Finding => ({ fault: 'stranger', place })),
    ...shown.filter((way, index) => shown.indexOf(way) < index).map((place): Finding => ({ fault: 'twice', place })),
  ]);
}
