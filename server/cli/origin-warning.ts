// What a command says of links that lead to this machine alone, since the public address was not known: a link that is
// printed or handed over can't be called back.
import type { Config } from '../config.ts';
import type { Writers } from './command.ts';

const isHere = (origin: string): boolean => new URL(origin).hostname === 'localhost';

/** A line where links begin with an address of this machine that nobody chose. */
export function warnOfOrigin(config: Config, origin: string, { out }: Writers): void {
  if (isHere(origin) && origin !== config.origin) out(`The links begin with ${origin}: set SPID_ORIGIN to the public address before opening a real round.`);
}
