// What a tablet may do at the issuer: be enrolled, draw its counted pool, end its site. The same refusals as for a code;
// every slot is claimed before it is signed, so that a lost reply is made good by asking again and a pool never grows.
import { bytesOf } from '../../shared/credential/base64url.ts';
import type { EnrolReply, PoolRequest, SiteEndRequest } from '../../shared/credential/tablet.ts';
import { Problem } from '../../shared/problem.ts';
import { insistOpen, isSignable } from './draw-endpoint.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import type { IssuerFrame, IssuerRound, IssuerRoundsStore } from './rounds-store.ts';
import type { Tablet, TabletSecrets, TabletStore } from './tablet-store.ts';

export type TabletParts = { readonly rounds: IssuerRoundsStore; readonly tablets: TabletStore; readonly keys: IssuerKeys; readonly today: () => string };

const unknown = (): Problem => new Problem('tablet.unknown', 'This tablet is not registered for this round. Register it again and open its new link.', { place: 'body.tablet' });
const used = (place: string): Problem => new Problem('tablet.used', 'This link was used to enrol another device, or this place in the pool for another token.', { place });

function frameOf(round: IssuerRound, tablet: Tablet): IssuerFrame {
  const frame = round.frames.find((each) => each.population === tablet.population && each.frame === 'tablet');
  if (frame === undefined) throw new Problem('population.unknown', 'This round does not ask that population on tablets.');
  return frame;
}

/** Binds the device. Rejects with round.*, tablet.unknown or tablet.used. */
export async function enrolTablet(parts: TabletParts, roundId: string, secrets: TabletSecrets): Promise<EnrolReply> {
  insistOpen(await parts.rounds.get(roundId), parts.today());
  const tablet = await parts.tablets.enrol(roundId, secrets);
  if (tablet === null) throw unknown();
  if (tablet === 'taken') throw used('body.device');
  if (tablet.destroyed !== null) throw new Problem('tablet.ended', 'This tablet has ended its site.');
  return { population: tablet.population, site: tablet.site, tokens: tablet.tokens };
}

/** Signatures (base64url) for some slots. Rejects with round.*, tablet.*, blinded.invalid; nothing is claimed where a message can't be signed. */
export async function drawPool(parts: TabletParts, roundId: string, { slots, ...secrets }: PoolRequest): Promise<readonly string[]> {
  const round = insistOpen(await parts.rounds.get(roundId), parts.today());
  const tablet = await parts.tablets.get(roundId, secrets);
  if (tablet === null) throw unknown();
  if (tablet.destroyed !== null) throw new Problem('tablet.ended', 'This tablet has ended its site.');
  const frame = frameOf(round, tablet);
  const asked = slots.map(({ slot, blinded }) => ({ slot, blinded: bytesOf(blinded) }));
  if (asked.some(({ slot }) => slot >= tablet.tokens)) throw new Problem('tablet.used', 'The pool of this tablet has no such place.', { place: 'body.slots' });
  if (!asked.every(({ blinded }) => isSignable(blinded, parts.keys.modulusOf(frame)))) throw new Problem('blinded.invalid', 'A blinded message is out of range.', { place: 'body.slots' });
  const name = await parts.keys.ready(roundId, frame);
  const signatures: string[] = [];
  for (const { slot, blinded } of asked) {
    if (!(await parts.tablets.claim(roundId, secrets, slot, blinded))) throw used('body.slots');
    signatures.push(await parts.keys.sign(name, blinded));
  }
  return signatures;
}

/** Ends a site. Taken also when drawing has ended: the count is wanted whenever it comes. Rejects with tablet.unknown or request.malformed. */
export async function endSite(parts: TabletParts, roundId: string, { destroyed, ...secrets }: SiteEndRequest): Promise<number> {
  if ((await parts.tablets.get(roundId, secrets)) === null) throw unknown();
  if (destroyed > (await parts.tablets.drawnBy(roundId, secrets))) throw new Problem('request.malformed', 'More tokens can not be destroyed than were drawn.', { place: 'body.destroyed' });
  return (await parts.tablets.end(roundId, secrets, destroyed)) ?? destroyed;
}
