// spid apart end | close | release | erase: the end of a round over several hosts.
import { CountsPaper } from '../../shared/round/papers.ts';
import { Release } from '../../shared/results/release.ts';
import { closeCollectorApart, endIssuerApart, releaseApart } from '../lifecycle/apart/close-apart.ts';
import { eraseIssuerApart } from '../lifecycle/apart/erase-apart.ts';
import { keepPaper, paperPath, readPaper } from '../lifecycle/apart/papers.ts';
import { wordAt } from './apart-step.ts';
import type { Step } from './apart-step.ts';

export const closingSteps: readonly Step[] = [
  {
    name: 'end', on: 'issuer', takes: ['ROUND'], summary: 'issuer: destroys the keys and tells the counts',
    help: 'Nobody can start any more. Writes the counts of codes for the collector, and names bundles that nobody mentioned.',
    async work(rooms, words, { out }) {
      const round = wordAt(words, 0);
      const paper = await endIssuerApart(rooms, round, out);
      out(`Keys destroyed. For the collector: ${await keepPaper(rooms.config.dataFolder, round, 'counts', paper)}`);
    },
  },
  {
    name: 'close', on: 'collector', takes: ['ROUND-counts.json'], summary: 'collector: ends sending, counts, publishes the board',
    help: 'Needs the counts, which the issuer gives when its keys are destroyed. May be repeated when it was interrupted.',
    async work(rooms, words, { out }) {
      const release = await closeCollectorApart(rooms, readPaper(CountsPaper, wordAt(words, 0)), out);
      out(`For the desk: ${paperPath(rooms.config.dataFolder, release.round, 'release')}`);
    },
  },
  {
    name: 'release', on: 'desk', takes: ['ROUND-release.json'], summary: 'desk: shows the release',
    help: 'Refuses a release that was counted for another manifest.',
    async work(rooms, words, { out }) {
      const release = readPaper(Release, wordAt(words, 0));
      await releaseApart(rooms, release);
      out(`Round ${release.round} is released: spid scorecard ${release.round}`);
    },
  },
  {
    name: 'erase', on: 'issuer', takes: ['ROUND'], summary: 'issuer: erases codes on the retention day, with a certificate',
    help: 'The server does it by itself; the collector erases its sheets (spid round erase there).',
    work: async (rooms, words, { out }) => out(`The codes are erased. Certificate: ${await eraseIssuerApart(rooms, wordAt(words, 0))}`),
  },
];
