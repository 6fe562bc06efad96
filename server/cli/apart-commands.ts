// spid apart …: opening and closing a round whose desk, issuer and collector run on three hosts with three databases.
// Each command works on one host and leaves a paper for the next; docs/operations.md has the order.
import { Release } from '../../shared/results/release.ts';
import { RoundPlan } from '../../shared/round/plan.ts';
import { CountsPaper, FramesPaper, RoundPaper } from '../../shared/round/papers.ts';
import { Problem } from '../../shared/problem.ts';
import type { DatabaseName } from '../config.ts';
import { closeCollectorApart, endIssuerApart, releaseApart } from '../lifecycle/apart/close-apart.ts';
import { manifestApart, openCollectorApart, openIssuerApart, prepareApart } from '../lifecycle/apart/open-apart.ts';
import { keepPaper, paperPath, readPaper } from '../lifecycle/apart/papers.ts';
import type { Rooms } from '../lifecycle/rooms.ts';
import { onlyWord } from './command.ts';
import type { Command } from './command.ts';
import { withRooms } from './with-rooms.ts';

type Step = { readonly name: string; readonly on: DatabaseName; readonly takes: string; readonly summary: string; readonly help: string; readonly work: (rooms: Rooms, word: string, out: (line: string) => void) => Promise<void> };

const steps: readonly Step[] = [
  {
    name: 'prepare', on: 'issuer', takes: 'PLAN.json', summary: 'issuer: makes keys and codes for a round',
    help: 'Writes the public halves for the desk. The codes wait in codes/ROUND-waiting.json until the round is open.',
    async work(rooms, path, out) {
      const paper = await prepareApart(rooms, readPaper(RoundPlan, path));
      out(`For the desk: ${await keepPaper(rooms.config.dataFolder, paper.round, 'frames', paper)}`);
    },
  },
  {
    name: 'manifest', on: 'desk', takes: 'ROUND-frames.json', summary: 'desk: writes the manifest of a draft',
    help: 'The draft was made with spid round create. Writes plan, manifest and forms for collector and issuer.',
    async work(rooms, path, out) {
      const paper = await manifestApart(rooms, readPaper(FramesPaper, path));
      out(`For the collector, then for the issuer: ${await keepPaper(rooms.config.dataFolder, paper.plan.round, 'round', paper)}`);
    },
  },
  {
    name: 'collect', on: 'collector', takes: 'ROUND-round.json', summary: 'collector: takes sheets from now on',
    help: 'Checks that manifest, forms and plan belong together.',
    work: async (rooms, path, out) => out(`Manifest ${await openCollectorApart(rooms, readPaper(RoundPaper, path))}: sheets are taken.`),
  },
  {
    name: 'issue', on: 'issuer', takes: 'ROUND-round.json', summary: 'issuer: lets people start from now on',
    help: 'Refuses a manifest that names other keys or codes than were made here. Writes the codes with their links.',
    work: async (rooms, path, out) => out(`The codes with their links stand in ${await openIssuerApart(rooms, readPaper(RoundPaper, path))}, the only place where they stand in clear.`),
  },
  {
    name: 'end', on: 'issuer', takes: 'ROUND', summary: 'issuer: destroys the keys and tells the counts',
    help: 'Nobody can start any more. Writes the counts of codes for the collector.',
    async work(rooms, round, out) {
      const paper = await endIssuerApart(rooms, round);
      out(`Keys destroyed. For the collector: ${await keepPaper(rooms.config.dataFolder, round, 'counts', paper)}`);
    },
  },
  {
    name: 'close', on: 'collector', takes: 'ROUND-counts.json', summary: 'collector: ends sending, counts, publishes the board',
    help: 'Needs the counts, which the issuer gives when its keys are destroyed. May be repeated when it was interrupted.',
    async work(rooms, path, out) {
      const release = await closeCollectorApart(rooms, readPaper(CountsPaper, path), out);
      out(`For the desk: ${paperPath(rooms.config.dataFolder, release.round, 'release')}`);
    },
  },
  {
    name: 'release', on: 'desk', takes: 'ROUND-release.json', summary: 'desk: shows the release',
    help: 'Refuses a release that was counted for another manifest.',
    async work(rooms, path, out) {
      const release = readPaper(Release, path);
      await releaseApart(rooms, release);
      out(`Round ${release.round} is released: spid scorecard ${release.round}`);
    },
  },
];

export const apartCommands: readonly Command[] = steps.map(({ name, on, takes, summary, help, work }) => ({
  name: `apart ${name}`,
  summary,
  help: `spid apart ${name} ${takes}\n\nOn the host of the ${on} (SPID_SURFACES). ${help}`,
  run(words, writers) {
    const word = onlyWord(words, takes);
    return withRooms(writers, async (rooms) => {
      if (!rooms.config.opens.includes(on)) throw new Problem('plan.invalid', `This host has no database of the ${on}: run it where SPID_SURFACES names ${on}.`);
      await work(rooms, word, writers.out);
    });
  },
}));
