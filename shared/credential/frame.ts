// The frames of a round: the ways in whose answers are told apart, because each has its own issuer key.
// A blind token carries nothing but the key it was signed with, so what must be told apart needs a key of its own.
// Three frames have codes; a frame's position in CODE_FRAMES is written into printed codes and never changes.
import type { Mode } from '../round/plan.ts';

export const FRAMES = ['invited', 'card', 'tablet', 'open-link'] as const;
export type Frame = (typeof FRAMES)[number];

export const CODE_FRAMES = ['invited', 'card', 'tablet'] as const;
export type CodeFrame = (typeof CODE_FRAMES)[number];

/** How a sheet of a frame may have been answered: paper is counted through cards, help is given at a tablet. */
export const MODES_OF_FRAME: Readonly<Record<Frame, readonly Mode[]>> = {
  invited: ['online'],
  card: ['card', 'paper'],
  tablet: ['tablet', 'assisted'],
  'open-link': ['open-link'],
};

/** Whether a sheet of this frame can say this mode of itself. */
export const fitsFrame = (mode: Mode, frame: string): boolean => Object.entries(MODES_OF_FRAME).some(([name, modes]) => name === frame && modes.includes(mode));
