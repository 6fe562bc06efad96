// The frames of a round: the ways in whose answers are told apart, because each has its own issuer key.
// A blind token carries nothing but the key it was signed with, so what must be told apart needs a key of its own.
// Three frames have codes; a frame's position in CODE_FRAMES is written into printed codes and never changes.

export const FRAMES = ['invited', 'card', 'tablet', 'open-link'] as const;
export type Frame = (typeof FRAMES)[number];

export const CODE_FRAMES = ['invited', 'card', 'tablet'] as const;
export type CodeFrame = (typeof CODE_FRAMES)[number];
