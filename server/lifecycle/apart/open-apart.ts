// Opens a round whose desk, issuer and collector share no database: the issuer makes keys and codes and gives their
// public halves; the desk writes the manifest; collector and issuer open what it says, each after its own checks. The
// codes in clear never leave the issuer's host: they wait there for the manifest's hash, which stands in every link.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../../shared/problem.ts';
import type { RoundPlan } from '../../../shared/round/plan.ts';
import type { FramesPaper, RoundPaper, TransportPaper } from '../../../shared/round/papers.ts';
import { readTransportKey } from '../../collector/sealed-key.ts';
import { namedPlaces } from '../../config.ts';
import type { PreparedFrame } from '../../issuer/prepare-frames.ts';
import { destroyReplaced, replaceFile } from '../../replaced-file.ts';
import { codesFolder, makeCodesFolder } from '../codes-folder.ts';
import { frameOrders } from '../frame-orders.ts';
import { keepRecordings } from '../keep-recordings.ts';
import { makeManifest } from '../make-manifest.ts';
import type { MadeManifest } from '../make-manifest.ts';
import { formsOfSoundPlan } from '../open-round.ts';
import { insistSoundPlan } from '../plan-check.ts';
import { writePrintedCodes } from '../printed-codes.ts';
import type { Rooms } from '../rooms.ts';
import { deskOrdersKey } from './desk-signature.ts';
import { keepPaper } from './papers.ts';
import { manifestOn } from './round-on-paper.ts';

const waitingPath = (rooms: Rooms, round: string): string => join(codesFolder(rooms.config.dataFolder), `${round}-waiting.json`);
const refuse = (why: string): never => {
  throw new Problem('plan.invalid', why);
};

const openedBefore = (round: string): Problem => new Problem('round.wrong-state', `Round ${round} was opened here before.`);

/** As long as codes wait, an opening that was interrupted may go on. */
async function insistIssuerNew(rooms: Rooms, round: string, mayWait: boolean): Promise<void> {
  const isKnown = (await rooms.issuer.drawingEnds(round)) !== null;
  if (isKnown && !(mayWait && existsSync(waitingPath(rooms, round)))) throw openedBefore(round);
}

async function insistCollectorNew(rooms: Rooms, round: string): Promise<void> {
  if ((await rooms.collected.rounds.status(round)) !== null) throw openedBefore(round);
}

/** The frames that wait for their manifest, codes in clear and all; null where none do. */
function readWaiting(rooms: Rooms, round: string): readonly PreparedFrame[] | null {
  try {
    return JSON.parse(readFileSync(waitingPath(rooms, round), 'utf8')) as readonly PreparedFrame[];
  } catch {
    return null;
  }
}

/** On the issuer's host. May be repeated until the round is open there. Throws plan.invalid or round.wrong-state. */
export async function prepareApart(rooms: Rooms, plan: RoundPlan): Promise<FramesPaper> {
  const { round } = plan;
  await insistIssuerNew(rooms, round, false);
  insistSoundPlan(plan, rooms.today(), null);
  // Of an earlier try, perhaps with another plan.
  await rooms.issuer.discard(round, readWaiting(rooms, round) ?? []);
  const frames = await rooms.issuer.prepare(round, frameOrders(plan));
  await makeCodesFolder(rooms.config.dataFolder);
  await replaceFile(waitingPath(rooms, round), JSON.stringify(frames));
  return { format: 'spid-frames-paper-1', round, frames: frames.map(({ population, frame, key, root, invited }) => ({ population, frame, key, root, invited })) };
}

/** On the collector's host, where tablets come: makes the key to which they seal. May be repeated until the manifest names it. Throws round.wrong-state. */
export async function transportApart(rooms: Rooms, round: string): Promise<TransportPaper> {
  await insistCollectorNew(rooms, round);
  return { format: 'spid-transport-paper-1', round, transportKey: await rooms.collector.makeTransportKey(round) };
}

/** The collector's key for the manifest; null where nothing is sealed. */
function transportKeyFor({ round, frames }: FramesPaper, transport: TransportPaper | null): string | null {
  if (!frames.some(({ frame }) => frame === 'tablet')) return null;
  if (transport?.round !== round) return refuse(`Tablets seal to the collector: give its paper as well (spid apart transport ${round}, on its host).`);
  return transport.transportKey;
}

function insistPlaces({ config }: Rooms): void {
  const unnamed = (['issuer', 'collector'] as const).filter((service) => !config.opens.includes(service) && config.places[service] === null);
  if (unnamed.length > 0) refuse(`The manifest names both services: set ${unnamed.map((service) => `SPID_ORIGIN_${service.toUpperCase()}`).join(' and ')}.`);
}

