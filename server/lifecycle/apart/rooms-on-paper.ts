// The rooms as a host has them: its own over their databases, and papers in the place of those that are elsewhere. What
// the commands do of a round then runs as it does where all three stand together (docs/decisions/0077).
import { isWhole } from '../../config.ts';
import type { Rooms } from '../rooms.ts';
import { collectorOnPaper } from './collector-on-paper.ts';
import { deskOnPaper, deskThatOrders } from './desk-on-paper.ts';
import type { Wrote } from './issuer-papers.ts';
import { issuerOnPaper } from './issuer-on-paper.ts';

/** For a process or command that has not all three databases; where it has, the rooms are what they were. */
export function roomsHere(rooms: Rooms, wrote: Wrote = () => undefined): Rooms {
  if (isWhole(rooms.config)) return rooms;
  const { opens } = rooms.config;
  const issued = opens.includes('issuer') ? rooms : { ...rooms, issuer: issuerOnPaper(rooms, wrote) };
  const collected = opens.includes('collector') ? issued : { ...issued, ...collectorOnPaper(issued, wrote) };
  return { ...collected, desk: opens.includes('desk') ? deskThatOrders(rooms, wrote) : deskOnPaper(collected) };
}
