/** A cursor is the sort key of the last row shown: pages stay right while rows are added. */
import { AppError } from '@yoto/core';
import type { Page, PageRequest } from './storage.ts';

/** A page of the `limit + 1` rows that were read: the extra one only says that there are more. */
export function pageOf<T>(rows: readonly T[], page: PageRequest, cursorOf: (row: T) => string): Page<T> {
  const shown = rows.slice(0, page.limit);
  const last = shown.at(-1);
  return { rows: shown, nextCursor: last && rows.length > page.limit ? cursorOf(last) : null };
}

/** The groups of `pattern` in a cursor; throws `invalid_input` for a cursor that no page gave. */
export function parseCursor(cursor: string, pattern: RegExp): string[] {
  const match = pattern.exec(cursor);
  if (match) return match.slice(1);
  throw new AppError(
    'invalid_input',
    'The cursor is not one that a page of this list gave: leave it out to start again',
  );
}
