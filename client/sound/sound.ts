// What the questions may ask of the recordings on this device: whether a text can be heard, and to hear it. Knows which
// question is being heard, so that its button can stop it.
import type { Language } from '../../shared/language.ts';
import { createPlayer } from './player.ts';
import type { Recordings } from './recordings.ts';

export type Sound = {
  readonly has: (language: Language, name: string) => boolean;
  /** Plays in this order what is here of these, instead of anything that plays now. `mark` names them. */
  readonly play: (mark: string, language: Language, names: readonly string[]) => void;
  readonly stop: () => void;
  /** The mark of what plays. */
  readonly playing: () => string | null;
  /** Called when something begins or ends, and when recordings have come. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (language: Language, recordings: Recordings) => void;
};

export function createSound(): Sound {
  const languages = new Map<Language, Recordings>();
  const listeners = new Set<() => void>();
  const player = createPlayer();
  let playing: string | null = null;
  const now = (mark: string | null): void => {
    playing = mark;
    for (const listener of listeners) listener();
  };
  return {
    has: (language, name) => languages.get(language)?.has(name) === true,
    play(mark, language, names) {
      now(mark);
      player.play(names.flatMap((name) => languages.get(language)?.get(name) ?? []), () => now(null));
    },
    stop() {
      if (playing === null) return;
      player.stop();
      now(null);
    },
    playing: () => playing,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(language, recordings) {
      languages.set(language, recordings);
      now(playing);
    },
  };
}
