// Erases a round on its retention day: sheets, codes, what was left of keys, the printer's file. First it is written down
// what there is, then it is erased, then it is certified: killed at any moment, the next try finishes what was begun
// and certifies the same numbers. Board, notices and release stay; they hold no answer.
import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalText } from '../../shared/credential/canonical-json.ts';
import type { Json } from '../../shared/credential/canonical-json.ts';
import type { Sha256 } from '../../shared/credential/bytes.ts';
import { ERASURE_FORMAT, ErasureCertificate } from '../../shared/credential/erasure.ts';
import { Manifest } from '../../shared/credential/manifest.ts';
import { noticesHead } from '../../shared/credential/notices.ts';
import { Problem } from '../../shared/problem.ts';
import type { CollectorRound } from '../collector/rounds-store.ts';
import { writeWhole } from '../replaced-file.ts';
import { noticesOf, tellOnce } from './keeping-notices.ts';
import { destroyPrinted } from './printed-files.ts';
import type { Rooms } from './rooms.ts';

const sha256: Sha256 = (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest());

async function insistDue(rooms: Rooms, round: string): Promise<CollectorRound> {
  const found = await rooms.collected.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `There is no round ${round}.`);
  const { retentionDay } = Manifest.parse(JSON.parse(found.manifest));
  if (rooms.today() < retentionDay) throw new Problem('round.wrong-state', `Round ${round} is kept until ${retentionDay}, as its manifest promises.`);
  return found;
}

/** What became of a round's codes, by way in. */
export async function codesOf(rooms: Rooms, round: string): Promise<ErasureCertificate['codes']> {
  const [counts, reissued] = [await rooms.issuer.counts(round), await rooms.issuer.reissued(round)];
  const codes = new Map<string, ErasureCertificate['codes'][number]>();
  for (const { population, frame, total, issued } of counts) {
    const way = `${population}/${frame}`;
    const again = reissued.find((each) => each.population === population && each.frame === frame)?.codes ?? 0;
    const entry = codes.get(way) ?? { population, frame: frame as ErasureCertificate['codes'][number]['frame'], made: 0, issued: 0, reissued: again };
    codes.set(way, { ...entry, made: entry.made + total, issued: entry.issued + issued });
  }
  return [...codes.values()];
}

async function certificateText(rooms: Rooms, found: CollectorRound): Promise<string> {
  const { round } = found;
  const settled = await rooms.collected.settled.exists(round);
  const keeping = await rooms.collected.keeping.get(round);
  const certificate = ErasureCertificate.parse({
    format: ERASURE_FORMAT, round, manifest: found.hash, day: rooms.today(), settled, digest: settled ? (keeping.settled?.digest ?? null) : null,
    sheets: settled ? await rooms.collected.settled.size(round) : await rooms.collected.sheets.size(round),
    codes: await codesOf(rooms, round),
    noticesHead: await noticesHead(found.hash, await noticesOf(rooms, round), sha256),
  });
  return canonicalText(certificate as Json);
}

async function writeCertificate(rooms: Rooms, round: string, text: string): Promise<string> {
  const folder = join(rooms.config.dataFolder, 'certificates');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${round}.json`);
  await writeWhole(path, text);
  return path;
}

/** Resolves with the path of the certificate. Throws round.unknown, or round.wrong-state before the retention day. */
export async function eraseRound(rooms: Rooms, round: string): Promise<string> {
  const found = await insistDue(rooms, round);
  const { keeping, settled, participation } = rooms.collected;
  const state = found.state === 'released' ? 'released' : 'closed';
  if (found.state !== state) await rooms.collector.setState(round, state);
  const known = (await keeping.get(round)).certificate;
  const text = known ?? (await keeping.keepCertificate(round, await certificateText(rooms, found)));
  await rooms.issuer.erase(round);
  await settled.forget(round, true);
  await participation.drop(round);
  await destroyPrinted(rooms, round);
  const path = await writeCertificate(rooms, round, text);
  await tellOnce(rooms, round, 'erased', { certificate: createHash('sha256').update(text).digest('base64url'), sheets: ErasureCertificate.parse(JSON.parse(text)).sheets });
  await keeping.setErased(round);
  return path;
}
