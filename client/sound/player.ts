// Plays recordings one after the other, one list at a time. Web Audio and not an audio element: an element makes browsers
// write a history of what was played and show the page's name on a locked phone. Safari 14.0 knows it by an older name.
import type { Bytes } from '../../shared/credential/bytes.ts';

export type Player = {
  /** Stops what plays and plays these; `ended` is called once, when they are over, and not when they were stopped. Must be called from a person's press. */
  readonly play: (recordings: readonly Bytes[], ended: (heard: boolean) => void) => void;
  readonly stop: () => void;
};

type Session = { readonly audioSession?: { type: string } };
type Older = { readonly webkitAudioContext?: typeof AudioContext };

function newContext(): AudioContext {
  // Otherwise an iPhone that is switched to silent stays silent in the earphones too.
  const { audioSession } = navigator as Session;
  if (audioSession !== undefined) audioSession.type = 'playback';
  const Context = (globalThis as { AudioContext?: typeof AudioContext }).AudioContext ?? (globalThis as Older).webkitAudioContext;
  if (Context === undefined) throw new Error('this browser plays no recordings');
  return new Context();
}

/** Callbacks and not a promise: Safari 14.0 has no other form. */
const decoded = (context: AudioContext, { buffer, byteOffset, byteLength }: Bytes): Promise<AudioBuffer> =>
  new Promise((resolve, reject) => void context.decodeAudioData(buffer.slice(byteOffset, byteOffset + byteLength), resolve, reject)?.catch(() => undefined));

const toItsEnd = (source: AudioBufferSourceNode): Promise<void> =>
  new Promise((resolve) => {
    source.onended = () => resolve();
    source.start();
  });

export function createPlayer(): Player {
  let context: AudioContext | null = null;
  let source: AudioBufferSourceNode | null = null;
  let turn = 0;
  const stop = (): void => {
    turn += 1;
    source?.stop();
    source = null;
  };
  const playAll = async (open: AudioContext, recordings: readonly Bytes[], mine: number): Promise<void> => {
    await open.resume();
    for (const recording of recordings) {
      const buffer = await decoded(open, recording);
      if (turn !== mine) return;
      source = open.createBufferSource();
      source.buffer = buffer;
      source.connect(open.destination);
      await toItsEnd(source);
      if (turn !== mine) return;
    }
  };
  return {
    stop,
    play(recordings, ended) {
      stop();
      const mine = turn;
      const over = (heard: boolean): void => (turn === mine ? ended(heard) : undefined);
      try {
        context ??= newContext();
        void playAll(context, recordings, mine).then(() => over(true), () => over(false));
      } catch {
        over(false);
      }
    },
  };
}
