// One scripted round on the real server: fifty people with addresses and agents of their own, over HTTP, by the page's own
// protocol code. Dumped once while it is open and once after it was closed and counted.
import { drawRequest, finishDraw } from '../../client/credential/draw-token.ts';
import type { Ticket } from '../../client/credential/draw-token.ts';
import { bytesOf } from '../../shared/credential/base64url.ts';
import { paths } from '../../shared/api/round.ts';
import { DrawReply } from '../../shared/credential/draw.ts';
import { sheetId } from '../../shared/credential/receipt.ts';
import { Form } from '../../shared/questionnaire/form.ts';
import { sha256 } from '../support/a-credential-round.ts';
import { aPreparedDraw, aSealedSheet } from '../support/a-respondent.ts';
import { aPopulationPlan, anOpenRound } from '../support/a-round.ts';
import { aServer } from '../support/a-server.ts';
import { closeEarly } from '../support/close-early.ts';
import { randomSheets } from '../support/random-sheets.ts';
import { dumpOf, filesOf } from './dump.ts';
import type { Dump } from './dump.ts';
import { originOf, postFrom } from './person-http.ts';
import { PEOPLE, scheduleOf } from './schedule.ts';

export type PlayedRound = {
  readonly collection: string;
  readonly before: Dump;
  readonly after: Dump;
  /** Sheet id (hex) to its place in the order of sending. */
  readonly sentAs: ReadonlyMap<string, number>;
  /** Person to sheet id. */
  readonly sheetOf: ReadonlyMap<number, string>;
  readonly traces: readonly string[];
};

/** How long after the last sheet the thief comes: longer than the engine's quiet moment (docs/decisions/0090). */
const THIEF_COMES_AFTER_MS = 6000;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Files that hold an address, an agent or a code of the round: there should be none. */
function namesFound(folder: string, run: number, codes: readonly string[]): readonly string[] {
  const people = Array.from({ length: PEOPLE }, (_, person) => originOf(run, person));
  const needles = [...people.flatMap(({ address, agent }) => [address, agent]), ...codes];
  return [...filesOf(folder)].flatMap(([name, bytes]) => needles.filter((needle) => bytes.includes(needle)).map((needle) => `${name} holds ${needle}`));
}

export async function playRealRound(run: number): Promise<PlayedRound> {
  const printed: string[] = [];
  const server = await aServer({ more: { SPID_SURFACES: 'issuer,collector,desk' } });
  const opened = await anOpenRound(server.rooms, { populations: [aPopulationPlan('officials', PEOPLE)] });
  const { round } = opened.plan;
  const sheets = randomSheets(Form.parse(JSON.parse(opened.made.forms[0]?.text ?? 'null')), run, PEOPLE);
  const tickets = new Map<number, Ticket>();
  const [sentAs, sheetOf] = [new Map<string, number>(), new Map<number, string>()];
  for (const { kind, person } of scheduleOf(run)) {
    const [code, origin] = [opened.codes[person], originOf(run, person)];
    if (code === undefined) throw new Error('no code');
    if (kind === 'start') {
      const prepared = await aPreparedDraw(opened, code);
      tickets.set(person, await finishDraw(prepared, DrawReply.parse(await postFrom(origin, server.url + paths.draw(round), drawRequest(prepared, code.frame, code.code)))));
      continue;
    }
    const ticket = tickets.get(person);
    if (ticket === undefined) throw new Error('sent before Start');
    const sealed = await aSealedSheet(opened, ticket, sheets[person] ?? {});
    await postFrom(origin, server.url + paths.sheets(round), sealed.request);
    const id = Buffer.from(await sheetId(bytesOf(sealed.request.key), sha256)).toString('hex');
    sentAs.set(id, sentAs.size);
    sheetOf.set(person, id);
  }
  await pause(THIEF_COMES_AFTER_MS);
  const before = await dumpOf(server.dataFolder, server.engine?.uri ?? '');
  await closeEarly(server.rooms, round, (line) => printed.push(line));
  const after = await dumpOf(server.dataFolder, server.engine?.uri ?? '');
  const traces = namesFound(server.dataFolder, run, opened.codes.map(({ code }) => code));
  await server.close();
  return { collection: `spid_collector.sheets_${round}`, before, after, sentAs, sheetOf, traces: [...traces, ...printed.filter((line) => line.includes('LinkageProbe'))] };
}
