/** Answers of the API, timed as a client sees them. */
import { createClient } from '@yoto/client';

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

/** The first comparison that a server which has just started is asked for. */
export const comparisonMs = (url: string, id: string): Promise<number> =>
  timed(() => createClient({ baseUrl: url }).getSweepComparison({ params: { id }, query: {} }));

/** A long curve as its page asks for it. */
export const curveMs = (url: string, id: string): Promise<number> =>
  timed(() =>
    createClient({ baseUrl: url }).getJobMetrics({ params: { id }, query: { name: 'loss', maxPoints: 400 } }),
  );
