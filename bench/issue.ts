// Issuing tokens over HTTP against the bare cryptography: draws per second of the real server (claim in the database,
// signature in its threads, fault check) over raw RSA-3072 signatures per second of two threads, in turns on the same
// cores, with database and load generator beside them. Fails under 40 %, or where the longest stop of the event loop is
// 200 ms in the median turn (a busy neighbour can stop any process once). A turn lasts two seconds or more and one goes
// before those that count, so that what is measured is a server at work and not one that warms up.
//   node --import tsx bench/issue.ts [--seed N] [--codes 1000]
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { paths } from '../shared/api/round.ts';
import { aPopulationPlan, anOpenRound } from '../test/support/a-round.ts';
import { aServer } from '../test/support/a-server.ts';

const WANTED = 0.4;
const LONGEST_MS = 200;
const TURNS = 5;
const AT_ONCE = 32;
const BARE_MS = 1500;

const { values } = parseArgs({ options: { seed: { type: 'string', default: '20260101' }, codes: { type: 'string', default: '1000' }, load: { type: 'boolean', default: false } } });

type Target = { readonly host: string; readonly port: number; readonly path: string };
type Order = { readonly url: string; readonly codes: readonly string[] };

/**
 * One draw over a connection of its own, as the endpoint closes it. Plain bytes on a socket: whoever makes the load shares
 * the cores with what is measured. Any number below n will do: the issuer can't tell.
 */
function drawOnce({ host, port, path }: Target, code: string): Promise<void> {
  const blinded = randomBytes(384);
  blinded[0] = 0;
  const text = JSON.stringify({ population: 'officials', frame: 'invited', code, blinded: blinded.toString('base64url') });
  return new Promise((resolve, reject) => {
    let reply = '';
    const socket = connect(port, host, () => socket.write(`POST ${path} HTTP/1.1\r\nHost: ${host}:${String(port)}\r\nContent-Type: application/json\r\nContent-Length: ${String(text.length)}\r\n\r\n${text}`));
    socket.setEncoding('latin1').on('data', (part: string) => { reply += part; }).on('error', reject);
    socket.on('close', () => (/^HTTP\/1\.1 200 [^]*"signature":"[\w-]{512}"/.test(reply) ? resolve() : reject(new Error(`refused with ${reply.slice(0, 12)}`))));
  });
}

/** The load generator, a process of its own: draws the codes of each order and says how long it took. */
async function generateLoad({ url, codes }: Order): Promise<void> {
  const { hostname: host, port, pathname: path } = new URL(url);
  const left = [...codes];
  const before = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let code = left.pop(); code !== undefined; code = left.pop()) await drawOnce({ host, port: Number(port), path }, code);
  }));
  process.send?.({ milliseconds: performance.now() - before });
}

const BARE = `
const { parentPort, workerData } = require('node:worker_threads');
const { constants, createPrivateKey, privateDecrypt, randomBytes } = require('node:crypto');
const key = createPrivateKey(workerData.pem);
const message = randomBytes(384); message[0] = 0;
const until = performance.now() + workerData.milliseconds;
let signed = 0;
while (performance.now() < until) { privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, message); signed += 1; }
parentPort.postMessage(signed);`;

async function bareRate(pem: string): Promise<number> {
  const threads = [0, 1].map(() => new Worker(BARE, { eval: true, workerData: { pem, milliseconds: BARE_MS } }));
  const signed = await Promise.all(threads.map(async (thread) => ((await once(thread, 'message')) as [number])[0]));
  return (signed.reduce((sum, each) => sum + each, 0) / BARE_MS) * 1000;
}

async function issueRate(load: ChildProcess, order: Order): Promise<number> {
  load.send(order);
  const [{ milliseconds }] = (await once(load, 'message')) as [{ milliseconds: number }];
  return (order.codes.length / milliseconds) * 1000;
}

const median = (numbers: readonly number[]): number => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

async function measure(): Promise<void> {
  const perTurn = Number(values.codes);
  const server = await aServer({ more: { SPID_SURFACES: 'issuer,collector,desk' } });
  const opened = await anOpenRound(server.rooms, { populations: [aPopulationPlan('officials', perTurn * (TURNS + 1))] });
  const url = server.url + paths.draw(opened.plan.round);
  const pem = generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const turn = (index: number): Order => ({ url, codes: opened.codes.slice(index * perTurn, (index + 1) * perTurn).map(({ code }) => code) });
  const load = fork(new URL(import.meta.url).pathname, ['--load'], { execArgv: ['--import', 'tsx'] });
  await once(load, 'message');
  // One turn more than is measured, to warm up both ends.
  await issueRate(load, turn(TURNS));
  const delay = monitorEventLoopDelay({ resolution: 10 });
  const [bare, issued, longest]: [number[], number[], number[]] = [[], [], []];
  for (let index = 0; index < TURNS; index += 1) {
    bare.push(await bareRate(pem));
    delay.reset();
    delay.enable();
    issued.push(await issueRate(load, turn(index)));
    delay.disable();
    longest.push(delay.max / 1e6);
  }
  load.disconnect();
  const counted = (await server.rooms.issuer.counts(opened.plan.round)).reduce((sum, count) => sum + count.issued, 0);
  await server.close();
  const ratio = median(issued.map((rate, index) => rate / (bare[index] ?? Number.NaN)));
  console.log(`${String(perTurn)} draws a turn, ${String(AT_ONCE)} at once, ${String(TURNS)} turns, medians`);
  console.log(`bare RSA-3072, two threads  ${median(bare).toFixed(0)} a second`);
  console.log(`issued over HTTP            ${median(issued).toFixed(0)} a second`);
  console.log(`ratio                       ${(ratio * 100).toFixed(0)} % (at least ${String(WANTED * 100)} % is wanted)`);
  console.log(`longest event-loop delay    ${median(longest).toFixed(0)} ms as the median of turns, ${Math.max(...longest).toFixed(0)} ms at worst (under ${String(LONGEST_MS)} is wanted)`);
  if (counted !== perTurn * (TURNS + 1)) console.error(`${String(counted)} codes are issued and not ${String(perTurn * (TURNS + 1))}`);
  process.exit(ratio >= WANTED && median(longest) < LONGEST_MS && counted === perTurn * (TURNS + 1) ? 0 : 1);
}

if (values.load) {
  process.on('message', (order) => void generateLoad(order as Order));
  process.send?.({ ready: true });
} else await measure();
