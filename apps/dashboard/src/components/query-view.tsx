import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { isOutage } from '../api/outage.ts';
import { ErrorPanel } from './error-panel.tsx';

/** What a page needs to know of a question. */
export interface QueryState<T> extends Pick<UseQueryResult<T>, 'error' | 'failureReason'> {
  data: T | undefined;
  refetch: () => Promise<unknown>;
}

interface QueryViewProps<T> {
  query: QueryState<T>;
  children: (data: T) => ReactNode;
  /** Lines of the placeholder. */
  lines?: number;
}

/** The answer once it is there; before, a placeholder or what went wrong. Old data stays while new is fetched. */
export function QueryView<T>({ query, children, lines = 4 }: QueryViewProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  if (isOutage(query.failureReason)) return <ErrorPanel error={query.failureReason} />;
  return <Skeleton lines={lines} />;
}

export function Skeleton({ lines }: { lines: number }) {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      {Array.from({ length: lines }, (_, line) => `line-${line}`).map((key) => (
        <span key={key} />
      ))}
    </div>
  );
}