/** On the desk's host: the draft becomes an open round. Throws round.unknown, round.wrong-state or plan.invalid. */
export async function manifestApart(rooms: Rooms, framesPaper: FramesPaper, transport: TransportPaper | null = null): Promise<RoundPaper> {
  const { round, frames } = framesPaper;
  const found = await rooms.desk.rounds.get(round);
  if (found === null) throw new Problem('round.unknown', `There is no round ${round}.`);
  if (found.state !== 'draft') throw new Problem('round.wrong-state', `Round ${round} is ${found.state}; only a draft can be opened.`);
  const { plan } = found;
  const forms = formsOfSoundPlan(rooms, plan);
  const wanted = frameOrders(plan).map(({ population, frame, strata }) => `${population}/${frame}/${String(frame === 'open-link' ? null : strata.reduce((sum, { codes }) => sum + codes, 0))}`);
  if (wanted.join() !== frames.map(({ population, frame, invited }) => `${population}/${frame}/${String(invited)}`).join()) refuse('The issuer made its frames for another plan.');
  insistPlaces(rooms);
  const made = makeManifest(plan, forms, frames, namedPlaces(rooms.config), transportKeyFor(framesPaper, transport));
  const paper: RoundPaper = { format: 'spid-round-paper-1', plan, manifest: made.text, forms: [...made.forms], orders: deskOrdersKey(rooms.config.dataFolder) };
  await keepPaper(rooms.config.dataFolder, round, 'round', paper);
  if (!(await rooms.desk.rounds.open(plan, made.hash))) throw new Problem('round.wrong-state', `Round ${round} was opened, or its plan replaced, by somebody else meanwhile.`);
  return paper;
}

/** Throws plan.invalid where tablets would seal to a key that isn't this collector's. */
async function insistTransportKey(rooms: Rooms, { manifest }: MadeManifest): Promise<void> {
  const { transportKey } = manifest.collector;
  if (transportKey === null) return;
  const own = await readTransportKey(join(rooms.config.dataFolder, 'collector-keys'), manifest.round);
  if (own === null || Buffer.from(own.open).toString('base64url') !== transportKey) refuse(`The manifest names another key for sealed sheets than this collector made for round ${manifest.round} (spid apart transport).`);
}

/** On the collector's host. Throws plan.invalid, questionnaire.invalid, round.wrong-state or round.unfit. */
export async function openCollectorApart(rooms: Rooms, paper: RoundPaper): Promise<string> {
  const made = manifestOn(paper);
  const { round, sendingEnds } = made.manifest;
  await insistCollectorNew(rooms, round);
  await insistTransportKey(rooms, made);
  await keepRecordings(rooms, paper.plan, made.forms);
  // The paper first: from opening on a second try would be refused, and nothing could be done without it.
  await keepPaper(rooms.config.dataFolder, round, 'round', paper);
  await rooms.collector.open({ round, manifest: made.text, hash: made.hash, forms: made.forms, sendingEnds });
  return made.hash;
}


/** On the issuer's host, last: people can start from now on. Resolves with the path of the printer's file. Throws plan.invalid, round.wrong-state or round.unfit. */
export async function openIssuerApart(rooms: Rooms, paper: RoundPaper): Promise<string> {
  const made = manifestOn(paper);
  const { round, questionnaires, drawingEnds } = made.manifest;
  await insistIssuerNew(rooms, round, true);
  const frames = readWaiting(rooms, round) ?? refuse(`No codes wait for round ${round}: spid apart prepare PLAN.json makes them on this host.`);
  const own = frames.map(({ population, frame, key, root, invited }) => [population, frame, key, root, invited].join(' '));
  const named = questionnaires.flatMap(({ population, frames: each }) => each.map(({ frame, keys, codeCommitmentsRoot, invited }) => [population, frame, keys.join('+'), codeCommitmentsRoot, invited].join(' ')));
  if (own.sort().join() !== named.sort().join()) refuse('The manifest names other keys, codes or numbers than this issuer made.');
  await rooms.issuer.open(round, frames, drawingEnds);
  const path = await writePrintedCodes(rooms.config.dataFolder, { plan: paper.plan, made, codes: frames.flatMap(({ codes }) => codes) }, rooms.config.origin ?? '');
  await keepPaper(rooms.config.dataFolder, round, 'round', paper);
  await destroyReplaced(waitingPath(rooms, round));
  return path;
}
