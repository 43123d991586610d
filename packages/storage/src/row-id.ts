import { AppError } from '@yoto/core';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const EVERY_ID = 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx';

type Noun = 'sweep' | 'job' | 'worker';

/** The answer to an id that no row has. */
export function notFound(noun: Noun, id: string): AppError {
  return new AppError('not_found', `There is no ${noun} with the id "${id.slice(0, 100)}"`);
}

/** Throws `not_found` for what cannot be an id, which Postgres would refuse to compare. */
export function requireId(noun: Noun, id: string): void {
  if (!UUID.test(id)) throw notFound(noun, id);
}

/**
 * The first and the last id that begin with `prefix`, for a search along the index of ids; undefined where no id can
 * begin so.
 */
export function idsBeginningWith(prefix: string): { gte: string; lte: string } | undefined {
  const padded = (digit: string) => prefix + EVERY_ID.slice(prefix.length).replaceAll('x', digit);
  return UUID.test(padded('0')) ? { gte: padded('0'), lte: padded('f') } : undefined;
}
