// Asks for what can be heard of a form in a language: one reply of bytes, without cookie or referrer, kept in no cache.
import { paths } from '../../shared/api/round.ts';
import { addressOf } from './places.ts';

/** Null where none came, or a refusal did: the questions can be answered without. Never throws. */
export async function getRecordings(round: string, population: string, language: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const reply = await fetch(addressOf(paths.recordings(round, population, language)), { credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-store', redirect: 'error' });
    return reply.ok ? new Uint8Array(await reply.arrayBuffer()) : null;
  } catch {
    return null;
  }
}
