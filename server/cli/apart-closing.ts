// spid apart end | close | release | erase: the end of a round over several hosts.
import { CountsPaper } from '../../shared/round/papers.ts';
import { Release } from '../../shared/results/release.ts';
import { closeCollectorApart, endIssuerApart, releaseApart } from '../lifecycle/apart/close-apart.ts';
import { BEFORE_ITS_DAY } from '../lifecycle/before-its-day.ts';
import { eraseIssuerApart } from '../lifecycle/apart/erase-apart.ts';
import { keepPaper, paperPath, readPaper } from '../lifecycle/apart/papers.ts';
import { wordAt } from './apart-step.ts';
import type { Step } from './apart-step.ts';

const early = { 'before-its-day': { type: 'boolean', usage: `[${BEFORE_ITS_DAY}]` } } as const;

export const closingSteps: readonly Step[] = [
  {
    name: 'end', on: 'issuer', takes: ['ROUND'], options: early, summary: 'issuer: destroys the keys and tells the counts',
    help: 'Nobody can start any more: refuses until the last day of drawing is over, unless that is said. Writes for the collector the counts of codes and what its log is to say, and names bundles that nobody mentioned.',
    async work(rooms, words, { out }) {
      const round = wordAt(words, 0);
      const paper = await endIssuerApart(rooms, round, { beforeItsDay: words.options['before-its-day'] === true, progress: out });
      out(`Keys destroyed. For the collector: ${await keepPaper(rooms.config.dataFolder, round, 'counts', paper)}`);
    },
  },
  {
    name: 'close', on: 'collector', takes: ['ROUND-counts.json'], options: early, summary: 'collector: ends sending, counts, publishes the board',
    help: 'Needs the counts, which the issuer gives when its keys are destroyed. Refuses until the last day of sending is over, since sheets\nthat are not sent yet would be lost, unless that is said. May be repeated when it was interrupted.',
    async work(rooms, words, { out }) {
      const release = await closeCollectorApart(rooms, readPaper(CountsPaper, wordAt(words, 0)), { beforeItsDay: words.options['before-its-day'] === true, progress: out });
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
