// spid apart transport | prepare | manifest | collect | issue: opening a round over several hosts, in this order.
import { publicOrigin } from '../config.ts';
import { FramesPaper, RoundPaper, TransportPaper } from '../../shared/round/papers.ts';
import { RoundPlan } from '../../shared/round/plan.ts';
import { manifestApart, openCollectorApart, openIssuerApart, prepareApart, transportApart } from '../lifecycle/apart/open-apart.ts';
import { keepPaper, paperPath, readPaper } from '../lifecycle/apart/papers.ts';
import { manifestOn } from '../lifecycle/apart/round-on-paper.ts';
import { wordAt } from './apart-step.ts';
import type { Step } from './apart-step.ts';
import { openedLines } from './opened-lines.ts';
import { ACCEPT, weighProfiles } from './weigh-profiles.ts';

export const openingSteps: readonly Step[] = [
  {
    name: 'prepare', on: 'issuer', takes: ['PLAN.json'], summary: 'issuer: makes keys and codes for a round',
    help: 'Writes the public halves for the desk. The codes wait in codes/ROUND-waiting.json until the round is open.',
    async work(rooms, words, { out }) {
      const paper = await prepareApart(rooms, readPaper(RoundPlan, wordAt(words, 0)));
      out(`For the desk: ${await keepPaper(rooms.config.dataFolder, paper.round, 'frames', paper)}`);
    },
  },
  {
    name: 'transport', on: 'collector', takes: ['ROUND'], summary: 'collector: makes the key to which tablets seal',
    help: 'For a round with tablets, before the manifest, which names its public half. The private half stays in collector-keys/.',
    async work(rooms, words, { out }) {
      const paper = await transportApart(rooms, wordAt(words, 0));
      out(`For the desk: ${await keepPaper(rooms.config.dataFolder, paper.round, 'transport', paper)}`);
    },
  },
  {
    name: 'manifest', on: 'desk', takes: ['ROUND-frames.json', '[ROUND-transport.json]'], options: { [ACCEPT.slice(2)]: { type: 'boolean', usage: `[${ACCEPT}]` } }, summary: 'desk: writes the manifest of a draft',
    help: 'The draft was made with spid round create. Writes plan, manifest and forms for collector and issuer. Refuses where fewer\nthan ten people come on each combination of answers about oneself, unless that is accepted.',
    async work(rooms, words, writers) {
      const frames = readPaper(FramesPaper, wordAt(words, 0));
      const transport = words.words[1] === undefined ? null : readPaper(TransportPaper, words.words[1]);
      await weighProfiles(rooms, frames.round, words.options[ACCEPT.slice(2)] === true, writers, `apart manifest ${words.words.join(' ')}`);
      const paper = await manifestApart(rooms, frames, transport);
      writers.out(`For the collector, then for the issuer: ${paperPath(rooms.config.dataFolder, paper.plan.round, 'round')}`);
    },
  },
  {
    name: 'collect', on: 'collector', takes: ['ROUND-round.json'], summary: 'collector: takes sheets from now on',
    help: 'Checks that manifest, forms and plan belong together, and that tablets seal to this collector.',
    work: async (rooms, words, { out }) => out(`Manifest ${await openCollectorApart(rooms, readPaper(RoundPaper, wordAt(words, 0)))}: sheets are taken.`),
  },
  {
    name: 'issue', on: 'issuer', takes: ['ROUND-round.json'], summary: 'issuer: lets people start from now on',
    help: 'Refuses a manifest that names other keys or codes than were made here. Writes the codes with their links and the eight words.',
    async work(rooms, words, { out }) {
      const paper = readPaper(RoundPaper, wordAt(words, 0));
      out(`The codes with their links stand in ${await openIssuerApart(rooms, paper)}, the only place where they stand in clear.`);
      for (const line of await openedLines({ plan: paper.plan, made: manifestOn(paper) }, publicOrigin(rooms.config))) out(line);
    },
  },
];
