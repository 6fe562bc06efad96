// npm run test:linkage: can somebody who holds every byte tell who said what? Six rounds of fifty people on the real
// server, one of them to learn from, and the same on the control build. Guesses are fixed before they are scored.
//   node --import tsx test/linkage/run.ts [--seed N]
import { parseArgs } from 'node:util';
import { guessOrder, guessPersons, look, tune } from './attacker.ts';
import { playControlRound } from './control-round.ts';
import type { Dump } from './dump.ts';
import { spearman } from './ranks.ts';
import { playRealRound } from './real-round.ts';
import type { PlayedRound } from './real-round.ts';
import { PEOPLE } from './schedule.ts';

const RUNS = 5;
const { values } = parseArgs({ options: { seed: { type: 'string', default: '31' }, verbose: { type: 'boolean', default: false } } });
const seed = Number(values.seed);
type At = 'before' | 'after';
type Score = { readonly right: number; readonly rho: number };

const starts = Array.from({ length: PEOPLE }, (_, person) => person);
const dumpAt = (played: PlayedRound, at: At): Dump => played[at];
const orderOf = (played: PlayedRound, sheets: readonly string[]): readonly number[] => sheets.map((id) => played.sentAs.get(id) ?? -1);

/** Learns from the sixth round, guesses the five, and only then looks at what is right. */
function attack(rounds: readonly PlayedRound[], lesson: PlayedRound, at: At): readonly Score[] {
  const learnt = look(dumpAt(lesson, at), lesson.collection);
  const weights = tune(learnt, orderOf(lesson, learnt.sheets));
  if (values.verbose) console.log(at, [...weights].map(([name, weight]) => `${name} ${weight.toFixed(3)}`).join(', '));
  const guesses = rounds.map((played) => {
    const seen = look(dumpAt(played, at), played.collection);
    const order = guessOrder(seen, weights);
    return { played, seen, order, persons: guessPersons(seen, order, starts) };
  });
  return guesses.map(({ played, seen, order, persons }) => ({
    right: starts.filter((person) => persons.get(person) === played.sheetOf.get(person)).length,
    rho: spearman(order, orderOf(played, seen.sheets)),
  }));
}

const total = (scores: readonly Score[]): number => scores.reduce((sum, { right }) => sum + right, 0);
const meanRho = (scores: readonly Score[]): number => scores.reduce((sum, { rho }) => sum + Math.abs(rho), 0) / scores.length;

async function play(kind: (run: number) => Promise<PlayedRound>): Promise<readonly PlayedRound[]> {
  const played: PlayedRound[] = [];
  for (let run = 0; run <= RUNS; run += 1) played.push(await kind(seed + run));
  return played;
}

function judged(name: string, scores: readonly Score[], holds: boolean, wanted: string): boolean {
  console.log(`${holds ? 'holds ' : 'FAILED'}  ${name}: ${String(total(scores))} of ${String(RUNS * PEOPLE)} right, mean |Spearman| ${meanRho(scores).toFixed(3)} (${wanted}; runs ${scores.map(({ right, rho }) => `${String(right)}/${rho.toFixed(2)}`).join(' ')})`);
  return holds;
}

const control = await play(playControlRound);
const last = (rounds: readonly PlayedRound[]): PlayedRound => rounds.at(-1) ?? (() => { throw new Error('no round') })();
const controlled = attack(control.slice(0, RUNS), last(control), 'before');
const valid = judged('control build, which must be broken', controlled, total(controlled) >= 125, 'at least 125 or the test is void');
const real = await play(playRealRound);
const before = attack(real.slice(0, RUNS), last(real), 'before');
const after = attack(real.slice(0, RUNS), last(real), 'after');
const outcomes = [
  valid,
  judged('before close', before, total(before) <= 11 && meanRho(before) < 0.2, 'at most 11, under 0.2'),
  judged('after close', after, total(after) <= 11 && meanRho(after) < 0.2, 'at most 11, under 0.2'),
];
const found = real.flatMap(({ traces }) => traces);
console.log(`${found.length === 0 ? 'holds ' : 'FAILED'}  addresses, agents and codes on disk: ${found.length === 0 ? 'none' : found.slice(0, 5).join('; ')}`);
process.exit(outcomes.every(Boolean) && found.length === 0 ? 0 : 1);
