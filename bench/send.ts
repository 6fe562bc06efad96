// Send (token, signature and answers checked, one durable write) against a bare node:http handler that parses the same
// body and does one insertOne on the same engine. 32 connections, interleaved batches, medians; server CPU per request.
// Fails under 50 %, or where the two sides did not store the same number of sheets. A batch is long enough for both to have
// been compiled and to collect garbage in it: with 120 sheets a process that had just started was measured (48 to 53 %).
//   node --import tsx bench/send.ts [--seed N] [--batches 9] [--sheets 400]
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import mongoose from 'mongoose';
import { findRunningEngine } from '../server/embedded/start-engine.ts';
import { drawRequest, finishDraw } from '../client/credential/draw-token.ts';
import { paths } from '../shared/api/round.ts';
import { Form } from '../shared/questionnaire/form.ts';
import { aPreparedDraw, aSealedSheet } from '../test/support/a-respondent.ts';
import { aPopulationPlan, anOpenRound } from '../test/support/a-round.ts';
import { aDataFolder } from '../test/support/a-server.ts';
import { aFreePort, aServerProcess, withData } from '../test/support/a-server-process.ts';
import { randomSheets } from '../test/support/random-sheets.ts';

const WANTED = 0.5;
const CONNECTIONS = 32;
const { values } = parseArgs({ options: { seed: { type: 'string', default: '20260101' }, batches: { type: 'string', default: '9' }, sheets: { type: 'string', default: '400' } } });
const batches = Math.max(9, Number(values.batches));
const perBatch = Number(values.sheets);
// One more batch than is measured, to warm both sides up.
const total = (batches + 1) * perBatch;

type Side = { readonly name: string; readonly port: number; readonly path: string; readonly pid: number; readonly rates: number[]; cpu: number; requests: number };

/** Processor time of a process in seconds, from the kernel (Linux); NaN elsewhere. */
function cpuOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / 100;
  } catch {
    return Number.NaN;
  }
}

function post(side: Side, agent: Agent, body: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) };
    const sent = request({ host: '127.0.0.1', port: side.port, path: side.path, method: 'POST', agent, headers }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends a batch over 32 connections; gives requests per second. Throws where one is not accepted. */
async function sendBatch(side: Side, bodies: readonly string[], measured: boolean): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  let next = 0;
  const work = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const status = await post(side, agent, body);
      if (status !== 200) throw new Error(`${side.name} answered ${String(status)}`);
    }
  };
  const [before, cpuBefore] = [performance.now(), cpuOf(side.pid)];
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  agent.destroy();
  if (!measured) return;
  side.rates.push((bodies.length * 1000) / (performance.now() - before));
  side.cpu += cpuOf(side.pid) - cpuBefore;
  side.requests += bodies.length;
}

const median = (numbers: readonly number[]): number => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** Opens a round and draws, fills and seals `total` sheets with seeded answers. */
async function prepareSheets(dataFolder: string): Promise<{ readonly round: string; readonly bodies: readonly string[] }> {
  return withData(dataFolder, async (rooms) => {
    const opened = await anOpenRound(rooms, { populations: [aPopulationPlan('officials', total)] });
    const answers = randomSheets(Form.parse(JSON.parse(opened.made.forms[0]?.text ?? 'null')), Number(values.seed), total);
    const bodies: string[] = [];
    for (const [index, code] of opened.codes.entries()) {
      const draw = await aPreparedDraw(opened, code);
      const ticket = await finishDraw(draw, { signature: await rooms.issuer.draw(opened.plan.round, drawRequest(draw, code.frame, code.code)) });
      bodies.push(JSON.stringify((await aSealedSheet(opened, ticket, answers[index] ?? {})).request));
    }
    return { round: opened.plan.round, bodies };
  });
}

const dataFolder = aDataFolder();
const port = await aFreePort();
const server = await aServerProcess(dataFolder, port, { SPID_RATE_BURST: '10000000' });
console.log(`preparing ${String(total)} sheets…`);
const { round, bodies } = await prepareSheets(dataFolder);
const uri = findRunningEngine(join(dataFolder, 'database'))?.uri ?? '';
const connection = await mongoose.createConnection(uri, { dbName: 'bench' }).asPromise();
await connection.createCollection('bare', { clusteredIndex: { key: { _id: 1 }, unique: true } });
const peer = spawn(process.execPath, ['--import', 'tsx', 'bench/peers/bare-insert.ts', uri, 'bench', 'bare'], { stdio: ['ignore', 'pipe', 'inherit'] });
const peerPort = await new Promise<number>((resolve) => peer.stdout.on('data', (chunk: Buffer) => resolve(Number(/port (\d+)/.exec(chunk.toString())?.[1]))));

const ours: Side = { name: 'send', port, path: paths.sheets(round), pid: server.child.pid ?? 0, rates: [], cpu: 0, requests: 0 };
const bare: Side = { name: 'bare insertOne', port: peerPort, path: '/', pid: peer.pid ?? 0, rates: [], cpu: 0, requests: 0 };
for (let batch = 0; batch <= batches; batch += 1) {
  const part = bodies.slice(batch * perBatch, (batch + 1) * perBatch);
  // Who goes first changes, so that neither always finds the other's warm caches.
  for (const side of batch % 2 === 0 ? [ours, bare] : [bare, ours]) await sendBatch(side, part, batch > 0);
}
const stored = await withData(dataFolder, (rooms) => rooms.collected.sheets.size(round));
const storedBare = await connection.collection('bare').countDocuments({});
await connection.close();
peer.kill();
server.child.kill('SIGTERM');
await server.ended;
rmSync(dataFolder, { recursive: true, force: true });

for (const { name, rates, cpu, requests } of [ours, bare]) {
  console.log(`${name.padEnd(16)} ${median(rates).toFixed(0).padStart(6)} per second (median of ${String(rates.length)} batches), ${((cpu * 1000) / requests).toFixed(2)} ms of server CPU per request`);
}
const ratio = median(ours.rates) / median(bare.rates);
console.log(`send / bare insertOne = ${(ratio * 100).toFixed(0)} % (wanted: at least ${String(WANTED * 100)} %); stored ${String(stored)} and ${String(storedBare)}`);
if (stored !== total || storedBare !== total) console.error('The two sides did not store the same number of sheets.');
process.exit(ratio >= WANTED && stored === total && storedBare === total ? 0 : 1);
