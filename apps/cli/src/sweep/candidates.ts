/** How many of those that a reference may mean are named, newest first. */
export const MOST_CANDIDATES = 10;

/** A list for a message, from at most one more than can be named. */
export const candidates = (names: readonly string[]): string =>
  [...names.slice(0, MOST_CANDIDATES), ...(names.length > MOST_CANDIDATES ? ['and more'] : [])].join(', ');
