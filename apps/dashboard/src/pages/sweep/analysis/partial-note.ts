import { isTerminal, type JobState } from '@yoto/core';
import { formatCount } from '../../../format/numbers.ts';

/** What a sweep lacks and whether it will come; null where every job is completed. */
export function partialNote(jobCounts: Record<JobState, number>): string | null {
  const lacking = (Object.entries(jobCounts) as [JobState, number][]).filter(
    ([state, count]) => state !== 'completed' && count > 0,
  );
  if (lacking.length === 0) return null;
  const counts = lacking.map(([state, count]) => `${formatCount(count)} ${state}`).join(', ');
  return lacking.some(([state]) => !isTerminal(state))
    ? `the numbers are partial, and follow as jobs evaluate: ${counts}`
    : `the numbers are partial, and stay so until the jobs that ended early are retried: ${counts}`;
}
