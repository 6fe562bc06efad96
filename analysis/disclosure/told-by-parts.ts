// Whether a published mean would tell a hidden one by plain arithmetic. A factor's score is the mean of its items' scores
// as soon as everybody who has one answered all of them: then k times the factor less the shown items is the hidden item.
// Where answers are missing the sum belongs to nobody in particular and tells no single part.

/** A figure that a whole is the mean of: the persons behind it, and whether it is hidden. */
export type MeanPart = { readonly persons: number; readonly isHidden: boolean };

/** Whether a whole of so many persons has a hidden part, and every part rests on the same number of persons as the whole. */
export const isToldByParts = (persons: number, parts: readonly MeanPart[]): boolean =>
  parts.some(({ isHidden }) => isHidden) && parts.every((part) => part.persons === persons);
