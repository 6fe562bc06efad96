// The name of one part of a release: a population, or those of a population who came through an open link. No zod, so
// that a page may use it.
/** A part of a release by one name: `officials`, `officials/open-link`. */
export const partName = (result: { readonly population: string; readonly way?: 'open-link' | undefined }): string => (result.way === undefined ? result.population : `${result.population}/${result.way}`);
