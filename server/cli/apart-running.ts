// spid apart order | follow | numbers | tell | cancel | cards | keying: what passes between hosts while people answer.
import { CancelPaper, CardsPaper, OrderPaper, PublicPaper, RoundPaper } from '../../shared/round/papers.ts';
import { cancelApart } from '../lifecycle/apart/cancel-apart.ts';
import { writeOrder } from '../lifecycle/apart/desk-on-paper.ts';
import { followOrder } from '../lifecycle/apart/follow-order.ts';
import { writePublicPaper } from '../lifecycle/apart/issuer-papers.ts';
import { cardsForKeying, prepareKeying } from '../lifecycle/apart/keying-apart.ts';
import { keepPaper, readPaper } from '../lifecycle/apart/papers.ts';
import { takePublicPaper } from '../lifecycle/apart/tell-public.ts';
import { neededOption, wordAt } from './apart-step.ts';
import type { Step } from './apart-step.ts';
import { bundleNumbers } from './bundle-numbers.ts';
import { leftoverOf, usedInSealedLines } from './left-over-cards.ts';

const orderSteps: readonly Step[] = [
  {
    name: 'order', on: 'desk', takes: ['ROUND'], summary: 'desk: signs anew how a round stands, for issuer and collector',
    help: 'spid round pause, resume and extend write the order by themselves; this is for one that was lost.',
    work: (rooms, words, { out }) => writeOrder(rooms, wordAt(words, 0), out),
  },
  {
    name: 'follow', on: 'issuer', takes: ['ROUND-order.json'], summary: 'issuer: does what the desk ordered',
    help: 'Pauses, resumes or extends drawing, if the desk signed the order. Writes the public paper for the collector.',
    work: (rooms, words, { out }) => followOrder(rooms, readPaper(OrderPaper, wordAt(words, 0)), out),
  },
  {
    name: 'numbers', on: 'issuer', takes: ['ROUND'], summary: 'issuer: writes what the notice log is to say',
    help: 'Every command that changes it writes this paper by itself; this is for one that was lost. May be carried at any time.',
    work: async (rooms, words, { out }) => void (await writePublicPaper(rooms, wordAt(words, 0), out)),
  },
  {
    name: 'tell', on: 'collector', takes: ['ROUND-public.json'], summary: 'collector: publishes what the issuer tells',
    help: 'Follows the order in it, and appends to the public notice log what that does not say yet. Twice says nothing twice.',
    async work(rooms, words, { out }) {
      const paper = readPaper(PublicPaper, wordAt(words, 0));
      await takePublicPaper(rooms, paper);
      const { state, sendingEnds, notices } = (await rooms.collected.rounds.status(paper.round)) ?? { state: 'open', sendingEnds: '', notices: [] };
      out(`Round ${paper.round} is ${state}: begin until ${paper.drawingEnds}, send until ${sendingEnds}. The public log has ${String(notices.length)} notices.`);
    },
  },
];

const cardSteps: readonly Step[] = [
  {
    name: 'cancel', on: 'issuer', takes: ['ROUND-cancel-P.json'], options: { leftover: { type: 'string', usage: '[--leftover FILE]' } }, summary: 'issuer: cancels the cards that two people confirmed at the desk',
    help: 'The order was written by spid cards cancel on the desk’s host. FILE is the list of left-over cards that was confirmed there.',
    async work(rooms, words, { out }) {
      const order = readPaper(CancelPaper, wordAt(words, 0));
      const path = words.options['leftover'];
      const cancelled = await cancelApart(rooms, order, leftoverOf(typeof path === 'string' ? path : null));
      out(`${String(cancelled.total)} cards of ${order.population} are cancelled by now.`);
      for (const line of usedInSealedLines(cancelled)) out(line);
    },
  },
  {
    name: 'cards', on: 'issuer', takes: ['ROUND'], options: { population: { type: 'string', usage: '--population P' }, bundles: { type: 'string', usage: '--bundles 9' } }, summary: 'issuer: gives sealed bundles to the computer where paper is keyed',
    help: 'Only bundles that nobody was given. The paper holds their codes: destroy it when they are keyed.',
    async work(rooms, words, { out }) {
      const place = { round: wordAt(words, 0), population: neededOption(words, 'population') };
      const paper = await cardsForKeying(rooms, place, bundleNumbers(neededOption(words, 'bundles')));
      out(`For the computer where paper is keyed: ${await keepPaper(rooms.config.dataFolder, place.round, `cards-${place.population}`, paper)}`);
    },
  },
  {
    name: 'keying', on: null, takes: ['ROUND-round.json', 'ROUND-cards-P.json'], summary: 'makes this computer the one where paper is keyed',
    help: 'Then spid paper print and spid paper key work here; they draw at the issuer and send to the collector over HTTPS.',
    async work(rooms, words, { out }) {
      const cards = readPaper(CardsPaper, wordAt(words, 1));
      await prepareKeying(rooms, readPaper(RoundPaper, wordAt(words, 0)), cards);
      out(`${String(cards.cards.length)} cards are ready: spid paper key ${cards.round} --population ${cards.population} --first A.csv --second B.csv --bundles ${[...new Set(cards.cards.map(({ bundle }) => bundle))].join(',')}`);
    },
  },
];

export const runningSteps: readonly Step[] = [...orderSteps, ...cardSteps];
