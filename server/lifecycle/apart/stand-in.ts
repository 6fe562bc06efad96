// A room that has no database on this host: what papers can answer it answers, and everything else it refuses by naming
// the host where it can be done. So no command of a host does a thing by half.
import type { Config, DatabaseName } from '../../config.ts';
import { Problem } from '../../../shared/problem.ts';

/** What a command says where its room is elsewhere. */
export const elsewhere = (room: DatabaseName): Problem =>
  new Problem('plan.invalid', `This host has no database of the ${room}: run it where SPID_SURFACES names ${room} (docs/operations.md, "Issuer and collector apart").`);

/** For what is begun on one host alone, although another could do a part of it. Throws plan.invalid elsewhere. */
export function insistHere({ config }: { readonly config: Config }, room: DatabaseName): void {
  if (!config.opens.includes(room)) throw elsewhere(room);
}

/** `own`: what can be done without the database. */
export function standIn<Room extends object>(room: DatabaseName, own: Partial<Room>): Room {
  const refuse = (): Promise<never> => Promise.reject(elsewhere(room));
  return new Proxy(own, { get: (target, name): unknown => Reflect.get(target, name) ?? refuse }) as Room;
}
