// Two pages, found in the fragment so that one static file serves both: the list of rounds and a round's scorecard.
export type Route = { readonly page: 'rounds' } | { readonly page: 'scorecard'; readonly round: string };

/** The route of a fragment; anything unknown is the list. */
export function routeOf(fragment: string): Route {
  const round = /^#\/rounds\/([0-9A-HJKMNP-TV-Z]{6})$/.exec(fragment)?.[1];
  return round === undefined ? { page: 'rounds' } : { page: 'scorecard', round };
}

export const linkTo = (route: Route): string => (route.page === 'rounds' ? '#/' : `#/rounds/${route.round}`);
