// How long a refusal takes: every malformed draw and send of the test, over HTTP, one after the other, each many times.
// Fails where the median of any kind is 50 ms or more, where one is not refused as it should be, or where anything was
// stored. The longest single one is printed beside: a busy neighbour can stop any process once.
//   node --import tsx bench/refusals.ts [--seed N] [--times 15]
import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { aMalformedRound, malformedRequests, sendMalformed } from '../test/support/malformed-requests.ts';
import type { Malformed } from '../test/support/malformed-requests.ts';
import { aServer } from '../test/support/a-server.ts';

const LIMIT_MS = 50;
const { values } = parseArgs({ options: { seed: { type: 'string', default: '20260101' }, times: { type: 'string', default: '15' } } });
const times = Math.max(3, Number(values.times));
const median = (numbers: readonly number[]): number => [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const server = await aServer();
const round = await aMalformedRound(server);
const all = await malformedRequests(round);
const taken = new Map<Malformed, number[]>(all.map((each) => [each, []]));
let unlike = 0;
for (let turn = 0; turn <= times; turn += 1) {
  for (const [each, milliseconds] of taken) {
    const begun = performance.now();
    const said = await sendMalformed(server.url, each);
    // The first turn warms up and is not measured.
    if (turn > 0) milliseconds.push(performance.now() - begun);
    if (!each.refusal.test(said)) unlike += 1;
  }
}
const stored = await server.rooms.collected.sheets.size(round.opened.plan.round);
await server.close();

for (const about of new Set(all.map((each) => each.about))) {
  const own = [...taken].filter(([each]) => each.about === about);
  const [typical, longest] = [median(own.flatMap(([, milliseconds]) => milliseconds)), Math.max(...own.flatMap(([, milliseconds]) => milliseconds))];
  console.log(`${about.padEnd(30)} ${String(own.length).padStart(3)} kinds  median ${typical.toFixed(1)} ms, longest ${longest.toFixed(1)} ms`);
}
const [slowest, worst] = [...taken].map(([each, milliseconds]) => [each, median(milliseconds)] as const).sort(([, one], [, other]) => other - one)[0] ?? [undefined, Number.NaN];
console.log(`slowest kind: ${slowest?.about ?? ''}, ${slowest?.name ?? ''}: median ${worst.toFixed(1)} ms = ${((worst / LIMIT_MS) * 100).toFixed(0)} % of the limit of ${String(LIMIT_MS)} ms`);
if (unlike > 0) console.error(`${String(unlike)} were not refused as they should be`);
if (stored > 0) console.error(`${String(stored)} sheets were stored`);
process.exit(worst < LIMIT_MS && unlike === 0 && stored === 0 ? 0 : 1);
