/** Where ARTIFACTS points: read here for the API, the workers and the command line, so that all mean the same place. */
import path from 'node:path';

const SCHEME = /^([a-z][a-z0-9+.-]+):\/\//i;

/**
 * The location that `written` (the setting ARTIFACTS) names: a relative folder is resolved from the working directory, and
 * a scheme is written in lower case. Unset: `artifacts` in the state folder. Which schemes exist is for the store to judge.
 */
export function artifactLocation(written: string | undefined, stateDir: string): string {
  const location = written ?? path.join(stateDir, 'artifacts');
  const scheme = schemeOf(location);
  return scheme === undefined ? path.resolve(location) : scheme + location.slice(scheme.length);
}

/** The scheme in lower case, e.g. `s3`; undefined for a folder. */
export const schemeOf = (location: string): string | undefined => SCHEME.exec(location)?.[1]?.toLowerCase();
