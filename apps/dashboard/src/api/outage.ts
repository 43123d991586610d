/** Failures that pass by themselves once somebody starts or mends a server, and what that somebody can do. */
import { type QueryState, useQueryClient } from '@tanstack/react-query';
import { AppError } from '@yoto/core';
import { useSyncExternalStore } from 'react';
import { keys } from './query-keys.ts';

export interface Advice {
  title: string;
  message: string;
  /** A command to type, where one helps. */
  command?: string;
}

const OUTAGES = new Set(['server_unreachable', 'database_unavailable', 'queue_unavailable']);

/** Whether waiting and asking again is the right answer to an error. */
export const isOutage = (error: unknown): boolean => error instanceof AppError && OUTAGES.has(error.code);

/** An error in words for a person: what happened and what to do. */
export function adviceFor(error: unknown): Advice {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof AppError)) return { title: 'Something went wrong', message };
  switch (error.code) {
    case 'server_unreachable':
      return {
        title: 'The server does not answer',
        message:
          'It may be starting or stopped. This page continues by itself as soon as the server is back.',
        command: 'npx yoto up',
      };
    case 'database_unavailable':
      return {
        title: 'The database does not answer',
        message: `${sentence(message)} This page continues by itself as soon as the database is back.`,
        command: 'npx yoto doctor',
      };
    case 'queue_unavailable':
      return {
        title: 'The queue does not answer',
        message: `${sentence(message)} This page continues by itself as soon as the queue is back.`,
        command: 'npx yoto doctor',
      };
    case 'not_found':
      return { title: 'Not found', message };
    case 'invalid_input':
      return { title: 'The request is not valid', message };
    case 'conflict':
      return { title: 'That is no longer possible', message };
    default:
      return { title: 'Something went wrong', message };
  }
}

const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

/** The outage behind the back of a page that still shows older answers, or needs none, if any. */
export function useOutage(): Error | null {
  const cache = useQueryClient().getQueryCache();
  return useSyncExternalStore(
    (listener) => cache.subscribe(listener),
    () => hiddenOutage(cache.getAll().filter((query) => query.isActive())),
  );
}

interface ActiveQuery {
  queryKey: readonly unknown[];
  state: Pick<QueryState, 'data' | 'fetchFailureReason'>;
}

/** A page says itself why its first answer is missing, but not that what it shows is old. */
export function hiddenOutage(active: readonly ActiveQuery[]): Error | null {
  const waiting = active.find(
    ({ queryKey, state }) =>
      isOutage(state.fetchFailureReason) && (state.data !== undefined || queryKey[0] === keys.readiness[0]),
  );
  return (waiting?.state.fetchFailureReason as Error | undefined) ?? null;
}
